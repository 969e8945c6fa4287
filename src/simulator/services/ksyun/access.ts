import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { SimReply, SimRequest } from "../../simulated-service.ts";
import { actionOf } from "./actions.ts";
import { gatewayRefusal } from "./reply.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** The document states no clock window; this is the usual one of SigV4. */
const windowMs = 15 * 60_000;
const service = "ket";
const version = "2017-01-01";
const neededQuery = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature"];

/** What the gateway does before the service sees a request: signature in the query, then action, method and version. */
export function admit(request: SimRequest, accounts: readonly Credentials[], nowMs: number): SimReply | null {
  const key = `${nowMs} ${request.query.toString()}`;
  const refuse = (status: number, code: string, message: string): SimReply =>
    gatewayRefusal(status, code, message, key);
  const wrong = (message: string): SimReply => refuse(403, "SignatureDoesNotMatch", message);

  if (!request.query.has("X-Amz-Signature") && !request.query.has("X-Amz-Credential")) {
    return refuse(403, "MissingAuthenticationToken", "Request is missing Host header or authentication.");
  }
  const missing = neededQuery.filter((name) => (request.query.get(name) ?? "") === "");
  if (missing.length > 0) return refuse(400, "IncompleteSignature", `The request lacks ${missing.join(", ")}.`);
  const { algorithm, date, credential, signed } = presented(request.query);
  if (algorithm !== "AWS4-HMAC-SHA256") return refuse(400, "IncompleteSignature", "Unsupported algorithm.");
  const signedMs = timeOf(date);
  if (signedMs === null) return refuse(400, "IncompleteSignature", "X-Amz-Date must be in ISO-8601 basic format.");
  const [id, day, region, scopeService, terminator, ...more] = credential.split("/");
  if (terminator === undefined || more.length > 0) {
    return refuse(400, "IncompleteSignature", "X-Amz-Credential must have 5 parts.");
  }
  const account = accounts.find((candidate) => candidate.accessKeyId === id);
  if (account === undefined) return refuse(403, "InvalidClientTokenId", "The access key id does not exist.");
  if (region !== account.region || scopeService !== service || terminator !== "aws4_request") {
    return wrong(`Credential should be scoped to ${account.region}/${service}/aws4_request.`);
  }
  if (day !== date.slice(0, 8)) return wrong("Date in Credential scope does not match X-Amz-Date.");
  if (!signed.includes("host")) return wrong("Host header must be in SignedHeaders.");
  if (signedMs + windowMs < nowMs) return wrong(`Signature expired: ${date} is now earlier than accepted.`);
  if (signedMs - windowMs > nowMs) return wrong(`Signature not yet current: ${date} is still later than accepted.`);
  if (!same(signatureOf(request, account, date, signed), request.query.get("X-Amz-Signature") ?? "")) {
    return wrong("The request signature we calculated does not match the signature you provided.");
  }
  return route(request, refuse);
}

function route(
  request: SimRequest,
  refuse: (status: number, code: string, message: string) => SimReply,
): SimReply | null {
  const wireName = request.query.get("Action");
  if (wireName === null || wireName === "") return refuse(400, "MissingParameter", "Action is missing.");
  const action = actionOf(wireName);
  if (request.path !== "/" || action === undefined) {
    return refuse(404, "NoSuchEntity", `The action ${wireName} does not exist.`);
  }
  if (request.query.get("Version") !== version) {
    return refuse(400, "InvalidParameterValue", "An invalid value was supplied for the input parameter Version.");
  }
  if (request.method !== action.method) {
    return refuse(400, "InvalidMethod", `${wireName} is called by ${action.method}.`);
  }
  return null;
}

function presented(query: URLSearchParams): {
  readonly algorithm: string;
  readonly date: string;
  readonly credential: string;
  readonly signed: readonly string[];
} {
  return {
    algorithm: query.get("X-Amz-Algorithm") ?? "",
    date: query.get("X-Amz-Date") ?? "",
    credential: query.get("X-Amz-Credential") ?? "",
    signed: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
  };
}

/** Signature Version 4 over what arrived: any set of signed headers, in the order in which it is announced. */
function signatureOf(request: SimRequest, account: Credentials, date: string, signed: readonly string[]): string {
  const pairs = [...request.query].filter(([name]) => name !== "X-Amz-Signature");
  const lines = pairs.map(([name, value]) => `${encode(name)}\u0000${encode(value)}`).sort();
  const headers = signed.map((name) => {
    const value = request.headers.get(name) ?? "";
    return `${name}:${value.trim().replace(/ +/g, " ")}\n`;
  });
  const canonical = [
    request.method,
    request.path,
    lines.map((line) => line.replace("\u0000", "=")).join("&"),
    headers.join(""),
    signed.join(";"),
    digest(request.body),
  ].join("\n");
  const scope = `${date.slice(0, 8)}/${account.region}/${service}/aws4_request`;
  let key: Buffer | string = `AWS4${account.secretAccessKey}`;
  for (const part of scope.split("/")) key = createHmac("sha256", key).update(part).digest();
  return createHmac("sha256", key)
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest(canonical)}`)
    .digest("hex");
}

/** RFC 3986, byte by byte. */
function encode(text: string): string {
  let out = "";
  for (const byte of Buffer.from(text)) {
    const character = String.fromCodePoint(byte);
    out += /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function timeOf(date: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(date);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms;
}

function same(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
