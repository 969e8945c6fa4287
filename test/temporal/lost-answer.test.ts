import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandResult } from "../../src/model/messages.ts";
import type { RetireState } from "../../src/model/messages.ts";
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

describe("a create whose answer is lost", () => {
  it("is created once more, marked, delivered once, and closed when the stray must have ended", async () => {
    stage.simulator.addFaults([
      { operation: "startRecordingTask", when: { nth: 1, stream: "lost_a" }, fault: { kind: "lost-answer" } },
      { operation: "startRecordingTask", when: { nth: 1, stream: "lost_b" }, fault: { kind: "lost-answer" } },
    ]);
    const kept = stage.event({ id: "lost-a", stream: "lost_a", window });
    const stopped = stage.event({ id: "lost-b", stream: "lost_b", window });
    for (const { spec: one } of [kept, stopped]) {
      stage.simulator.addEncoder({
        service: "tencent-livecode",
        stream: one.stream,
        fromMs: start - 5 * minute,
        untilMs: window.endMs + 10_000,
      });
    }
    await Promise.all([stage.begin(kept), stage.begin(stopped)]);

    const handle = stage.client.workflow.getHandle("event/lost-b");
    await until("lost-b is live", async () => (await stage.state("lost-b")).phase === "live");
    const answer = await handle.executeUpdate<CommandResult, [{ user: string; reason: string }]>("stop", {
      args: [{ user: "test", reason: "enough" }],
    });
    expect(answer).toMatchObject({ changed: true, strays: [{ name: "recording 1/1", untilMs: window.endMs }] });
    expect(await handle.result()).toMatchObject({ phase: "done" });
    const left: RetireState = await until("retire runs", () =>
      stage.client.workflow.getHandle("retire/lost-b").query<RetireState>("state"),
    );
    expect(left.rows).toMatchObject([{ lostAnswers: 1 }]);

    expect(await stage.client.workflow.getHandle("event/lost-a").result()).toMatchObject({ phase: "done" });
    const state = await stage.state("lost-a");
    expect(state.rows).toMatchObject([{ state: "closed", proof: "term", lostAnswers: 1 }]);
    expect(state.files.map((file) => file.state).toSorted()).toEqual(["delivered", "duplicate"]);
    expect(state.coverage).toMatchObject({ coveredSeconds: 1_200, gaps: [] });
    expect(state.alarms.find((alarm) => alarm.kind === "possibly-doubled")?.clearedAtMs).not.toBeNull();

    const retired: unknown = await stage.client.workflow.getHandle("retire/lost-b").result();
    expect(retired).toMatchObject({ rows: [{ state: "closed", proof: "term" }] });
    const { tasks, openResources } = stage.simulator.snapshot();
    expect(tasks.filter((task) => task.stream === "lost_a")).toHaveLength(2);
    expect(tasks.filter((task) => task.stream === "lost_b")).toHaveLength(2);
    expect(openResources).toEqual([]);
  });
});
