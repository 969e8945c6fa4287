import type { CommandContext } from "../context.ts";
import { readEvent } from "../event-detail.ts";
import { systemZone } from "../format.ts";
import { printEvent } from "../print-event.ts";
import type { LabelOption } from "../program.ts";
import { checkIds, resolveIds } from "../resolve-ids.ts";
import { withSession } from "../session.ts";

/** `rundown show`: one JSON object for one id (interfaces, section 4.3), an array when several ids or a label are given. */
export async function show(context: CommandContext, ids: readonly string[], options: LabelOption): Promise<number> {
  checkIds(ids, options.label);
  return withSession(context, async (session) => {
    const wanted = await resolveIds(session, ids, options.label, { forgotten: true });
    const details = [];
    for (const id of wanted) details.push(await readEvent(session, id));
    const shown = details.map((detail) => detail.shown);
    context.out.value(ids.length === 1 && options.label === undefined ? shown[0] : shown);
    for (const detail of details) {
      context.out.result(printEvent(detail.shown, detail.spec?.window.timeZone ?? systemZone()));
    }
    return 0;
  });
}
