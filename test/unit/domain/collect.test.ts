import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect, expectedSpans } from "../../../src/domain/collect.ts";
import type { CollectInput } from "../../../src/domain/collect.ts";
import { delivered, fetchFailed, mergeListing } from "../../../src/domain/file-rows.ts";
import type { FileRow, VendorFile } from "../../../src/model/files.ts";
import type { Span } from "../../../src/model/coverage.ts";

const span = (from: number, to: number): Span => ({ fromMs: from * 1_000, toMs: to * 1_000 });
const vendorFile = (id: string, from: number, to: number): VendorFile => ({
  id,
  ...span(from, to),
  ext: "mp4",
  ref: id,
});
const recorded = span(0, 5_400);
const naming = { template: "{id}/{date}_{from}-{to}_{path}.{ext}", id: "ev", title: "Event", offsetAt: () => 0 };
const rowsOf = (...files: VendorFile[]): readonly FileRow[] => mergeListing([], files, recorded, naming);
const done = (row: FileRow): FileRow => delivered(row, { bytes: 1, sha256: "00", locations: ["file:///x"] });

const onAir: CollectInput = {
  nowMs: 1_000_000,
  files: [],
  expected: [{ fromMs: 0, toMs: Infinity }],
  recorded,
  listing: { lastMs: null, nextMs: null, failures: 0 },
  endedMs: null,
  waitForMs: 900_000,
  when: "asRecorded",
  settlingMs: 2_500,
  slackMs: 11_000,
  fetching: new Set(),
};
const ended: CollectInput = { ...onAir, nowMs: 5_401_000, expected: [recorded], endedMs: 5_400_000 };
const listedAt = (seconds: number, failures = 0, nextMs: number | null = null): CollectInput["listing"] => ({
  lastMs: seconds * 1_000,
  nextMs,
  failures,
});

describe("collect", () => {
  it("asks for nothing while one recording runs", () => {
    expect(collect(onAir)).toEqual({ list: null, fetch: [], waitUntilMs: null, done: null });
  });

  it("wakes when a running task is to end", () => {
    expect(collect({ ...onAir, expected: [recorded] }).waitUntilMs).toBe(5_403_000);
  });

  it("reads the list three seconds after a drop, not before", () => {
    const expected = [span(0, 998), { fromMs: 1_050_000, toMs: Infinity }];
    expect(collect({ ...onAir, expected })).toMatchObject({ list: null, waitUntilMs: 1_001_000 });
    expect(collect({ ...onAir, expected, nowMs: 1_001_000 }).list).toEqual(recorded);
    expect(collect({ ...onAir, expected, nowMs: 1_001_000, when: "atEnd" })).toMatchObject({
      list: null,
      waitUntilMs: null,
    });
  });

  it("asks again at growing pauses while the file is not listed", () => {
    const expected = [span(0, 998)];
    let at = 1_001;
    const pauses: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const step = collect({ ...onAir, expected, nowMs: at * 1_000, listing: listedAt(at) });
      const next = (step.waitUntilMs ?? NaN) / 1_000;
      pauses.push(next - at);
      at = next;
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60, 60]);
  });

  it("is quiet once the list holds what is expected, the signal's late edge included", () => {
    const files = rowsOf(vendorFile("a", 0, 990)).map(done);
    const expected = [span(0, 998)];
    expect(collect({ ...onAir, expected, files, listing: listedAt(1_000) }).waitUntilMs).toBe(1_001_000);
    const later = { ...onAir, expected, files, listing: listedAt(1_001), nowMs: 1_300_000 };
    expect(collect(later)).toEqual({ list: null, fetch: [], waitUntilMs: null, done: null });
  });

  it("fetches what is listed, once, and again when its pause is over", () => {
    const [row] = rowsOf(vendorFile("a", 0, 990));
    if (row === undefined) throw new Error("no row");
    expect(collect({ ...onAir, files: [row] }).fetch).toEqual(["a"]);
    expect(collect({ ...onAir, files: [row], fetching: new Set(["a"]) }).fetch).toEqual([]);
    const failed = fetchFailed(fetchFailed(row, 0, "x"), 1_000_000, "broke off");
    expect(failed).toMatchObject({ failures: 2, nextTryMs: 1_010_000, lastError: "broke off" });
    expect(collect({ ...onAir, files: [failed] })).toMatchObject({ fetch: [], waitUntilMs: 1_010_000 });
    expect(collect({ ...onAir, files: [failed], nowMs: 1_010_000 }).fetch).toEqual(["a"]);
  });

  it("waits out a list that failed", () => {
    const step = collect({ ...ended, nowMs: 5_404_000, listing: { lastMs: null, nextMs: 5_409_000, failures: 1 } });
    expect(step).toMatchObject({ list: null, waitUntilMs: 5_409_000 });
  });

  it("is complete as soon as all is delivered, not when the wait is over", () => {
    expect(collect(ended)).toMatchObject({ list: null, waitUntilMs: 5_403_000 });
    expect(collect({ ...ended, nowMs: 5_403_000 }).list).toEqual(recorded);
    const files = rowsOf(vendorFile("a", 1, 5_399));
    const listed = { ...ended, nowMs: 5_403_100, listing: listedAt(5_403) };
    expect(collect({ ...listed, files })).toMatchObject({ fetch: ["a"], done: null });
    expect(collect({ ...listed, files: files.map(done) }).done).toEqual({ how: "complete" });
  });

  it("reads one list after the end even when no signal was seen", () => {
    const quiet = { ...ended, expected: [], nowMs: 5_403_000 };
    expect(collect(quiet).list).toEqual(recorded);
    expect(collect({ ...quiet, listing: listedAt(5_403) }).done).toEqual({ how: "complete" });
  });

  it("gives up when the wait is over, naming what never came", () => {
    const files = rowsOf(vendorFile("a", 0, 1_800), vendorFile("b", 1_800, 3_600)).map((row) =>
      row.id === "a" ? done(row) : fetchFailed(row, 6_250_000, "gone"),
    );
    const late = { ...ended, files, listing: listedAt(6_290) };
    expect(collect({ ...late, nowMs: 6_299_999 })).toMatchObject({ done: null, fetch: ["b"] });
    const over = { ...late, nowMs: 6_300_000 };
    expect(collect(over).done).toEqual({ how: "given-up", missing: [span(3_600, 5_400)], ids: ["b"] });
    expect(collect({ ...over, fetching: new Set(["b"]) })).toMatchObject({ done: null, waitUntilMs: null });
  });

  it("gives what was listed at the last moment its first try", () => {
    const files = rowsOf(vendorFile("a", 0, 5_400));
    const step = collect({ ...ended, files, waitForMs: 0, nowMs: 5_403_000, listing: listedAt(5_403) });
    expect(step).toMatchObject({ fetch: ["a"], done: null });
  });

  it("asks once even when the engine was away for longer than the wait", () => {
    expect(collect({ ...ended, nowMs: 90_000_000 })).toMatchObject({ list: recorded, done: null });
    const unreachable = { ...ended, nowMs: 90_000_000, listing: { lastMs: null, nextMs: 90_005_000, failures: 1 } };
    expect(collect(unreachable).done).toMatchObject({ how: "given-up" });
  });

  it("always acts, waits or ends once the event is over, and ends by itself", () => {
    const files = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 3, max: 900 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(files, fc.integer({ min: 0, max: 1_200 }), fc.boolean(), (some, appearsAfter, fails) => {
        const vendor = some.map(([at, long], index) => vendorFile(String(index), at, Math.min(5_400, at + long)));
        let input: CollectInput = { ...ended, nowMs: 5_400_000, expected: vendor.map((file) => ({ ...file })) };
        let rounds = 0;
        for (;;) {
          const step = collect(input);
          if (step.done !== null) {
            const whole = input.files.every((row) => row.state !== "expected");
            if (step.done.how === "complete") expect(whole).toBe(true);
            else expect(input.nowMs).toBeGreaterThanOrEqual(6_300_000);
            return;
          }
          rounds += 1;
          expect(rounds).toBeLessThan(200);
          let { files: rows, listing, nowMs } = input;
          if (step.list !== null) {
            const isThere = nowMs >= 5_400_000 + appearsAfter * 1_000;
            rows = mergeListing(rows, isThere ? vendor : [], step.list, naming);
            listing = { lastMs: nowMs, nextMs: null, failures: 0 };
          }
          rows = rows.map((row) =>
            !step.fetch.includes(row.id) ? row : fails ? fetchFailed(row, nowMs, "no") : done(row),
          );
          if (step.list === null && step.fetch.length === 0) {
            expect(step.waitUntilMs).not.toBeNull();
            expect(step.waitUntilMs).toBeGreaterThan(nowMs);
            nowMs = step.waitUntilMs ?? nowMs;
          }
          input = { ...input, files: rows, listing, nowMs };
        }
      }),
    );
  });
});

