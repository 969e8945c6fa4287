import { eventAt, rateAt, wallDelay } from "../domain/clock.ts";
import type { ClockSpec } from "../model/clock.ts";

/** The simulator's only source of time. Event milliseconds are whole, so that two readings compare exactly. */
export class EventClock {
  /** Event time that offsets such as "+5m" count from: the clock's own origin, else the moment of the start. */
  readonly originMs: number;
  readonly spec: ClockSpec;

  constructor(spec: ClockSpec) {
    this.spec = spec;
    const first = spec[0];
    this.originMs = first !== undefined && first.eventMs > 0 ? first.eventMs : this.now();
  }

  now(): number {
    return Math.floor(eventAt(this.spec, Date.now()));
  }

  /** Wall milliseconds in which `eventMs` pass at the present rate. */
  toWall(eventMs: number): number {
    return eventMs / rateAt(this.spec, Date.now());
  }

  /** Waits until the clock reads `untilMs`; ends early, with false, when `signal` is aborted. */
  async until(untilMs: number, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const pause = wallDelay(this.spec, Date.now(), untilMs);
      if (pause === 0) return true;
      await sleep(Math.min(pause, longestTimerMs), signal);
    }
    return false;
  }
}

// Node fires a longer timer at once.
const longestTimerMs = 2_000_000_000;

/** Wall-clock sleep that an abort ends early and that keeps no process alive. */
export async function sleep(wallMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, wallMs);
    timer.unref();
    signal.addEventListener("abort", done);
  });
}
