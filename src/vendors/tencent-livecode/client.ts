import type { z } from "zod";
import { perform, prepareRequest } from "../kit/engine.ts";
import type { EncodeInput, ParsedReply, Performed, Protocol, Verdict } from "../kit/engine.ts";
import { encodeQuery } from "../kit/encode.ts";
import type { HttpRequest } from "../kit/http.ts";
import { findOperation } from "../kit/lookup.ts";
import type { CallReply, Operation } from "../kit/operation.ts";
import { recordOf } from "../kit/rules.ts";
import type { AccountAccess, CallContext } from "../port.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { isNotActivated, kindOfCode } from "./failures.ts";
import { hosts, operationTable } from "./operations.ts";
import type { Wire } from "./operations.ts";
import { sign } from "./sign.ts";

/** Speaks the vendor's words for one account; every method makes one request and never retries. */
export interface Client {
  readonly credentials: Credentials;
  readonly account: AccountAccess;
  /** By id or the vendor's name. */
  call(name: string, params: unknown, context: CallContext): Promise<CallReply>;
  /** An entry of the table, its reply typed. `timeoutMs` is wall time; default: the account's. */
  run<Params extends z.ZodType, Reply extends z.ZodType>(
    operation: Operation<Params, Reply, Wire>,
    params: z.input<Params>,
    context: CallContext,
    timeoutMs?: number,
  ): Promise<Performed<z.output<Reply>>>;
  /** The request that `call` would send now. */
  prepare(name: string, params: unknown, context: Pick<CallContext, "clock">): HttpRequest;
}

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  const caller = { protocol, account, credentials };
  return {
    credentials,
    account,
    call: async (name, params, context) => {
      const done = await perform(caller, findOperation(protocol.service, operationTable, name), params, context);
      return { body: done.body, requestId: done.requestId };
    },
    run: (operation, params, context, timeoutMs = account.timeoutMs) =>
      perform(caller, operation, params, context, timeoutMs),
    prepare: (name, params, context) =>
      prepareRequest(caller, findOperation(protocol.service, operationTable, name), params, context),
  };
}

/** How this service speaks. */
export const protocol: Protocol<Wire, Credentials> = { service: "tencent-livecode", encode, judge, secretsOf };

function encode(input: EncodeInput<Wire, Credentials>): HttpRequest {
  const { operation, params, credentials, nowMs } = input;
  const host = operation.host === "statcgi" ? hosts.statcgi : hosts.fcgi;
  const t = String(Math.floor((nowMs + input.validMs) / 1000));
  const name = operation.wire.as === "mix" ? "Mix_StreamV2" : operation.wire.interface;
  const pairs: (readonly [string, string])[] = [
    [host.identity, credentials.appid],
    ["interface", name],
  ];
  if (operation.wire.as === "query") {
    for (const [param, prefix] of Object.entries(operation.wire.prefix)) {
      const value = params[param];
      if (typeof value === "string" || typeof value === "number")
        pairs.push([`Param.${prefix}.${param}`, String(value)]);
    }
  }
  pairs.push(["t", t], ["sign", sign(credentials.key, t)]);
  const body = operation.wire.as === "mix" ? mixBody(input) : null;
  return {
    method: operation.method,
    origin: host.origin,
    path: `${operation.path}?${encodeQuery(pairs)}`,
    headers: { accept: "application/json", ...(body === null ? {} : { "content-type": "application/json" }) },
    body,
  };
}

/** Body of the mixing interface (1.3); the vendor wants app_id as a number. */
function mixBody(input: EncodeInput<Wire, Credentials>): string {
  return JSON.stringify({
    timestamp: Math.floor(input.nowMs / 1000),
    eventId: input.nonce.int,
    interface: {
      interfaceName: "Mix_StreamV2",
      para: {
        app_id: Number(input.credentials.appid),
        interface: "mix_streamv2.start_mix_stream_advanced",
        ...input.params,
      },
    },
  });
}

/** Success: HTTP 200 with ret 0; mixing: code 0. The vendor sends no request id. */
function judge(reply: ParsedReply): Verdict | null {
  if (isNotActivated(reply.text)) return refusal("denied", null, reply.text.trim());
  const body = recordOf(reply.body);
  const raw = body["ret"] ?? body["code"];
  if (typeof raw !== "number" && typeof raw !== "string") return null;
  const code = String(raw);
  if (reply.status === 200 && code === "0") return { ok: true, requestId: null };
  const message = typeof body["message"] === "string" && body["message"] !== "" ? body["message"] : "no message";
  if (isNotActivated(message)) return refusal("denied", code, message);
  return refusal(reply.status === 200 ? kindOfCode(code) : null, code, message);
}

function refusal(kind: "denied" | ReturnType<typeof kindOfCode> | null, code: string | null, message: string): Verdict {
  const hint = kind === "denied" ? " (the interface or the appid is not activated for this account)" : "";
  return { ok: false, kind, code, message: message + hint, requestId: null };
}
