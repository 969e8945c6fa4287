import { afterAll, beforeAll, expect, it } from "vitest";
import { openStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { minute, spec, start } from "../support/rows.ts";

let stage: Stage;
const window = { ...spec().window, endMs: start + 30 * minute };

beforeAll(async () => {
  // The server suggests it at 4,096 events otherwise: days of a broadcast.
  stage = await openStage({ rate: 150, dynamicConfig: ["limit.historyCount.suggestContinueAsNew=40"] });
  await stage.worker({ maxCachedWorkflows: 0 });
});

afterAll(async () => {
  await stage.close();
});

it("an event with a long history continues as new on air, and loses nothing", async () => {
  const input = stage.event({ id: "long", stream: "long", window });
  const drops = [6, 12, 18, 24].map((at) => ({ fromMs: start + at * minute, untilMs: start + (at + 2) * minute }));
  stage.simulator.addEncoder({
    service: "tencent-livecode",
    stream: "long",
    fromMs: start - minute,
    untilMs: window.endMs + 10_000,
    drops,
  });
  await stage.begin(input);
  expect(await stage.client.workflow.getHandle("event/long").result()).toMatchObject({ phase: "done" });
  const runs: string[] = [];
  for await (const run of stage.client.workflow.list({ query: `WorkflowId = "event/long"` }))
    runs.push(run.status.name);
  expect(runs.filter((status) => status === "CONTINUED_AS_NEW").length).toBeGreaterThan(1);
  const state = await stage.state("long");
  expect(state.coverage?.gaps).toEqual(
    drops.map((drop) => ({ fromMs: drop.fromMs, toMs: drop.untilMs, cause: "no-signal" })),
  );
  expect(state.files.map((file) => file.state)).toEqual(drops.map(() => "delivered").concat("delivered"));
  expect(stage.simulator.snapshot().tasks).toHaveLength(1);
  expect(stage.simulator.snapshot().openResources).toEqual([]);
});
