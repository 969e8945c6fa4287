import { md5Hex, md5Sign } from "../tencent-kit/md5-sign.ts";

/** Signature of requests and notifications: md5(key + t), `t` in whole UNIX seconds (summarize / Security mechanism). */
export function sign(key: string, t: number | string): string {
  return md5Sign(key, t);
}

/**
 * txSecret of a push address: md5(push key + stream + txTime), txTime being the expiry as upper-case hexadecimal UNIX
 * seconds. The document only shows these parameters (quirk push-url-params).
 */
export function pushSecret(pushKey: string, stream: string, txTime: string): string {
  return md5Hex(`${pushKey}${stream}${txTime}`);
}
