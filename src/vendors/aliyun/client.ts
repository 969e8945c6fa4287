import type { z } from "zod";
import { perform, prepareRequest } from "../kit/engine.ts";
import type { ParsedReply, Performed, Protocol, Verdict } from "../kit/engine.ts";
import type { HttpRequest } from "../kit/http.ts";
import { findOperation } from "../kit/lookup.ts";
import type { CallReply, Operation } from "../kit/operation.ts";
import { recordOf } from "../kit/rules.ts";
import type { AccountAccess, CallContext } from "../port.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { encode } from "./encode.ts";
import { kindOfCode } from "./failures.ts";
import { operationTable } from "./operations.ts";
import type { Wire } from "./wire.ts";

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
export const protocol: Protocol<Wire, Credentials> = { service: "aliyun", encode, judge, secretsOf };

/**
 * Success: HTTP 2xx with a JSON object, and `retCode` 0 where one is given (17.16, 8.1). Failure: `Code` and `Message`
 * (3.4). The request id is spelled in three ways.
 */
function judge(reply: ParsedReply): Verdict | null {
  if (typeof reply.body !== "object" || reply.body === null || Array.isArray(reply.body)) return null;
  const body = recordOf(reply.body);
  const requestId = requestIdOf(body);
  const success = reply.status >= 200 && reply.status < 300;
  const retCode = textOf(body["retCode"]);
  if (success && (retCode === null || retCode === "0")) return { ok: true, requestId };
  const code = textOf(body["Code"]) ?? retCode;
  if (code === null) return null;
  const message = textOf(body["Message"]) ?? textOf(body["description"]) ?? "no message";
  // The numbers of retCode are not explained; that it was understood and not done is all there is.
  return { ok: false, kind: success ? "wrong-state" : kindOfCode(code), code, message, requestId };
}

function requestIdOf(body: Readonly<Record<string, unknown>>): string | null {
  const key = Object.keys(body).find((name) => name.toLowerCase() === "requestid");
  return key === undefined ? null : textOf(body[key]);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
