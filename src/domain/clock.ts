import type { ClockSegment, ClockSpec } from "../model/clock.ts";

/** The clock of real broadcasts: event time is wall time. */
export const realClock: ClockSpec = [{ wallMs: 0, eventMs: 0, rate: 1 }];

/** A clock that reads `eventMs` when the wall reads `wallMs` and runs `rate` times as fast. */
export function scaledClock(wallMs: number, eventMs: number, rate: number): ClockSpec {
  return [{ wallMs, eventMs, rate }];
}

/** Event time (epoch ms) at a wall time (epoch ms). */
export function eventAt(clock: ClockSpec, wallMs: number): number {
  const segment = segmentAt(clock, (candidate) => candidate.wallMs <= wallMs);
  return segment.eventMs + (wallMs - segment.wallMs) * segment.rate;
}

/** Wall time (epoch ms) at which the event clock reads `eventMs`. */
export function wallAt(clock: ClockSpec, eventMs: number): number {
  const segment = segmentAt(clock, (candidate) => candidate.eventMs <= eventMs);
  return segment.wallMs + (eventMs - segment.eventMs) / segment.rate;
}

/** How many event milliseconds pass in one wall millisecond, now. */
export function rateAt(clock: ClockSpec, wallMs: number): number {
  return segmentAt(clock, (candidate) => candidate.wallMs <= wallMs).rate;
}

/** Wall milliseconds to sleep so that the event clock reads at least `untilEventMs`: whole, at least 1, 0 when it already does. */
export function wallDelay(clock: ClockSpec, wallNowMs: number, untilEventMs: number): number {
  if (eventAt(clock, wallNowMs) >= untilEventMs) return 0;
  return Math.max(1, Math.ceil(wallAt(clock, untilEventMs) - wallNowMs));
}

function segmentAt(clock: ClockSpec, started: (segment: ClockSegment) => boolean): ClockSegment {
  const first = clock[0];
  if (first === undefined) return { wallMs: 0, eventMs: 0, rate: 1 };
  return clock.findLast(started) ?? first;
}
