import { isRetryable } from "../../model/failure.ts";
import type { FailureInfo, FailureKind } from "../../model/failure.ts";

/** Longest vendor text that enters a failure or a log. */
const vendorTextLimit = 300;
/** Refused parameters are all named, so their message may be longer. */
const messageLimit = 4000;

/** One refused parameter, as a person reads it. */
export interface ParameterFault {
  /** Empty when the fault belongs to no single parameter. */
  readonly param: string;
  readonly message: string;
}

export interface VendorFailureInput {
  readonly kind: FailureKind;
  readonly service: string;
  readonly operation: string;
  readonly message: string;
  readonly code?: string | null;
  readonly requestId?: string | null;
  readonly retryAfterMs?: number | null;
  readonly faults?: readonly ParameterFault[];
  readonly cause?: unknown;
}

/** The one way in which vendor code fails. Its message is cut and free of secrets. */
export class VendorFailure extends Error {
  readonly kind: FailureKind;
  readonly service: string;
  readonly operation: string;
  readonly code: string | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  /** Set when parameters were refused before anything was sent. */
  readonly faults: readonly ParameterFault[];

  constructor(input: VendorFailureInput) {
    super(cut(input.message, messageLimit), input.cause === undefined ? {} : { cause: input.cause });
    this.name = "VendorFailure";
    this.kind = input.kind;
    this.service = input.service;
    this.operation = input.operation;
    this.code = input.code ?? null;
    this.requestId = input.requestId ?? null;
    this.retryAfterMs = input.retryAfterMs ?? null;
    this.faults = input.faults ?? [];
  }

  get retryable(): boolean {
    return isRetryable(this.kind);
  }

  /** As it crosses process borders. */
  toInfo(): FailureInfo {
    return {
      kind: this.kind,
      service: this.service,
      operation: this.operation,
      code: this.code,
      message: this.message,
      requestId: this.requestId,
      retryAfterMs: this.retryAfterMs,
    };
  }
}

/** Vendor text made fit for failures and logs: one line, cut, without the given secrets and without signatures. */
export function vendorText(text: string, secrets: readonly string[]): string {
  return cut(scrub(text, secrets).replaceAll(/\s+/g, " ").trim(), vendorTextLimit);
}

/** Replaces the secrets, and whatever stands behind a name that carries one, by `***`. */
export function scrub(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, "***");
  return clean.replaceAll(/\b(sign|signature|txsecret|securitytoken|x-amz-signature|token)=[^&\s"']+/gi, "$1=***");
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
