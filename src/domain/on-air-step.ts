import { freshSince } from "./fresh.ts";
import { isPushing } from "./signal.ts";
import type { Turn } from "./turn.ts";

export function stepWaiting(turn: Turn): void {
  if (ended(turn)) return;
  const { spec, scheduledAtMs } = turn.input;
  if (isPushing(turn.state.signal)) {
    turn.clear("no-signal");
    turn.change({ liveAtMs: Math.max(spec.window.startMs, turn.state.signal?.sinceMs ?? turn.nowMs) });
    return turn.enter("live", "the signal is there");
  }
  const dueMs = Math.max(spec.window.startMs, scheduledAtMs) + spec.noSignalAfterMs;
  if (turn.nowMs < dueMs) return turn.wake(dueMs, "no signal after start");
  if (!freshSince(turn, dueMs, "no signal after start")) return;
  const message = `no signal since the start: nobody pushes ${spec.stream}. Check the encoder, then: rundown watch ${spec.id}`;
  turn.alarm("no-signal", "critical", message);
  if (spec.onNoSignal === "stop") stopNow(turn, "failed", "no signal after the start");
}

export function stepLive(turn: Turn): void {
  if (ended(turn)) return;
  if (turn.state.signal?.state !== "none") return;
  turn.enter("interrupted", "the source is gone");
}

export function stepInterrupted(turn: Turn): void {
  if (ended(turn)) return;
  const { spec } = turn.input;
  const { signal } = turn.state;
  if (isPushing(signal)) {
    turn.clear("signal-lost");
    return turn.enter("live", "the source is back");
  }
  const lostMs = signal?.state === "none" ? signal.sinceMs : (turn.state.signalSpans.at(-1)?.toMs ?? turn.nowMs);
  const dueMs = lostMs + spec.reconnectWindowMs;
  if (turn.nowMs < dueMs) return turn.wake(dueMs, "reconnect window is over");
  if (!freshSince(turn, dueMs, "reconnect window is over")) return;
  const message = `the source has been gone for longer than ${Math.round(spec.reconnectWindowMs / 1_000)} s. Check the encoder, then: rundown watch ${spec.id}`;
  turn.alarm("signal-lost", "critical", message);
  if (spec.onLost === "stop") stopNow(turn, "done", "the source was gone for longer than the reconnect window");
}

function stopNow(turn: Turn, outcome: "failed" | "done", why: string): void {
  turn.change({ endMs: turn.nowMs, outcome, outcomeWhy: why });
  ended(turn);
}

/** The end has come: by plan, by a person, or by a rule of the event. */
function ended(turn: Turn): boolean {
  const { state, input } = turn;
  if (turn.nowMs < state.endMs) {
    turn.wake(state.endMs, "end");
    return false;
  }
  if (state.endMs === input.spec.window.endMs) turn.begun("end", state.endMs);
  turn.change({ endedAtMs: turn.nowMs });
  turn.enter("stopping", state.outcomeWhy ?? "the end has come", state.endMs);
  return true;
}
