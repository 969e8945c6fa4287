import type { EventSpec } from "../../model/event-spec.ts";
import type { LiveEventState } from "../../model/live-event.ts";

export type Cell = "idle" | "window" | "on-air" | "no-signal" | "now";

export interface Bar {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cells: readonly Cell[];
  /** One character a cell: A armed, L live, E ended, ! alarm; a blank elsewhere. */
  readonly marks: string;
}

/** The event's time as cells: its window, what was on air, where the signal was missing, and now. Pure. */
export function eventBar(spec: EventSpec, state: LiveEventState | null, nowMs: number, width: number): Bar {
  const { startMs, endMs } = spec.window;
  const margin = Math.max(spec.prepareBeforeMs, spec.lineUpMs ?? 0, (endMs - startMs) * 0.05);
  const fromMs = startMs - Math.min(margin, endMs - startMs);
  const toMs = endMs + (endMs - startMs) * 0.1;
  const step = (toMs - fromMs) / width;
  const cellOf = (ms: number): number => Math.max(0, Math.min(width - 1, Math.floor((ms - fromMs) / step)));

  const cells: Cell[] = [];
  for (let index = 0; index < width; index += 1) {
    const middle = fromMs + (index + 0.5) * step;
    const cellEnd = fromMs + (index + 1) * step;
    const inWindow = middle >= startMs && middle < (state?.endMs ?? endMs);
    if (!inWindow) cells.push("idle");
    else if (cellEnd > nowMs || state === null) cells.push("window");
    else cells.push(signalOver(state, middle - step / 2, cellEnd, nowMs) ? "on-air" : "no-signal");
  }
  if (nowMs >= fromMs && nowMs <= toMs) cells[cellOf(nowMs)] = "now";

  const marks: string[] = Array.from({ length: width }, () => " ");
  const mark = (ms: number | null, sign: string): void => {
    if (ms !== null && ms <= nowMs) marks[cellOf(ms)] = sign;
  };
  for (const row of state?.rows ?? []) mark(row.openedAtMs, "A");
  for (const alarm of state?.alarms ?? []) mark(alarm.atMs, "!");
  mark(state?.liveAtMs ?? null, "L");
  mark(state?.endedAtMs ?? null, "E");
  return { fromMs, toMs, cells, marks: marks.join("").trimEnd() };
}

/** The source was pushing over at least half of the span. */
function signalOver(state: LiveEventState, fromMs: number, toMs: number, nowMs: number): boolean {
  const covered = state.signalSpans.reduce((sum, span) => {
    const overlap = Math.min(span.toMs ?? nowMs, toMs) - Math.max(span.fromMs, fromMs);
    return sum + Math.max(0, overlap);
  }, 0);
  return covered * 2 >= toMs - fromMs;
}
