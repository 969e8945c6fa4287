import type { FailureInfo, FailureKind } from "../model/failure.ts";
import type { Json } from "../model/json.ts";
import type { Proof, ResourceRow } from "../model/resource.ts";

/** What is to be done with one row now. Times are event milliseconds. */
export type RowStep =
  | { readonly do: "ensure" }
  | { readonly do: "close" }
  /** Nothing can be left of it: close the row with this proof (null: it was never made). */
  | { readonly do: "settle"; readonly proof: Proof | null }
  | { readonly do: "wait"; readonly untilMs: number }
  | { readonly do: "nothing" };

/** The engine: decides on one row from the row and the time alone. */
export function stepRow(row: ResourceRow, nowMs: number): RowStep {
  switch (row.state) {
    case "intended":
      return stepIntended(row, nowMs);
    case "open":
    case "closing":
      return stepOpen(row, nowMs);
    case "closed":
    case "lost":
    case "orphan":
    case "written-off":
      return { do: "nothing" };
  }
}

function stepIntended(row: ResourceRow, nowMs: number): RowStep {
  const tooLate = Math.min(row.closeAtMs, row.untilMs);
  if (nowMs >= tooLate) {
    if (row.strayUntilMs === null) return { do: "settle", proof: null };
    return settleAfter(row.strayUntilMs + row.limits.settlingMs, nowMs);
  }
  const dueMs = Math.max(row.armAtMs, row.nextTryMs ?? 0);
  if (nowMs < dueMs) return { do: "wait", untilMs: Math.min(dueMs, tooLate) };
  return { do: "ensure" };
}

function stepOpen(row: ResourceRow, nowMs: number): RowStep {
  const goneMs = goneAtMs(row);
  if (nowMs >= goneMs)
    return { do: "settle", proof: row.proof !== null && row.strayUntilMs === null ? row.proof : "term" };
  const mustClose = row.proof === null && row.closeAtMs < row.untilMs;
  if (!mustClose)
    return { do: "wait", untilMs: nowMs < row.untilMs && row.proof === null ? Math.min(row.untilMs, goneMs) : goneMs };
  const dueMs = Math.max(row.closeAtMs, row.nextTryMs ?? 0);
  if (nowMs < dueMs) return { do: "wait", untilMs: Math.min(dueMs, goneMs) };
  return { do: "close" };
}

function settleAfter(atMs: number, nowMs: number): RowStep {
  return nowMs >= atMs ? { do: "settle", proof: "term" } : { do: "wait", untilMs: atMs };
}

/** When nothing of it can be left even if nobody does anything: its own end, and the latest end of a stray, plus settling. */
export function goneAtMs(row: ResourceRow): number {
  const own = row.proof === null && row.state !== "intended" ? row.untilMs : 0;
  return Math.max(own, row.strayUntilMs ?? 0) + row.limits.settlingMs;
}

/** When the row is to be closed at the latest; later it is overdue. null: closed. */
export function dueAtMs(row: ResourceRow): number | null {
  if (!isOpen(row)) return null;
  if (row.strayUntilMs !== null) return goneAtMs(row);
  return Math.min(row.closeAtMs, row.untilMs) + row.limits.settlingMs;
}

/** The row may stand for something at the vendor, or is going to. */
export function isOpen(row: ResourceRow): boolean {
  return row.state === "intended" || row.state === "open" || row.state === "closing" || row.state === "lost";
}

/** The vendor may hold something because of this row: it may cost money. */
export function mayExist(row: ResourceRow): boolean {
  return row.state === "open" || row.state === "closing" || (row.state === "intended" && row.lostAnswers > 0);
}

export function opened(
  row: ResourceRow,
  made: { readonly ref: Json; readonly vendorId: string | null },
  nowMs: number,
): ResourceRow {
  return {
    ...row,
    state: "open",
    ref: made.ref,
    vendorId: made.vendorId,
    openedAtMs: nowMs,
    failures: 0,
    nextTryMs: null,
    lastError: null,
  };
}

/**
 * After a create that did not succeed. An answer that was lost may have left one that can be neither found nor stopped
 * when the kind is not findable: the row says so for as long as that one can live.
 */
export function createFailed(row: ResourceRow, failure: StepFailure, pauseMs: number, nowMs: number): ResourceRow {
  const lost = failure.kind === "unknown-outcome";
  const stray = lost && row.findable === "no";
  return {
    ...row,
    failures: row.failures + 1,
    lastError: failure.message,
    nextTryMs: nowMs + Math.max(pauseMs, lost ? row.limits.unknownPauseMs : 0),
    lostAnswers: row.lostAnswers + (stray ? 1 : 0),
    strayUntilMs: stray ? Math.max(row.strayUntilMs ?? 0, row.untilMs) : row.strayUntilMs,
  };
}

export function closeAnswered(row: ResourceRow, proof: "read" | "answer" | null, nowMs: number): ResourceRow {
  const done = proof !== null && row.strayUntilMs === null;
  return {
    ...row,
    state: done ? "closed" : "closing",
    proof,
    // Without a proof from the vendor only its own end proves it; the close is not repeated for that.
    closeAtMs: proof === null ? row.untilMs : row.closeAtMs,
    closedAtMs: done ? nowMs : null,
    failures: 0,
    nextTryMs: null,
    lastError: null,
  };
}

export function closeFailed(row: ResourceRow, failure: StepFailure, pauseMs: number, nowMs: number): ResourceRow {
  return {
    ...row,
    state: "closing",
    failures: row.failures + 1,
    lastError: failure.message,
    nextTryMs: nowMs + pauseMs,
  };
}

export function settled(row: ResourceRow, proof: Proof | null, nowMs: number): ResourceRow {
  return { ...row, state: "closed", proof, closedAtMs: nowMs, failures: 0, nextTryMs: null };
}

/** Ends what is open at `atMs` at the latest; what is not made yet is not made any more. */
export function withdrawn(row: ResourceRow, atMs: number): ResourceRow {
  return isOpen(row) && atMs < row.closeAtMs ? { ...row, closeAtMs: atMs } : row;
}

export interface StepFailure {
  readonly kind: FailureKind;
  readonly message: string;
}

/** Nobody waits for what retire/<id> closes: its pauses grow on, to an hour. */
export function retirePause(
  failures: number,
  failure: Pick<FailureInfo, "kind" | "retryAfterMs">,
  rate: number,
): number {
  const grown = Math.min(3_600_000, 1_000 * 2 ** Math.min(failures, 12));
  return Math.max(grown, pauseAfter(failures, failure.kind, failure.retryAfterMs, rate));
}

/**
 * Event milliseconds to wait after the nth failure in a row. What the vendor counts is scaled with the clock; transport
 * faults are not (design, event clock, rule 2). Never under 50 ms of wall time.
 */
export function pauseAfter(failures: number, kind: FailureKind, retryAfterMs: number | null, rate: number): number {
  const step = 2 ** Math.min(failures, 6);
  const scaled = Math.min(60_000, 1_000 * step);
  const transport = Math.min(10_000, 250 * step) * rate;
  const base = kind === "unavailable" ? transport : scaled;
  return Math.max(base, (retryAfterMs ?? 0) * rate, 50 * rate);
}
