import { z } from "zod";

// Building blocks of the table. Parameters are strict, replies loose.

const name = (most: number): z.ZodString =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_]{2,${most}}$`), `must be 2 to ${most} letters, digits and underscores`);

export const uniqName = name(128).describe("Name that the vendor gave to the customer's domain");
export const app = name(32).describe("Application (channel) of the stream");
export const preset = name(32).describe("Name of the template");
/** The document gives no character rule. */
export const streamId = z.string().min(1, "must not be empty").describe("Name of the stream");

/** 64-bit UNIX seconds: a JSON number, or decimal digits, of which none is lost. */
export const int64 = z
  .union(
    [
      z.int().min(0, "must be UNIX seconds"),
      z
        .string()
        .regex(/^\d{1,19}$/, { error: "must be UNIX seconds", abort: true })
        .refine((digits) => BigInt(digits) <= 9_223_372_036_854_775_807n, "is beyond 64 bits"),
    ],
    { error: "must be UNIX seconds" },
  )
  .transform((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value)));

export const unixSeconds = z.int().min(0, "must be UNIX seconds");

/** A day of creation; the document's examples have no time of day. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "must be written YYYY-MM-DD", abort: true })
  .refine((value) => isDay(value), "is no date that exists");

/** An address that a stream is pulled from: rtmp, http-flv or hls. */
export const sourceUrl = z.string().regex(/^(?:rtmp|https?):\/\/\S+$/, "must be an rtmp, http or https address");
export const rtmpUrl = z.string().regex(/^rtmp:\/\/\S+$/, "must be an rtmp address");
export const webUrl = z.string().regex(/^https?:\/\/\S+$/, "must be an http or https address");

export const range = (least: number, most: number): z.ZodInt =>
  z.int().min(least, `must be ${least} to ${most}`).max(most, `must be ${least} to ${most}`);

/** Numbers that some answers send as text. */
export const looseNumber = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform((value) => Number(value));
export const looseText = z.union([z.string(), z.number()]).transform((value) => String(value));

/** Answers of the RedirectStart and RedirectStop family name these in small letters. */
export const plainReply = z.looseObject({ ErrNum: looseNumber, ErrMsg: z.string().optional() });
export const smallReply = z.looseObject({ errno: looseNumber, errmsg: z.string().optional() });

/** The usual envelope with what one operation adds. */
export function replyWith<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape & (typeof plainReply)["shape"], z.core.$loose> {
  return plainReply.extend(shape);
}

function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
