import type { ListFilesResult } from "../model/activities.ts";
import type { Coverage, Span } from "../model/coverage.ts";
import type { EventSpec } from "../model/event-spec.ts";
import type { LiveEventState } from "../model/live-event.ts";
import type { ResourceRow } from "../model/resource.ts";
import { collect, expectedSpans } from "./collect.ts";
import { coverage, coverageRatio } from "./coverage.ts";
import { count } from "./count.ts";
import { mergeListing, withoutDoubles } from "./file-rows.ts";
import { freshSince } from "./fresh.ts";
import { isPushing, seenSpans } from "./signal.ts";
import type { Turn } from "./turn.ts";

/** How long after its end a file is expected in the vendor's list; the collection asks again at growing pauses. */
const listedAfterMs = 2_500;

export function stepCollecting(turn: Turn): void {
  const { state } = turn;
  const endedMs = Math.max(state.endedAtMs ?? turn.nowMs, ...taskSpans(state.rows).map((task) => task.toMs));
  const collected = collectFiles(turn, Math.min(endedMs, turn.nowMs));
  const watched = endIsQuiet(turn);
  if (!collected || !watched) return;
  judgeCoverage(turn);
  turn.enter("cleaning", "the files are collected");
}

/** Lists and fetches what is due; also while on air (`files.when: asRecorded`). True when nothing more is expected. */
export function collectFiles(turn: Turn, endedMs: number | null): boolean {
  const { state, input } = turn;
  const tasks = taskSpans(state.rows);
  if (tasks.length === 0) return true;
  const fetching = new Set(state.files.map((file) => file.id).filter((id) => turn.busy.has(`fetch ${id}`)));
  const recorded = recordedSpan(state.rows);
  const step = collect({
    nowMs: turn.nowMs,
    files: state.files,
    expected: expectedSpans(openSignal(state), tasks),
    recorded,
    listing: state.listing,
    endedMs,
    waitForMs: input.spec.files.waitForMs,
    when: input.spec.files.when,
    settlingMs: listedAfterMs,
    slackMs: slackMs(turn.input.watchMs, turn.rate),
    fetching,
  });
  if (step.list !== null) turn.act({ do: "list-files", fromMs: step.list.fromMs, untilMs: step.list.toMs });
  for (const id of step.fetch) turn.act({ do: "fetch-file", id });
  if (step.waitUntilMs !== null) turn.wake(step.waitUntilMs, "files");
  if (step.done?.how !== "given-up") return step.done !== null;
  return giveUp(turn, step.done.ids, step.done.missing);
}

/** The wait is over. False when a double can stand in for a file that never came: it gets its try first. */
function giveUp(turn: Turn, ids: readonly string[], missing: readonly Span[]): boolean {
  if (ids.length === 0 && missing.length === 0) return true;
  const files = withoutDoubles(
    turn.state.files.map((file) => (ids.includes(file.id) ? { ...file, state: "missing" as const } : file)),
  );
  turn.change({ files });
  const twins = files.filter((file) => file.state === "expected");
  for (const twin of twins) turn.act({ do: "fetch-file", id: twin.id });
  const spans = missing.map((span) => `${new Date(span.fromMs).toISOString()}–${new Date(span.toMs).toISOString()}`);
  const names = files.filter((file) => ids.includes(file.id)).map((file) => file.name);
  const what = [...names, ...spans].join(", ");
  turn.alarm(
    "files-missing",
    "critical",
    `recorded files did not come: ${what}. See: rundown files ${turn.input.spec.id}`,
  );
  return twins.length === 0;
}

/** A stream that is still pushed is left alone, and named two minutes after the end. */
function endIsQuiet(turn: Turn): boolean {
  const { state, input } = turn;
  const endMs = state.endedAtMs ?? turn.nowMs;
  const pushing = isPushing(state.signal) || state.signal?.state === "unknown";
  if (!pushing || state.cut.done) {
    turn.clear("still-pushing");
    return true;
  }
  const dueMs = endMs + input.pace.stillPushingAfterMs;
  if (turn.nowMs < dueMs) {
    turn.wake(dueMs, "is it still pushed");
    return false;
  }
  if (state.read.failures >= 3) return true;
  if (!freshSince(turn, dueMs, "is it still pushed")) return false;
  if (!isPushing(turn.state.signal)) return true;
  const { id, stream } = input.spec;
  turn.alarm(
    "still-pushing",
    "warning",
    `${stream} is still pushed after the end. Stop the encoder; see: rundown show ${id}`,
  );
  return true;
}

