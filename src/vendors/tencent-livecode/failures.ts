import type { FailureKind } from "../../model/failure.ts";

/**
 * Vendor codes → failure kinds. The document lists 20601 and the codes of mixing; the other numbers are those of the
 * channel mode's function layer in the same document, which the recording calls share (READINGS, simulators).
 */
const kinds: Readonly<Record<string, FailureKind>> = {
  // Live_Channel_GetStatus: never pushed.
  "20601": "not-found",
  "20301": "not-found",
  // The recording task does not exist (any more).
  "20327": "not-found",
  "20300": "invalid-request",
  "20323": "invalid-request",
  // Real-time recording of a stream that nobody pushes.
  "20111": "wrong-state",
  // Time conflict between recording tasks.
  "20322": "wrong-state",
  // Mixing: an input stream cannot be found.
  "-505": "wrong-state",
  // Mixing: a secondary picture leaves the primary one.
  "-21": "invalid-request",
};

/** Kind of a `ret` or `code` other than 0. */
export function kindOfCode(code: string): FailureKind {
  const known = kinds[code];
  if (known !== undefined) return known;
  // Mixing, -30xxx: the session feeds another output and has to be cancelled first.
  if (/^-30\d{3}$/.test(code)) return "wrong-state";
  return "invalid-request";
}
