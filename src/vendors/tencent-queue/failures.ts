import type { FailureKind } from "../../model/failure.ts";

/**
 * Vendor codes → failure kinds. The guide lists none; these are those of the later document, which has the same
 * interfaces on the same host.
 */
const kinds: Readonly<Record<string, FailureKind>> = {
  // Live_Channel_GetStatus: never pushed.
  "20601": "not-found",
  "20301": "not-found",
  "20300": "invalid-request",
};

/** Kind of a `ret` other than 0. */
export function kindOfCode(code: string): FailureKind {
  return kinds[code] ?? "invalid-request";
}