function judgeCoverage(turn: Turn): void {
  const { spec } = turn.input;
  if (spec.record === null) return;
  const reached = eventCoverage(spec, turn.state, turn.nowMs, slackMs(turn.input.watchMs, turn.rate));
  turn.change({ coverage: reached });
  if (coverageRatio(reached) >= spec.files.minCoverage) return;
  const percent = (coverageRatio(reached) * 100).toFixed(1);
  const wanted = (spec.files.minCoverage * 100).toFixed(1);
  turn.alarm(
    "coverage",
    "critical",
    `the files hold ${percent} % of what was sent, ${wanted} % is wanted. See: rundown files ${spec.id}`,
  );
}

/** Coverage of the window so far: delivered files, and while on air what is being recorded now. */
export function eventCoverage(spec: EventSpec, state: LiveEventState, nowMs: number, slack: number): Coverage {
  const window = {
    fromMs: spec.window.startMs,
    toMs: Math.max(spec.window.startMs, Math.min(state.endMs, spec.window.endMs)),
  };
  const held = state.files.filter((file) => file.state === "delivered");
  const ended = state.endedAtMs !== null;
  const tasks = taskSpans(state.rows);
  // On air, a file that cannot be there yet is no gap: what is recorded at this moment counts until its file is due.
  const running = ended ? [] : expectedSpans(openSignal(state), tasks).filter((span) => span.toMs + slack >= nowMs);
  const files = [...held, ...running.map((span) => ({ fromMs: span.fromMs, toMs: Math.min(span.toMs, nowMs) }))];
  return coverage({ window, files, signal: openSignal(state), tasks, slackMs: slack, untilMs: nowMs });
}

/** How late an edge of the signal may have been seen: three polls, and what a busy machine adds on the wall. */
export function slackMs(watchMs: number, rate: number): number {
  return 3 * watchMs + 200 * rate;
}

/** The vendor's files in: new ones get a row, doubles are marked. */
export function onListed(turn: Turn, result: ListFilesResult): void {
  count(turn, result, turn.state.listing.failures > 0);
  const { spec } = turn.input;
  const naming = {
    template: spec.files.name,
    id: spec.id,
    title: spec.title,
    offsetAt: (ms: number) => offsetAt(spec, ms),
  };
  const files = mergeListing(turn.state.files, result.files, recordedSpan(turn.state.rows), naming);
  const doubles = files.filter((file) => file.state === "duplicate");
  if (doubles.length > turn.state.duplicates.length) {
    turn.log(
      `two files over the same time: a doubled task; each moment is delivered once (${doubles.length} left out)`,
    );
  }
  const listing = { lastMs: result.askedAtMs, nextMs: null, failures: 0 };
  turn.change({ files, listing, duplicates: doubles.map(({ fromMs, toMs }) => ({ fromMs, toMs })) });
}

function offsetAt(spec: EventSpec, ms: number): number {
  return (
    spec.window.offsets.findLast((offset) => offset.fromMs <= ms)?.offsetMs ?? spec.window.offsets[0]?.offsetMs ?? 0
  );
}

/** When recording tasks were, or may have been, open. */
export function taskSpans(rows: readonly ResourceRow[]): readonly Span[] {
  return rows
    .filter((row) => row.purpose === "record" && row.openedAtMs !== null)
    .map((row) => ({
      fromMs: Math.max(row.fromMs, row.openedAtMs ?? 0),
      toMs: Math.min(row.untilMs, row.closedAtMs ?? row.closeAtMs, row.proof === null ? Infinity : row.closeAtMs),
    }))
    .filter((span) => span.toMs > span.fromMs);
}

function recordedSpan(rows: readonly ResourceRow[]): Span {
  const tasks = rows.filter((row) => row.purpose === "record");
  return { fromMs: Math.min(...tasks.map((row) => row.fromMs)), toMs: Math.max(...tasks.map((row) => row.untilMs)) };
}

function openSignal(state: LiveEventState): readonly Span[] {
  return seenSpans(state, Infinity);
}
