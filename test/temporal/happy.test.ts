import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveEventState } from "../../src/model/live-event.ts";
import { openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ rate: 200 });
  await stage.worker();
});

afterAll(async () => {
  await stage.close();
});

describe("a whole life on a real server", () => {
  it("arms, watches, records, fetches, cleans up, and leaves nothing", async () => {
    const input = stage.event();
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
    const report: unknown = JSON.parse(await readFile(join(stage.folder, "town-hall", "report.json"), "utf8"));
    expect(report).toMatchObject({ id: "town-hall", phase: "done" });
    await until(
      "the watch ends",
      async () => (await stage.client.workflow.getHandle("account/main").describe()).status.name === "COMPLETED",
    );
  });
});
