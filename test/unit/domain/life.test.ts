import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FailureKind } from "../../../src/model/failure.ts";
import { failureKinds } from "../../../src/model/failure.ts";
import { retirePause } from "../../../src/domain/resource-step.ts";
import { live } from "../../support/life.ts";
import { eventInput, minute, row, start } from "../../support/rows.ts";

const end = start + 90 * minute;
const whole = [{ fromMs: start - 5 * minute, toMs: end + 30_000 }];
const from = start - 20 * minute;

describe("the life of an event", () => {
  it("runs from start to clean-up when nothing breaks", () => {
    const { state, creates } = live(eventInput(), { pushes: whole }, from);
    expect(state.phase).toBe("done");
    expect(creates).toBe(1);
    expect(state.coverage).toMatchObject({ plannedSeconds: 5_400, coveredSeconds: 5_400, gaps: [] });
    expect(state.files.map((file) => file.state)).toEqual(["delivered"]);
    expect(state.rows.map((one) => [one.state, one.proof])).toEqual([["closed", "term"]]);
    expect(state.needsAttention).toEqual([]);
    expect(state.liveAtMs).toBe(start);
    expect(state.endedAtMs).toBe(end);
  });

  it("names a drop-out of three minutes as a gap without signal, with its edges", () => {
    const pushes = [
      { fromMs: start - minute, toMs: start + 30 * minute },
      { fromMs: start + 33 * minute, toMs: end + minute },
    ];
    const { state } = live(eventInput(), { pushes }, from);
    expect(state.phase).toBe("done");
    expect(state.coverage?.gaps).toEqual([
      { fromMs: start + 30 * minute, toMs: start + 33 * minute, cause: "no-signal" },
    ]);
    expect(state.coverage?.coveredSeconds).toBe(87 * 60);
    expect(state.alarms.map((alarm) => [alarm.kind, alarm.clearedAtMs !== null])).toContainEqual(["signal-lost", true]);
    expect(state.needsAttention).toEqual([]);
  });

  it("creates once more after a lost answer, marks the row, delivers each moment once and closes by the stray's end", () => {
    const fault = (action: { do: string }, nth: number): FailureKind | null =>
      action.do === "ensure" && nth < 4 ? "unknown-outcome" : null;
    const { state, creates } = live(eventInput(), { pushes: whole, fault: once(fault) }, from);
    expect(state.phase).toBe("done");
    expect(creates).toBe(2);
    expect(state.rows[0]).toMatchObject({ lostAnswers: 1, state: "closed", proof: "term", strayUntilMs: end });
    expect(state.files.filter((file) => file.state === "delivered")).toHaveLength(1);
    expect(state.files.filter((file) => file.state === "duplicate")).toHaveLength(1);
    const log = state.log.map((entry) => entry.what).join("\n");
    expect(log).toContain("two files over the same time");
  });

  it("waits more than three seconds before it creates again", () => {
    const fault = (action: { do: string }): FailureKind | null => (action.do === "ensure" ? "unknown-outcome" : null);
    const { state } = live(eventInput(), { pushes: whole, fault: once(fault) }, from);
    const [lost, armed] = state.log.filter((entry) => entry.what.startsWith("recording 1/1"));
    expect((armed?.atMs ?? 0) - (lost?.atMs ?? 0)).toBeGreaterThan(3_000);
  });

  it("is stopped by a person: off air now, files collected, done", () => {
    const stopMs = start + 20 * minute;
    const { state, tasks } = live(eventInput(), { pushes: whole, commands: [{ atMs: stopMs, kind: "stop" }] }, from);
    expect(state.phase).toBe("done");
    expect(state.endedAtMs).toBe(stopMs);
    expect(tasks[0]?.toMs).toBeLessThan(stopMs + 1_000);
    expect(state.coverage?.coveredSeconds).toBe(20 * 60);
    expect(state.rows[0]).toMatchObject({ state: "closed", proof: "answer" });
  });

  it.each([
    ["asleep", start - 19 * minute],
    ["preparing", start - 9 * minute],
    ["standby", start - 2 * minute],
    ["live", start + 10 * minute],
  ])("is cancelled while %s and leaves nothing", (_, atMs) => {
    const { state, tasks } = live(eventInput(), { pushes: whole, commands: [{ atMs, kind: "cancel" }] }, from);
    expect(state.phase).toBe("cancelled");
    expect(state.rows.every((one) => one.state === "closed")).toBe(true);
    for (const task of tasks) expect(task.toMs).toBeLessThan(atMs + minute);
  });

  it("passes what cannot be closed to retire", () => {
    const commands = [{ atMs: start + 10 * minute, kind: "stop" as const }];
    const fault = (action: { do: string }): FailureKind | null => (action.do === "close" ? "unavailable" : null);
    const { state, retired } = live(eventInput(), { pushes: whole, fault, commands }, from);
    expect(state.phase).toBe("done");
    expect(state.retired).toBe(true);
    expect(retired.map((one) => one.name)).toEqual(["recording 1/1"]);
    expect(state.needsAttention).toContain("close-failed");
  });

  it("passes a stray that outlives a stopped event to retire", () => {
    const commands = [{ atMs: start + 10 * minute, kind: "stop" as const }];
    const fault = once((action: { do: string }): FailureKind | null =>
      action.do === "ensure" ? "unknown-outcome" : null,
    );
    const { retired } = live(eventInput(), { pushes: whole, fault, commands }, from);
    expect(retired).toHaveLength(1);
    expect(retired[0]).toMatchObject({ proof: "answer", state: "closing", strayUntilMs: end });
  });

  it("closes at the end what was armed beyond it (overrun reserve)", () => {
    const reserve = 60 * minute;
    const { state, tasks } = live(
      eventInput({ overrun: { reserveMs: reserve } }, [row({ untilMs: end + reserve })]),
      { pushes: whole },
      from,
    );
    expect(state.phase).toBe("done");
    expect(tasks[0]?.toMs).toBeLessThan(end + 1_000);
    expect(state.rows[0]).toMatchObject({ state: "closed", proof: "answer" });
  });

  it("alarms when nobody pushes, and stops when told so", () => {
    const alarmed = live(eventInput(), { pushes: [] }, from).state;
    expect(alarmed.phase).toBe("done");
    expect(alarmed.needsAttention).toContain("no-signal");
    const alarm = alarmed.alarms.find((one) => one.kind === "no-signal");
    expect(alarm?.atMs).toBeGreaterThanOrEqual(start + 5 * minute);
    expect(alarm?.atMs).toBeLessThan(start + 5 * minute + 1_000);
    const stopped = live(eventInput({ onNoSignal: "stop" }), { pushes: [] }, from).state;
    expect(stopped.phase).toBe("failed");
    expect(stopped.endedAtMs).toBeLessThan(start + 6 * minute);
  });

  it("stops when the source is gone for longer than the reconnect window and the event says so", () => {
    const pushes = [{ fromMs: start - minute, toMs: start + 30 * minute }];
    const { state } = live(eventInput({ onLost: "stop" }), { pushes }, from);
    expect(state.phase).toBe("done");
    expect(state.endedAtMs).toBeGreaterThanOrEqual(start + 31 * minute);
    expect(state.endedAtMs).toBeLessThan(start + 32 * minute);
  });

  it("leaves a stream that is still pushed alone and says so two minutes after the end; cuts it only when told", () => {
    const pushes = [{ fromMs: start - minute, toMs: end + 30 * minute }];
    const left = live(eventInput(), { pushes }, from);
    expect(left.cuts).toBe(0);
    const alarm = left.state.alarms.find((one) => one.kind === "still-pushing");
    expect((alarm?.atMs ?? 0) - end).toBeGreaterThanOrEqual(2 * minute);
    expect((alarm?.atMs ?? 0) - end).toBeLessThan(2 * minute + 5_000);
    const cut = live(eventInput({ atEnd: "cut" }), { pushes }, from);
    expect(cut.cuts).toBe(1);
    expect(cut.state.needsAttention).toEqual([]);
  });

  it.each([
    ["join", [], "done"],
    ["skip", [], "skipped"],
    ["fail", [], "failed"],
    ["skip", whole, "done"],
    ["fail", whole, "done"],
  ] as const)("missed start: %s", (missedStart, pushes, phase) => {
    const away = { fromMs: from, toMs: start + 20 * minute };
    const { state, tasks } = live(eventInput({ missedStart }), { pushes, away }, from);
    expect(state.phase).toBe(phase);
    expect(state.alarms.map((alarm) => alarm.kind)).toContain("missed-start");
    if (phase === "done") expect(tasks[0]?.fromMs).toBeGreaterThanOrEqual(away.toMs);
    else expect(tasks).toEqual([]);
  });

  it("starts on time while the engine is away, when it was armed before", () => {
    const away = { fromMs: start - 3 * minute, toMs: start + 20 * minute };
    const { state, tasks } = live(eventInput({ missedStart: "skip" }), { pushes: whole, away }, from);
    expect(tasks[0]?.fromMs).toBe(start);
    expect(state.phase).toBe("done");
    expect(state.coverage?.coveredSeconds).toBe(5_400);
    expect(state.alarms.map((alarm) => alarm.kind)).toContain("late-start");
  });

  it("ends whatever breaks, by steps of the table only, and never creates more than one extra a lost answer", () => {
    const chaos = fc.array(fc.option(fc.constantFrom(...failureKinds), { freq: 4, nil: null }), {
      minLength: 0,
      maxLength: 60,
    });
    const commands = fc.array(
      fc.record({
        atMs: fc.integer({ min: from, max: end + 10 * minute }),
        kind: fc.constantFrom("stop" as const, "cancel" as const),
      }),
      { maxLength: 2 },
    );
    const gaps = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(chaos, commands, gaps, (kinds, orders, gap) => {
        let lost = 0;
        const fault = (action: { do: string }, nth: number): FailureKind | null => {
          const kind = kinds[nth] ?? null;
          if (action.do === "ensure" && kind === "unknown-outcome") lost += 1;
          return kind;
        };
        const pushes = [
          { fromMs: start - minute, toMs: start + 40 * minute },
          { fromMs: start + (40 + gap) * minute, toMs: end + minute },
        ];
        const sorted = orders.toSorted((a, b) => a.atMs - b.atMs);
        const { state, creates, retired } = live(eventInput(), { pushes, fault, commands: sorted }, from);
        expect(["done", "failed", "cancelled", "skipped"]).toContain(state.phase);
        expect(creates).toBeLessThanOrEqual(1 + lost);
        expect(state.rows[0]?.lostAnswers).toBe(lost);
        const open = state.rows.filter((one) => one.state !== "closed");
        if (open.length > 0) expect(retired.map((one) => one.key)).toEqual(open.map((one) => one.key));
      }),
      { numRuns: 200 },
    );
  });
});

/** The first time it says so, then never again. */
function once<A extends unknown[]>(fault: (...args: A) => FailureKind | null): (...args: A) => FailureKind | null {
  let done = false;
  return (...args) => {
    const kind = done ? null : fault(...args);
    done ||= kind !== null;
    return kind;
  };
}

describe("pauses of retire", () => {
  it("grow from failure to failure up to an hour, whatever the clock's rate", () => {
    const failure = { kind: "wrong-state", retryAfterMs: null } as const;
    const pauses = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20].map((failures) => retirePause(failures, failure, 1));
    expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
    expect(pauses.at(-1)).toBe(3_600_000);
    expect(retirePause(0, failure, 1_000)).toBe(50_000);
  });
});
