import { z } from "zod";
import { parseJson, tryParseJson } from "../kit/json.ts";

// Values that travel as JSON text or as URL-safe base64 (READINGS 2 and 3): taken decoded, ready-made text as it stands.

/** URL-safe base64 with its padding, as in the document's samples. */
export function toBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

/** The text of base64, URL-safe or not, padded or not; null for anything else. */
export function fromBase64(text: string): string | null {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, "base64");
  const decoded = bytes.toString("utf8");
  return Buffer.from(decoded, "utf8").equals(bytes) ? decoded : null;
}

/** What a parameter of JSON looks like on the wire. */
type Carrier = "json" | "base64";

/**
 * A parameter whose value is JSON: the value itself, or ready-made text of it (its JSON, or with carrier `base64` also the
 * encoded form), which is checked and sent as it stands. `what` says in words what is taken; with `empty` an empty text is
 * sent as it is, and counts as absent at the vendor.
 */
export function jsonParam(value: z.ZodType, carrier: Carrier, what: string, empty: "empty" | "never" = "never") {
  const text = z
    .string()
    .refine((given) => (given === "" && empty === "empty") || value.safeParse(decode(given, carrier)).success, {
      message: `must be ${what}, or ready-made text of it`,
    });
  return z
    .union([value, text], { error: `must be ${what}` })
    .transform((given) => (given === "" ? "" : encode(given, carrier)));
}

function encode(given: unknown, carrier: Carrier): string {
  if (typeof given !== "string") return carrier === "json" ? JSON.stringify(given) : toBase64(JSON.stringify(given));
  const isJson = tryParseJson(given) !== undefined;
  return carrier === "base64" && isJson ? toBase64(given) : given;
}

function decode(given: string, carrier: Carrier): unknown {
  const plain = tryParseJson(given);
  if (plain !== undefined || carrier === "json") return plain;
  const decoded = fromBase64(given);
  return decoded === null ? undefined : tryParseJson(decoded);
}

/** The value behind a parameter, decoded; undefined when it is none. For rules between parameters. */
export function valueOf(given: unknown, carrier: Carrier): unknown {
  if (typeof given !== "string") return given;
  try {
    return decode(given, carrier) ?? parseJson(given);
  } catch {
    return undefined;
  }
}
