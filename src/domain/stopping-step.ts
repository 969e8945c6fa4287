import { freshSince } from "./fresh.ts";
import { stepRow, withdrawn } from "./resource-step.ts";
import { isPushing } from "./signal.ts";
import type { Turn } from "./turn.ts";

export function stepStopping(turn: Turn): void {
  const { state, input } = turn;
  const { closePatienceMs } = input.pace;
  const postRollMs = state.endMs === input.spec.window.endMs ? (input.spec.record?.postRollMs ?? 0) : 0;
  const closeMs = state.endMs + postRollMs;
  turn.change({ rows: state.rows.map((row) => withdrawn(row, closeMs)) });
  if (turn.nowMs < closeMs) return turn.wake(closeMs, "post-roll is over");
  if (!cutDone(turn, closeMs)) return;
  const pending = turn.state.rows.filter(
    (row) => stepRow(row, turn.nowMs).do === "close" || turn.busy.has(`row ${row.key}`),
  );
  const closing = turn.state.rows.filter((row) => row.state === "closing" && row.proof === null && row.failures > 0);
  if ((pending.length > 0 || closing.length > 0) && turn.nowMs < closeMs + closePatienceMs) {
    return turn.wake(closeMs + closePatienceMs, "closing takes long");
  }
  turn.enter("collecting", "everything was asked to end");
}

/** `atEnd: cut`: a stream that is still pushed is cut once; nothing else ever cuts a picture. */
function cutDone(turn: Turn, closeMs: number): boolean {
  const { spec, pace } = turn.input;
  const { closePatienceMs } = pace;
  const { cut } = turn.state;
  const wanted = spec.atEnd === "cut" && turn.state.liveAtMs !== null;
  if (!wanted || cut.done || turn.nowMs >= closeMs + closePatienceMs) return true;
  if (!freshSince(turn, closeMs, "is it still pushed")) {
    turn.wake(closeMs + closePatienceMs, "the cut takes long");
    return false;
  }
  if (!isPushing(turn.state.signal)) {
    turn.change({ cut: { ...cut, done: true } });
    return true;
  }
  if (cut.nextMs !== null && turn.nowMs < cut.nextMs) turn.wake(cut.nextMs, "cut again");
  else turn.act({ do: "cut" });
  turn.wake(closeMs + closePatienceMs, "the cut takes long");
  return false;
}
