import { describe, expect, test } from "vitest";
import { dueMs, showEvent } from "../../../src/domain/show.ts";
import { endMs, file, row, spec, startMs, state } from "./fixtures.ts";

const startedBy = { version: "0.1.0", user: "ann" };

describe("show", () => {
  test("has exactly the keys that scripts are written against", () => {
    const shown = showEvent({ spec, state: state(), startedBy });
    expect(Object.keys(shown).join(" ")).toBe(
      "id title labels account service phase needsAttention window actual next signal manual overrides resources recordings coverage files duplicates calls alarms startedBy stale",
    );
    expect(shown.window).toEqual({ start: "2026-12-01T01:00:00.000Z", end: "2026-12-01T02:30:00.000Z" });
    expect(shown.actual).toEqual({ liveAt: "2026-12-01T01:00:00.000Z", endedAt: null });
    expect(shown.resources[0]).toEqual({
      kind: "recording",
      path: "main",
      name: "recording 1/1",
      vendorId: "77",
      account: "main",
      state: "open",
      openedAt: "2026-12-01T00:51:40.000Z",
      closedAt: null,
      dueAt: "2026-12-01T02:30:10.000Z",
      billing: "yes",
      possiblyDoubled: false,
      proof: null,
    });
    expect(shown).toMatchObject({ manual: false, overrides: [], stale: false, coverage: null, startedBy });
  });

  test("files that were recorded twice are listed apart, with the first copy's place for the others", () => {
    const files = [
      file(),
      file({ id: "f2", name: "b.mp4", state: "duplicate" }),
      file({ id: "f3", state: "missing", locations: [] }),
    ];
    const shown = showEvent({ spec, state: state({ files }), startedBy });
    expect(shown.files.map(({ state: of, location }) => [of, location])).toEqual([
      ["delivered", "file:///rec/town-hall.mp4"],
      ["missing", null],
    ]);
    expect(shown.duplicates.map(({ name }) => name)).toEqual(["b.mp4"]);
  });

  test("signal, coverage and alarms carry ISO times", () => {
    const shown = showEvent({
      spec,
      state: state({
        signal: {
          stream: "townhall",
          state: "present",
          observedAtMs: startMs + 1500,
          seq: 4,
          fps: 25,
          kbps: 2400,
          forbidden: false,
          sinceMs: startMs,
        },
        coverage: {
          plannedSeconds: 5400,
          signalSeconds: 5220,
          coveredSeconds: 5220,
          gaps: [{ fromMs: startMs, toMs: startMs + 180_000, cause: "no-signal" }],
        },
        alarms: [
          {
            id: "a",
            atMs: startMs,
            kind: "signal-lost",
            severity: "critical",
            message: "gone",
            ackBy: null,
            ackAtMs: null,
            clearedAtMs: startMs + 1,
          },
        ],
      }),
      startedBy,
    });
    expect(shown.signal).toEqual({
      path: "main",
      state: "present",
      since: "2026-12-01T01:00:00.000Z",
      fps: 25,
      kbps: 2400,
      measuredAt: "2026-12-01T01:00:01.500Z",
    });
    expect(shown.coverage?.gaps).toEqual([
      { from: "2026-12-01T01:00:00.000Z", to: "2026-12-01T01:03:00.000Z", cause: "no-signal" },
    ]);
    expect(shown.alarms[0]).toMatchObject({ at: "2026-12-01T01:00:00.000Z", clearedAt: "2026-12-01T01:00:00.001Z" });
  });

  test("a recording that was closed early ends there, and one never opened is not listed", () => {
    const rows = [
      row({ state: "closed", openedAtMs: startMs, closedAtMs: startMs + 60_000, proof: "answer" }),
      row({ key: "k2" }),
    ];
    const shown = showEvent({ spec, state: state({ rows }), startedBy });
    expect(shown.recordings).toEqual([
      { from: "2026-12-01T01:00:00.000Z", to: "2026-12-01T01:01:00.000Z", path: "main", state: "closed" },
    ]);
  });

  test("what comes next is the earliest thing that is still to be done", () => {
    const next = (change: Parameters<typeof state>[0]): unknown =>
      showEvent({ spec, state: state(change), startedBy }).next;
    expect(next({ phase: "scheduled", rows: [] })).toEqual({ what: "prepare", at: "2026-12-01T00:50:00.000Z" });
    expect(next({ phase: "preparing", rows: [row()] })).toEqual({
      what: "arm recording 1/1",
      at: "2026-12-01T00:51:40.000Z",
    });
    expect(next({ phase: "live", rows: [] })).toEqual({ what: "end", at: "2026-12-01T02:30:00.000Z" });
    expect(next({ phase: "done" })).toBeNull();
  });

  test("a row that may be doubled is due when the stray has ended and settled", () => {
    expect(dueMs(row({ state: "open", lostAnswers: 1, strayUntilMs: endMs + 5000 }))).toBe(endMs + 15_000);
    expect(dueMs(row({ state: "closed", closedAtMs: endMs }))).toBe(endMs + 10_000);
  });
});
