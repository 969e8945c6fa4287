import type { LiveEventInput } from "../model/live-event.ts";
import { settled } from "./resource-step.ts";
import { isPushing } from "./signal.ts";
import type { Turn } from "./turn.ts";
import { freshSince } from "./fresh.ts";
import { mayExist } from "./resource-step.ts";

/** A start this late, with nothing armed, counts as missed; on the wall at least a second (clock rule 4). */
const missedAfterMs = (turn: Turn): number => Math.max(turn.input.pace.lateStartMs, 1_000 * turn.rate);

export function earliestArmMs(input: LiveEventInput): number {
  return Math.min(input.spec.window.startMs, ...input.rows.map((row) => row.armAtMs));
}

export function watchFromMs(input: LiveEventInput): number {
  const { window, lineUpMs, prepareBeforeMs } = input.spec;
  return window.startMs - Math.max(lineUpMs ?? 0, prepareBeforeMs);
}

export function prepareAtMs(input: LiveEventInput): number {
  return Math.min(input.spec.window.startMs - input.spec.prepareBeforeMs, earliestArmMs(input));
}

export function stepScheduled(turn: Turn): void {
  const { input, state } = turn;
  if (state.outcome !== null) return turn.enter("cleaning", state.outcomeWhy ?? "withdrawn");
  if (!state.startSettled && !settleStart(turn)) return;
  const atMs = prepareAtMs(input);
  if (turn.nowMs >= atMs) {
    const onTime = input.scheduledAtMs <= atMs;
    if (onTime) turn.begun("prepare", atMs);
    return turn.enter("preparing", "arming what the service starts by itself", atMs);
  }
  turn.wake(watchFromMs(input), "watching begins");
  turn.wake(atMs, "prepare");
}

/** Answers "was the start missed"; false while the answer is being looked up. */
function settleStart(turn: Turn): boolean {
  const { input, state } = turn;
  const { spec } = input;
  const startMs = spec.window.startMs;
  const wantedLate = input.scheduledAtMs > startMs;
  if (wantedLate || turn.nowMs < startMs + missedAfterMs(turn) || state.rows.some(mayExist)) {
    // Before the start there is nothing to settle yet; it is asked again at every turn until the arming begins.
    if (turn.nowMs >= startMs || wantedLate) turn.change({ startSettled: true });
    return true;
  }
  const late = `the engine was away at the start (${Math.round((turn.nowMs - startMs) / 1_000)} s late)`;
  if (turn.nowMs >= state.endMs) {
    return giveUp(turn, spec.missedStart === "skip" ? "skipped" : "failed", `${late}, and the window is over`);
  }
  if (spec.missedStart !== "join" && !freshSince(turn, startMs, "was the start missed")) return false;
  const joins = spec.missedStart === "join" || state.signal?.state !== "none";
  if (!joins) return giveUp(turn, spec.missedStart === "skip" ? "skipped" : "failed", `${late} and nobody pushes`);
  turn.change({ startSettled: true });
  turn.alarm("missed-start", "warning", `${late}; joined. Look: rundown show ${spec.id}`);
  turn.log(isPushing(state.signal) ? `${late}; a source is live: joined` : `${late}; joined`);
  return true;
}

function giveUp(turn: Turn, outcome: "skipped" | "failed", why: string): boolean {
  turn.alarm("missed-start", "critical", `${why}. Look: rundown show ${turn.input.spec.id}`);
  const rows = turn.state.rows.map((row) => (row.state === "intended" ? settled(row, null, turn.nowMs) : row));
  turn.change({ outcome, outcomeWhy: why, startSettled: true, rows });
  turn.enter("cleaning", why);
  return false;
}

export function stepPreparing(turn: Turn): void {
  if (leftEarly(turn)) return;
  const early = turn.state.rows.filter((row) => row.armAtMs < turn.input.spec.window.startMs || row.link === 1);
  if (early.every((row) => row.state !== "intended")) return turn.enter("standby", "everything is armed");
  turn.wake(turn.input.spec.window.startMs, "start");
}

export function stepStandby(turn: Turn): void {
  if (leftEarly(turn)) return;
  turn.wake(turn.input.spec.window.startMs, "start");
}

/** Withdrawn, or the start has come. */
function leftEarly(turn: Turn): boolean {
  const { state, input } = turn;
  if (state.outcome !== null) {
    turn.enter("stopping", state.outcomeWhy ?? "withdrawn");
    return true;
  }
  if (turn.nowMs < input.spec.window.startMs) return false;
  goOnAir(turn);
  return true;
}

function goOnAir(turn: Turn): void {
  const { spec, scheduledAtMs } = turn.input;
  const startMs = spec.window.startMs;
  if (scheduledAtMs <= startMs && !turn.state.alarms.some((alarm) => alarm.kind === "missed-start")) {
    turn.begun("start", startMs);
    const lateMs = turn.nowMs - startMs;
    if (lateMs > turn.input.pace.lateStartMs && turn.judges(turn.input.pace.lateStartMs)) {
      turn.alarm(
        "late-start",
        "critical",
        `the start came ${Math.round(lateMs / 1_000)} s late. Look: rundown show ${spec.id}`,
      );
    }
  }
  const missing = turn.state.rows.find((row) => row.state === "intended" && row.fromMs <= turn.nowMs);
  if (missing !== undefined && scheduledAtMs <= startMs) {
    const message = `${missing.name} could not be armed before the start${missing.lastError === null ? "" : `: ${missing.lastError}`}. Look: rundown show ${spec.id}`;
    turn.alarm("not-recording", "critical", message);
  }
  if (!isPushing(turn.state.signal)) return turn.enter("waiting", "the start has come, no signal yet", startMs);
  turn.change({ liveAtMs: Math.max(startMs, turn.state.signal?.sinceMs ?? turn.nowMs) });
  turn.enter("live", "the start has come, the signal is there", startMs);
}
