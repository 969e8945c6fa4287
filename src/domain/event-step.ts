import type { LiveEventInput, LiveEventState } from "../model/live-event.ts";
import type { ResourceRow } from "../model/resource.ts";
import { stepCleaning } from "./cleaning-step.ts";
import { collectFiles, stepCollecting } from "./collecting-step.ts";
import { isBeforeStart, isFinal, isOnAir } from "./lifecycle.ts";
import { stepLive, stepInterrupted, stepWaiting } from "./on-air-step.ts";
import { earliestArmMs, stepPreparing, stepScheduled, stepStandby, watchFromMs } from "./before-step.ts";
import { settled, stepRow } from "./resource-step.ts";
import { isPushing } from "./signal.ts";
import { stepStopping } from "./stopping-step.ts";
import { Turn } from "./turn.ts";

/** The state an event begins with. */
export function firstState(input: LiveEventInput): LiveEventState {
  return {
    v: 1,
    phase: "scheduled",
    rows: input.rows,
    files: [],
    alarms: [],
    log: [],
    lateness: [],
    needsAttention: [],
    signal: null,
    signalSpans: [],
    liveAtMs: null,
    endedAtMs: null,
    endMs: input.spec.window.endMs,
    calls: { total: 0, retries: 0 },
    coverage: null,
    outcome: null,
    outcomeWhy: null,
    listing: { lastMs: null, nextMs: null, failures: 0 },
    duplicates: [],
    registered: false,
    command: null,
    read: { failures: 0, nextMs: null },
    cut: { done: false, failures: 0, nextMs: null },
    report: { delivered: false, failures: 0, nextMs: null },
    pauses: {},
    retired: false,
    startSettled: false,
  };
}

/**
 * Decides what an event does now, from its plan, its state and the time alone: the whole life of a broadcast is this
 * function called again and again. Returns the new state, what to do, and when to decide again at the latest.
 */
export function decide(
  input: LiveEventInput,
  state: LiveEventState,
  nowMs: number,
  rate: number,
  busy: ReadonlySet<string>,
): Turn {
  const turn = new Turn(input, state, nowMs, rate, busy);
  let before: LiveEventState;
  do {
    before = turn.state;
    stepPhase(turn);
    if (!isFinal(turn.state.phase)) stepRows(turn);
  } while (turn.state.phase !== before.phase || turn.state.rows.some((row, at) => row !== before.rows[at]));
  if (!isFinal(turn.state.phase)) {
    stepWatch(turn);
    stepSignalAlarms(turn);
    if (isOnAir(turn.state.phase) || turn.state.phase === "stopping") collectFiles(turn, null);
  }
  turn.change({ needsAttention: needsAttention(turn.state) });
  return turn;
}

function stepPhase(turn: Turn): void {
  switch (turn.state.phase) {
    case "scheduled":
      return stepScheduled(turn);
    case "preparing":
      return stepPreparing(turn);
    case "standby":
      return stepStandby(turn);
    case "waiting":
      return stepWaiting(turn);
    case "live":
      return stepLive(turn);
    case "interrupted":
      return stepInterrupted(turn);
    case "stopping":
      return stepStopping(turn);
    case "collecting":
      return stepCollecting(turn);
    case "cleaning":
      return stepCleaning(turn);
    case "done":
    case "failed":
    case "cancelled":
    case "skipped":
      return;
  }
}

