import { z } from "zod";
import { accountNumber, secret } from "../tencent-kit/credentials.ts";

/** `credentials` of an account of this service. */
export const credentialsSchema = z.strictObject({
  /** LVB APPID. */
  appid: accountNumber,
  /** API authentication key (CGI call key) of the LVB console. */
  key: secret,
  /** Key of the notifications; the document has one key for both, so `key` is the default. */
  callbackKey: secret.optional(),
  /** Push hotlink protection key; push addresses are signed with it. */
  pushKey: secret.optional(),
  /** Number in front of `livepush.myqcloud.com`. */
  bizid: accountNumber.optional(),
});

export type Credentials = z.output<typeof credentialsSchema>;

/** Everything in the credentials that must never be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  return [credentials.key, credentials.callbackKey, credentials.pushKey].filter((value) => value !== undefined);
}
