import type { ShownEvent } from "../../domain/show.ts";
import { instant, labels, phaseNames } from "../arguments.ts";
import type { CommandContext } from "../context.ts";
import { listEvents } from "../event-list.ts";
import type { EventEntry } from "../event-list.ts";
import { forgottenEvents } from "../forgotten-events.ts";
import { localTime, systemZone } from "../format.ts";
import { phaseText } from "../print-event.ts";
import type { ListOptions } from "../program.ts";
import { withSession } from "../session.ts";
import { table } from "../table.ts";

/** `rundown list`: events by their search attributes, and delivered reports of those that Temporal has forgotten; needs no worker. */
export async function list(context: CommandContext, options: ListOptions): Promise<number> {
  const filter = {
    phases: phaseNames(options.phase),
    fromMs: instant("from", options.from),
    toMs: instant("to", options.to),
    labels: labels(options.label),
  };
  return withSession(context, async (session) => {
    const known = await listEvents(session.client, filter);
    const forgotten = await forgottenEvents(session, filter, (line) => context.out.warn(line));
    const events = [...known.map(listed), ...forgotten.map(remembered)].sort(
      (a, b) => a.window.start.localeCompare(b.window.start) || a.id.localeCompare(b.id),
    );
    context.out.value({ events: events.map(({ timeZone: _zone, ...event }) => event) });
    if (events.length === 0) context.out.result("No events.");
    else
      context.out.result(
        table(["EVENT", "PHASE", "START", "END", "ACCOUNT", "OPEN", "ATTENTION", "TITLE"], events.map(row)),
      );
    return 0;
  });
}

interface ListedEvent extends Pick<ShownEvent, "id" | "title" | "labels" | "phase" | "needsAttention" | "window"> {
  /** null: the workflow was not started by this program. */
  readonly account: string | null;
  readonly service: string | null;
  readonly openResources: number;
  /** `report`: Temporal has forgotten the event. */
  readonly source: "temporal" | "report";
  readonly timeZone: string;
}

function listed(entry: EventEntry): ListedEvent {
  return {
    id: entry.id,
    title: entry.memo?.title ?? entry.id,
    labels: entry.memo?.spec.labels ?? {},
    account: entry.memo?.spec.account ?? null,
    service: entry.memo?.service ?? null,
    phase: entry.phase,
    needsAttention: entry.needsAttention,
    window: { start: new Date(entry.startMs).toISOString(), end: new Date(entry.endMs).toISOString() },
    openResources: entry.openResources,
    source: "temporal",
    timeZone: entry.memo?.spec.window.timeZone ?? systemZone(),
  };
}

function remembered(report: ShownEvent): ListedEvent {
  const { id, title, labels: own, account, service, phase, needsAttention, window } = report;
  const open = report.resources.filter((resource) => resource.state === "open" || resource.state === "closing");
  const rest = { openResources: open.length, source: "report" as const, timeZone: systemZone() };
  return { id, title, labels: own, account, service, phase, needsAttention, window, ...rest };
}

function row(event: ListedEvent): readonly string[] {
  return [
    event.id,
    phaseText(event.phase),
    localTime(Date.parse(event.window.start), event.timeZone),
    localTime(Date.parse(event.window.end), event.timeZone),
    event.account ?? "-",
    event.source === "report" ? "(report)" : String(event.openResources),
    event.needsAttention.join(",") || "-",
    event.title,
  ];
}
