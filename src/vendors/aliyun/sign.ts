import { createHmac } from "node:crypto";
import { encodeQuery, percentEncode } from "../kit/encode.ts";

export type Pair = readonly [name: string, value: string];

/** What is signed: the method, the path `/` and all parameters sorted by name in byte order (3.5). */
export function stringToSign(method: "GET" | "POST", pairs: readonly Pair[]): string {
  const sorted = [...pairs].sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  return `${method}&${percentEncode("/")}&${percentEncode(encodeQuery(sorted))}`;
}

/** RPC signature 1.0: base64 of HMAC-SHA1 over the string to sign, the key being the secret and one `&` (3.5). */
export function sign(secret: string, method: "GET" | "POST", pairs: readonly Pair[]): string {
  return createHmac("sha1", `${secret}&`).update(stringToSign(method, pairs), "utf8").digest("base64");
}

/** Timestamp of a request: UTC, whole seconds. */
export function timestamp(nowMs: number): string {
  return `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
}
