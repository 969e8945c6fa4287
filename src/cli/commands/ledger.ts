import { mayExist } from "../../domain/resource-step.ts";
import { messageNames } from "../../model/messages.ts";
import type { CommandResult, WriteOffInput } from "../../model/messages.ts";
import { userName } from "../../config/env.ts";
import type { CommandContext } from "../context.ts";
import { UnreachableError, UserError } from "../errors.ts";
import { duration, localTime, systemZone } from "../format.ts";
import { readLedger, showLedgerRow } from "../ledger-rows.ts";
import type { LedgerReading, LedgerRow } from "../ledger-rows.ts";
import type { LedgerOptions } from "../program.ts";
import { confirm } from "../prompt.ts";
import { withSession } from "../session.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

/** `rundown ledger`: what exists at the vendors because of events; exit 1 when something is overdue. */
export async function ledger(context: CommandContext, options: LedgerOptions): Promise<number> {
  if (options.writeOff !== undefined && options.reason === undefined) {
    throw new UserError("--write-off needs --reason TEXT: it is recorded. Nothing was changed.");
  }
  return withSession(context, async (session) => {
    if (options.writeOff !== undefined) return writeOff(context, session, options.writeOff, options);
    const onlyOpen = options.open === true || options.overdue === true;
    const reading = await readLedger(session, onlyOpen);
    const nowMs = Date.now();
    const rows = reading.rows
      .filter((entry) => !onlyOpen || mayExist(entry.row))
      .filter((entry) => options.account === undefined || entry.row.account === options.account)
      .map((entry) => showLedgerRow(entry, nowMs))
      .filter((row) => options.overdue !== true || row.overdueSeconds > 0)
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
    if (reading.silent.length > 0) throw silence(reading);
    checkAccount(options.account, [
      ...Object.keys(session.config.accounts),
      ...reading.rows.map(({ row }) => row.account),
    ]);
    context.out.value({ resources: rows });
    if (rows.length === 0) context.out.result(options.overdue === true ? "Nothing is overdue." : "Nothing is open.");
    else {
      const zone = systemZone();
      context.out.result(
        table(
          ["EVENT", "RESOURCE", "STATE", "ACCOUNT", "VENDOR ID", `DUE (${zone})`, "OVERDUE", "PROOF"],
          rows.map((row) => [
            row.event,
            row.name,
            row.state + (row.possiblyDoubled ? " (possibly doubled)" : ""),
            row.account,
            row.vendorId ?? "-",
            localTime(Date.parse(row.dueAt), zone),
            row.overdueSeconds === 0 ? "-" : duration(row.overdueSeconds * 1000),
            row.proof ?? "-",
          ]),
        ),
      );
    }
    return rows.some((row) => row.overdueSeconds > 0) ? 1 : 0;
  });
}

/** An account that neither the configuration nor a row knows is a slip of the pen. */
function checkAccount(wanted: string | undefined, known: readonly string[]): void {
  if (wanted === undefined || known.includes(wanted)) return;
  const names = [...new Set(known)].join(", ");
  throw new UserError(`--account ${wanted}: no such account; ${names === "" ? "there is none" : `known: ${names}`}.`);
}

function silence(reading: LedgerReading): UnreachableError {
  return new UnreachableError(
    `${reading.silent.join(", ")}: open resources, and no worker answers with the rows. Start one with: rundown up (or rundown worker)`,
  );
}

async function writeOff(
  context: CommandContext,
  session: Session,
  wanted: string,
  options: LedgerOptions,
): Promise<number> {
  const reading = await readLedger(session, false);
  const entry = findRow(reading.rows, wanted);
  if (entry.row.state === "written-off" || !(mayExist(entry.row) || entry.row.state === "lost")) {
    const message = `${entry.event}/${entry.row.name} is ${entry.row.state} already`;
    context.out.value({ ok: true, changed: false, message });
    context.out.result(message);
    return 0;
  }
  await confirm(
    context.out,
    `Write off ${entry.event}/${entry.row.name} (${entry.row.vendorId ?? "no vendor id"}): Rundown stops closing it.`,
    options.yes,
  );
  const input: WriteOffInput = { user: userName(), reason: options.reason ?? null, row: entry.row.key };
  const result = await session.client.withDeadline(Date.now() + 30_000, () =>
    session.client.workflow
      .getHandle(entry.workflowId)
      .executeUpdate<CommandResult, [WriteOffInput]>(messageNames.writeOff, { args: [input] }),
  );
  context.out.value({ ok: true, changed: result.changed, message: result.message });
  context.out.result(result.message);
  return 0;
}

/** A row by `EVENT/NAME`, or by its key or vendor id. */
function findRow(rows: readonly LedgerRow[], wanted: string): LedgerRow {
  const found = rows.filter(
    ({ event, row }) => wanted === `${event}/${row.name}` || wanted === row.key || wanted === row.vendorId,
  );
  const first = found[0];
  if (first === undefined) {
    throw new UserError(
      `--write-off ${wanted}: no such row; name it EVENT/NAME as \`rundown ledger\` prints them. Nothing was changed.`,
    );
  }
  if (found.length > 1) {
    const names = found.map(({ event, row }) => `${event}/${row.name}`).join(", ");
    throw new UserError(`--write-off ${wanted}: several rows match (${names}). Nothing was changed.`);
  }
  return first;
}
