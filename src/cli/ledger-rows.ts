import { dueMs, showResource } from "../domain/show.ts";
import type { ShownResource } from "../domain/show.ts";
import { mayExist } from "../domain/resource-step.ts";
import type { LiveEventState } from "../model/live-event.ts";
import { messageNames, searchAttributes as names, workflowTypes } from "../model/messages.ts";
import type { RetireState } from "../model/messages.ts";
import type { ResourceRow } from "../model/resource.ts";
import { isNoAnswer } from "./event-detail.ts";
import { searchKeys } from "./search-keys.ts";
import type { Session } from "./session.ts";

/** One row of the ledger with the workflow that holds it. */
export interface LedgerRow {
  readonly event: string;
  /** `event/<id>` or `retire/<id>`. */
  readonly workflowId: string;
  readonly row: ResourceRow;
}

export interface LedgerReading {
  readonly rows: readonly LedgerRow[];
  /** Workflows that hold open resources and did not answer. */
  readonly silent: readonly string[];
}

export interface ShownLedgerRow extends ShownResource {
  readonly event: string;
  readonly overdueSeconds: number;
}

/**
 * Reads the rows of all events and of what retires after them. With `openOnly` only the workflows whose search attribute
 * says that something is open; else all that Temporal remembers.
 */
export async function readLedger(session: Session, openOnly: boolean): Promise<LedgerReading> {
  const types = `WorkflowType IN ('${workflowTypes.liveEvent}', '${workflowTypes.retire}')`;
  const query = openOnly ? `${types} AND ${names.openResources.name} > 0` : types;
  const rows = new Map<string, LedgerRow>();
  const silent: string[] = [];
  const seen = new Set<string>();
  for await (const info of session.client.workflow.list({ query })) {
    if (info.status.name === "CONTINUED_AS_NEW" || seen.has(info.workflowId)) continue;
    seen.add(info.workflowId);
    const found = await rowsOf(session, info.workflowId);
    if (found === null) {
      const open = info.typedSearchAttributes.get(searchKeys.openResources) ?? 0;
      if (open > 0) silent.push(info.workflowId);
      continue;
    }
    const event = info.workflowId.replace(/^(event|retire)\//, "");
    for (const row of found) {
      const key = `${event} ${row.key}`;
      // A row that an event passed on is told by the workflow that holds it now.
      if (rows.has(key) && info.workflowId.startsWith("event/")) continue;
      rows.set(key, { event, workflowId: info.workflowId, row });
    }
  }
  return { rows: [...rows.values()], silent };
}

export function showLedgerRow(entry: LedgerRow, nowMs: number): ShownLedgerRow {
  return { event: entry.event, ...showResource(entry.row), overdueSeconds: overdueSeconds(entry.row, nowMs) };
}

/** Whole seconds since the row should have been closed; 0 for what is closed or was never made. */
export function overdueSeconds(row: ResourceRow, nowMs: number): number {
  if (!mayExist(row)) return 0;
  return Math.max(0, Math.floor((nowMs - dueMs(row)) / 1000));
}

async function rowsOf(session: Session, workflowId: string): Promise<readonly ResourceRow[] | null> {
  const handle = session.client.workflow.getHandle(workflowId);
  try {
    const state = await session.client.withDeadline(Date.now() + 2_000, () =>
      handle.query<LiveEventState | RetireState>(messageNames.state),
    );
    return state.rows;
  } catch (error) {
    if (isNoAnswer(error)) return null;
    throw error;
  }
}
