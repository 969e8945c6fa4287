import { z } from "zod";

// Building blocks of the table. Parameters are strict, replies loose.

/** One id; ids are opaque (quirk id-lengths), but a blank or a comma never belongs to one. */
export const id = z.string().regex(/^[^\s,]+$/, "must be one id, without blanks and commas");

/** Text that must not be empty. */
export const text = z.string().min(1, "must not be empty");

/** Text that may be left out or sent empty. */
export const maybeText = z.string().optional();

/** The document counts 40 Chinese characters. */
export const channelName = z.string().min(1, "must not be empty").max(40, "must be at most 40 characters");

/** 0 or 1, typed int. */
export const flag = z.literal([0, 1]);
/** 0 or 1, typed string. */
export const textFlag = z.literal([0, 1, "0", "1"]).transform((value) => String(value));

/** Epoch seconds. */
export const seconds = z.int().min(0, "must be UNIX seconds");

/** The caller's own number of a task. */
export const transNo = z.string().max(32, "must be at most 32 characters");

export const pageIndex = z.int().min(1, "must be at least 1").max(2_147_483_647, "must be a 32-bit number");
export const pageSize = z.int().min(1, "must be 1 to 50").max(50, "must be 1 to 50");
export const listOrder = flag;

export const httpUrl = z.string().regex(/^https?:\/\/[^\s]+$/, "must start with http:// or https://, in lower case");

/** One of the digits: text or number. */
export function digit<const Choices extends readonly number[]>(choices: Choices) {
  return z.literal([...choices, ...choices.map(String)]).transform((value) => String(value));
}

/** Several of the digits: an array, one number, or text joined by commas, which is what is sent (READINGS 1). */
export function digits(choices: readonly number[]) {
  const what = `must be of ${choices.join(", ")}: an array, or text joined by commas`;
  const one = z.literal([...choices, ...choices.map(String)]);
  const joined = z.string().regex(new RegExp(`^(?:[${choices.join("")}],)*[${choices.join("")}]$`), what);
  return z
    .union([z.array(one).min(1, what), joined, z.literal([...choices])], { error: what })
    .transform((value) => (Array.isArray(value) ? value.join(",") : String(value)));
}

/** Several ids or names: an array, or text joined by commas, which is what is sent (READINGS 1). */
export function list(
  pattern: RegExp,
  what: string,
  options: { readonly most?: number; readonly empty?: boolean } = {},
) {
  const message = `must be ${what}: an array, or text joined by commas without blanks`;
  const most = options.most ?? Number.POSITIVE_INFINITY;
  const good = (parts: readonly string[]): boolean => parts.length <= most && parts.every((part) => pattern.test(part));
  const items = z.array(z.string()).min(1, message).refine(good, { message });
  const joined = z
    .string()
    .refine((value) => (value === "" && options.empty === true) || good(value.split(",")), { message });
  return z
    .union([items, joined], { error: message })
    .transform((value) => (typeof value === "string" ? value : value.join(",")));
}

export const ids = list(/^[^\s,]+$/, "one or several ids");

/** 2.1, 2.12: HLS (2) and HDS (3) exclude each other. Sees the joined text, or the raw value of a wrong one. */
export function excludesHlsAndHds(value: unknown): boolean {
  const parts = Array.isArray(value) ? value.map(String) : typeof value === "string" ? value.split(",") : [];
  return parts.includes("2") && parts.includes("3");
}

export const code = z.union([z.number(), z.string().regex(/^-?\d+$/)]);

/** Text that some answers send as a number. */
export const looseText = z.union([z.string(), z.number()]).transform((value) => String(value));
export const looseNumber = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform((value) => Number(value));

/** `code`, `message` and nothing else that matters. */
export const plainReply = z.looseObject({ code, message: z.string().optional() });

/** The usual envelope; result fields stand under `data` (quirk fields-under-data). */
export function replyWith<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodType<{ readonly data: z.output<z.ZodObject<Shape, z.core.$loose>> }> {
  return z.looseObject({ code, message: z.string().optional(), data: z.looseObject(shape) });
}

/** A reply whose `data` holds a list; an empty text stands for none. */
export function listReply(shape: z.core.$ZodLooseShape): z.ZodType {
  return z.looseObject({
    code,
    message: z.string().optional(),
    data: z.union([z.looseObject(shape), z.literal(""), z.null()]).optional(),
  });
}
