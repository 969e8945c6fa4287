import type { AlarmKind, Severity } from "../model/alarm.ts";
import type { LiveEventInput, LiveEventState, Phase } from "../model/live-event.ts";
import type { ResourceRow } from "../model/resource.ts";
import { mayEnter } from "./lifecycle.ts";

/** One thing for the workflow to do; what is already under way is not asked for again. */
export type Action =
  | { readonly do: "ensure"; readonly row: ResourceRow }
  | { readonly do: "close"; readonly row: ResourceRow }
  | { readonly do: "register" }
  | { readonly do: "unregister" }
  | { readonly do: "read-stream"; readonly why: string }
  | { readonly do: "cut" }
  | { readonly do: "list-files"; readonly fromMs: number; readonly untilMs: number }
  | { readonly do: "fetch-file"; readonly id: string }
  | { readonly do: "retire"; readonly rows: readonly ResourceRow[] }
  | { readonly do: "report" };

/** Names one thing that can be under way once at a time. */
export function actionKey(action: Action): string {
  switch (action.do) {
    case "ensure":
    case "close":
      return `row ${action.row.key}`;
    case "fetch-file":
      return `fetch ${action.id}`;
    case "register":
    case "unregister":
    case "read-stream":
    case "cut":
    case "list-files":
    case "retire":
    case "report":
      return action.do;
  }
}

/** Thrown when a step would leave the table of lifecycle.ts: a defect, never a situation. */
export class IllegalStep extends Error {}

/** The draft of one decision: state is replaced, actions and the next wake-up are collected. Pure; no clock, no I/O. */
export class Turn {
  readonly actions: Action[] = [];
  wakeAtMs: number | null = null;
  wakeWhy = "";

  constructor(
    readonly input: LiveEventInput,
    public state: LiveEventState,
    readonly nowMs: number,
    /** Event milliseconds a wall millisecond. */
    readonly rate: number,
    /** Keys of actions under way. */
    readonly busy: ReadonlySet<string> = new Set(),
  ) {}

  /** Asks for an action; false when it is under way already. */
  act(action: Action): boolean {
    const key = actionKey(action);
    if (this.busy.has(key) || this.actions.some((other) => actionKey(other) === key)) return false;
    const pause = this.state.pauses[key];
    if (pause !== undefined && this.nowMs < pause.nextMs) {
      this.wake(pause.nextMs, `${action.do} again`);
      return false;
    }
    this.actions.push(action);
    return true;
  }

  /** Decide again at this time at the latest. Times that have passed are ignored: they were decided on now. */
  wake(atMs: number, why: string): void {
    if (atMs <= this.nowMs || (this.wakeAtMs !== null && this.wakeAtMs <= atMs)) return;
    this.wakeAtMs = atMs;
    this.wakeWhy = why;
  }

  change(part: Partial<LiveEventState>): void {
    this.state = { ...this.state, ...part };
  }

  changeRow(row: ResourceRow): void {
    this.change({ rows: this.state.rows.map((other) => (other.key === row.key ? row : other)) });
  }

  log(
    what: string,
    plannedMs: number | null = null,
    more: { who?: string; why?: string; requestId?: string | null } = {},
  ): void {
    const entry = {
      atMs: this.nowMs,
      plannedMs,
      what,
      who: more.who ?? null,
      why: more.why ?? null,
      requestId: more.requestId ?? null,
    };
    this.change({ log: [...this.state.log, entry] });
  }

  /** A planned step begins now: how late is it on the wall. */
  begun(step: string, plannedMs: number): void {
    const wallMs = Math.max(0, (this.nowMs - plannedMs) / this.rate);
    this.change({ lateness: [...this.state.lateness, { step, wallMs: Math.round(wallMs * 10) / 10 }] });
  }

  enter(phase: Phase, why: string, plannedMs: number | null = null): void {
    if (!mayEnter(this.state.phase, phase)) throw new IllegalStep(`${this.state.phase} → ${phase} (${why})`);
    this.change({ phase });
    this.log(`${phase}: ${why}`, plannedMs);
  }

  /** Raises an alarm once; it stays open until cleared. `what` tells several of one kind apart. */
  alarm(kind: AlarmKind, severity: Severity, message: string, what = ""): void {
    const name = what === "" ? kind : `${kind}:${what}`;
    if (this.state.alarms.some((alarm) => baseId(alarm.id) === name && alarm.clearedAtMs === null)) return;
    const earlier = this.state.alarms.filter((alarm) => baseId(alarm.id) === name).length;
    const id = earlier === 0 ? name : `${name}#${earlier + 1}`;
    const alarm = { id, atMs: this.nowMs, kind, severity, message, ackBy: null, ackAtMs: null, clearedAtMs: null };
    this.change({ alarms: [...this.state.alarms, alarm] });
    this.log(`alarm ${id}: ${message}`);
  }

  clear(kind: AlarmKind, what = ""): void {
    const name = what === "" ? kind : `${kind}:${what}`;
    const open = this.state.alarms.find((alarm) => baseId(alarm.id) === name && alarm.clearedAtMs === null);
    if (open === undefined) return;
    this.change({
      alarms: this.state.alarms.map((alarm) => (alarm === open ? { ...alarm, clearedAtMs: this.nowMs } : alarm)),
    });
    this.log(`alarm ${open.id} is over`);
  }

  /** Whether a threshold is long enough on the wall to be judged (design, event clock, rule 4). */
  judges(thresholdMs: number): boolean {
    return thresholdMs / this.rate >= 1_000;
  }
}

function baseId(id: string): string {
  return id.split("#")[0] ?? id;
}
