import { z } from "zod";

const text = z.string().min(1, "must not be empty");

/** `credentials` of an account of this service. */
export const credentialsSchema = z.strictObject({
  /** AccessKey Id of the console; it travels in clear with every request. */
  accessKeyId: text,
  /** AccessKey Secret; signs every request. */
  accessKeySecret: text,
});

export type Credentials = z.output<typeof credentialsSchema>;

/** Everything in the credentials that must never be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  return [credentials.accessKeySecret];
}
