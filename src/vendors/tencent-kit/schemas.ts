import { z } from "zod";
import { parseChinaTime } from "../kit/china-time.ts";

// Building blocks of the tables of Tencent's services. Parameters are strict, replies loose.

export const text = z.string().min(1, "must not be empty");
export const unixSeconds = z.int().min(0, "must be UNIX seconds");
export const pageNo = z.int().min(1, "must be at least 1");
export const pageSize = (min: number, max: number): z.ZodInt =>
  z.int().min(min, `must be ${min} to ${max}`).max(max, `must be ${min} to ${max}`);

/** `YYYY-MM-DD HH:MM:SS`, China Standard Time. */
export const chinaTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, {
    error: "must be written YYYY-MM-DD HH:MM:SS (UTC+8)",
    abort: true,
  })
  .refine((value) => parseChinaTime(value) !== null, { message: "is no date and time that exists" });

/** A 64-bit id: decimal digits; a JSON number is taken while it is exact (READINGS 7). */
export const id64 = z
  .union([z.string().regex(/^\d{1,20}$/, "must be a decimal number"), z.int().min(0)])
  .transform((value) => String(value));

export const code = z.union([z.number(), z.string().regex(/^-?\d+$/)]);

/** Text that some answers send as a number. */
export const looseText = z.union([z.string(), z.number()]).transform((value) => String(value));
export const looseNumber = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform((value) => Number(value));

/** `ret`, `message` and nothing else that matters. */
export const plainReply = z.looseObject({ ret: code, message: z.string().optional() });

/**
 * The usual envelope. `output` is typed array in the document and used as one object (quirk output-shape): both are
 * taken; what is not there at all (nothing is live) reads as null.
 */
export function replyWith<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodType<{ readonly output: z.output<z.ZodObject<Shape, z.core.$loose>> | null }> {
  const one = z.looseObject(shape);
  const output = z
    .union([one, z.array(one).max(1), z.null(), z.literal("")])
    .optional()
    .transform((value) =>
      Array.isArray(value) ? (value[0] ?? null) : value === "" || value === undefined ? null : value,
    );
  return z.looseObject({ ret: code, message: z.string().optional(), output });
}
