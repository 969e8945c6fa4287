import { VendorFailure } from "../../vendors/kit/failure.ts";
import type { CommandContext } from "../context.ts";
import { exitCodeOf, messageOf } from "../errors.ts";

/** What a failed call was about. */
export interface Attempt {
  readonly service: string;
  /** As typed, and its id as soon as that is known. */
  operation: string;
  /** Requests that were made. */
  sent: number;
}

/** Prints a failure (interfaces, section 4.2) and returns its exit code; throws what is no failure of a call. */
export function reportFailure({ out }: CommandContext, attempt: Attempt, error: unknown): number {
  const failure = failureOf(attempt, error);
  out.value({
    ok: false,
    failure: {
      kind: failure.kind,
      service: failure.service,
      operation: failure.operation,
      code: failure.code,
      message: failure.message,
      requestId: failure.requestId,
      retryable: failure.retryable,
      retryAfterMs: failure.retryAfterMs,
    },
  });
  const refused = failure.kind === "invalid-request" && attempt.sent === 0;
  out.warn(refused ? refusalText(failure) : failureText(failure));
  return refused ? 2 : failure.kind === "unavailable" ? 3 : 1;
}

function failureOf(attempt: Attempt, error: unknown): VendorFailure {
  if (error instanceof VendorFailure) return error;
  if (exitCodeOf(error) !== 2) throw error;
  const { service, operation } = attempt;
  return new VendorFailure({ kind: "invalid-request", service, operation, message: messageOf(error), cause: error });
}

function refusalText(failure: VendorFailure): string {
  if (failure.faults.length === 0) return failure.message;
  const faults = failure.faults.map(({ param, message }) => (param === "" ? message : `${param}: ${message}`));
  const help = `nothing was sent; see: rundown vendors ${failure.service}`;
  return [`${failure.operation}: refused, ${help}`, ...faults.map((fault) => `  ${fault}`)].join("\n");
}

function failureText(failure: VendorFailure): string {
  const marks = [
    ...(failure.code === null ? [] : [`code ${failure.code}`]),
    ...(failure.requestId === null ? [] : [`request ${failure.requestId}`]),
  ];
  const what = `${failure.operation} at ${failure.service} failed: ${failure.kind}`;
  return [
    `${what}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}: ${failure.message}`,
    ...(failure.retryAfterMs === null ? [] : [`The vendor asks to wait ${failure.retryAfterMs / 1000} s.`]),
    ...(failure.kind === "unknown-outcome" ? ["It may have been done all the same: look before you call again."] : []),
  ].join("\n");
}
