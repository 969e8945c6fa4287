import { createHash } from "node:crypto";

/**
 * Signature of the `common_access` interfaces: md5(key + t) as 32 lower-case hex digits; `t` is the expiry in whole UNIX
 * seconds. Covers nothing else of a request.
 */
export function md5Sign(key: string, t: number | string): string {
  return md5Hex(`${key}${t}`);
}

/** md5 of UTF-8 text, 32 lower-case hex digits. */
export function md5Hex(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}
