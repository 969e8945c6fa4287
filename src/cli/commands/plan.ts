import { loadConfig } from "../../config/load.ts";
import { describePlan } from "../../domain/describe-plan.ts";
import type { CommandContext } from "../context.ts";
import { UserError } from "../errors.ts";
import { loadPlans } from "../load-plans.ts";
import type { PlannedEvent } from "../load-plans.ts";
import { maskedAddresses, planConnection } from "../plan-connection.ts";
import type { InlineSecretsOption } from "../program.ts";
import { clashInFiles } from "../schedule-difference.ts";

/** `rundown plan`: steps, calls, waits, addresses and values in force. Sends nothing; refusals are exit 2. */
export async function plan(
  context: CommandContext,
  files: readonly string[],
  options: InlineSecretsOption,
): Promise<number> {
  const config = loadConfig({ file: context.config });
  const planned = await loadPlans(config, files, {
    nowMs: Date.now(),
    allowInlineSecrets: options.allowInlineSecrets === true,
    secrets: "tried",
    preview: async (_event, service, account) => {
      const bound = await planConnection(config, service, account);
      return bound === null ? undefined : (step) => bound.connection.preview?.(step) ?? null;
    },
  });
  const clashes = planned.flatMap((event) => {
    const clash = clashInFiles(event, planned);
    return clash === null ? [] : [`${event.loaded.file}: ${event.plan.spec.id}: clash: ${clash}`];
  });
  if (clashes.length > 0) throw new UserError("These events cannot run side by side.", clashes);

  const events = [];
  for (const event of planned) {
    const { spec } = event.plan;
    const bound = await planConnection(config, spec.service, event.settings?.name ?? null);
    const addresses = bound === null ? [] : maskedAddresses(bound, spec);
    context.out.result(`${describePlan(event.plan, { addresses }).join("\n")}\n`);
    events.push(planValue(event, addresses));
  }
  context.out.value({ events });
  return 0;
}

function planValue(
  { plan: { spec, steps, values, warnings, rows } }: PlannedEvent,
  addresses: readonly unknown[],
): unknown {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    id: spec.id,
    title: spec.title,
    labels: spec.labels,
    account: spec.account,
    service: spec.service,
    stream: spec.stream,
    window: { start: iso(spec.window.startMs), end: iso(spec.window.endMs), timeZone: spec.window.timeZone },
    steps: steps.map(({ atMs, what, call, wait }) => ({ at: iso(atMs), what, call, wait })),
    resources: rows.map((row) => ({
      kind: row.kind,
      path: row.path,
      name: row.name,
      account: row.account,
      armAt: iso(row.armAtMs),
      from: iso(row.fromMs),
      until: iso(row.untilMs),
      billing: row.billing,
    })),
    addresses,
    values,
    warnings,
  };
}
