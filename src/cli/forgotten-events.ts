import type { ShownEvent } from "../domain/show.ts";
import { isEventId } from "./arguments.ts";
import { messageOf } from "./errors.ts";
import { listEvents } from "./event-list.ts";
import type { EventFilter } from "./event-list.ts";
import type { Session } from "./session.ts";

/**
 * Events that Temporal has forgotten, from their delivered reports, earliest start first. A report that cannot be read is
 * told and left out: one broken file must not hide the others.
 */
export async function forgottenEvents(
  session: Session,
  filter: Pick<EventFilter, "phases" | "fromMs" | "toMs" | "labels">,
  tell: (line: string) => void,
): Promise<readonly ShownEvent[]> {
  const ids = (await session.reported()).filter(isEventId);
  if (ids.length === 0) return [];
  const known = new Set((await listEvents(session.client)).map((entry) => entry.id));
  const found: ShownEvent[] = [];
  for (const id of ids.filter((candidate) => !known.has(candidate))) {
    try {
      const report = await session.report(id);
      if (report !== null && fits(report, filter)) found.push(report);
    } catch (error) {
      tell(messageOf(error));
    }
  }
  return found.sort((a, b) => a.window.start.localeCompare(b.window.start) || a.id.localeCompare(b.id));
}

function fits(
  { phase, window, labels }: ShownEvent,
  filter: Pick<EventFilter, "phases" | "fromMs" | "toMs" | "labels">,
): boolean {
  if (filter.phases !== undefined && !filter.phases.includes(phase)) return false;
  if (filter.fromMs !== undefined && Date.parse(window.end) < filter.fromMs) return false;
  if (filter.toMs !== undefined && Date.parse(window.start) > filter.toMs) return false;
  return (filter.labels ?? []).every((label) =>
    Object.entries(labels).some(([key, value]) => `${key}=${value}` === label),
  );
}
