import { md5Sign } from "../tencent-kit/md5-sign.ts";

/**
 * Signature of requests: md5(key + t), `t` being the expiry in whole UNIX seconds (sections 5, common parameters, and the
 * last one on authentication).
 */
export function sign(key: string, t: number | string): string {
  return md5Sign(key, t);
}
