import type { z } from "zod";
import type { Operation } from "../kit/operation.ts";
import { clientOf } from "../kit/client.ts";
import type { Client as KitClient } from "../kit/client.ts";
import type { EncodeInput, ParsedReply, Protocol, Verdict } from "../kit/engine.ts";
import { stringifyExact } from "../kit/json.ts";
import type { HttpRequest } from "../kit/http.ts";
import { recordOf } from "../kit/rules.ts";
import type { AccountAccess } from "../port.ts";
import { judgeBatch } from "./batch.ts";
import { credentialsSchema, hostOf, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { explain, gatewayHint, kindOfGateway, kindOfNumber } from "./failures.ts";
import { operationTable } from "./operations.ts";
import type { Wire } from "./operations.ts";
import { sign } from "./sign.ts";

/** Speaks this vendor's words for one account. */
export type Client = KitClient<Wire, Credentials>;

const version = "2017-01-01";
const accept = "application/json";

/** How this service speaks. */
export const protocol: Protocol<Wire, Credentials> = { service: "ksyun", encode, judge, secretsOf };

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  return clientOf({ protocol, account, credentials }, operationTable);
}

function encode(input: EncodeInput<Wire, Credentials>): HttpRequest {
  const { operation, params, credentials } = input;
  const inBody = operation.wire.as === "body";
  const body = inBody ? bodyOf(operation.wire, params) : null;
  const given = inBody ? [] : Object.entries(params).filter(([, value]) => value !== undefined);
  const host = hostOf(credentials);
  const { query } = sign({
    method: operation.method,
    host,
    path: operation.path,
    query: [
      ["Action", operation.wireName],
      ["Version", version],
      ...given.map(([name, value]) => [name, String(value)] as const),
    ],
    accept,
    body: body ?? "",
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    region: credentials.region,
    nowMs: input.nowMs,
  });
  return {
    method: operation.method,
    origin: `https://${host}`,
    path: `${operation.path}?${query}`,
    headers: { accept, ...(inBody ? { "content-type": "application/json;charset=utf-8" } : {}) },
    body,
  };
}

/** 64-bit numbers keep their digits; what the vendor wants as JSON text is encoded unless it is text already. */
function bodyOf(wire: Wire, params: Readonly<Record<string, unknown>>): string {
  const texts = new Set(wire.jsonText);
  const fields = Object.entries(params).map(([name, value]) => [
    name,
    texts.has(name) && typeof value === "object" ? JSON.stringify(value) : value,
  ]);
  return stringifyExact(Object.fromEntries(fields));
}

/**
 * Success: HTTP 200 with ErrNum (RedirectStart, RedirectStop: errno) 0, as a number or as text, and for RedirectStart a
 * task for every source. The gateway in front answers 4xx or 5xx with RequestId and Error.
 */
function judge(
  reply: ParsedReply,
  operation: Operation<z.ZodType, z.ZodType, Wire>,
  params: Readonly<Record<string, unknown>>,
): Verdict | null {
  const body = recordOf(reply.body);
  const requestId = typeof body["RequestId"] === "string" ? body["RequestId"] : null;
  const number = body["ErrNum"] ?? body["errno"];
  if (typeof number !== "number" && typeof number !== "string") return judgeGateway(body, requestId);
  const code = String(number);
  const mutates = operation.effect !== "read";
  const wanted = operation.wire.resultsFor === undefined ? null : params[operation.wire.resultsFor];
  const batch = Array.isArray(wanted) ? judgeBatch(wanted.length, body, requestId) : null;
  if (code !== "0") {
    // Some pairs may run although the whole is called a failure.
    if (batch !== null && Array.isArray(body["reqlist"]) && body["reqlist"].length > 0) return batch;
    const text = body["ErrMsg"] ?? body["errmsg"];
    const message = explain(code, typeof text === "string" ? text : "");
    return { ok: false, kind: kindOfNumber(code, mutates), code, message, requestId };
  }
  if (reply.status !== 200) return null;
  return batch ?? { ok: true, requestId };
}

function judgeGateway(body: Readonly<Record<string, unknown>>, requestId: string | null): Verdict | null {
  const error = recordOf(body["Error"]);
  if (typeof error["Code"] !== "string") return null;
  const code = error["Code"];
  const text = typeof error["Message"] === "string" && error["Message"] !== "" ? error["Message"] : "no message";
  return { ok: false, kind: kindOfGateway(code), code, message: gatewayHint(code, text), requestId };
}
