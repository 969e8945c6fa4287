import type { Coverage, Gap, GapCause, Span } from "../model/coverage.ts";
import { distance, intersect, lengthOf, subtract, union } from "./spans.ts";

export interface CoverageInput {
  /** The planned window; everything is clipped to it. */
  readonly window: Span;
  /** Delivered files. */
  readonly files: readonly Span[];
  /** When the source was seen pushing; edges are late by up to `slackMs`. A span that is still open ends at Infinity. */
  readonly signal: readonly Span[];
  /** When nothing is known of the signal (no answer from the service); default never. */
  readonly unseen?: readonly Span[];
  /** When a recording task was open. */
  readonly tasks: readonly Span[];
  /** Interval of the polls plus the vendor's lag, milliseconds. */
  readonly slackMs: number;
  /** Judged up to here; what comes later is neither a gap nor signal. Default: the window's end. */
  readonly untilMs?: number;
}

interface Part extends Span {
  readonly cause: GapCause;
}

/** Files are listed to the second, and two of them may both be rounded: what is shorter is no gap. */
const shortestGapMs = 2_000;

/**
 * How much of the window is in the files, and why the rest is not. Files are exact and polls are not, so where both tell
 * of the same edge (within the slack) the file's edge stands. Time of unknown signal counts as signal, so that a loss is
 * never hidden; covered time always does. Interfaces, section 4.3.
 */
export function coverage(input: CoverageInput): Coverage {
  const untilMs = Math.min(input.window.toMs, input.untilMs ?? input.window.toMs);
  const judged = { fromMs: input.window.fromMs, toMs: Math.max(input.window.fromMs, untilMs) };
  const covered = intersect([judged], input.files);
  const gaps = subtract([judged], covered)
    .filter((hole) => hole.toMs - hole.fromMs >= shortestGapMs)
    .flatMap((hole) => causes(hole, input));
  const silentMs = lengthOf(gaps.filter((gap) => gap.cause === "no-signal"));
  return {
    plannedSeconds: seconds(Math.max(0, input.window.toMs - input.window.fromMs)),
    signalSeconds: seconds(judged.toMs - judged.fromMs - silentMs),
    coveredSeconds: seconds(lengthOf(covered)),
    gaps,
  };
}

/** What `minCoverage` is held against: covered ÷ signal; 1 when nothing was sent. */
export function coverageRatio(of: Pick<Coverage, "coveredSeconds" | "signalSeconds">): number {
  return of.signalSeconds <= 0 ? 1 : Math.min(1, of.coveredSeconds / of.signalSeconds);
}

/** Splits one hole between files by cause. */
function causes(hole: Span, { signal, unseen = [], tasks, slackMs }: CoverageInput): Gap[] {
  const near: Span = { fromMs: hole.fromMs - slackMs, toMs: hole.toMs + slackMs };
  const blind = subtract(unseen, signal);
  const absent = subtract([near], [...signal, ...blind]);
  const silent = grow(hole, absent, slackMs);
  const heard = subtract([hole], silent);
  const parts: Part[] = [
    ...silent.map((span) => part(span, "no-signal")),
    ...intersect(heard, blind).map((span) => part(span, "unknown")),
    ...subtract(heard, blind).flatMap((span) => [
      ...subtract([span], tasks).map((rest) => part(rest, "not-recorded")),
      // Shorter than the slack, it may as well be a drop between two polls.
      ...intersect([span], tasks).map((rest) =>
        part(rest, span.toMs - span.fromMs > slackMs ? "file-missing" : "unknown"),
      ),
    ]),
  ];
  return tidy(parts.toSorted((a, b) => a.fromMs - b.fromMs));
}

/** The silence in a hole: seen silence, and whatever of the hole lies within the slack of it. */
function grow(hole: Span, absent: readonly Span[], slackMs: number): Span[] {
  let silent = intersect([hole], absent);
  // A poll sees an edge late, never early: a short drop may be over at the source before a poll saw it.
  const isSeenLate = absent.some((span) => span.fromMs >= hole.toMs && span.fromMs - hole.fromMs <= slackMs);
  if (silent.length === 0 && isSeenLate) return [hole];
  for (const rest of subtract([hole], silent)) {
    const touches = silent.some((span) => distance(span, rest) === 0);
    if (touches && rest.toMs - rest.fromMs <= slackMs) silent = union([...silent, rest]);
  }
  return silent;
}

/** Joins neighbours of one cause; what is too short to be listed goes to the neighbour before it, or after it. */
function tidy(parts: readonly Part[]): Gap[] {
  const gaps: Part[] = [];
  let carriedFromMs: number | null = null;
  for (const next of parts) {
    const last = gaps.at(-1);
    const isShort = next.toMs - next.fromMs < shortestGapMs;
    if (last !== undefined && (isShort || last.cause === next.cause))
      gaps[gaps.length - 1] = { ...last, toMs: next.toMs };
    else if (isShort) carriedFromMs ??= next.fromMs;
    else {
      gaps.push({ ...next, fromMs: carriedFromMs ?? next.fromMs });
      carriedFromMs = null;
    }
  }
  const first = parts[0];
  const last = parts.at(-1);
  if (gaps.length > 0 || first === undefined || last === undefined) return gaps;
  return [{ fromMs: first.fromMs, toMs: last.toMs, cause: "unknown" }];
}

function part(span: Span, cause: GapCause): Part {
  return { fromMs: span.fromMs, toMs: span.toMs, cause };
}

/** Tenths are finer than the two seconds that are promised, and stay in order when rounded. */
function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
