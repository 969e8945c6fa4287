import { z } from "zod";

const text = z.string().min(1, "must not be empty");

/** `credentials` of an account of this service. */
export const credentialsSchema = z.strictObject({
  /** AccessKeyId of the IAM user; it travels in every request. */
  accessKeyId: text,
  /** SecretAccessKey, used as it stands; it never travels. */
  secretAccessKey: text,
  /** Region of the credential scope and of the host; the document knows this one only. */
  region: z
    .string()
    .regex(/^[a-z0-9-]+$/, "must be a region such as cn-beijing-6")
    .default("cn-beijing-6"),
});

export type Credentials = z.output<typeof credentialsSchema>;

/** The vendor's host of a region. */
export function hostOf(credentials: Credentials): string {
  return `ket.${credentials.region}.api.ksyun.com`;
}

/** Everything in the credentials that must never be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  return [credentials.secretAccessKey];
}
