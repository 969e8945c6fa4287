import { ActivityFailure, ApplicationFailure, TimeoutFailure } from "@temporalio/common";
import type { FailedStep } from "../domain/event-results.ts";
import type { FailureInfo } from "../model/failure.ts";
import { failureKinds } from "../model/failure.ts";

export type ReadFailure = FailedStep & { readonly delivery: boolean };

/**
 * Reads what an activity's failure says of the vendor. A step that ended without an answer (time-out, lost worker) has
 * an unknown outcome when it changes something.
 */
export function readFailure(error: unknown, operation: string, mutates: boolean): ReadFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) {
    const [info, more] = cause.details ?? [];
    if (isFailureInfo(info)) return { failure: info, calls: callsOf(more), delivery: false };
    const delivery = cause.type === "DeliveryError";
    return {
      failure: bare(operation, delivery ? "unavailable" : "malformed-reply", cause.message),
      calls: 0,
      delivery,
    };
  }
  if (cause instanceof TimeoutFailure) {
    return {
      failure: bare(operation, mutates ? "unknown-outcome" : "unavailable", "no answer from the worker in time"),
      calls: 0,
      delivery: false,
    };
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return { failure: bare(operation, mutates ? "unknown-outcome" : "unavailable", message), calls: 0, delivery: false };
}

function bare(operation: string, kind: FailureInfo["kind"], message: string): FailureInfo {
  return { kind, service: "rundown", operation, code: null, message, requestId: null, retryAfterMs: null };
}

function isFailureInfo(value: unknown): value is FailureInfo {
  return (
    typeof value === "object" && value !== null && "kind" in value && failureKinds.some((kind) => kind === value.kind)
  );
}

function callsOf(value: unknown): number {
  return typeof value === "object" && value !== null && "calls" in value && typeof value.calls === "number"
    ? value.calls
    : 0;
}
