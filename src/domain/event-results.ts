import type { Called, CloseResult, EnsureResult, ReadStreamResult } from "../model/activities.ts";
import type { FailureInfo } from "../model/failure.ts";
import type { FetchedFile } from "../model/files.ts";
import type { Observation } from "../model/observation.ts";
import type { ResourceRow } from "../model/resource.ts";
import { count } from "./count.ts";
import { delivered, fetchFailed, withoutDoubles } from "./file-rows.ts";
import { closeAnswered, closeFailed, createFailed, opened, pauseAfter } from "./resource-step.ts";
import { observe } from "./signal.ts";
import type { Turn } from "./turn.ts";

/** What became of a step that did not succeed. `calls` are vendor requests that were made all the same. */
export interface FailedStep {
  readonly failure: FailureInfo;
  readonly calls: number;
}

export function onObserved(turn: Turn, observation: Observation): void {
  turn.change(observe(turn.state, observation));
}

export function onEnsured(turn: Turn, before: ResourceRow, result: EnsureResult): void {
  count(turn, result, before.failures > 0);
  const row = rowNow(turn, before);
  turn.changeRow(opened(row, result, turn.nowMs));
  turn.log(`${row.name} ${result.found ? "found" : "armed"}`, before.armAtMs, { requestId: result.requestId });
  turn.clear("not-armed", row.name);
  if (turn.state.rows.every((other) => other.state !== "intended" || other.fromMs > turn.nowMs))
    turn.clear("not-recording");
}

export function onEnsureFailed(turn: Turn, before: ResourceRow, { failure, calls }: FailedStep): void {
  count(turn, { calls }, before.failures > 0);
  const row = rowNow(turn, before);
  const pauseMs = pauseAfter(row.failures, failure.kind, failure.retryAfterMs, turn.rate);
  const failed = createFailed(row, failure, pauseMs, turn.nowMs);
  turn.changeRow(failed);
  turn.log(`${row.name} not armed: ${describe(failure)}`, null, { requestId: failure.requestId });
  const { id } = turn.input.spec;
  if (failed.lostAnswers > row.lostAnswers) {
    const until = new Date(failed.strayUntilMs ?? 0).toISOString();
    const message = `the answer to creating ${row.name} was lost: there may be a second one until ${until}, which can be neither found nor stopped. See: rundown ledger --open`;
    turn.alarm("possibly-doubled", "warning", message, row.name);
  }
  const hopeless = failure.kind === "denied" || failure.kind === "invalid-request" || failed.failures >= 3;
  if (hopeless)
    turn.alarm(
      "not-armed",
      "critical",
      `${row.name} is not armed: ${describe(failure)}. ${remedy(failure, row, id)}`,
      row.name,
    );
}

export function onClosed(turn: Turn, before: ResourceRow, result: CloseResult): void {
  count(turn, result, before.failures > 0);
  const row = closeAnswered(rowNow(turn, before), result.proof, turn.nowMs);
  turn.changeRow(row);
  turn.log(`${row.name} ${row.state === "closed" ? "closed" : "asked to close"}`, before.closeAtMs, {
    requestId: result.requestId,
  });
  turn.clear("close-failed", row.name);
}

export function onCloseFailed(turn: Turn, before: ResourceRow, { failure, calls }: FailedStep): void {
  count(turn, { calls }, before.failures > 0);
  const row = rowNow(turn, before);
  const failed = closeFailed(
    row,
    failure,
    pauseAfter(row.failures, failure.kind, failure.retryAfterMs, turn.rate),
    turn.nowMs,
  );
  turn.changeRow(failed);
  turn.log(`${row.name} not closed: ${describe(failure)}`, null, { requestId: failure.requestId });
  if (failed.failures < 3) return;
  const message = `${row.name} does not close: ${describe(failure)}. It is tried on; see: rundown ledger --open`;
  turn.alarm("close-failed", "critical", message, row.name);
}

export function onStreamRead(turn: Turn, result: ReadStreamResult): void {
  count(turn, result, turn.state.read.failures > 0);
  onObserved(turn, result.observation);
  turn.change({ read: { failures: 0, nextMs: null } });
}

export function onStreamReadFailed(turn: Turn, { failure, calls }: FailedStep): void {
  count(turn, { calls }, turn.state.read.failures > 0);
  const failures = turn.state.read.failures + 1;
  const nextMs = turn.nowMs + pauseAfter(failures, failure.kind, failure.retryAfterMs, turn.rate);
  turn.change({ read: { failures, nextMs } });
  turn.log(`the stream could not be read: ${describe(failure)}`, null, { requestId: failure.requestId });
  if (failures < 3) return;
  const message = `nothing is known of the signal: ${describe(failure)}. Look: rundown show ${turn.input.spec.id}`;
  turn.alarm("no-observation", "warning", message);
}

