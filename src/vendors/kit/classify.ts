import type { FailureKind } from "../../model/failure.ts";
import { VendorFailure, vendorText } from "./failure.ts";
import { HttpFault } from "./http.ts";
import type { HttpReply } from "./http.ts";

/** What a failure is about. */
export interface About {
  readonly service: string;
  readonly operation: string;
  /** It changes something: an answer that cannot be read leaves its outcome unknown. */
  readonly mutates: boolean;
  readonly secrets: readonly string[];
}

/** The event clock at the moment of the answer. */
export interface Pace {
  readonly nowMs: number;
  readonly rate: number;
}

interface VendorWords {
  readonly kind: FailureKind | null;
  readonly code: string | null;
  readonly message: string;
  readonly requestId: string | null;
}

/** A request without a complete answer. */
export function faultFailure(about: About, error: unknown): VendorFailure {
  const stage = error instanceof HttpFault ? error.stage : "no-answer";
  const message = error instanceof Error ? error.message : String(error);
  const kind = kindOfStage(stage, about.mutates);
  const hint = stage === "not-sent" ? "; check the network and the account's endpoint" : "";
  return failure(about, kind, vendorText(message, about.secrets) + hint);
}

/** An answer that cannot be read as the vendor's. */
export function unreadable(about: About, message: string, requestId: string | null = null): VendorFailure {
  return failure(about, about.mutates ? "unknown-outcome" : "malformed-reply", message, { requestId });
}

/** Classifies by HTTP status; `words` is what the vendor's own rule found in the body, and its kind wins. */
export function judgeByStatus(about: About, reply: HttpReply, pace: Pace, words?: VendorWords): VendorFailure {
  const kind = words?.kind ?? kindOfStatus(reply.status, about.mutates);
  const message = words?.message ?? describe(reply, about.secrets);
  return failure(about, kind, message, {
    code: words?.code ?? null,
    requestId: words?.requestId ?? null,
    retryAfterMs: kind === "throttled" || kind === "unavailable" ? retryAfter(reply, pace) : null,
  });
}

function kindOfStage(stage: HttpFault["stage"], mutates: boolean): FailureKind {
  if (stage === "not-sent") return "unavailable";
  if (mutates) return "unknown-outcome";
  return stage === "cut-answer" ? "malformed-reply" : "unavailable";
}

function kindOfStatus(status: number, mutates: boolean): FailureKind {
  if (status === 401 || status === 403) return "denied";
  if (status === 429) return "throttled";
  if (status === 408 || status >= 500) return mutates ? "unknown-outcome" : "unavailable";
  if (status === 404 || (status >= 400 && status < 500)) return "invalid-request";
  return mutates ? "unknown-outcome" : "malformed-reply";
}

function describe(reply: HttpReply, secrets: readonly string[]): string {
  const text = vendorText(reply.text, secrets);
  if (reply.text.trim() === "") return `HTTP ${reply.status} with an empty body`;
  return /^\s*</.test(reply.text) ? `HTTP ${reply.status} with an HTML page: ${text}` : `HTTP ${reply.status}: ${text}`;
}

/** Retry-After in wall milliseconds; its seconds are the vendor's, so they shrink with the event clock. */
function retryAfter(reply: HttpReply, pace: Pace): number | null {
  const value = reply.headers["retry-after"]?.trim();
  if (value === undefined || value === "") return null;
  const eventMs = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - pace.nowMs;
  return Number.isFinite(eventMs) ? Math.max(0, Math.ceil(eventMs / pace.rate)) : null;
}

function failure(
  about: About,
  kind: FailureKind,
  message: string,
  more: {
    readonly code?: string | null;
    readonly requestId?: string | null;
    readonly retryAfterMs?: number | null;
  } = {},
): VendorFailure {
  return new VendorFailure({ kind, service: about.service, operation: about.operation, message, ...more });
}
