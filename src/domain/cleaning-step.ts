import { goneAtMs, isOpen, stepRow } from "./resource-step.ts";
import type { Turn } from "./turn.ts";

export function stepCleaning(turn: Turn): void {
  const { state } = turn;
  if (state.registered) {
    turn.act({ do: "unregister" });
    return;
  }
  if (!state.retired && !rowsGone(turn)) return;
  if (!state.report.delivered && !reportDone(turn)) return;
  const outcome = state.outcome ?? "done";
  turn.enter(outcome, state.outcomeWhy ?? (state.retired ? "what is left passed to retire" : "nothing is left"));
}

function rowsGone(turn: Turn): boolean {
  const open = turn.state.rows.filter(isOpen);
  if (open.length === 0) return true;
  const patientUntilMs = Math.max(turn.nowMs, (turn.state.endedAtMs ?? turn.nowMs) + turn.input.pace.settleWaitMs);
  const settleSoon = open.every((row) => goneAtMs(row) <= patientUntilMs);
  const closing =
    turn.nowMs < patientUntilMs && open.some((row) => stepRow(row, turn.nowMs).do === "close" || row.failures > 0);
  if (settleSoon || closing || open.some((row) => turn.busy.has(`row ${row.key}`))) {
    turn.wake(Math.max(...open.map(goneAtMs)), "what is left settles");
    turn.wake(patientUntilMs, "what is left passes to retire");
    return false;
  }
  turn.act({ do: "retire", rows: open });
  return false;
}

/** The report is the memory of the event; a place that cannot be written is tried for as long as files are waited for. */
function reportDone(turn: Turn): boolean {
  const { report, endedAtMs } = turn.state;
  const { files } = turn.input.spec;
  if (files.to.length === 0) return true;
  const giveUpMs = (endedAtMs ?? turn.nowMs) + 2 * files.waitForMs;
  if (report.failures > 0 && turn.nowMs >= giveUpMs) return true;
  if (report.nextMs !== null && turn.nowMs < report.nextMs) {
    turn.wake(report.nextMs, "deliver the report again");
    return false;
  }
  turn.act({ do: "report" });
  return false;
}
