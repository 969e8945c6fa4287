import { Context } from "@temporalio/activity";

/** Four heartbeats in each time-out, and one at least every two seconds. */
const heartbeatsATimeout = 4;
const longestPauseMs = 2_000;

/** Heartbeats by a timer for as long as the work lasts, whatever it waits for. `details` are read at each. */
export async function withHeartbeat<T>(work: () => Promise<T>, details: () => unknown = () => undefined): Promise<T> {
  const activity = Context.current();
  const timeoutMs = activity.info.heartbeatTimeoutMs ?? heartbeatsATimeout * longestPauseMs;
  const everyMs = Math.min(longestPauseMs, timeoutMs / heartbeatsATimeout);
  const timer = setInterval(() => activity.heartbeat(details()), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
