import type { FinalPhase, Phase } from "../model/live-event.ts";

/** Which phase may follow which. What is not here cannot happen: `Turn.enter` refuses it. */
const next: Readonly<Record<Phase, readonly Phase[]>> = {
  scheduled: ["preparing", "waiting", "live", "cleaning"],
  preparing: ["standby", "waiting", "live", "stopping", "cleaning"],
  standby: ["preparing", "waiting", "live", "stopping", "cleaning"],
  waiting: ["live", "stopping"],
  live: ["interrupted", "stopping"],
  interrupted: ["live", "stopping"],
  stopping: ["collecting"],
  collecting: ["cleaning"],
  cleaning: ["done", "failed", "cancelled", "skipped"],
  done: [],
  failed: [],
  cancelled: [],
  skipped: [],
};

export function mayEnter(from: Phase, to: Phase): boolean {
  return next[from].includes(to);
}

export function isFinal(phase: Phase): phase is FinalPhase {
  return next[phase].length === 0;
}

/** Past its start and not yet asked to end. */
export function isOnAir(phase: Phase): boolean {
  return phase === "waiting" || phase === "live" || phase === "interrupted";
}

/** Nothing of it has begun yet. */
export function isBeforeStart(phase: Phase): boolean {
  return phase === "scheduled" || phase === "preparing" || phase === "standby";
}
