import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandResult } from "../../src/model/messages.ts";
import type { LiveEventState } from "../../src/model/live-event.ts";
import { openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { minute, start } from "../support/rows.ts";

let stage: Stage;

beforeAll(async () => {
  // In real time the events of this file sleep for an hour.
  stage = await openStage({ rate: 1, fromMs: start - 60 * minute });
  await stage.worker();
});

afterAll(async () => {
  await stage.close();
});

describe("an event that sleeps in its start delay", () => {
  it("gives a query no state: it hangs or fails until something wakes the event", async () => {
    await stage.begin(stage.event({ id: "sleeps-query", stream: "q" }));
    const asked = stage.state("sleeps-query").then(
      () => "answered",
      () => "failed",
    );
    const first = await Promise.race([asked, new Promise((resolve) => setTimeout(() => resolve("hangs"), 2_000))]);
    expect(["hangs", "failed"]).toContain(first);
    const handle = stage.client.workflow.getHandle("event/sleeps-query");
    await handle.executeUpdate("cancel", { args: [{ user: "test", reason: null }] });
    expect((await stage.state("sleeps-query")).command?.kind).toBe("cancel");
  });

  it("is woken and answered by an update, and does nothing before its time", async () => {
    await stage.begin(stage.event({ id: "sleeps-update", stream: "u" }));
    const handle = stage.client.workflow.getHandle("event/sleeps-update");
    const refused = await handle.executeUpdate("stop", { args: [{ user: "test", reason: null }] }).then(
      () => "accepted",
      (error: unknown) =>
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error),
    );
    expect(refused).toContain("rundown cancel");
    const state: LiveEventState = await handle.query("state");
    expect(state.phase).toBe("scheduled");
    expect(stage.simulator.snapshot().calls).toEqual({});
    const command = { args: [{ user: "test", reason: "not needed" }] as [{ user: string; reason: string }] };
    const answer = await handle.executeUpdate<CommandResult, [{ user: string; reason: string }]>("cancel", command);
    expect(answer).toMatchObject({ changed: true, closes: [], strays: [] });
    expect(await handle.result()).toMatchObject({ phase: "cancelled" });
  });

  it("is withdrawn by a cancelled workflow too", async () => {
    await stage.begin(stage.event({ id: "sleeps-cancel", stream: "c" }));
    const handle = stage.client.workflow.getHandle("event/sleeps-cancel");
    await handle.cancel();
    expect(await handle.result()).toMatchObject({ phase: "cancelled" });
    await until("its state says so", async () =>
      (await stage.state("sleeps-cancel")).rows.every((row) => row.state === "closed"),
    );
    expect(stage.simulator.snapshot().calls).toEqual({});
  });
});
