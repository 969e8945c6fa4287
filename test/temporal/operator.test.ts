import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RetireState } from "../../src/model/messages.ts";
import type { LiveEventInput } from "../../src/model/live-event.ts";
import { defaultPace } from "../../src/model/pace.ts";
import { jsonOf, runCli } from "../cli/run-cli.ts";
import type { Ended } from "../cli/run-cli.ts";
import { minute, spec } from "../support/rows.ts";
import { openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

// In the past, so that what is due by event time is overdue by the clock of the command line.
const openMs = Math.floor(Date.now() / 1_000) * 1_000 - 12 * 60 * minute;
const window = { ...spec().window, startMs: openMs + 9 * minute, endMs: openMs + 400 * minute };
const ids = ["held", "stuck", "stray"] as const;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ rate: 200, fromMs: openMs });
  stage.simulator.addFaults([
    { operation: "startRecordingTask", when: { nth: 1, stream: "stray" }, fault: { kind: "lost-answer" } },
    { operation: "stopRecordingTask", fault: { kind: "error", code: 20999, message: "not now" } },
  ]);
  await stage.worker();
  await Promise.all(ids.map((id) => stage.begin(pushed(id))));
});

afterAll(async () => {
  await stage.close();
});

describe("people at the desk", () => {
  it("a row is written off on an event that is on air, with who and why", async () => {
    await live("held");
    const asked = await run("ledger", "--write-off", "held/recording 1/1", "--reason", "closed by hand", "--json");
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining("--yes") });

    const off = await writeOff("held/recording 1/1", "closed by hand");
    expect(jsonOf(off)).toMatchObject({
      ok: true,
      changed: true,
      message: expect.stringContaining("by tester: closed"),
    });
    const again = await writeOff("held/recording 1/1", "closed by hand");
    expect(jsonOf(again)).toMatchObject({ ok: true, changed: false });
    expect(jsonOf(await run("stop", "held", "--yes", "--json"))).toMatchObject({ results: [{ ok: true, closes: [] }] });
    await until("held ends", async () => (await stage.state("held")).phase === "done");
    const [row] = (await stage.state("held")).rows;
    expect(row).toMatchObject({ state: "written-off", writtenOff: { by: "tester", reason: "closed by hand" } });
  });

  it("stop names a stray that can be neither found nor stopped, and says until when", async () => {
    await live("stray");
    const stopped = await run("stop", "stray", "--yes", "--reason", "enough", "--json");
    expect(jsonOf(stopped)).toMatchObject({
      results: [{ ok: true, changed: true, strays: [{ name: "recording 1/1", until: iso(window.endMs) }] }],
    });
    const told = await run("ledger", "--open");
    expect(told.stdout).toMatch(/stray .*possibly doubled/);
  });

  it("what does not close is overdue (exit 1), passes to retire, and is written off there", async () => {
    await live("stuck");
    const stopped = await run("stop", "stuck", "--yes");
    expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining("closes recording 1/1") });
    for (const id of ["stuck", "stray"] as const)
      await until(`${id} is retired`, () =>
        stage.client.workflow.getHandle(`retire/${id}`).query<RetireState>("state"),
      );

    const overdue = await run("ledger", "--overdue", "--json");
    expect(overdue.code).toBe(1);
    expect(jsonOf(overdue)).toMatchObject({
      resources: expect.arrayContaining([
        expect.objectContaining({ event: "stuck", state: "closing", overdueSeconds: expect.any(Number) }),
      ]),
    });
    for (const id of ["stuck", "stray"] as const)
      expect(jsonOf(await writeOff(`${id}/recording 1/1`, "gone in the console"))).toMatchObject({ changed: true });
    for (const id of ["stuck", "stray"] as const) {
      const retired: unknown = await stage.client.workflow.getHandle(`retire/${id}`).result();
      expect(retired).toMatchObject({
        rows: [{ state: "written-off", writtenOff: { by: "tester", reason: "gone in the console" } }],
      });
    }
    expect(jsonOf(await run("ledger", "--open", "--json"))).toEqual({ resources: [] });
    expect((await run("ledger", "--overdue")).code).toBe(0);
  });

  it("an account that nobody knows is refused by name", async () => {
    const ended = await run("ledger", "--account", "mian");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/--account mian: no such account; known: main/);
  });
});

function pushed(id: string): LiveEventInput {
  const input = stage.event(
    { id, stream: id, window, files: { ...stage.event().spec.files, waitForMs: minute } },
    { pace: { ...defaultPace, closePatienceMs: minute / 2, settleWaitMs: minute } },
  );
  stage.simulator.addEncoder({
    service: "tencent-livecode",
    stream: id,
    fromMs: window.startMs - minute,
    untilMs: window.endMs,
  });
  return input;
}

async function live(id: string): Promise<void> {
  await until(`${id} is live`, async () => (await stage.state(id)).phase === "live");
}

function writeOff(row: string, reason: string): Promise<Ended> {
  return run("ledger", "--write-off", row, "--reason", reason, "--yes", "--json");
}

function run(...args: readonly string[]): Promise<Ended> {
  return runCli(args, { cwd: stage.folder, env: { TEMPORAL_ADDRESS: stage.server.address } });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