/** Every row by the engine; closes in reverse order of creation. */
function stepRows(turn: Turn): void {
  if (turn.state.retired) return;
  const steps = turn.state.rows.map((row) => ({ row, step: stepRow(row, turn.nowMs) }));
  for (const { row, step } of steps) {
    if (turn.busy.has(`row ${row.key}`)) continue;
    if (step.do === "ensure" && mayCreate(turn)) ensure(turn, row);
    if (step.do === "wait") turn.wake(step.untilMs, waitName(row));
    if (step.do === "settle") {
      turn.changeRow(settled(row, step.proof, turn.nowMs));
      turn.log(step.proof === null ? `${row.name} was never made` : `${row.name} is gone (${step.proof})`);
      turn.clear("close-failed", row.name);
      // What was never made, for all the tries, stays told; a withdrawn event does not need it.
      const failed = row.openedAtMs === null && row.failures > 0 && turn.state.outcome === null;
      if (!failed) turn.clear("not-armed", row.name);
      turn.clear("possibly-doubled", row.name);
    }
  }
  for (const { row, step } of steps.reverse()) {
    if (step.do === "close" && turn.act({ do: "close", row }) && row.failures === 0)
      turn.begun(`close ${row.name}`, row.closeAtMs);
  }
}

function ensure(turn: Turn, row: ResourceRow): void {
  if (turn.act({ do: "ensure", row }) && row.failures === 0) turn.begun(`arm ${row.name}`, row.armAtMs);
}

/** Nothing is made while the question of a missed start is open, nor after the event was ended. */
function mayCreate(turn: Turn): boolean {
  const { phase, outcome } = turn.state;
  if (outcome === "cancelled" || outcome === "skipped") return false;
  return (
    phase === "preparing" || phase === "standby" || phase === "waiting" || phase === "live" || phase === "interrupted"
  );
}

function waitName(row: ResourceRow): string {
  return row.state === "intended"
    ? `arm ${row.name}`
    : row.state === "open"
      ? `end of ${row.name}`
      : `${row.name} settles`;
}

/** In the account's watch set from the line-up until the files are collected. */
function stepWatch(turn: Turn): void {
  const { phase, registered } = turn.state;
  const wanted = phase !== "cleaning" && (phase !== "scheduled" || turn.nowMs >= watchFromMs(turn.input));
  if (wanted && !registered && !isFinal(phase)) turn.act({ do: "register" });
}

function stepSignalAlarms(turn: Turn): void {
  const { signal } = turn.state;
  const { id } = turn.input.spec;
  if (signal?.state === "unknown") {
    turn.alarm(
      "no-observation",
      "warning",
      `nothing is known of the signal: the service does not answer. Look: rundown show ${id}`,
    );
  } else if (signal !== null) turn.clear("no-observation");
  if (signal?.forbidden === true) {
    turn.alarm(
      "push-forbidden",
      "critical",
      `the service refuses the push of ${turn.input.spec.stream}. Look: rundown show ${id}`,
    );
  } else if (isPushing(signal)) turn.clear("push-forbidden");
  stepLineUp(turn);
}

/** A signal is expected `lineUp` before the start; three polls of grace for the watch to see it. */
function stepLineUp(turn: Turn): void {
  const { spec, watchMs } = turn.input;
  if (spec.lineUpMs === null) return;
  if (isPushing(turn.state.signal)) return turn.clear("no-line-up");
  if (!isBeforeStart(turn.state.phase)) return;
  const dueMs = Math.min(spec.window.startMs - spec.lineUpMs + 3 * watchMs, spec.window.startMs);
  if (turn.nowMs < dueMs) return turn.wake(dueMs, "line-up");
  if (turn.state.signal?.state !== "none") return;
  const message = `line-up has begun and nobody pushes ${spec.stream} yet. Check the encoder, then: rundown watch ${spec.id}`;
  turn.alarm("no-line-up", "warning", message);
}

export function needsAttention(state: LiveEventState): readonly string[] {
  const open = state.alarms.filter((alarm) => alarm.clearedAtMs === null && alarm.severity !== "info");
  return [...new Set(open.map((alarm) => alarm.kind))];
}

/** When the workflow has to be awake first: to watch, to arm or to prepare. */
export function firstWakeMs(input: LiveEventInput): number {
  const prepareMs = input.spec.window.startMs - input.spec.prepareBeforeMs;
  return Math.min(watchFromMs(input), prepareMs, earliestArmMs(input));
}
