/**
 * Event time as plain data: `eventMs + (wall − wallMs) × rate` for the last segment whose `wallMs` has passed.
 * A real clock is one segment at rate 1 with both origins 0. Times are epoch milliseconds.
 */
export interface ClockSegment {
  readonly wallMs: number;
  readonly eventMs: number;
  readonly rate: number;
}

export type ClockSpec = readonly ClockSegment[];
