import { eventId, labels as checkLabels } from "./arguments.ts";
import { UserError } from "./errors.ts";
import { listEvents } from "./event-list.ts";
import { forgottenEvents } from "./forgotten-events.ts";
import type { Session } from "./session.ts";

/** Event ids from arguments and `--label`, each once, in the order given. At least one, else a UserError. */
export async function resolveIds(
  session: Session,
  ids: readonly string[],
  labels: readonly string[] | undefined,
  options: { readonly running?: boolean; readonly forgotten?: boolean } = {},
): Promise<readonly string[]> {
  const found = new Set(ids.map(eventId));
  if (labels !== undefined) {
    const { forgotten, ...filter } = options;
    for (const entry of await listEvents(session.client, { labels, ...filter })) found.add(entry.id);
    if (forgotten === true)
      for (const { id } of await forgottenEvents(session, { labels }, () => undefined)) found.add(id);
    if (found.size === 0) throw new UserError(`No event has the label ${labels.join(" and ")}.`);
  }
  return [...found];
}

/** Checks the arguments alone, before anything is connected. */
export function checkIds(ids: readonly string[], labels: readonly string[] | undefined): void {
  for (const id of ids) eventId(id);
  checkLabels(labels);
  if (ids.length === 0 && labels === undefined) {
    throw new UserError("Name one or more event ids, or a label: --label key=value.");
  }
}
