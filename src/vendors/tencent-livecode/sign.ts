import { createHash } from "node:crypto";

/** md5(key + t) as 32 lower-case hex digits; `t` is the expiry in whole UNIX seconds. Covers nothing else of a request. */
export function sign(key: string, t: number | string): string {
  return md5(`${key}${t}`);
}

/**
 * txSecret of a push address: md5(push key + stream + txTime), txTime being the expiry as upper-case hexadecimal UNIX
 * seconds. The document only shows these parameters (quirk push-url-params).
 */
export function pushSecret(pushKey: string, stream: string, txTime: string): string {
  return md5(`${pushKey}${stream}${txTime}`);
}

function md5(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}
