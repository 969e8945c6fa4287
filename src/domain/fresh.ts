import type { Turn } from "./turn.ts";

/**
 * Decisions about the signal rest on a read, not on a hint: true when the stream was observed at or after `sinceMs` with
 * a known state; else a read is asked for and the decision waits.
 */
export function freshSince(turn: Turn, sinceMs: number, why: string): boolean {
  const { signal, read } = turn.state;
  if (signal !== null && signal.observedAtMs >= sinceMs && signal.state !== "unknown") return true;
  if (read.nextMs !== null && turn.nowMs < read.nextMs) turn.wake(read.nextMs, `read the stream: ${why}`);
  else turn.act({ do: "read-stream", why });
  return false;
}
