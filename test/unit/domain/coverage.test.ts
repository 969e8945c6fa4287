import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverage, coverageRatio } from "../../../src/domain/coverage.ts";
import type { CoverageInput } from "../../../src/domain/coverage.ts";
import { intersect, lengthOf, subtract, union } from "../../../src/domain/spans.ts";
import type { Span } from "../../../src/model/coverage.ts";

const span = (from: number, to: number): Span => ({ fromMs: from * 1_000, toMs: to * 1_000 });
const window = span(0, 5_400);
const slackMs = 11_000;
const always: CoverageInput = { window, files: [window], signal: [span(-600, 6_000)], tasks: [window], slackMs };
const gapsOf = (input: Partial<CoverageInput>): unknown =>
  coverage({ ...always, ...input }).gaps.map((gap) => [gap.fromMs / 1_000, gap.toMs / 1_000, gap.cause]);

describe("coverage", () => {
  it("is whole when the files are", () => {
    expect(coverage(always)).toEqual({ plannedSeconds: 5_400, signalSeconds: 5_400, coveredSeconds: 5_400, gaps: [] });
  });

  it("gives a drop the files' own edges, however late the polls saw it", () => {
    const seen = coverage({
      ...always,
      files: [span(0, 1_800), span(1_980, 5_400)],
      signal: [span(-100, 1_809), span(1_989, 6_000)],
    });
    expect(seen.gaps).toEqual([{ ...span(1_800, 1_980), cause: "no-signal" }]);
    expect(seen.signalSeconds).toBe(5_220);
    expect(seen.coveredSeconds).toBe(5_220);
    expect(coverageRatio(seen)).toBe(1);
  });

  it.each([
    [
      "a drop that polls saw only when it was over",
      { files: [span(0, 100), span(104, 5_400)], signal: [span(-9, 106), span(116, 6_000)] },
      [[100, 104, "no-signal"]],
    ],
    ["a late source", { files: [span(64, 5_400)], signal: [span(72, 6_000)] }, [[0, 64, "no-signal"]]],
    [
      "a source that leaves early",
      { files: [span(0, 5_395)], signal: [span(-9, 5_403)] },
      [[5_395, 5_400, "no-signal"]],
    ],
    ["source there, task open, no file", { files: [span(0, 1_800)] }, [[1_800, 5_400, "file-missing"]]],
    ["source there, no task", { files: [span(0, 1_800)], tasks: [span(0, 1_800)] }, [[1_800, 5_400, "not-recorded"]]],
    [
      "task armed late, source there",
      { files: [span(60, 5_400)], tasks: [span(60, 5_400)] },
      [[0, 60, "not-recorded"]],
    ],
    [
      "nothing known",
      { files: [span(0, 1_800)], signal: [span(-9, 1_800)], unseen: [span(1_800, 9_000)] },
      [[1_800, 5_400, "unknown"]],
    ],
    [
      "too short to tell from a drop between two polls",
      { files: [span(0, 100), span(105, 5_400)] },
      [[100, 105, "unknown"]],
    ],
    [
      "source back, its file lost",
      { files: [span(0, 1_000), span(3_000, 5_400)], signal: [span(-9, 1_005), span(1_505, 6_000)] },
      [
        [1_000, 1_505, "no-signal"],
        [1_505, 3_000, "file-missing"],
      ],
    ],
    [
      "source back, the task gone",
      {
        files: [span(0, 1_000)],
        signal: [span(-9, 1_005), span(1_505, 6_000)],
        tasks: [span(0, 1_200), span(4_000, 5_400)],
      },
      [
        [1_000, 1_505, "no-signal"],
        [1_505, 4_000, "not-recorded"],
        [4_000, 5_400, "file-missing"],
      ],
    ],
    ["a second between two files", { files: [span(0, 1_800), span(1_801, 5_400)] }, []],
    ["nothing was ever sent", { files: [], signal: [] }, [[0, 5_400, "no-signal"]]],
    [
      "an open signal",
      { files: [span(0, 5_390)], signal: [{ fromMs: 0, toMs: Infinity }] },
      [[5_390, 5_400, "unknown"]],
    ],
  ])("names the cause: %s", (_, input, gaps) => {
    expect(gapsOf(input)).toEqual(gaps);
  });

  it("clips to the window and counts overlaps once", () => {
    const seen = coverage({ ...always, files: [span(-300, 1_000), span(900, 2_000), span(1_990, 6_000)] });
    expect(seen.coveredSeconds).toBe(5_400);
    expect(seen.gaps).toEqual([]);
  });

  it("judges a live event only as far as it is told", () => {
    const seen = coverage({ ...always, files: [span(0, 1_800)], untilMs: 1_800_000 });
    expect(seen).toEqual({ plannedSeconds: 5_400, signalSeconds: 1_800, coveredSeconds: 1_800, gaps: [] });
  });

  it("holds nothing against an event that was never sent", () => {
    expect(coverageRatio(coverage({ ...always, files: [], signal: [] }))).toBe(1);
    expect(coverageRatio(coverage({ ...always, files: [] }))).toBe(0);
  });
});

