import { md5Hex } from "../tencent-kit/md5-sign.ts";

/** Signature of requests and notifications (summarize / Security mechanism). */
export { md5Sign as sign } from "../tencent-kit/md5-sign.ts";

/**
 * txSecret of a push address: md5(push key + stream + txTime), txTime being the expiry as upper-case hexadecimal UNIX
 * seconds. The document only shows these parameters (quirk push-url-params).
 */
export function pushSecret(pushKey: string, stream: string, txTime: string): string {
  return md5Hex(`${pushKey}${stream}${txTime}`);
}
