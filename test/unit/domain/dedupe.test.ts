import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dedupe } from "../../../src/domain/dedupe.ts";
import type { DedupeFile } from "../../../src/domain/dedupe.ts";
import { lengthOf, subtract } from "../../../src/domain/spans.ts";

const file = (id: string, from: number, to: number, delivered = false): DedupeFile => ({
  id,
  fromMs: from * 1_000,
  toMs: to * 1_000,
  delivered,
});
const doubles = (...files: DedupeFile[]): string[] => dedupe(files).duplicates.map(({ id }) => id);

describe("dedupe", () => {
  it.each([
    ["pieces in a row", [file("a", 0, 1_800), file("b", 1_800, 3_600)], []],
    ["pieces that overlap by seconds", [file("a", 0, 1_803), file("b", 1_800, 3_600)], []],
    ["two over the same time", [file("a", 0, 1_800), file("b", 1, 1_799)], ["b"]],
    ["two that differ by rounding", [file("a", 0, 1_800), file("b", 2, 1_802)], ["b"]],
    ["two just not the same", [file("a", 0, 1_800), file("b", 3, 1_803)], []],
    ["one inside another", [file("a", 600, 900), file("b", 0, 1_800)], ["a"]],
    ["a tiny piece after a long one", [file("a", 0, 1_800), file("b", 1_800, 1_801)], []],
    ["the delivered one stays", [file("a", 0, 1_800), file("b", 0, 1_800, true)], ["a"]],
    ["a long one over delivered pieces", [file("a", 0, 900, true), file("b", 900, 1_800), file("c", 0, 1_800)], ["c"]],
    ["a short delivered one in a long one", [file("a", 600, 900, true), file("b", 0, 1_800)], []],
    ["three copies", [file("a", 0, 60), file("b", 0, 60), file("c", 0, 60)], ["b", "c"]],
  ])("%s", (_, files, gone) => {
    expect(doubles(...files)).toEqual(gone);
  });

  const files = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 200 }), fc.boolean()), { maxLength: 9 })
    .map((some) => some.map(([at, long, done], index) => file(String(index), at, at + long, done)));

  it("loses no moment but by rounding, and never a delivered file", () => {
    fc.assert(
      fc.property(files, (some) => {
        const { deliver, duplicates } = dedupe(some);
        expect([...deliver, ...duplicates].length).toBe(some.length);
        expect(duplicates.filter((one) => one.delivered)).toEqual([]);
        // Each duplicate may differ from what stands for it by the tolerance at both ends and at each seam.
        expect(lengthOf(subtract(some, deliver))).toBeLessThanOrEqual(duplicates.length * 2_000 * (some.length + 1));
      }),
    );
  });

  it("does not depend on the order", () => {
    fc.assert(
      fc.property(files, (some) => {
        const ids = (found: readonly DedupeFile[]): string[] => found.map(({ id }) => id).toSorted();
        expect(ids(dedupe(some.toReversed()).deliver)).toEqual(ids(dedupe(some).deliver));
      }),
    );
  });
});
