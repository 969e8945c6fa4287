import { afterAll, beforeAll, expect, it } from "vitest";
import type { EventSpec } from "../../src/model/event-spec.ts";
import { openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { minute, spec, start } from "../support/rows.ts";

const window = { ...spec().window, endMs: start + 30 * minute };
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ rate: 200, fromMs: start - 9 * minute });
});

afterAll(async () => {
  await stage.close();
});

it("no worker at the start: joins, skips or fails as the event says; joins all the same when somebody pushes", async () => {
  await begin("joins", "join", false);
  await begin("skips", "skip", false);
  await begin("fails", "fail", false);
  await begin("on-air", "fail", true);
  await until("the start is missed", async () => stage.nowMs() > start + 5 * minute);
  await stage.worker();

  expect(await result("skips")).toMatchObject({ phase: "skipped", why: expect.stringContaining("nobody pushes") });
  expect(await result("fails")).toMatchObject({ phase: "failed", why: expect.stringContaining("away at the start") });
  for (const id of ["skips", "fails"]) {
    const state = await stage.state(id);
    expect(state.alarms).toMatchObject([{ kind: "missed-start", severity: "critical" }]);
    expect(state.calls.total).toBeLessThan(5);
    expect(state.rows).toMatchObject([{ state: "closed", openedAtMs: null }]);
  }
  expect(stage.simulator.snapshot().tasks.filter((task) => ["skips", "fails"].includes(task.stream))).toEqual([]);

  for (const id of ["joins", "on-air"]) {
    expect(await result(id)).toMatchObject({ phase: "done" });
    expect((await stage.state(id)).alarms).toContainEqual(expect.objectContaining({ kind: "missed-start" }));
  }
  const joined = await stage.state("on-air");
  expect(joined.files).toMatchObject([{ state: "delivered" }]);
  expect(joined.coverage?.gaps[0]).toMatchObject({ fromMs: start, cause: expect.any(String) });
});

async function begin(id: string, missedStart: EventSpec["missedStart"], pushes: boolean): Promise<void> {
  const files = { ...stage.event().spec.files, waitForMs: minute };
  const input = stage.event({ id, stream: id, window, missedStart, files });
  if (pushes)
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream: id,
      fromMs: start - minute,
      untilMs: window.endMs,
    });
  await stage.begin(input);
}

function result(id: string): Promise<unknown> {
  return stage.client.workflow.getHandle(`event/${id}`).result();
}
