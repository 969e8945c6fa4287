import pc from "picocolors";
import stringWidth from "string-width";
import { mayExist } from "../../domain/resource-step.ts";
import type { EventSpec } from "../../model/event-spec.ts";
import type { LiveEventState } from "../../model/live-event.ts";
import { clockTime, localTime } from "../format.ts";
import { phaseText } from "../print-event.ts";
import { pad } from "../table.ts";
import { eventBar } from "./bar.ts";
import type { Cell } from "./bar.ts";

export interface TimelineEvent {
  readonly spec: EventSpec;
  /** null: its workflow has not answered yet. */
  readonly state: LiveEventState | null;
}

export interface TimelineView {
  readonly nowMs: number;
  readonly speed: number;
  readonly events: readonly TimelineEvent[];
  /** Last lines of the log, ready to print. */
  readonly lines: readonly string[];
}

/** Fewer columns than this leave out what is nice to have. */
const narrow = 80;

const drawing: Readonly<Record<Cell, string>> = {
  idle: pc.dim("·"),
  window: pc.dim("─"),
  "on-air": pc.green("━"),
  "no-signal": pc.yellow("░"),
  now: pc.bold("▼"),
};

/** The redrawn picture of a rehearsal: clock, a bar an event, last lines of the log. Pure. */
export function timelineText(view: TimelineView, columns: number): string {
  const zone = view.events[0]?.spec.window.timeZone ?? "UTC";
  const width = Math.max(20, Math.min(100, columns - 20));
  const rate = columns < narrow ? `${view.speed}×` : `event time, ${view.speed} times real speed`;
  const head = `${pc.bold(localTime(view.nowMs, zone))} ${zone}  ${pc.dim(rate)}`;
  const blocks = view.events.map((event) => eventBlock(event, view.nowMs, width, columns));
  const legend = pc.dim("A armed  L live  E ended  ! alarm  ░ no signal");
  return [head, "", ...blocks.flat(), legend, "", ...view.lines.map((line) => cut(line, columns))].join("\n");
}

function eventBlock({ spec, state }: TimelineEvent, nowMs: number, width: number, columns: number): readonly string[] {
  const bar = eventBar(spec, state, nowMs, width);
  const zone = spec.window.timeZone;
  const from = clockTime(bar.fromMs, zone).slice(0, 5);
  const to = clockTime(bar.toMs, zone).slice(0, 5);
  const name = `${pad(pc.bold(spec.id), 24)} ${phaseText(state?.phase ?? "scheduled")}`;
  const parts = facts(state);
  const whole = [`${name}  ${parts.join(", ")}`];
  // On a narrow terminal the facts get lines of their own; a line that wraps would shake the picture.
  const head = stringWidth(whole[0] ?? "") <= columns ? whole : [name, ...wrapped(parts, columns)];
  return [
    ...head,
    `  ${from} ${bar.cells.map((cell) => drawing[cell]).join("")} ${to}`,
    `        ${pc.cyan(bar.marks)}`,
  ];
}

/** The parts in as few lines as fit. */
function wrapped(parts: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer = last === undefined ? `  ${part}` : `${last}, ${part}`;
    if (last === undefined || stringWidth(longer) > columns) lines.push(`  ${part}`);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function facts(state: LiveEventState | null): readonly string[] {
  if (state === null) return [];
  const parts = [`signal ${state.signal?.state ?? "not seen"}`];
  if (state.signal !== null && state.signal.kbps !== null) parts[0] += ` ${state.signal.kbps} kbit/s`;
  const open = state.rows.filter(mayExist).length;
  parts.push(`resources ${open} open of ${state.rows.length}`);
  const files = state.files.filter((file) => file.state !== "duplicate");
  parts.push(`files ${files.filter((file) => file.state === "delivered").length}/${files.length}`);
  const alarms = state.alarms.filter((alarm) => alarm.clearedAtMs === null).length;
  parts.push(alarms === 0 ? "no alarms" : pc.red(`${alarms} alarm${alarms === 1 ? "" : "s"}`));
  return parts;
}

function cut(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  let end = line.length - 1;
  while (end > 0 && stringWidth(line.slice(0, end)) > columns - 1) end -= 1;
  return `${line.slice(0, end)}…`;
}
