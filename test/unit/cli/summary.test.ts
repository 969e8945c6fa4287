import { expect, test } from "vitest";
import { summarize } from "../../../src/cli/rehearse/summary.ts";
import type { SummaryInput } from "../../../src/cli/rehearse/summary.ts";
import { printSummary } from "../../../src/cli/rehearse/print-summary.ts";
import { endMs, file, row, spec, state } from "./fixtures.ts";

const closed = row({ state: "closed", openedAtMs: 1, closedAtMs: endMs, proof: "term" });
const sha256 = "ab".repeat(32);

function input(change: Parameters<typeof state>[0] = {}, more: Partial<SummaryInput> = {}): SummaryInput {
  const ended = state({
    phase: "done",
    rows: [closed],
    files: [file()],
    lateness: [{ step: "arm", wallMs: 12 }],
    ...change,
  });
  return {
    events: [{ spec, state: ended, retired: [] }],
    simulatedFiles: [{ id: "v", sha256, bytes: 1000 }],
    simulatedOpen: [],
    simulatedCalls: { startRecordingTask: 1 },
    startedBy: { version: "0.1.0", user: "ann" },
    speed: 100,
    seed: 1,
    wallMs: 54_321,
    ...more,
  };
}

test("a clean end is ok", () => {
  const summary = summarize(input());
  expect(summary).toMatchObject({ ok: true, problems: [], leftovers: [], wallSeconds: 54.3 });
  expect(summary.latenessMs).toEqual({ count: 1, median: 12, p99: 12, max: 12 });
  expect(summary.events[0]?.files[0]?.asAtVendor).toBe(true);
  expect(printSummary(summary)).toContain("nothing is left");
});

test.each<[string, SummaryInput, RegExp]>([
  ["another outcome", input({ phase: "failed", outcomeWhy: "no signal" }), /town-hall ended failed: no signal/],
  ["short coverage", input({ needsAttention: ["coverage"] }), /coverage is short/],
  ["a file that is missing", input({ files: [file({ state: "missing", sha256: null })] }), /not delivered/],
  ["other bytes", input({ files: [file({ sha256: "cd".repeat(32) })] }), /another SHA-256/],
  [
    "an open row",
    input({ rows: [row({ state: "open" })] }),
    /left over at the ledger: town-hall: recording 1\/1 \(open\)/,
  ],
  [
    "something open at the simulator",
    input({}, { simulatedOpen: [{ kind: "recording", id: "9", stream: "s", openedAtMs: 1, untilMs: null }] }),
    /left over at the simulator: recording 9 of stream s/,
  ],
])("%s is not ok", (_name, given, problem) => {
  const summary = summarize(given);
  expect(summary.ok).toBe(false);
  expect(summary.problems.join("\n")).toMatch(problem);
});

test("rows that were passed on are told by whoever holds them now", () => {
  const passed = input({ rows: [row({ state: "closing", lostAnswers: 1, strayUntilMs: endMs + 60_000 })] });
  const event = passed.events[0];
  if (event === undefined) throw new Error("no event");
  const retired = [row({ state: "closed", lostAnswers: 1, strayUntilMs: endMs + 60_000, proof: "term" })];
  const summary = summarize({ ...passed, events: [{ ...event, retired }] });
  expect(summary.leftovers).toEqual([]);
  expect(summary.events[0]?.retired).toMatchObject([{ name: "recording 1/1", proof: "term" }]);
  expect(summary.events[0]?.possiblyDoubled).toEqual([{ name: "recording 1/1", until: "2026-12-01T02:31:10.000Z" }]);
});

test("what is still open at the end is a leftover with the date by which it ends", () => {
  const open = input({ rows: [row({ state: "closing", untilMs: endMs + 3_600_000 })] });
  const event = open.events[0];
  if (event === undefined) throw new Error("no event");
  const summary = summarize({
    ...open,
    events: [{ ...event, retired: [row({ state: "closing", untilMs: endMs + 3_600_000 })] }],
  });
  expect(summary.ok).toBe(false);
  expect(summary.leftovers).toMatchObject([
    {
      where: "ledger",
      what: expect.stringMatching(/recording 1\/1 \(closing\), ends by itself by 2026-12-01 11:30:\d\d Asia\/Shanghai/),
    },
  ]);
  expect(printSummary(summary)).toMatch(/retired +recording 1\/1: not closed in time, still open/);
});