describe("expectedSpans", () => {
  it("ends a file with its task and with the signal", () => {
    const signal = [span(-60, 1_000), { fromMs: 2_000_000, toMs: Infinity }];
    expect(expectedSpans(signal, [span(0, 3_600), span(3_600, 5_400)])).toEqual([
      span(0, 1_000),
      span(2_000, 3_600),
      span(3_600, 5_400),
    ]);
  });
});

describe("mergeListing", () => {
  it("names new files, keeps the names of known ones, and leaves foreign ones out", () => {
    const first = rowsOf(vendorFile("b", 1_800, 3_600), vendorFile("a", 0, 1_800), vendorFile("old", -900, 0));
    expect(first.map((row) => row.name)).toEqual([
      "ev/19700101_000000-003000_main.mp4",
      "ev/19700101_003000-010000_main.mp4",
    ]);
    const grown = mergeListing(first, [vendorFile("a", 0, 1_790)], recorded, naming);
    expect(grown.map((row) => [row.id, row.name, row.toMs])).toEqual([
      ["a", "ev/19700101_000000-003000_main.mp4", 1_790_000],
      ["b", "ev/19700101_003000-010000_main.mp4", 3_600_000],
    ]);
  });

  it("delivers a double once, and takes the other when the first never comes", () => {
    const rows = rowsOf(vendorFile("a", 0, 1_800), vendorFile("b", 0, 1_800));
    expect(rows.map((row) => [row.id, row.state])).toEqual([
      ["a", "expected"],
      ["b", "duplicate"],
    ]);
    expect(rows[1]?.name).toBe("ev/19700101_000000-003000_main_2.mp4");
    const lost = rows.map((row): FileRow => (row.id === "a" ? { ...row, state: "missing" } : row));
    expect(mergeListing(lost, [], recorded, naming)[1]?.state).toBe("expected");
  });
});
