import { randomInt, randomUUID } from "node:crypto";
import type { z } from "zod";
import { eventAt, rateAt } from "../../domain/clock.ts";
import type { FailureKind } from "../../model/failure.ts";
import type { AccountAccess, CallContext } from "../port.ts";
import { faultFailure, judgeByStatus, unreadable } from "./classify.ts";
import { VendorFailure, vendorText } from "./failure.ts";
import { sendOnce } from "./http.ts";
import type { HttpReply, HttpRequest } from "./http.ts";
import { tryParseJson } from "./json.ts";
import type { CallReply, Operation } from "./operation.ts";
import { validateParams } from "./validate.ts";

/** What a signer and encoder get; everything that varies is an argument, so encoding is pure. */
export interface EncodeInput<Wire, Credentials> {
  readonly operation: Operation<z.ZodType, z.ZodType, Wire>;
  /** As the operation's schema returned them. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
  readonly defaults: Readonly<Record<string, string | boolean>>;
  /** Event time of sending. */
  readonly nowMs: number;
  /** How long a signature with an expiry of its own should hold, event milliseconds. */
  readonly validMs: number;
  readonly nonce: { readonly uuid: string; readonly int: number };
}

/** An answer with its body parsed; `body` is undefined where it is no JSON. */
export interface ParsedReply extends HttpReply {
  readonly body: unknown;
}

export type Verdict =
  | { readonly ok: true; readonly requestId: string | null }
  | {
      readonly ok: false;
      /** null: by the HTTP status. */
      readonly kind: FailureKind | null;
      readonly code: string | null;
      readonly message: string;
      readonly requestId: string | null;
    };

/** How one service speaks: its encoder with signer, and its success rule. */
export interface Protocol<Wire, Credentials> {
  readonly service: string;
  encode(input: EncodeInput<Wire, Credentials>): HttpRequest;
  /** Reads an answer by the vendor's own rule; null: it is not an answer of this vendor (an error page of a proxy, say). */
  judge(reply: ParsedReply, operation: Operation<z.ZodType, z.ZodType, Wire>): Verdict | null;
  secretsOf(credentials: Credentials): readonly string[];
}

export interface Caller<Wire, Credentials> {
  readonly protocol: Protocol<Wire, Credentials>;
  readonly account: AccountAccess;
  readonly credentials: Credentials;
}

export interface Performed<Reply> extends CallReply {
  readonly reply: Reply;
  /** Event time at which the request was sent. */
  readonly sentAtMs: number;
}

/** Event milliseconds for which a signature is made: a minute, and at a scaled rate at least five seconds of wall time. */
export function signatureValidityMs(rate: number): number {
  return Math.max(60_000, Math.ceil(5_000 * rate));
}

/** The request an operation would send now. Throws `invalid-request` for refused parameters; sends nothing. */
export function prepareRequest<Wire, Credentials>(
  caller: Caller<Wire, Credentials>,
  operation: Operation<z.ZodType, z.ZodType, Wire>,
  params: unknown,
  context: Pick<CallContext, "clock">,
): HttpRequest {
  return encodeNow(caller, operation, validateParams(caller.protocol.service, operation, params), context).request;
}

/**
 * Validates, waits for the account's rate, signs, sends once, and reads the answer. Throws only VendorFailure (and what
 * `context.admit` throws). `timeoutMs` is wall time; default: the account's.
 */
export async function perform<Params extends z.ZodType, Reply extends z.ZodType, Wire, Credentials>(
  caller: Caller<Wire, Credentials>,
  operation: Operation<Params, Reply, Wire>,
  params: unknown,
  context: CallContext,
  timeoutMs: number = caller.account.timeoutMs,
): Promise<Performed<z.output<Reply>>> {
  const valid = validateParams(caller.protocol.service, operation, params);
  await context.admit?.();
  const { request, nowMs } = encodeNow(caller, operation, valid, context);
  const startedMs = performance.now();
  const record = (outcome: string, failure: VendorFailure | null, requestId: string | null): void =>
    context.onCall?.({
      operation: operation.id,
      outcome,
      code: failure?.code ?? null,
      requestId,
      wallMs: Math.round(performance.now() - startedMs),
      retryAfterMs: failure?.retryAfterMs ?? null,
    });
  try {
    const answer = await receive(caller, operation, request, context, timeoutMs);
    record("ok", null, answer.requestId);
    return { ...answer, sentAtMs: nowMs };
  } catch (error) {
    if (error instanceof VendorFailure) record(error.kind, error, error.requestId);
    throw error;
  }
}

async function receive<Params extends z.ZodType, Reply extends z.ZodType, Wire, Credentials>(
  caller: Caller<Wire, Credentials>,
  operation: Operation<Params, Reply, Wire>,
  request: HttpRequest,
  context: CallContext,
  timeoutMs: number,
): Promise<{ readonly body: unknown; readonly reply: z.output<Reply>; readonly requestId: string | null }> {
  const { protocol, account } = caller;
  const secrets = protocol.secretsOf(caller.credentials);
  const about = { service: protocol.service, operation: operation.id, mutates: operation.effect !== "read", secrets };
  let http: HttpReply;
  try {
    http = await sendOnce(request, { endpoint: account.endpoint, timeoutMs, signal: context.signal });
  } catch (error) {
    throw faultFailure(about, error);
  }
  const answer = { ...http, body: tryParseJson(http.text) };
  const wallMs = Date.now();
  const pace = { nowMs: eventAt(context.clock, wallMs), rate: rateAt(context.clock, wallMs) };
  const verdict = protocol.judge(answer, operation);
  if (verdict === null) throw judgeByStatus(about, answer, pace);
  if (!verdict.ok) {
    throw judgeByStatus(about, answer, pace, { ...verdict, message: vendorText(verdict.message, secrets) });
  }
  const parsed = operation.reply.safeParse(answer.body);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw unreadable(about, `the answer lacks what it should hold (${where})`, verdict.requestId);
  }
  context.onAnswer?.(http.text);
  return { body: answer.body, reply: parsed.data, requestId: verdict.requestId };
}

function encodeNow<Wire, Credentials>(
  caller: Caller<Wire, Credentials>,
  operation: Operation<z.ZodType, z.ZodType, Wire>,
  params: unknown,
  context: Pick<CallContext, "clock">,
): { readonly request: HttpRequest; readonly nowMs: number } {
  const wallMs = Date.now();
  const nowMs = eventAt(context.clock, wallMs);
  const request = caller.protocol.encode({
    operation,
    params: typeof params === "object" && params !== null ? { ...params } : {},
    credentials: caller.credentials,
    defaults: caller.account.defaults,
    nowMs,
    validMs: signatureValidityMs(rateAt(context.clock, wallMs)),
    nonce: { uuid: randomUUID(), int: randomInt(1, 2 ** 31) },
  });
  return { request, nowMs };
}
