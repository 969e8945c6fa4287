/** How a vendor's answer, or its absence, is classified. The list is closed; see interfaces, section "rundown call". */
export const failureKinds = [
  "not-found",
  "already-exists",
  "invalid-request",
  "wrong-state",
  "denied",
  "throttled",
  "unavailable",
  "unknown-outcome",
  "malformed-reply",
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** A vendor failure as it crosses process borders: JSON-safe, message cut and free of secrets. */
export interface FailureInfo {
  readonly kind: FailureKind;
  readonly service: string;
  readonly operation: string;
  /** The vendor's own code, or null when there is none. */
  readonly code: string | null;
  readonly message: string;
  /** The vendor's own request id, from body or header. */
  readonly requestId: string | null;
  /** Wall milliseconds after which the vendor says another try makes sense. */
  readonly retryAfterMs: number | null;
}

/** Kinds after which the same request may be sent again (after a pause; after a look, for unknown outcomes). */
export function isRetryable(kind: FailureKind): boolean {
  return kind === "throttled" || kind === "unavailable" || kind === "unknown-outcome" || kind === "malformed-reply";
}
