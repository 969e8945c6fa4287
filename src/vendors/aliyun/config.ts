import { z } from "zod";

const secret = z.string().min(1, "must not be empty");

/** `credentials` of an account of this service. */
export const credentialsSchema = z.strictObject({
  accessKeyId: secret,
  accessKeySecret: secret,
  /** Of temporary credentials; sent and signed as SecurityToken. */
  securityToken: secret.optional(),
});

export type Credentials = z.output<typeof credentialsSchema>;

/** Everything in the credentials that must never be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  return [credentials.accessKeySecret, credentials.securityToken].filter((value) => value !== undefined);
}
