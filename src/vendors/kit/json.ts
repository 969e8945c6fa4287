import { parse, stringify } from "lossless-json";

/**
 * Parses JSON without losing digits: integers beyond 2^53 become decimal strings, all other numbers are numbers.
 * Throws a SyntaxError.
 */
export function parseJson(text: string): unknown {
  return parse(text, null, { parseNumber: numberOrDigits });
}

/** As `parseJson`; undefined where the text is no JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** As `parseJson`, but every number keeps its digits as written; for `stringifyExact`. Throws a SyntaxError. */
export function parseExact(text: string): unknown {
  return parse(text);
}

/** JSON text of plain values and of what `parseExact` returned; its numbers come out digit by digit. */
export function stringifyExact(value: unknown, indent = 0): string {
  return stringify(value, null, indent) ?? "null";
}

function numberOrDigits(digits: string): number | string {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}
