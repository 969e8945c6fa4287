import type { LiveEventState } from "../model/live-event.ts";
import type { CommandInput, CommandResult, WriteOffInput } from "../model/messages.ts";
import type { ResourceRow } from "../model/resource.ts";
import { isBeforeStart, isFinal, isOnAir } from "./lifecycle.ts";
import { goneAtMs, isOpen, mayExist, withdrawn } from "./resource-step.ts";

/** Why `stop` cannot be done now; null: it can, or was done already. */
export function stopRefusal(state: LiveEventState): string | null {
  if (isFinal(state.phase)) return `the event has ended (${state.phase}); there is nothing to stop`;
  if (isBeforeStart(state.phase)) return `the event is not on air (${state.phase}); to withdraw it: rundown cancel`;
  return null;
}

/** Why `cancel` cannot be done now; null: it can, or was done already. */
export function cancelRefusal(state: LiveEventState): string | null {
  return isFinal(state.phase) && state.phase !== "cancelled"
    ? `the event has ended (${state.phase}); there is nothing to cancel`
    : null;
}

/** Takes a command in: the end is now, armed entries are withdrawn. Harmless when sent twice. */
export function commanded(
  id: string,
  state: LiveEventState,
  kind: "stop" | "cancel",
  { user, reason }: CommandInput,
  nowMs: number,
): { readonly state: LiveEventState; readonly result: CommandResult } {
  const strays = state.rows
    .filter((row) => isOpen(row) && row.strayUntilMs !== null)
    .map((row) => ({ name: row.name, untilMs: row.strayUntilMs ?? 0 }));
  const ending = !isBeforeStart(state.phase) && !isOnAir(state.phase);
  if (ending || (state.command !== null && (state.command.kind === kind || kind === "stop"))) {
    const message =
      state.command === null ? `the event is ${state.phase} already` : `${state.command.kind} was asked for already`;
    return { state, result: { id, phase: state.phase, changed: false, message, closes: [], strays } };
  }
  const closes = state.rows.filter((row) => mayExist(row) && nowMs < row.closeAtMs).map((row) => row.name);
  const why = `${kind === "stop" ? "stopped" : "cancelled"} by ${user}${reason === null ? "" : `: ${reason}`}`;
  const entry = { atMs: nowMs, plannedMs: null, what: kind, who: user, why: reason, requestId: null };
  const next: LiveEventState = {
    ...state,
    command: { kind, atMs: nowMs, actor: { user, reason } },
    endMs: Math.min(state.endMs, nowMs),
    rows: state.rows.map((row) => withdrawn(row, nowMs)),
    outcome: kind === "cancel" ? "cancelled" : state.outcome,
    outcomeWhy: why,
    log: [...state.log, entry],
  };
  const message =
    kind === "stop"
      ? "off air now; files are collected, then everything is cleaned up"
      : "withdrawn; everything is cleaned up";
  return { state: next, result: { id, phase: state.phase, changed: true, message, closes, strays } };
}

/** A person answers for a row that cannot be closed: it counts as gone from now on. */
export function writeOffRow(
  rows: readonly ResourceRow[],
  { row: wanted, user, reason }: WriteOffInput,
  nowMs: number,
): { readonly rows: readonly ResourceRow[]; readonly refusal: string | null; readonly message: string } {
  const row = rows.find((candidate) => candidate.name === wanted || candidate.key === wanted);
  if (row === undefined) {
    return {
      rows,
      refusal: `there is no row "${wanted}"; there are: ${rows.map((other) => other.name).join(", ")}`,
      message: "",
    };
  }
  if (!isOpen(row)) return { rows, refusal: `${row.name} is ${row.state} already`, message: "" };
  if (reason === null || reason.trim() === "")
    return { rows, refusal: "a row is written off with a reason only: --reason", message: "" };
  const off = {
    ...row,
    state: "written-off" as const,
    closedAtMs: nowMs,
    writtenOff: { by: user, reason, atMs: nowMs },
  };
  const due = new Date(goneAtMs(row)).toISOString();
  return {
    rows: rows.map((other) => (other === row ? off : other)),
    refusal: null,
    message: `${row.name} written off by ${user}: ${reason} (it would have ended by itself by ${due})`,
  };
}
