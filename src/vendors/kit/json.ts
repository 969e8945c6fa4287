import { parse } from "lossless-json";

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

function numberOrDigits(digits: string): number | string {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}
