import { clientOf } from "../kit/client.ts";
import type { Client as KitClient } from "../kit/client.ts";
import type { ParsedReply, Protocol, Verdict } from "../kit/engine.ts";
import { recordOf } from "../kit/rules.ts";
import type { AccountAccess } from "../port.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { encode } from "./encode.ts";
import { kindOfCode } from "./failures.ts";
import { operationTable } from "./operations.ts";
import type { Wire } from "./wire.ts";

/** Speaks this vendor's words for one account. */
export type Client = KitClient<Wire, Credentials>;

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  return clientOf({ protocol, account, credentials }, operationTable);
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
