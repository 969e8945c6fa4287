import { encodeQuery } from "../kit/encode.ts";
import type { EncodeInput } from "../kit/engine.ts";
import type { HttpRequest } from "../kit/http.ts";
import type { Credentials } from "./config.ts";
import { sign } from "./sign.ts";

/** How an operation travels: by its action's name; everything else follows from the parameters. */
export interface Wire {
  readonly action: string;
}

const host = "live.api.qcloud.com";
export const origin = `https://${host}`;
const defaultRegion = "gz";
/** The document: POST where the string of parameters is too long; it gives no number, addresses are safe up to here. */
const longestQuery = 2_000;

/** The signed request; a fresh Timestamp and Nonce each time (rules timestamp-skew and nonce). */
export function encode(input: EncodeInput<Wire, Credentials>): HttpRequest {
  const { operation, credentials } = input;
  const params: readonly (readonly [string, string])[] = [
    ["Action", operation.wire.action],
    ...(input.params["Region"] === undefined ? [["Region", defaultRegion] as const] : []),
    ["Timestamp", String(Math.floor(input.nowMs / 1000))],
    ["Nonce", String(input.nonce.int)],
    ["SecretId", credentials.secretId],
    ...Object.entries(input.params).flatMap(([name, value]) => flatten(name, value)),
  ];
  const signed = (method: "GET" | "POST"): string =>
    encodeQuery([
      ...params,
      ["Signature", sign({ method, host, path: operation.path, params }, credentials.secretKey)],
    ]);
  const query = signed("GET");
  const accept = { accept: "application/json" };
  if (query.length <= longestQuery) {
    return { method: "GET", origin, path: `${operation.path}?${query}`, headers: accept, body: null };
  }
  const headers = { ...accept, "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", origin, path: operation.path, headers, body: signed("POST") };
}

/** Lists are numbered from 1 (READINGS 6): `name.1`, groups in them `name.1.field`. */
function flatten(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => flatten(`${name}.${at + 1}`, item));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([field, inner]) => flatten(`${name}.${field}`, inner));
  }
  return typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [];
}
