import { isFinal } from "../../domain/lifecycle.ts";
import type { CommandContext } from "../context.ts";
import { readEvent } from "../event-detail.ts";
import { Interrupted } from "../errors.ts";
import { clockTime, systemZone } from "../format.ts";
import { phaseText, printEvent } from "../print-event.ts";
import { checkIds } from "../resolve-ids.ts";
import { withSession } from "../session.ts";
import { onInterrupt, pause } from "../wait.ts";

const everyMs = 1_000;

/** `rundown watch`: follows events until they end; one JSON object a line with `--json`. Exit 1 when one does not end as done. */
export async function watch(context: CommandContext, ids: readonly string[]): Promise<number> {
  checkIds(ids, undefined);
  const interrupt = onInterrupt();
  try {
    return await withSession(context, async (session) => {
      for (const id of ids) await readEvent(session, id);
      const codes = await Promise.all(ids.map((id) => follow(context, session, id, interrupt.signal)));
      return Math.max(...codes);
    });
  } finally {
    interrupt.dispose();
  }
}

async function follow(
  context: CommandContext,
  session: Parameters<typeof readEvent>[0],
  id: string,
  signal: AbortSignal,
): Promise<number> {
  let logged = 0;
  let before = "";
  for (;;) {
    if (signal.aborted) throw new Interrupted();
    const { shown, spec, state } = await readEvent(session, id);
    const zone = spec?.window.timeZone ?? systemZone();
    for (const entry of state?.log.slice(logged) ?? []) {
      context.out.value({
        type: "log",
        id,
        at: new Date(entry.atMs).toISOString(),
        what: entry.what,
        who: entry.who,
        why: entry.why,
      });
      context.out.result(
        `${clockTime(entry.atMs, zone)} ${id}  ${entry.what}${entry.why === null ? "" : ` (${entry.why})`}`,
      );
    }
    logged = Math.max(logged, state?.log.length ?? 0);
    // A stale answer between two good ones is not a change.
    const now = JSON.stringify([
      shown.phase,
      shown.needsAttention,
      shown.signal?.state,
      shown.resources.map((row) => row.state),
    ]);
    if (now !== before && (!shown.stale || before === "")) {
      before = now;
      context.out.value({ type: "event", ...shown });
      context.out.result(`${" ".repeat(8)} ${id}  ${phaseText(shown.phase)}${shown.stale ? " (last known)" : ""}`);
    }
    if (isFinal(shown.phase)) {
      context.out.value({ type: "end", ...shown });
      context.out.result(`\n${printEvent(shown, zone)}`);
      return shown.phase === "done" && !shown.needsAttention.includes("coverage") ? 0 : 1;
    }
    await pause(everyMs, signal);
  }
}
