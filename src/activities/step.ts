import { Context } from "@temporalio/activity";
import type { Called, StepContext } from "../model/activities.ts";
import { VendorFailure } from "../vendors/kit/failure.ts";
import type { Priority } from "../vendors/kit/rate.ts";
import type { CallContext, CallRecord } from "../vendors/port.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { Session, Sessions } from "./sessions.ts";

/** A step that failed after it had made vendor requests. */
export class StepFailure extends Error {
  constructor(
    readonly failure: VendorFailure,
    readonly calls: number,
  ) {
    super(failure.message, { cause: failure });
  }
}

/**
 * Runs the vendor requests of one step: heartbeats while they last, counts and logs each, keeps the account's rate.
 * @throws StepFailure for a VendorFailure, with the number of requests made.
 */
export async function runStep<T>(
  sessions: Sessions,
  input: StepContext,
  priority: Priority,
  work: (session: Session, context: CallContext) => Promise<T>,
): Promise<T & Called> {
  const activity = Context.current();
  const made: { calls: number; requestId: string | null } = { calls: 0, requestId: null };
  try {
    const session = await sessions.get(input.account);
    const context = callContext(sessions, session, input, priority, activity.cancellationSignal, (record) => {
      made.calls += 1;
      made.requestId = record.requestId ?? made.requestId;
    });
    const result = await withHeartbeat(() => work(session, context));
    return { ...result, ...made };
  } catch (error) {
    if (error instanceof VendorFailure) throw new StepFailure(error, made.calls);
    throw error;
  }
}

/** What a client needs to call for a step: the clock, the account's rate, and somebody who is told of every request. */
export function callContext(
  sessions: Sessions,
  session: Session,
  step: StepContext,
  priority: Priority,
  signal: AbortSignal,
  onCall: (record: CallRecord) => void,
): CallContext {
  const { log } = sessions;
  return {
    clock: step.clock,
    signal,
    admit: () => session.limiter(step.clock).admit(priority, signal),
    onCall: (record) => {
      onCall(record);
      const { operation, outcome, code, requestId, wallMs } = record;
      const line = {
        event: step.event,
        step: step.step,
        account: step.account,
        operation,
        attempt: step.attempt,
        outcome,
        code,
        ms: Math.round(wallMs),
        requestId,
      };
      // Something that is not there is an answer like any other: a stream that nobody has pushed yet.
      if (outcome === "ok" || outcome === "not-found") log.info(line, "vendor call");
      else log.warn(line, "vendor call failed");
      if (outcome === "throttled")
        session.limiter(step.clock).pause(Date.now() + (record.retryAfterMs ?? throttlePauseMs));
    },
  };
}

/** A throttle answer without a stated pause keeps everybody of the account waiting this long, on the wall. */
const throttlePauseMs = 1_000;
