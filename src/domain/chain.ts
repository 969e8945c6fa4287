import type { Span } from "../model/coverage.ts";
import type { KindLimits } from "../model/service.ts";

/**
 * Cuts a span into links back to back, each on the vendor's grid and no longer than it allows. The start is rounded up
 * (nothing starts early), the end too (nothing is lost; Rundown closes it in time). Empty when nothing is left.
 */
export function chain(span: Span, limits: Pick<KindLimits, "gridMs" | "longestMs">): readonly Span[] {
  const grid = Math.max(1, limits.gridMs);
  const fromMs = Math.ceil(span.fromMs / grid) * grid;
  const toMs = Math.ceil(span.toMs / grid) * grid;
  const longest = Math.max(grid, Math.floor(limits.longestMs / grid) * grid);
  const links: Span[] = [];
  for (let at = fromMs; at < toMs; at += longest) links.push({ fromMs: at, toMs: Math.min(at + longest, toMs) });
  return links;
}

/** The span in which the arming of something is spread: opens, and the end of its first half. */
export function armingWindow(effectMs: number, prepareBeforeMs: number, leadMs: number): Span {
  const opens = effectMs - Math.max(prepareBeforeMs, leadMs + 5 * 60_000);
  const closes = effectMs - leadMs - 60_000;
  return { fromMs: opens, toMs: opens + (closes - opens) / 2 };
}
