import type { z } from "zod";
import type { Operation } from "../kit/operation.ts";
import { clientOf } from "../kit/client.ts";
import type { Client as KitClient } from "../kit/client.ts";
import { encodeQuery } from "../kit/encode.ts";
import type { EncodeInput, ParsedReply, Protocol, Verdict } from "../kit/engine.ts";
import type { HttpRequest } from "../kit/http.ts";
import { recordOf } from "../kit/rules.ts";
import type { AccountAccess } from "../port.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { hintOf, kindOfCode } from "./failures.ts";
import { FreshSecond } from "./fresh-second.ts";
import { operationTable } from "./operations.ts";
import { authorization, sign } from "./sign.ts";
import { origin } from "./wire.ts";
import type { Wire } from "./wire.ts";

/** Speaks this vendor's words for one account. */
export type Client = KitClient<Wire, Credentials>;

const service = "wangsu";
const contentType = "application/x-www-form-urlencoded; charset=utf-8";
const host = new URL(origin).host;

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  return clientOf({ protocol: protocolWith(new FreshSecond()), account, credentials }, operationTable);
}

/** How this service speaks; `seconds` remembers which seconds have been signed with. */
export function protocolWith(seconds: FreshSecond): Protocol<Wire, Credentials> {
  return { service, encode: (input) => encode(input, seconds), judge, secretsOf };
}

function encode(input: EncodeInput<Wire, Credentials>, seconds: FreshSecond): HttpRequest {
  const { operation, params, credentials } = input;
  const pairs = Object.entries(params).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === null ? [] : [[name, text] as const];
  });
  const encoded = encodeQuery(pairs);
  const [query, body] = operation.wire.carrier === "query" ? [encoded, ""] : ["", encoded];
  const signed = { method: operation.method, path: operation.path, query, contentType, host, body };
  const { second, signature } = seconds.pick(input.nowMs, input.validMs, (at) =>
    sign(credentials.accessKeySecret, { ...signed, timestamp: String(at) }),
  );
  return {
    method: operation.method,
    origin,
    path: query === "" ? operation.path : `${operation.path}?${query}`,
    headers: {
      accept: "application/json",
      "content-type": contentType,
      authorization: authorization(credentials.accessKeyId, signature),
      "x-ws-timestamp": String(second),
      "x-ws-accesskey": credentials.accessKeyId,
    },
    body: operation.wire.carrier === "query" ? null : body,
  };
}

/** Schemas have turned lists, groups and encoded values into text by now. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** Success: HTTP 200 with code 200, number or text. The request id is a header. */
function judge(reply: ParsedReply, operation: Operation<z.ZodType, z.ZodType, Wire>): Verdict | null {
  const body = recordOf(reply.body);
  const raw = body["code"];
  if (typeof raw !== "number" && typeof raw !== "string") return null;
  const code = String(raw);
  const requestId = reply.headers["x-ws-requestid"] ?? null;
  if (code === "200") return reply.status === 200 ? { ok: true, requestId } : null;
  const message = typeof body["message"] === "string" && body["message"] !== "" ? body["message"] : "no message";
  const known = kindOfCode(code, operation.effect !== "read");
  // Statuses are not documented: a known code says more than they do, but for too many requests.
  const kind = reply.status === 429 ? null : (known ?? (reply.status === 200 ? "invalid-request" : null));
  return { ok: false, kind, code, message: message + hintOf(code), requestId };
}
