import { z } from "zod";
import { accountNumber, secret } from "../tencent-kit/credentials.ts";

/** `credentials` of an account of this service. */
export const credentialsSchema = z.strictObject({
  /** Business id, sent as `cmd`; the same number as the appid of the `tencent-livecode` account it serves. */
  appid: accountNumber,
  /** Authentication key, assigned by the vendor's customer service. */
  key: secret,
});

export type Credentials = z.output<typeof credentialsSchema>;

/** Everything in the credentials that must never be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  return [credentials.key];
}
