import { instant, labels, phaseNames } from "../arguments.ts";
import type { CommandContext } from "../context.ts";
import { listEvents } from "../event-list.ts";
import { localTime, systemZone } from "../format.ts";
import { phaseText } from "../print-event.ts";
import type { ListOptions } from "../program.ts";
import { withSession } from "../session.ts";
import { table } from "../table.ts";

/** `rundown list`: events by their search attributes; needs no worker. */
export async function list(context: CommandContext, options: ListOptions): Promise<number> {
  const filter = {
    phases: phaseNames(options.phase),
    fromMs: instant("from", options.from),
    toMs: instant("to", options.to),
    labels: labels(options.label),
  };
  return withSession(context, async (session) => {
    const entries = await listEvents(session.client, filter);
    context.out.value({
      events: entries.map((entry) => ({
        id: entry.id,
        title: entry.memo?.title ?? entry.id,
        labels: entry.memo?.spec.labels ?? {},
        account: entry.memo?.spec.account ?? null,
        service: entry.memo?.service ?? null,
        phase: entry.phase,
        needsAttention: entry.needsAttention,
        window: { start: new Date(entry.startMs).toISOString(), end: new Date(entry.endMs).toISOString() },
        openResources: entry.openResources,
      })),
    });
    if (entries.length === 0) context.out.result("No events.");
    else
      context.out.result(
        table(["EVENT", "PHASE", "START", "END", "ACCOUNT", "OPEN", "ATTENTION", "TITLE"], entries.map(row)),
      );
    return 0;
  });

  function row(entry: Awaited<ReturnType<typeof listEvents>>[number]): readonly string[] {
    const zone = entry.memo?.spec.window.timeZone ?? systemZone();
    return [
      entry.id,
      phaseText(entry.phase),
      localTime(entry.startMs, zone),
      localTime(entry.endMs, zone),
      entry.memo?.spec.account ?? "-",
      String(entry.openResources),
      entry.needsAttention.join(",") || "-",
      entry.memo?.title ?? "",
    ];
  }
}
