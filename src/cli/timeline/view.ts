import pc from "picocolors";
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
  const head = `${pc.bold(localTime(view.nowMs, zone))} ${zone}  ${pc.dim(`event time, ${view.speed} times real speed`)}`;
  const blocks = view.events.map((event) => eventBlock(event, view.nowMs, width));
  const legend = pc.dim("A armed  L live  E ended  ! alarm  ░ no signal");
  return [head, "", ...blocks.flat(), legend, "", ...view.lines.map((line) => cut(line, columns))].join("\n");
}

function eventBlock({ spec, state }: TimelineEvent, nowMs: number, width: number): readonly string[] {
  const bar = eventBar(spec, state, nowMs, width);
  const zone = spec.window.timeZone;
  const from = clockTime(bar.fromMs, zone).slice(0, 5);
  const to = clockTime(bar.toMs, zone).slice(0, 5);
  return [
    `${pad(pc.bold(spec.id), 24)} ${phaseText(state?.phase ?? "scheduled")}  ${facts(state)}`,
    `  ${from} ${bar.cells.map((cell) => drawing[cell]).join("")} ${to}`,
    `        ${pc.cyan(bar.marks)}`,
  ];
}

function facts(state: LiveEventState | null): string {
  if (state === null) return "";
  const parts = [`signal ${state.signal?.state ?? "not seen"}`];
  if (state.signal !== null && state.signal.kbps !== null) parts[0] += ` ${state.signal.kbps} kbit/s`;
  const open = state.rows.filter(mayExist).length;
  parts.push(`resources ${open} open of ${state.rows.length}`);
  const files = state.files.filter((file) => file.state !== "duplicate");
  parts.push(`files ${files.filter((file) => file.state === "delivered").length}/${files.length}`);
  const alarms = state.alarms.filter((alarm) => alarm.clearedAtMs === null).length;
  parts.push(alarms === 0 ? "no alarms" : pc.red(`${alarms} alarm${alarms === 1 ? "" : "s"}`));
  return parts.join(", ");
}

function cut(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}
