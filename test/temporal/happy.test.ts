import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventAt } from "../../src/domain/clock.ts";
import type { LiveEventState } from "../../src/model/live-event.ts";
import { openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { minute, spec, start } from "../support/rows.ts";

const rate = 100;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ rate });
  await stage.worker();
});

afterAll(async () => {
  await stage.close();
});

/** Workflow and simulator read the same clock: to 0.1 s of event time at the moments of the workflow's own tasks. */
async function clocksAgree(state: LiveEventState): Promise<void> {
  const simulated: unknown = await (await fetch(`${stage.simulator.url}/_sim/clock`)).json();
  const { wallMs, eventMs } = z.object({ wallMs: z.number(), eventMs: z.number() }).parse(simulated);
  expect(Math.abs(eventAt(stage.clock, wallMs) - eventMs)).toBeLessThanOrEqual(100);
  const history = await stage.client.workflow.getHandle("event/town-hall").fetchHistory();
  const taskTimes = (history.events ?? [])
    .filter((event) => event.workflowTaskStartedEventAttributes)
    .map((event) =>
      eventAt(stage.clock, Number(event.eventTime?.seconds) * 1_000 + Number(event.eventTime?.nanos) / 1e6),
    );
  for (const entry of state.log) {
    const nearest = Math.min(...taskTimes.map((time) => Math.abs(time - entry.atMs)));
    // 0.1 s of event time is a millisecond on the wall here, which is what the sandbox counts in.
    expect(nearest).toBeLessThanOrEqual(100);
  }
}

describe("a whole life on a real server", () => {
  it("arms, watches, records, fetches, cleans up, and leaves nothing", async () => {
    const window = { ...spec().window, endMs: start + 45 * minute };
    const input = stage.event({ window });
    const { startMs, endMs } = input.spec.window;
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream: input.spec.stream,
      fromMs: startMs - 300_000,
      untilMs: endMs + 30_000,
      drops: [{ fromMs: startMs + 1_800_000, untilMs: startMs + 1_980_000 }],
    });
    await stage.begin(input);
    const handle = stage.client.workflow.getHandle("event/town-hall");
    const result: unknown = await handle.result();
    const state: LiveEventState = await stage.state("town-hall");
    expect(result).toMatchObject({ phase: "done" });
    const { tasks, openResources, files } = stage.simulator.snapshot();
    expect(tasks).toHaveLength(1);
    expect(openResources).toEqual([]);
    expect(new Set(state.files.map((file) => file.sha256))).toEqual(new Set(files.map((file) => file.sha256)));
    expect(state.coverage?.gaps).toHaveLength(1);
    await clocksAgree(state);
    const report: unknown = JSON.parse(await readFile(join(stage.folder, "town-hall", "report.json"), "utf8"));
    expect(report).toMatchObject({ id: "town-hall", phase: "done" });
    await until(
      "the watch ends",
      async () => (await stage.client.workflow.getHandle("account/main").describe()).status.name === "COMPLETED",
    );
  });
});
