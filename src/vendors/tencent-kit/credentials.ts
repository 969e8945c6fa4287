import { z } from "zod";

/** Digits, also written as a YAML number; text on the way out. */
export const accountNumber = z
  .union([z.string().regex(/^\d+$/, "must be digits"), z.int().positive()])
  .transform((value) => String(value));

export const secret = z.string().min(1, "must not be empty");
