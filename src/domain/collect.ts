import type { Span } from "../model/coverage.ts";
import type { FileRow } from "../model/files.ts";
import { distance, intersect, subtract } from "./spans.ts";

export interface CollectInput {
  readonly nowMs: number;
  readonly files: readonly FileRow[];
  /** Times that must end up in files; see `expectedSpans`. What ends after `nowMs` is still being recorded. */
  readonly expected: readonly Span[];
  /** What a listing asks for: from the first task's start to the last one's end. */
  readonly recorded: Span;
  readonly listing: { readonly lastMs: number | null; readonly nextMs: number | null; readonly failures: number };
  /** Off air and every task closed; null while a file can still begin. */
  readonly endedMs: number | null;
  /** How long after the end is waited for files. */
  readonly waitForMs: number;
  readonly when: "asRecorded" | "atEnd";
  /** How long after its end the vendor is expected to list a file. */
  readonly settlingMs: number;
  /** How late the ends of `expected` may have been seen: interval of the polls plus the vendor's lag. */
  readonly slackMs: number;
  /** Ids of files being fetched. */
  readonly fetching: ReadonlySet<string>;
}

export interface CollectStep {
  /** Ask the vendor's list for this span now; null: not now. */
  readonly list: Span | null;
  /** Ids of files to fetch now. */
  readonly fetch: readonly string[];
  /** Decide again then at the latest; null: only something new (signal, list, fetch) changes anything. */
  readonly waitUntilMs: number | null;
  /** `complete`: everything expected is delivered. `given-up`: the wait is over; what is named never came. */
  readonly done:
    | { readonly how: "complete" }
    | { readonly how: "given-up"; readonly missing: readonly Span[]; readonly ids: readonly string[] }
    | null;
}

const toleranceMs = 2_000;
/** Between the earliest moment a file can be listed and asking for it. */
const courtesyMs = 500;
const pausesMs = [5_000, 10_000, 20_000, 40_000];
const longestPauseMs = 60_000;

/** The next step of collecting an event's files. Pure: the same input gives the same step. */
export function collect(input: CollectInput): CollectStep {
  const { nowMs, endedMs, files } = input;
  const isEnded = endedMs !== null;
  const deadlineMs = isEnded ? endedMs + input.waitForMs : Infinity;
  const pieces = unlisted(input);
  const open = files.filter((file) => file.state === "expected");
  const isBusy = open.some((file) => input.fetching.has(file.id));

  if (isEnded && open.length === 0 && pieces.length === 0 && wasListedSince(input, endedMs + input.settlingMs)) {
    return { list: null, fetch: [], waitUntilMs: null, done: { how: "complete" } };
  }
  const wasAsked = isEnded && (wasListedSince(input, endedMs) || input.listing.failures > 0);
  if (nowMs >= deadlineMs && wasAsked) {
    // The wait is for files to appear. What has appeared gets its first try, and as long as that takes.
    const untried = open.filter((file) => file.failures === 0 && !input.fetching.has(file.id)).map((file) => file.id);
    if (isBusy || untried.length > 0) return { list: null, fetch: untried, waitUntilMs: null, done: null };
    const ids = open.map((file) => file.id);
    return { list: null, fetch: [], waitUntilMs: null, done: { how: "given-up", missing: pieces, ids } };
  }
  if (!isEnded && input.when === "atEnd") return { list: null, fetch: [], waitUntilMs: null, done: null };

  const listMs = nextListMs(input, pieces);
  const ready = open.filter((file) => !input.fetching.has(file.id));
  const fetch = ready.filter((file) => file.nextTryMs === null || file.nextTryMs <= nowMs).map((file) => file.id);
  const recordingMs = input.expected.filter((span) => span.toMs > nowMs).map((span) => firstListMs(span.toMs, input));
  const tryMs = ready.map((file) => file.nextTryMs ?? 0);
  const laterMs = [listMs, deadlineMs, ...recordingMs, ...tryMs].filter((ms) => ms > nowMs);
  const waitMs = Math.min(...laterMs, Infinity);
  return {
    list: listMs <= nowMs ? { ...input.recorded } : null,
    fetch,
    waitUntilMs: waitMs === Infinity ? null : waitMs,
    done: null,
  };
}

/** Times that must end up in files, one span a signal and task, as a file ends with either. */
export function expectedSpans(signal: readonly Span[], tasks: readonly Span[]): Span[] {
  return tasks.flatMap((task) => intersect(signal, [task]));
}

/** Pause before the next try of a listing or a fetch that failed for the `failures`-th time in a row, event milliseconds. */
export function retryPauseMs(failures: number): number {
  return pausesMs[Math.max(0, failures - 1)] ?? longestPauseMs;
}

/** Ended parts of what is expected that no listed file holds. */
function unlisted({ expected, files, nowMs, endedMs, slackMs, settlingMs, listing }: CollectInput): Span[] {
  const ended = expected.filter((span) => endedMs !== null || span.toMs <= nowMs);
  return subtract(ended, files).filter((piece) => {
    const lengthMs = piece.toMs - piece.fromMs;
    if (lengthMs <= toleranceMs) return false;
    // The end of the signal is seen late. Beside a listed file that explains the rest, once a list read late enough
    // has shown that no further short file is to come.
    const isEdge = lengthMs <= slackMs && files.some((file) => distance(file, piece) === 0);
    return !isEdge || listing.lastMs === null || listing.lastMs < piece.toMs + settlingMs;
  });
}

/** When the list is read next; Infinity: nothing is expected that it does not hold. */
function nextListMs(input: CollectInput, pieces: readonly Span[]): number {
  const { listing, endedMs, waitForMs } = input;
  const ends = pieces.map((piece) => piece.toMs).filter((ms) => endedMs !== null || input.nowMs <= ms + waitForMs);
  // One list after the end, whatever was seen: the engine may have been away while the source pushed.
  if (endedMs !== null && !wasListedSince(input, endedMs + input.settlingMs)) ends.push(endedMs);
  const times = ends.map((endMs) => {
    const dueMs = firstListMs(endMs, input);
    if (listing.lastMs === null || listing.lastMs < dueMs) return dueMs;
    return listing.lastMs + pauseAfter(listing.lastMs - dueMs);
  });
  const nextMs = Math.min(...times, Infinity);
  return listing.failures > 0 ? Math.max(nextMs, listing.nextMs ?? 0) : nextMs;
}

function firstListMs(fileEndMs: number, { settlingMs }: CollectInput): number {
  return fileEndMs + settlingMs + courtesyMs;
}

/** Growing pauses without a counter: the pause follows from how long the file is overdue. */
function pauseAfter(overdueMs: number): number {
  let sumMs = 0;
  for (const pauseMs of pausesMs) {
    sumMs += pauseMs;
    if (overdueMs < sumMs) return pauseMs;
  }
  return longestPauseMs;
}

function wasListedSince({ listing }: CollectInput, sinceMs: number): boolean {
  return listing.lastMs !== null && listing.lastMs >= sinceMs;
}
