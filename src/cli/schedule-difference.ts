import { isFinal } from "../domain/lifecycle.ts";
import { findEntry } from "./event-detail.ts";
import { listEvents } from "./event-list.ts";
import type { PlannedEvent } from "./load-plans.ts";
import { streamValue } from "./search-keys.ts";
import type { Session } from "./session.ts";

/** What `schedule` would do with one event. `changed`, `clash` and `past` are refused; `ended` and `unchanged` are left alone. */
export interface Difference {
  readonly id: string;
  readonly what: "new" | "unchanged" | "changed" | "clash" | "past" | "ended";
  /** A sentence; null for what needs none. */
  readonly why: string | null;
}

export function isRefused(difference: Difference): boolean {
  return difference.what === "changed" || difference.what === "clash" || difference.what === "past";
}

/** Compares planned events with each other and with what Temporal and the delivered reports know. Changes nothing. */
export async function scheduleDifference(
  session: Session,
  events: readonly PlannedEvent[],
  nowMs: number,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const event of events) differences.push(await differenceOf(session, event, events, nowMs));
  return differences;
}

async function differenceOf(
  session: Session,
  event: PlannedEvent,
  all: readonly PlannedEvent[],
  nowMs: number,
): Promise<Difference> {
  const { spec } = event.plan;
  const id = spec.id;
  const entry = await findEntry(session, id);
  if (entry?.running === true && !isFinal(entry.phase)) {
    if (entry.memo?.specHash === event.specHash) return { id, what: "unchanged", why: null };
    const why = `it is scheduled already with another content (${entry.phase}); changing a scheduled event is not built yet: cancel it and use a new id`;
    return { id, what: "changed", why };
  }
  if (entry !== null) return { id, what: "ended", why: `it has run and ended ${entry.phase}; it is not started again` };
  const report = await session.report(id);
  if (report !== null) {
    return { id, what: "ended", why: `its report is delivered (${report.phase}); it is not started again` };
  }
  if (spec.window.endMs <= nowMs) {
    return { id, what: "past", why: `its window ended at ${new Date(spec.window.endMs).toISOString()}` };
  }
  const clash = (await clashInTemporal(session, event)) ?? clashInFiles(event, all);
  return clash === null ? { id, what: "new", why: null } : { id, what: "clash", why: clash };
}

async function clashInTemporal(session: Session, { plan }: PlannedEvent): Promise<string | null> {
  const { spec } = plan;
  const open = await listEvents(session.client, { stream: streamValue(spec.account, spec.stream), running: true });
  const other = open.find(
    (entry) =>
      entry.id !== spec.id &&
      !isFinal(entry.phase) &&
      overlap(spec.window, { startMs: entry.startMs, endMs: entry.endMs }),
  );
  return other === undefined ? null : sentence(spec.account, spec.stream, other.id, other.startMs, other.endMs);
}

/** An overlap within the files; also used where nothing is connected. */
export function clashInFiles({ plan }: PlannedEvent, all: readonly PlannedEvent[]): string | null {
  const { spec } = plan;
  const other = all.find(
    (candidate) =>
      candidate.plan.spec.id !== spec.id &&
      candidate.plan.spec.account === spec.account &&
      candidate.plan.spec.stream === spec.stream &&
      overlap(spec.window, candidate.plan.spec.window),
  )?.plan.spec;
  if (other === undefined) return null;
  return sentence(spec.account, spec.stream, other.id, other.window.startMs, other.window.endMs);
}

interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

function overlap(a: Window, b: Window): boolean {
  return a.startMs < b.endMs && b.startMs < a.endMs;
}

function sentence(account: string, stream: string, other: string, startMs: number, endMs: number): string {
  const [from, to] = [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
  return `${other} has stream ${stream} of account ${account} from ${from} to ${to}; give one of them another channel name or window`;
}
