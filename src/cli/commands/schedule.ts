import { loadConfig } from "../../config/load.ts";
import { userName } from "../../config/env.ts";
import { realClock } from "../../domain/clock.ts";
import type { CommandContext } from "../context.ts";
import { UserError } from "../errors.ts";
import { localTime } from "../format.ts";
import { loadPlans } from "../load-plans.ts";
import type { PlannedEvent } from "../load-plans.ts";
import { requireWorkers } from "../pollers.ts";
import type { ScheduleOptions } from "../program.ts";
import { isRefused, scheduleDifference } from "../schedule-difference.ts";
import type { Difference } from "../schedule-difference.ts";
import { withSession } from "../session.ts";
import type { Session } from "../session.ts";
import { startEvent } from "../start-event.ts";
import { table } from "../table.ts";
import { version } from "../version.ts";

/**
 * `rundown schedule`: starts the events that are new. All files are checked, and the whole difference is printed, before
 * anything starts; harmless when sent twice. A refused event keeps all of them from being started.
 */
export async function schedule(
  context: CommandContext,
  files: readonly string[],
  options: ScheduleOptions,
): Promise<number> {
  const config = loadConfig({ file: context.config });
  const events = await loadPlans(config, files, {
    nowMs: Date.now(),
    accountNeeded: true,
    pastAllowed: true,
    allowInlineSecrets: options.allowInlineSecrets === true,
  });
  for (const event of events)
    for (const warning of event.plan.warnings) context.out.warn(`${event.plan.spec.id}: ${warning}`);
  return withSession(
    context,
    async (session) => {
      const differences = await scheduleDifference(session, events, Date.now());
      context.out.result(differenceTable(differences, events));
      const refused = differences.filter(isRefused);
      if (refused.length > 0) {
        throw new UserError(
          "Nothing was scheduled.",
          refused.map(
            (difference) =>
              `${fileOf(difference.id, events)}: ${difference.id}: ${difference.what}: ${difference.why ?? ""}`,
          ),
        );
      }
      const fresh = events.filter((event) =>
        differences.some(({ id, what }) => id === event.plan.spec.id && what === "new"),
      );
      const started = options.dryRun === true ? [] : await startAll(session, fresh);
      context.out.value({
        dryRun: options.dryRun === true,
        events: differences.map((difference) => ({ ...difference, started: started.includes(difference.id) })),
      });
      if (options.dryRun === true) context.out.result("Nothing was started (--dry-run).");
      else
        context.out.result(
          started.length === 0
            ? "Nothing to start."
            : `Started: ${started.join(", ")}. Follow with: rundown watch ${started[0] ?? ""}`,
        );
      return 0;
    },
    config,
  );
}

async function startAll(session: Session, events: readonly PlannedEvent[]): Promise<readonly string[]> {
  if (events.length === 0) return [];
  await requireWorkers(
    session.client,
    events.map((event) => event.plan.spec.account),
  );
  const startedBy = { version, user: userName() };
  const started: string[] = [];
  for (const { plan, specHash } of events) {
    if (await startEvent(session.client, { plan, specHash, clock: realClock, startedBy })) started.push(plan.spec.id);
  }
  return started;
}

function differenceTable(differences: readonly Difference[], events: readonly PlannedEvent[]): string {
  const rows = differences.map((difference) => {
    const spec = events.find((event) => event.plan.spec.id === difference.id)?.plan.spec;
    const zone = spec?.window.timeZone ?? "UTC";
    return [
      difference.what,
      difference.id,
      spec === undefined ? "-" : `${localTime(spec.window.startMs, zone)} ${zone}`,
      spec?.account ?? "-",
      difference.why ?? "",
    ];
  });
  return table(["", "EVENT", "START", "ACCOUNT", ""], rows);
}

function fileOf(id: string, events: readonly PlannedEvent[]): string {
  return events.find((event) => event.plan.spec.id === id)?.loaded.file ?? "";
}
