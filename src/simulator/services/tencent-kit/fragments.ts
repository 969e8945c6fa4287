import type { Push } from "../../encoders.ts";
import { intersect } from "../../spans.ts";
import type { Span } from "../../spans.ts";

/** Longest recording fragment: half an hour (recording rules of the channel mode and of the 2016 guide). */
export const longestFragmentMs = 30 * 60_000;

/** The stretches of a recording that become one file each: every push by itself, cut each half hour. */
export function fragments(recording: Span, pushes: readonly Push[], nowMs: number): readonly Span[] {
  return pushes.flatMap((push) => {
    const piece = intersect(recording, push);
    if (piece === null) return [];
    // What lies ahead is left out, so that a push without an end has an end here; a slice that runs is whole.
    const knownMs = Math.min(piece.untilMs, nowMs);
    const slices: Span[] = [];
    for (let { fromMs } = piece; fromMs < knownMs; fromMs += longestFragmentMs) {
      slices.push({ fromMs, untilMs: Math.min(fromMs + longestFragmentMs, piece.untilMs) });
    }
    return slices;
  });
}
