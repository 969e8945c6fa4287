import type { FailureKind } from "../../model/failure.ts";

/** `internal`: the vendor failed by itself; a change may have happened, a read has not. */
type Meaning = FailureKind | "internal";

/** Codes of the access layer (section "Return Results"). 5100 carries a code of the function layer, 5400 a batch. */
const access: Readonly<Record<string, Meaning>> = {
  "4000": "invalid-request",
  "4100": "denied",
  // Too old, or too far from the vendor's clock: nothing was done, and the next try carries a new time and nonce.
  "4200": "unavailable",
  "4300": "denied",
  "4400": "throttled",
  "4500": "unavailable",
  "4600": "invalid-request",
  "5000": "not-found",
  // Purchases: not expected of these operations.
  "5200": "wrong-state",
  "5300": "denied",
  "5500": "denied",
  "6000": "internal",
  "6100": "invalid-request",
  "6200": "unavailable",
};

/** Codes of the function layer (section "Error Code List"); the list starts again at 1000, so it is a table of its own. */
const functions: Readonly<Record<string, Meaning>> = {
  "1000": "invalid-request",
  "1001": "internal",
  "1002": "denied",
  "1003": "denied",
  "3000": "internal",
  "4001": "invalid-request",
  "20100": "internal",
  // The number of channels is limited: some have to go first.
  "20101": "wrong-state",
  "20102": "internal",
  "20103": "internal",
  "20104": "internal",
  "20105": "internal",
  "20106": "internal",
  "20107": "internal",
  "20108": "wrong-state",
  "20109": "wrong-state",
  // Also a real-time recording of a channel that nobody pushes.
  "20111": "wrong-state",
  "20112": "invalid-request",
  "20113": "invalid-request",
  "20114": "denied",
  "20200": "invalid-request",
  "20201": "internal",
  "20202": "internal",
  "20203": "internal",
  "20204": "invalid-request",
  "20250": "invalid-request",
  "20251": "not-found",
  "20252": "internal",
  "20253": "wrong-state",
  "20300": "internal",
  "20301": "not-found",
  "20320": "internal",
  "20321": "internal",
  "20322": "wrong-state",
  "20323": "invalid-request",
  "20326": "internal",
  "20327": "not-found",
  "20328": "not-found",
  "20500": "not-found",
};

/** Kind of an outer `code` other than 0, 5100 and 5400. */
export function kindOfAccessCode(code: string, mutates: boolean): FailureKind {
  return kindOf(access[code], mutates);
}

/** Kind of a code that stands in the message of 5100 or of a batch's item. */
export function kindOfFunctionCode(code: string, mutates: boolean): FailureKind {
  return kindOf(functions[code], mutates);
}

/** Every code with a meaning, for the test against the catalogue. */
export const knownCodes = { access: Object.keys(access), functions: Object.keys(functions) };

function kindOf(meaning: Meaning | undefined, mutates: boolean): FailureKind {
  if (meaning === undefined) return "invalid-request";
  if (meaning !== "internal") return meaning;
  return mutates ? "unknown-outcome" : "unavailable";
}