const spans = fc.array(
  fc
    .tuple(fc.integer({ min: -500, max: 6_000 }), fc.integer({ min: 1, max: 2_000 }))
    .map(([at, long]) => span(at, at + long)),
  { maxLength: 8 },
);
const inputs = fc
  .record({ files: spans, signal: spans, tasks: spans, unseen: spans })
  .map((some) => ({ ...always, ...some }));

describe("coverage, whatever happened", () => {
  it("accounts for every moment once", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const seen = coverage(input);
        const gapMs = seen.gaps.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0);
        expect(lengthOf(seen.gaps)).toBe(gapMs);
        expect(intersect(seen.gaps, input.files)).toEqual([]);
        expect(subtract(seen.gaps, [window])).toEqual([]);
        // What is in neither are holes shorter than two seconds, at most one between two files.
        const leftMs = 5_400_000 - seen.coveredSeconds * 1_000 - gapMs;
        expect(leftMs).toBeGreaterThanOrEqual(-100);
        expect(leftMs).toBeLessThanOrEqual(2_000 * (input.files.length + 1));
        for (const gap of seen.gaps) expect(gap.toMs - gap.fromMs).toBeGreaterThanOrEqual(2_000);
      }),
    );
  });

  it("keeps covered ≤ signal ≤ planned", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const seen = coverage(input);
        expect(seen.coveredSeconds).toBeLessThanOrEqual(seen.signalSeconds);
        expect(seen.signalSeconds).toBeLessThanOrEqual(seen.plannedSeconds);
        const silentMs = seen.gaps
          .filter((gap) => gap.cause === "no-signal")
          .reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0);
        expect(seen.signalSeconds).toBeCloseTo(5_400 - silentMs / 1_000, 0);
      }),
    );
  });

  it("covers no less with one file more", () => {
    fc.assert(
      fc.property(inputs, spans, (input, more) => {
        const after = coverage({ ...input, files: [...input.files, ...more] });
        expect(after.coveredSeconds).toBeGreaterThanOrEqual(coverage(input).coveredSeconds);
        expect(lengthOf(subtract(after.gaps, coverage(input).gaps))).toBe(0);
      }),
    );
  });

  it("does not depend on the order", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const turned = {
          ...input,
          files: input.files.toReversed(),
          signal: input.signal.toReversed(),
          tasks: input.tasks.toReversed(),
          unseen: input.unseen.toReversed(),
        };
        expect(coverage(turned)).toEqual(coverage(input));
      }),
    );
  });

  it("never blames a missing file for a moment at which no task was open", () => {
    // Even seconds: nothing is too short to be listed, so every edge is exact.
    const even = (list: readonly Span[]): Span[] =>
      list.map(({ fromMs, toMs }) => ({
        fromMs: Math.floor(fromMs / 2_000) * 2_000,
        toMs: Math.ceil(toMs / 2_000) * 2_000,
      }));
    fc.assert(
      fc.property(inputs, (input) => {
        const tasks = even(input.tasks);
        const unseen = even(input.unseen);
        const seen = coverage({ ...input, files: even(input.files), signal: even(input.signal), tasks, unseen });
        const by = (cause: string): Span[] => seen.gaps.filter((gap) => gap.cause === cause);
        expect(subtract(by("file-missing"), tasks)).toEqual([]);
        expect(intersect(by("not-recorded"), tasks)).toEqual([]);
        expect(intersect(by("file-missing"), subtract(unseen, even(input.signal)))).toEqual([]);
      }),
    );
  });
});

describe("spans", () => {
  it("splits a set into what is in another and what is not", () => {
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        const inside = intersect(some, others);
        const outside = subtract(some, others);
        expect(union([...inside, ...outside])).toEqual(union(some));
        expect(intersect(inside, outside)).toEqual([]);
      }),
    );
  });
});
