import { z } from "zod";
import { secret } from "../tencent-kit/credentials.ts";

/** `credentials` of an account of this service: one of the at most two key pairs of the cloud account. */
export const credentialsSchema = z.strictObject({
  secretId: secret,
  secretKey: secret,
});

export type Credentials = z.output<typeof credentialsSchema>;

/** Everything in the credentials that must never be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  return [credentials.secretKey];
}
