import type { CommandContext } from "../context.ts";
import { readEvent } from "../event-detail.ts";
import { systemZone } from "../format.ts";
import { coverageLines, fileTable } from "../print-event.ts";
import type { LabelOption } from "../program.ts";
import { checkIds, resolveIds } from "../resolve-ids.ts";
import { withSession } from "../session.ts";

/** `rundown files`: files, coverage and gaps. JSON as `show`, only these parts; an array for several events. */
export async function files(context: CommandContext, ids: readonly string[], options: LabelOption): Promise<number> {
  checkIds(ids, options.label);
  return withSession(context, async (session) => {
    const wanted = await resolveIds(session, ids, options.label, { forgotten: true });
    const details = [];
    for (const id of wanted) details.push(await readEvent(session, id));
    const values = details.map(({ shown }) => ({
      id: shown.id,
      phase: shown.phase,
      files: shown.files,
      duplicates: shown.duplicates,
      coverage: shown.coverage,
      stale: shown.stale,
    }));
    context.out.value(ids.length === 1 && options.label === undefined ? values[0] : { events: values });
    for (const { shown, spec } of details) {
      const zone = spec?.window.timeZone ?? systemZone();
      context.out.result(`${shown.id}  ${shown.title}  (${shown.phase})`);
      context.out.result(shown.files.length === 0 ? "No files." : fileTable(shown.files, zone));
      for (const file of shown.files) if (file.location !== null) context.out.result(`  ${file.location}`);
      for (const line of coverageLines(shown, zone)) context.out.result(line);
    }
    return 0;
  });
}
