import type { EncodeInput } from "../kit/engine.ts";
import { encodeQuery } from "../kit/encode.ts";
import { VendorFailure } from "../kit/failure.ts";
import type { HttpRequest } from "../kit/http.ts";
import { recordOf } from "../kit/rules.ts";
import type { Credentials } from "./config.ts";
import { sign, timestamp } from "./sign.ts";
import type { Pair } from "./sign.ts";
import { apiVersion, liveOrigin } from "./wire.ts";
import type { Wire } from "./wire.ts";

type Input = EncodeInput<Wire, Credentials>;

/** The request of an operation; pure. Throws `invalid-request` for a time-shift query without a domain to ask. */
export function encode(input: Input): HttpRequest {
  switch (input.operation.wire.as) {
    case "rpc":
      return encodeRpc(input, input.operation.wire.token === true);
    case "timeline":
      return encodeTimeline(input);
  }
}

/** RPC (3.3 to 3.5): everything in the query, also of the one operation that is a POST (READINGS 9). */
function encodeRpc(input: Input, token: boolean): HttpRequest {
  const { operation, params, credentials, nonce } = input;
  const pairs: Pair[] = [["Action", operation.wireName], ...flatten(params)];
  // READINGS 12: the caller's token, else a fresh one.
  if (token && params["ClientToken"] === undefined) pairs.push(["ClientToken", `rundown-${nonce.uuid}`]);
  pairs.push(
    ["Version", apiVersion],
    ["Format", "JSON"],
    ["AccessKeyId", credentials.accessKeyId],
    ["SignatureMethod", "HMAC-SHA1"],
    ["SignatureVersion", "1.0"],
    ["SignatureNonce", nonce.uuid],
    ["Timestamp", timestamp(input.nowMs)],
  );
  if (credentials.securityToken !== undefined) pairs.push(["SecurityToken", credentials.securityToken]);
  pairs.push(["Signature", sign(credentials.accessKeySecret, operation.method, pairs)]);
  return {
    method: operation.method,
    origin: liveOrigin,
    path: `${operation.path}?${encodeQuery(pairs)}`,
    headers: { accept: "application/json" },
    body: null,
  };
}

/** Time shift (8.1): asks the playback domain; neither key nor signature goes there (READINGS 14). */
function encodeTimeline(input: Input): HttpRequest {
  const { operation, params, defaults } = input;
  const host = hostOf(params["domain"]) ?? hostOf(defaults["domain"]);
  if (host === null) {
    throw new VendorFailure({
      kind: "invalid-request",
      service: "aliyun",
      operation: operation.id,
      message: "domain: is missing or no host name; give the playback domain here or as defaults.domain of the account",
      faults: [{ param: "domain", message: "is missing or no host name" }],
    });
  }
  return {
    method: operation.method,
    origin: `http://${host}`,
    path: `${operation.path}?${encodeQuery(flatten(params))}`,
    headers: { accept: "application/json" },
    body: null,
  };
}

function hostOf(value: unknown): string | null {
  return typeof value === "string" && /^[A-Za-z0-9.-]+(:\d+)?$/.test(value) ? value : null;
}

/** Parameters by their names on the wire: lists are numbered from 1 (`Name.1`), groups named (`Name.1.Field`). */
export function flatten(params: Readonly<Record<string, unknown>>): readonly Pair[] {
  return Object.entries(params).flatMap(([name, value]) => flattenValue(name, value));
}

function flattenValue(name: string, value: unknown): readonly Pair[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [[name, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[name, String(value)]];
  if (Array.isArray(value)) return value.flatMap((item: unknown, at) => flattenValue(`${name}.${at + 1}`, item));
  return Object.entries(recordOf(value)).flatMap(([field, inner]) => flattenValue(`${name}.${field}`, inner));
}