export function onCut(turn: Turn, result: Called): void {
  count(turn, result, turn.state.cut.failures > 0);
  turn.change({ cut: { done: true, failures: 0, nextMs: null } });
  turn.log("the push was cut", null, { requestId: result.requestId });
}

export function onCutFailed(turn: Turn, { failure, calls }: FailedStep): void {
  count(turn, { calls }, turn.state.cut.failures > 0);
  const failures = turn.state.cut.failures + 1;
  const nextMs = turn.nowMs + pauseAfter(failures, failure.kind, failure.retryAfterMs, turn.rate);
  turn.change({ cut: { done: false, failures, nextMs } });
  turn.log(`the push was not cut: ${describe(failure)}`, null, { requestId: failure.requestId });
}

export function onListFailed(turn: Turn, { failure, calls }: FailedStep): void {
  const { listing } = turn.state;
  count(turn, { calls }, listing.failures > 0);
  const failures = listing.failures + 1;
  const nextMs = turn.nowMs + pauseAfter(failures, failure.kind, failure.retryAfterMs, turn.rate);
  turn.change({ listing: { ...listing, failures, nextMs } });
  turn.log(`files could not be listed: ${describe(failure)}`, null, { requestId: failure.requestId });
}

export function onFetched(turn: Turn, id: string, fetched: FetchedFile): void {
  const name = turn.state.files.find((file) => file.id === id)?.name ?? id;
  const files = withoutDoubles(turn.state.files.map((file) => (file.id === id ? delivered(file, fetched) : file)));
  turn.change({ files });
  turn.log(`${name} delivered (${fetched.bytes} bytes, SHA-256 ${fetched.sha256.slice(0, 12)}…)`);
  if (files.every((file) => file.failures === 0)) turn.clear("delivery-failed");
}

/** `delivery` true: the place could not be written; else the vendor did not give the file. */
export function onFetchFailed(turn: Turn, id: string, failed: FailedStep & { readonly delivery: boolean }): void {
  const { failure } = failed;
  const file = turn.state.files.find((other) => other.id === id);
  if (file === undefined) return;
  const row = fetchFailed(file, turn.nowMs, failure.message);
  turn.change({ files: turn.state.files.map((other) => (other.id === id ? row : other)) });
  turn.log(`${file.name} not delivered: ${describe(failure)}`);
  if (!failed.delivery && row.failures < 3) return;
  const message = `${file.name} could not be delivered: ${describe(failure)}. It is tried on; see: rundown files ${turn.input.spec.id}`;
  turn.alarm("delivery-failed", "critical", message);
}

export function onReported(turn: Turn): void {
  turn.change({ report: { delivered: true, failures: 0, nextMs: null } });
  // A file that was never delivered stays told.
  if (turn.state.files.every((file) => file.failures === 0)) turn.clear("delivery-failed");
}

export function onReportFailed(turn: Turn, { failure }: FailedStep): void {
  const failures = turn.state.report.failures + 1;
  const nextMs = turn.nowMs + pauseAfter(failures, failure.kind, null, turn.rate);
  turn.change({ report: { delivered: false, failures, nextMs } });
  const message = `the report could not be delivered: ${describe(failure)}. See: rundown files ${turn.input.spec.id}`;
  turn.alarm("delivery-failed", "critical", message);
}

function rowNow(turn: Turn, before: ResourceRow): ResourceRow {
  return turn.state.rows.find((row) => row.key === before.key) ?? before;
}

/** What a person can do about a step that will not go by itself. */
function remedy(failure: FailureInfo, row: ResourceRow, id: string): string {
  if (failure.kind !== "denied") return `Look: rundown show ${id}`;
  return `The service refuses the account: check the credentials of account ${row.account} in the configuration and start the worker again; then: rundown show ${id}`;
}

function describe(failure: FailureInfo): string {
  const code = failure.code === null ? "" : ` (code ${failure.code})`;
  return `${failure.kind}${code}: ${failure.message}`;
}

/** A step outside the rows that failed: tried again after a growing pause. An event that cannot be unwatched is dropped by the watch itself. */
export function onStepFailed(turn: Turn, key: string, { failure }: FailedStep): void {
  if (key === "unregister") return turn.change({ registered: false });
  const failures = (turn.state.pauses[key]?.failures ?? 0) + 1;
  const nextMs = turn.nowMs + pauseAfter(failures, failure.kind, failure.retryAfterMs, turn.rate);
  turn.change({ pauses: { ...turn.state.pauses, [key]: { failures, nextMs } } });
  turn.log(`${key} failed: ${describe(failure)}`);
}
