/** A stretch of event time, from included, until excluded, epoch milliseconds. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The common part of two spans, null when there is none. */
export function intersect(a: Span, b: Span): Span | null {
  const fromMs = Math.max(a.fromMs, b.fromMs);
  const untilMs = Math.min(a.untilMs, b.untilMs);
  return fromMs < untilMs ? { fromMs, untilMs } : null;
}

/** The spans in order, those that overlap or touch made one. */
export function union(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (span.fromMs >= span.untilMs) continue;
    const last = result.at(-1);
    if (last !== undefined && span.fromMs <= last.untilMs) {
      result[result.length - 1] = { fromMs: last.fromMs, untilMs: Math.max(last.untilMs, span.untilMs) };
    } else {
      result.push(span);
    }
  }
  return result;
}

/** What is left of `span` without `holes`. */
export function subtract(span: Span, holes: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  let fromMs = span.fromMs;
  for (const hole of union(holes)) {
    if (hole.untilMs <= fromMs || hole.fromMs >= span.untilMs) continue;
    if (hole.fromMs > fromMs) result.push({ fromMs, untilMs: hole.fromMs });
    fromMs = hole.untilMs;
  }
  if (fromMs < span.untilMs) result.push({ fromMs, untilMs: span.untilMs });
  return result;
}

/** Whether the moment lies in the span. */
export function holds(span: Span, atMs: number): boolean {
  return span.fromMs <= atMs && atMs < span.untilMs;
}
