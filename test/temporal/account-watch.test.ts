import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scaledClock } from "../../src/domain/clock.ts";
import { accountWorkflowId, workflowTaskQueue, workflowTypes } from "../../src/model/messages.ts";
import { openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { minute, spec, start } from "../support/rows.ts";

let stage: Stage;
const window = { ...spec().window, endMs: start + 20 * minute };

beforeAll(async () => {
  stage = await openStage({ rate: 200 });
  await stage.worker();
});

afterAll(async () => {
  await stage.close();
});

describe("account/<name>", () => {
  it("continues as new while events are watched, and nothing is missed", async () => {
    const watch = {
      v: 1,
      account: "main",
      service: "tencent-livecode",
      clock: stage.clock,
      everyMs: 10_000,
      pace: { heartbeatWallMs: 10_000 },
      runsEach: 1,
      lapWallMs: 700,
    };
    const first = stage.event({ id: "watched-a", stream: "watched_a", window });
    const second = stage.event({ id: "watched-b", stream: "watched_b", window });
    await stage.client.workflow.start(workflowTypes.accountWatch, {
      workflowId: accountWorkflowId("main"),
      taskQueue: workflowTaskQueue,
      args: [
        {
          ...watch,
          entries: [
            { stream: "watched_a", event: "watched-a" },
            { stream: "nobody", event: "no-such-event" },
          ],
        },
      ],
    });
    const drop = { fromMs: start + 8 * minute, untilMs: start + 11 * minute };
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream: "watched_a",
      fromMs: start - minute,
      untilMs: window.endMs + 10_000,
      drops: [drop],
    });
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream: "watched_b",
      fromMs: start - minute,
      untilMs: window.endMs + 10_000,
    });
    await Promise.all([stage.begin(first), stage.begin(second)]);
    for (const id of ["watched-a", "watched-b"]) {
      expect(await stage.client.workflow.getHandle(`event/${id}`).result()).toMatchObject({ phase: "done" });
    }
    const a = await stage.state("watched-a");
    expect(a.coverage?.gaps).toMatchObject([{ fromMs: drop.fromMs, toMs: drop.untilMs, cause: "no-signal" }]);
    expect((await stage.state("watched-b")).coverage).toMatchObject({ coveredSeconds: 1_200, gaps: [] });
    const runs: string[] = [];
    for await (const run of stage.client.workflow.list({ query: `WorkflowId = "account/main"` }))
      runs.push(run.status.name);
    expect(runs.filter((status) => status === "CONTINUED_AS_NEW").length).toBeGreaterThan(3);
    await until(
      "the last run ends",
      async () => (await stage.client.workflow.getHandle("account/main").describe()).status.name === "COMPLETED",
    );
    expect(stage.simulator.snapshot().openResources).toEqual([]);
  });

  it("heartbeats while it waits: rounds longer than the heartbeat time-out are no failure", async () => {
    const clock = scaledClock(Date.now(), start, 1);
    const entries = [{ stream: "slowly", event: "slowly" }];
    const pace = { heartbeatWallMs: 1_000 };
    const input = {
      v: 1,
      account: "main",
      service: "tencent-livecode",
      clock,
      everyMs: 2_500,
      pace,
      runsEach: 1,
      lapWallMs: 600_000,
      entries,
    };
    const later = { ...spec().window, startMs: start + 1_440 * minute, endMs: start + 1_450 * minute };
    const watched = stage.event({ id: "slowly", stream: "slowly", window: later }, { clock });
    await stage.begin(watched);
    const polls = () => stage.simulator.snapshot().calls["getChannelStatus"] ?? 0;
    const before = polls();
    const handle = await stage.client.workflow.start(workflowTypes.accountWatch, {
      workflowId: "account/slow",
      taskQueue: workflowTaskQueue,
      args: [input],
    });
    await until("three more rounds", async () => polls() >= before + 3);
    const { raw } = await handle.describe();
    expect(raw.pendingActivities?.map((activity) => activity.attempt)).toEqual([1]);
    await stage.client.workflow.getHandle("event/slowly").terminate();
    await handle.terminate();
  });
});
