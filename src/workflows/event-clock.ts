import { condition } from "@temporalio/workflow";
import { eventAt, rateAt, wallDelay } from "../domain/clock.ts";
import type { ClockSpec } from "../model/clock.ts";

/** Event time inside a workflow. In the sandbox `Date.now()` is the time of the workflow task. */
export class EventClock {
  constructor(private readonly spec: ClockSpec) {}

  now(): number {
    return eventAt(this.spec, Date.now());
  }

  rate(): number {
    return rateAt(this.spec, Date.now());
  }

  /** Waits until the event clock reads `untilMs` or `woken` holds; durable. `untilMs` null: until woken. */
  async until(untilMs: number | null, woken: () => boolean, summary: string): Promise<void> {
    if (untilMs === null) return condition(woken);
    for (;;) {
      const delayMs = wallDelay(this.spec, Date.now(), untilMs);
      if (delayMs === 0 || (await condition(woken, delayMs, { summary }))) return;
    }
  }
}
