import type { Span } from "../model/coverage.ts";
import { intersect, lengthOf, subtract } from "./spans.ts";

export interface DedupeFile extends Span {
  readonly id: string;
  readonly delivered: boolean;
}

export interface Deduped<File extends DedupeFile> {
  readonly deliver: readonly File[];
  /** Files whose every moment is in the others: the proof of a double. */
  readonly duplicates: readonly File[];
}

/** Vendors list times to the second, start and end each rounded. */
const toleranceMs = 2_000;

/**
 * Chooses files so that each moment is delivered once. A file that coincides with another, lies inside another, or is
 * tiled by several that lie inside it, is a duplicate; files that overlap only in part are all delivered, as a vendor's
 * pieces may overlap by seconds. What is delivered already always stays. Deterministic: the order given does not matter.
 */
export function dedupe<File extends DedupeFile>(files: readonly File[]): Deduped<File> {
  const delivered = files.filter((file) => file.delivered);
  const spare = (file: File): number => lengthOf(intersect([file], delivered));
  // First to go is what repeats most of what is delivered, then the shorter, the later, the higher id.
  const candidates = files
    .filter((file) => !file.delivered)
    .toSorted(
      (a, b) =>
        spare(b) - spare(a) ||
        a.toMs - a.fromMs - (b.toMs - b.fromMs) ||
        b.fromMs - a.fromMs ||
        (a.id < b.id ? 1 : a.id > b.id ? -1 : 0),
    );
  const gone = new Set<File>();
  for (const file of candidates) {
    const others = files.filter((other) => other !== file && !gone.has(other));
    if (isInAnother(file, others) || isTiled(file, others)) gone.add(file);
  }
  return {
    deliver: files.filter((file) => !gone.has(file)),
    duplicates: files.filter((file) => gone.has(file)),
  };
}

function isInAnother(file: Span, others: readonly Span[]): boolean {
  return others.some((other) => isInside(file, other));
}

function isTiled(file: Span, others: readonly Span[]): boolean {
  const inside = others.filter((other) => isInside(other, file));
  const rest = subtract([file], inside);
  return inside.length > 0 && rest.every((span) => span.toMs - span.fromMs <= toleranceMs);
}

/** Inside to the tolerance, and more than half of it in fact: a piece of a second beside a long one is no double. */
function isInside(inner: Span, outer: Span): boolean {
  const isWithin = inner.fromMs >= outer.fromMs - toleranceMs && inner.toMs <= outer.toMs + toleranceMs;
  return isWithin && lengthOf(intersect([inner], [outer])) * 2 > inner.toMs - inner.fromMs;
}
