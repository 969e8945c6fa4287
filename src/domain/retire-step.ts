import type { RetireState } from "../model/messages.ts";
import type { ResourceRow } from "../model/resource.ts";
import { isOpen, settled, stepRow } from "./resource-step.ts";

export interface RetireTurn {
  readonly state: RetireState;
  readonly close: readonly ResourceRow[];
  readonly wakeAtMs: number | null;
  readonly wakeWhy: string;
}

/** What retire/<id> does now: closes what can be closed, settles what has ended, waits for the rest. Pure. */
export function decideRetire(state: RetireState, nowMs: number, busy: ReadonlySet<string>): RetireTurn {
  const close: ResourceRow[] = [];
  let wakeAtMs: number | null = null;
  let wakeWhy = "";
  const rows = state.rows.map((row) => {
    if (busy.has(row.key)) return row;
    const step = stepRow(row, nowMs);
    if (step.do === "settle") return settled(row, step.proof, nowMs);
    if (step.do === "close") close.push(row);
    if (step.do === "wait" && (wakeAtMs === null || step.untilMs < wakeAtMs)) {
      wakeAtMs = step.untilMs;
      wakeWhy = `${row.name} ends or is tried again`;
    }
    return row;
  });
  return { state: { ...state, rows }, close: close.reverse(), wakeAtMs, wakeWhy };
}

export function isRetired(state: RetireState): boolean {
  return !state.rows.some(isOpen);
}
