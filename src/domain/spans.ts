import type { Span } from "../model/coverage.ts";

/** Spans as a set of moments: sorted, without overlaps; spans that touch become one, empty ones vanish. */
export function union(spans: readonly Span[]): Span[] {
  const sorted = spans.filter((span) => span.toMs > span.fromMs).toSorted((a, b) => a.fromMs - b.fromMs);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.fromMs > last.toMs) merged.push({ fromMs: span.fromMs, toMs: span.toMs });
    else if (span.toMs > last.toMs) merged[merged.length - 1] = { fromMs: last.fromMs, toMs: span.toMs };
  }
  return merged;
}

/** Moments that are in both. */
export function intersect(some: readonly Span[], others: readonly Span[]): Span[] {
  const right = union(others);
  return union(some).flatMap((a) =>
    right
      .map((b) => ({ fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) }))
      .filter((span) => span.toMs > span.fromMs),
  );
}

/** Moments of the first that are not in the second. */
export function subtract(from: readonly Span[], taken: readonly Span[]): Span[] {
  const holes = union(taken);
  return union(from).flatMap((span) => {
    const rest: Span[] = [];
    let at = span.fromMs;
    for (const hole of holes) {
      if (hole.toMs <= at || hole.fromMs >= span.toMs) continue;
      if (hole.fromMs > at) rest.push({ fromMs: at, toMs: hole.fromMs });
      at = hole.toMs;
    }
    if (at < span.toMs) rest.push({ fromMs: at, toMs: span.toMs });
    return rest;
  });
}

/** Length of all spans together, overlaps counted once, in milliseconds. */
export function lengthOf(spans: readonly Span[]): number {
  return union(spans).reduce((sum, span) => sum + span.toMs - span.fromMs, 0);
}

/** How far two spans are apart; 0 when they touch or overlap. */
export function distance(a: Span, b: Span): number {
  return Math.max(0, a.fromMs - b.toMs, b.fromMs - a.toMs);
}
