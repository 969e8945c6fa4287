import { createHmac } from "node:crypto";

/** What a signature covers: everything that is sent, but for the signature. */
export interface Signable {
  readonly method: "GET" | "POST";
  /** Without scheme and port. */
  readonly host: string;
  readonly path: string;
  /** Names and values as they are, not percent-encoded. */
  readonly params: readonly (readonly [name: string, value: string])[];
}

/** Base64 of HMAC-SHA1 over the string to sign (section "Signature Method"). */
export function sign(request: Signable, secretKey: string): string {
  return createHmac("sha1", secretKey).update(stringToSign(request), "utf8").digest("base64");
}

/**
 * Method, host, path, `?` and the parameters sorted by name, case-sensitive, joined as `name=value` with `&`. In names
 * each `_` becomes `.`; values stand raw.
 */
export function stringToSign(request: Signable): string {
  const sorted = request.params.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const joined = sorted.map(([name, value]) => `${name.replaceAll("_", ".")}=${value}`).join("&");
  return `${request.method}${request.host}${request.path}?${joined}`;
}
