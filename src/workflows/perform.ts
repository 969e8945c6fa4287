import { WorkflowExecutionAlreadyStartedError } from "@temporalio/common";
import { ParentClosePolicy, startChild, WorkflowIdReusePolicy } from "@temporalio/workflow";
import * as results from "../domain/event-results.ts";
import { onListed } from "../domain/collecting-step.ts";
import { eventReport } from "../domain/report.ts";
import type { Action, Turn } from "../domain/turn.ts";
import type { StepContext } from "../model/activities.ts";
import type { LiveEventInput, LiveEventState } from "../model/live-event.ts";
import { retireWorkflowId } from "../model/messages.ts";
import type { RetireInput } from "../model/messages.ts";
import type { ResourceRow } from "../model/resource.ts";
import { fetching, oneTry, repeatable } from "./proxies.ts";
import { retire } from "./retire.ts";
import { readFailure } from "./step-failure.ts";

type Change = (turn: Turn) => void;

/** Does one thing for an event and says what became of it. Never throws for what a vendor or a disk can do. */
export async function perform(input: LiveEventInput, state: () => LiveEventState, action: Action): Promise<Change> {
  const { spec, clock, pace } = input;
  const stream = { ...context(input, action.do, tries(state(), action)), stream: spec.stream };
  const options = { account: spec.account, pace };
  const watch = { account: spec.account, stream: spec.stream, event: spec.id, clock, everyMs: input.watchMs };
  switch (action.do) {
    case "ensure":
      return ensure(input, action.row);
    case "close":
      return close(input, action.row);
    case "register":
      await repeatable({ ...options, summary: `watch ${spec.stream}` }).registerWatch(watch);
      return (turn) => turn.change({ registered: true });
    case "unregister":
      await repeatable({ ...options, summary: `stop watching ${spec.stream}` }).unregisterWatch(watch);
      return (turn) => turn.change({ registered: false });
    case "read-stream":
      try {
        const result = await repeatable({ ...options, summary: `read ${spec.stream}: ${action.why}` }).readStream(
          stream,
        );
        return (turn) => results.onStreamRead(turn, result);
      } catch (error) {
        return (turn) => results.onStreamReadFailed(turn, readFailure(error, action.do, false));
      }
    case "cut":
      try {
        const result = await oneTry({ ...options, summary: `cut ${spec.stream}` }).cutStream(stream);
        return (turn) => results.onCut(turn, result);
      } catch (error) {
        return (turn) => results.onCutFailed(turn, readFailure(error, action.do, true));
      }
    case "list-files":
      try {
        const { fromMs, untilMs } = action;
        const result = await repeatable({ ...options, summary: "list files" }).listFiles({
          ...stream,
          fromMs,
          untilMs,
        });
        return (turn) => onListed(turn, result);
      } catch (error) {
        return (turn) => results.onListFailed(turn, readFailure(error, action.do, false));
      }
    case "fetch-file":
      return fetchFile(input, state(), action.id);
    case "retire":
      await startRetire(input, action.rows);
      return (turn) => {
        turn.change({ retired: true });
        turn.log(`${action.rows.map((row) => row.name).join(", ")} passed to retire/${spec.id}`);
      };
    case "report":
      try {
        const report = eventReport(input, state());
        await repeatable({ ...options, summary: "deliver the report" }).deliverReport({
          event: spec.id,
          to: spec.files.to,
          report,
        });
        return results.onReported;
      } catch (error) {
        return (turn) => results.onReportFailed(turn, readFailure(error, action.do, false));
      }
  }
}

async function ensure(input: LiveEventInput, row: ResourceRow): Promise<Change> {
  try {
    const { kind, key, spec } = row;
    const steps = oneTry({ account: row.account, pace: input.pace, summary: `arm ${row.name}` });
    const result = await steps.ensureResource({ ...context(input, row.name, row.failures), kind, key, spec });
    return (turn) => results.onEnsured(turn, row, result);
  } catch (error) {
    return (turn) => results.onEnsureFailed(turn, row, readFailure(error, `ensure ${row.kind}`, true));
  }
}

async function close(input: LiveEventInput, row: ResourceRow): Promise<Change> {
  try {
    const { kind, key, ref } = row;
    const steps = oneTry({ account: row.account, pace: input.pace, summary: `close ${row.name}` });
    const result = await steps.closeResource({ ...context(input, row.name, row.failures), kind, key, ref });
    return (turn) => results.onClosed(turn, row, result);
  } catch (error) {
    return (turn) => results.onCloseFailed(turn, row, readFailure(error, `close ${row.kind}`, true));
  }
}

async function fetchFile(input: LiveEventInput, state: LiveEventState, id: string): Promise<Change> {
  const file = state.files.find((candidate) => candidate.id === id);
  if (file === undefined) return () => undefined;
  const steps = fetching({ account: input.spec.account, pace: input.pace, summary: `fetch ${file.name}` });
  try {
    const { fromMs, toMs, ext, ref, name } = file;
    const fetched = await steps.fetchFile({
      ...context(input, name, file.failures),
      file: { id, fromMs, toMs, ext, ref },
      to: input.spec.files.to,
      name,
    });
    return (turn) => results.onFetched(turn, id, fetched);
  } catch (error) {
    return (turn) => results.onFetchFailed(turn, id, readFailure(error, "fetchFile", false));
  }
}

/** Starts retire/<id> as a child that outlives the event; that it runs already is the wanted state. */
async function startRetire(input: LiveEventInput, rows: readonly ResourceRow[]): Promise<void> {
  const { spec, clock, pace } = input;
  const args: RetireInput = {
    v: 1,
    event: spec.id,
    title: spec.title,
    account: spec.account,
    clock,
    labels: spec.labels,
    pace,
    rows,
  };
  try {
    await startChild(retire, {
      workflowId: retireWorkflowId(spec.id),
      args: [args],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      staticSummary: `closes what is left of ${spec.title}`,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

function context(input: LiveEventInput, step: string, failures: number): StepContext {
  return { event: input.spec.id, step, account: input.spec.account, clock: input.clock, attempt: failures + 1 };
}

/** How often this step has failed in a row. */
function tries(state: LiveEventState, action: Action): number {
  if (action.do === "read-stream") return state.read.failures;
  if (action.do === "cut") return state.cut.failures;
  return action.do === "list-files" ? state.listing.failures : 0;
}
