import { z } from "zod";
import type { ReportFault } from "../kit/rules.ts";

// Building blocks of parameters. They are strict; what travels as one text is turned into it here.

type Params = Readonly<Record<string, unknown>>;

export const dayMs = 86_400_000;

export const text = z.string().min(1, "must not be empty");
export const atMost = (length: number): z.ZodString => text.max(length, `must have at most ${length} characters`);

/** A whole number between two bounds, both included. */
export const whole = (min: number, max?: number): z.ZodInt => {
  const message = max === undefined ? `must be at least ${min}` : `must be ${min} to ${max}`;
  const bounded = z.int().min(min, message);
  return max === undefined ? bounded : bounded.max(max, message);
};

/** A number between two bounds, both included. */
export const share = (min: number, max: number): z.ZodNumber =>
  z.number().min(min, `must be ${min} to ${max}`).max(max, `must be ${min} to ${max}`);

const digits = z.string().regex(/^\d{1,19}$/, "must be a whole number");

/** A 64-bit number: a JSON number while it is exact, else its decimal digits. */
export function long(min: number, max?: number) {
  const message = max === undefined ? `must be at least ${min}` : `must be ${min} to ${max}`;
  return z
    .union([whole(min, max), digits], { error: "must be a whole number" })
    .refine((value) => isWhole(value) && BigInt(value) >= min && (max === undefined || BigInt(value) <= max), {
      message,
    })
    .transform((value) => String(value));
}

/** Refinements run on values whose pattern has failed too, and BigInt throws on those. */
function isWhole(value: string | number): boolean {
  return digits.safeParse(String(value)).success;
}

/** `YYYY-MM-DDThh:mm:ssZ`. */
export const utcTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, "must be written YYYY-MM-DDThh:mm:ssZ (UTC)")
  .refine((value) => utcMs(value) !== null, { message: "is no date and time that exists", abort: true });

/** Epoch milliseconds of a UTC time; null for anything else. */
export function utcMs(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) || `${new Date(ms).toISOString().slice(0, 19)}Z` !== value ? null : ms;
}

/** A list that travels as one text joined by commas: an array, or that text (READINGS 1). */
export function commaList(item: z.ZodType<string> = text) {
  return z
    .union(
      [
        text.refine((value) => value.split(",").every((part) => item.safeParse(part).success), {
          message: "must be known names joined by commas",
        }),
        z.array(item).min(1, "must not be empty"),
      ],
      { error: "must be text or a list of texts" },
    )
    .transform((value) => (typeof value === "string" ? value : value.join(",")));
}

/** A value that travels as JSON text: the value, or that text ready-made (READINGS 2). */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .union([schema, z.string().refine(isJson, { message: "must be JSON text" })])
    .transform((value) => (typeof value === "string" ? value : JSON.stringify(value)));
}

/** As `jsonText`; empty text, which clears the setting, is taken too. */
export function clearableJsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .union([schema, z.string().refine((value) => value === "" || isJson(value), { message: "must be JSON text" })])
    .transform((value) => (typeof value === "string" ? value : JSON.stringify(value)));
}

function isJson(value: string): boolean {
  try {
    return typeof JSON.parse(value) === "object";
  } catch {
    return false;
  }
}

export const list = <Item extends z.ZodType>(item: Item): z.ZodArray<Item> =>
  z.array(item).min(1, "must have at least one entry");

/** Text whose UTF-8 form stays under a number of bytes. */
export const underBytes = (limit: number): z.ZodString =>
  text.refine((value) => Buffer.byteLength(value) < limit, { message: `must be under ${limit} bytes` });

export const httpUrl = z.string().regex(/^http:\/\/./, "must start with http://");
export const webUrl = z.string().regex(/^https?:\/\/./, "must start with http:// or https://");

// Parameters that many operations share.

export const domainName = text.describe("Live domain");
export const appName = text.describe("Application of the stream");
export const streamName = text.describe("Stream name");
export const order = z.enum(["asc", "desc"]).describe("Sort order");
export const pageNum = whole(1).describe("Page, from 1");
export const pageSize = (min: number, max: number): z.ZodInt => whole(min, max).describe("Entries a page");
export const startTime = utcTime.describe("Start of the period, UTC");
export const endTime = utcTime.describe("End of the period, UTC");
export const ossBucket = text.describe("OSS bucket");
export const ossEndpoint = text.describe("OSS endpoint, e.g. oss-cn-shanghai.aliyuncs.com");
export const clientToken = z
  .string()
  .regex(/^[\x20-\x7e]{1,64}$/, "must be 1 to 64 ASCII characters")
  .describe("Token that makes a repeat harmless; made when left out");

export interface SpanRules {
  readonly longestMs?: number;
  readonly longest?: string;
  /** Both times or neither. */
  readonly together?: boolean;
}

/** Rules of StartTime and EndTime: the end is later, the span within a limit, both or neither. */
export function spanRules(rules: SpanRules): (params: Params, fault: ReportFault) => void {
  return (params, fault) => {
    const given = { from: params["StartTime"] !== undefined, until: params["EndTime"] !== undefined };
    if (rules.together === true && given.from !== given.until) {
      fault(given.from ? "EndTime" : "StartTime", "must be given: both times or neither");
    }
    const from = utcMs(params["StartTime"]);
    const until = utcMs(params["EndTime"]);
    if (from === null || until === null) return;
    if (until <= from) fault("EndTime", "must be later than StartTime");
    else if (rules.longestMs !== undefined && until - from > rules.longestMs) {
      fault("EndTime", `must be at most ${rules.longest ?? `${rules.longestMs / dayMs} days`} after StartTime`);
    }
  };
}
