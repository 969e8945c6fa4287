import { WorkflowNotFoundError } from "@temporalio/client";
import { isBeforeStart } from "../../domain/lifecycle.ts";
import { messageNames } from "../../model/messages.ts";
import type { CommandInput, CommandResult } from "../../model/messages.ts";
import type { CommandContext } from "../context.ts";
import { findEntry, isNoAnswer } from "../event-detail.ts";
import type { EventEntry } from "../event-list.ts";
import { messageOf, UserError } from "../errors.ts";
import { localTime, systemZone } from "../format.ts";
import { requireWorkers } from "../pollers.ts";
import type { StopOptions } from "../program.ts";
import { confirm } from "../prompt.ts";
import { checkIds, resolveIds } from "../resolve-ids.ts";
import { withSession } from "../session.ts";
import type { Session } from "../session.ts";
import { userName } from "../../config/env.ts";

type Outcome = CommandResult | { readonly id: string; readonly error: string };

/** An update that nobody takes within this is given up; sending it again is harmless. */
const updateLimitMs = 30_000;

/** `rundown stop` and `rundown cancel`: all ids are checked before one is changed; a result per event. */
export async function stop(
  context: CommandContext,
  command: "stop" | "cancel",
  ids: readonly string[],
  options: StopOptions,
): Promise<number> {
  checkIds(ids, options.label);
  return withSession(context, async (session) => {
    const wanted = await resolveIds(session, ids, options.label, { running: true });
    const entries = await allKnown(session, wanted);
    const running = entries.filter((entry) => entry.running);
    const early = command === "stop" ? running.filter((entry) => isBeforeStart(entry.phase)) : [];
    if (early.length > 0) {
      const names = early.map((entry) => `${entry.id} (${entry.phase})`).join(", ");
      throw new UserError(`Not on air: ${names}. To withdraw an event: rundown cancel ID. Nothing was changed.`);
    }
    if (running.length > 0) {
      await requireWorkers(
        session.client,
        running.flatMap((entry) => (entry.memo === null ? [] : [entry.memo.spec.account])),
      );
      const names = running.map((entry) => `${entry.id} (${entry.phase})`).join(", ");
      await confirm(context.out, `${command === "stop" ? "Off air now" : "Withdraw"}: ${names}.`, options.yes);
    }
    const input: CommandInput = { user: userName(), reason: options.reason ?? null };
    const outcomes: Outcome[] = [];
    for (const entry of entries) outcomes.push(await apply(session, command, entry, input));
    print(context, outcomes, entries);
    return outcomes.some((outcome) => "error" in outcome) ? 1 : 0;
  });
}

async function allKnown(session: Session, ids: readonly string[]): Promise<readonly EventEntry[]> {
  const entries: EventEntry[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const entry = await findEntry(session, id);
    if (entry === null) unknown.push(id);
    else entries.push(entry);
  }
  if (unknown.length > 0) {
    throw new UserError(
      `No such event: ${unknown.join(", ")}. Nothing was changed; \`rundown list\` shows all events.`,
    );
  }
  return entries;
}

async function apply(
  session: Session,
  command: "stop" | "cancel",
  entry: EventEntry,
  input: CommandInput,
): Promise<Outcome> {
  if (!entry.running) return ended(entry);
  const handle = session.client.workflow.getHandle(entry.workflowId);
  try {
    return await session.client.withDeadline(Date.now() + updateLimitMs, () =>
      handle.executeUpdate<CommandResult, [CommandInput]>(messageNames[command], { args: [input] }),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return ended(entry);
    if (isNoAnswer(error)) return { id: entry.id, error: "No answer within 30 s; send it again, that is harmless." };
    return { id: entry.id, error: reason(error) };
  }
}

function ended(entry: EventEntry): CommandResult {
  return { id: entry.id, phase: entry.phase, changed: false, message: "it has ended already", closes: [], strays: [] };
}

/** A refused update carries its sentence in the cause. */
function reason(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);
}

function print(context: CommandContext, outcomes: readonly Outcome[], entries: readonly EventEntry[]): void {
  context.out.value({
    results: outcomes.map((outcome) =>
      "error" in outcome
        ? { ok: false, id: outcome.id, error: outcome.error }
        : {
            ok: true,
            id: outcome.id,
            phase: outcome.phase,
            changed: outcome.changed,
            message: outcome.message,
            closes: outcome.closes,
            strays: outcome.strays.map((stray) => ({ name: stray.name, until: new Date(stray.untilMs).toISOString() })),
          },
    ),
  });
  for (const outcome of outcomes) {
    if ("error" in outcome) {
      context.out.warn(`${outcome.id}: ${outcome.error}`);
      continue;
    }
    const zone = entries.find((entry) => entry.id === outcome.id)?.memo?.spec.window.timeZone ?? systemZone();
    context.out.result(`${outcome.id}: ${outcome.message} (${outcome.phase})`);
    for (const name of outcome.closes) context.out.result(`  closes ${name}`);
    for (const stray of outcome.strays) {
      context.out.result(
        `  ${stray.name}: a second one may exist that can be neither found nor stopped; it ends by ${localTime(stray.untilMs, zone)} ${zone} at the latest`,
      );
    }
  }
}
