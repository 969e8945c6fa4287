import { closeSync, constants, openSync } from "node:fs";
import { access, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadConfig } from "../../config/load.ts";
import type { LoadedConfig } from "../../config/load.ts";
import { serviceIds } from "../../model/service.ts";
import type { ServiceId } from "../../model/service.ts";
import { serviceFacts } from "../../vendors/registry.ts";
import type { CommandContext } from "../context.ts";
import { UserError } from "../errors.ts";
import { loadPlans } from "../load-plans.ts";
import type { PlannedEvent } from "../load-plans.ts";
import type { RehearseOptions } from "../program.ts";
import { differences } from "../rehearse/differences.ts";
import { readFaultFile } from "../rehearse/fault-file.ts";
import { printSummary } from "../rehearse/print-summary.ts";
import { runRehearsal } from "../rehearse/run.ts";
import { clashInFiles } from "../schedule-difference.ts";
import { onInterrupt } from "../wait.ts";

/**
 * `rundown rehearse`: the whole life of each event on simulators and a throw-away Temporal server. Exit 1 when an event
 * did not end as done, was short of coverage, or left something behind.
 */
export async function rehearse(
  context: CommandContext,
  files: readonly string[],
  options: RehearseOptions,
): Promise<number> {
  const service = serviceNamed(options.service);
  const faultFile = options.faults === undefined ? null : readFaultFile(options.faults);
  const config = loadConfig({ file: context.config });
  const planned = await plans(config, files, options, service);
  for (const event of planned)
    for (const warning of event.plan.warnings) context.out.warn(`${event.plan.spec.id}: ${warning}`);

  const interrupt = onInterrupt();
  const folder =
    options.keepFiles === undefined ? await mkdtemp(join(tmpdir(), "rundown-rehearsal-")) : resolve(options.keepFiles);
  try {
    await writableFolder(folder);
    writableLog(options.log);
    const unlike = differences(config, planned, options.keepFiles === undefined ? null : folder);
    context.out.say(["Unlike the real thing:", ...unlike.map((line) => `  - ${line}`), ""].join("\n"));
    const summary = await runRehearsal({
      out: context.out,
      plans: planned.map((event) => rehearsable(event, folder)),
      speed: options.speed,
      seed: options.seed,
      faults: faultFile?.faults ?? [],
      encoders: faultFile?.encoders ?? null,
      logFile: options.log,
      interrupt,
    });
    context.out.value({ type: "summary", ...summary, differences: unlike });
    context.out.result(printSummary(summary, context.out.live ? context.out.columns : undefined));
    if (options.keepFiles !== undefined) context.out.result(`Files and reports: ${folder}`);
    return summary.ok ? 0 : 1;
  } finally {
    interrupt.dispose();
    if (options.keepFiles === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function writableFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UserError(
      `--keep-files ${folder}: no folder that can be written (${codeOf(error)}); name another one. Nothing was started.`,
    );
  }
}

function writableLog(file: string | undefined): void {
  if (file === undefined) return;
  try {
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new UserError(
      `--log ${file}: cannot be written (${codeOf(error)}); name a file in a folder that exists. Nothing was started.`,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

async function plans(
  config: LoadedConfig,
  files: readonly string[],
  options: RehearseOptions,
  service: ServiceId | undefined,
): Promise<readonly PlannedEvent[]> {
  const planned = await loadPlans(config, files, {
    // A rehearsal begins before everything it rehearses: nothing is past.
    nowMs: 0,
    allowInlineSecrets: options.allowInlineSecrets === true,
    secrets: "none",
    service,
    only: options.only,
  });
  const missing = options.only?.filter((id) => !planned.some((event) => event.plan.spec.id === id)) ?? [];
  if (missing.length > 0)
    throw new UserError(`--only ${missing.join(", ")}: no such event in these files; nothing was started.`);
  const clashes = planned.flatMap((event) => {
    const clash = clashInFiles(event, planned);
    return clash === null ? [] : [`${event.loaded.file}: ${event.plan.spec.id}: clash: ${clash}`];
  });
  if (clashes.length > 0) throw new UserError("Nothing was started.", clashes);
  return planned;
}

function serviceNamed(text: string | undefined): ServiceId | undefined {
  if (text === undefined) return undefined;
  const service = serviceIds.find((id) => id === text);
  if (service === undefined)
    throw new UserError(`--service ${text}: no such service; one of ${serviceIds.join(", ")}.`);
  if (!serviceFacts[service].built) throw new UserError(`--service ${service} is not built yet; nothing was started.`);
  return service;
}

/** Files go to the rehearsal's own folder, whatever the event says. */
function rehearsable(event: PlannedEvent, folder: string): PlannedEvent {
  const { plan } = event;
  const files = { ...plan.spec.files, to: [pathToFileURL(folder).href] };
  return { ...event, plan: { ...plan, spec: { ...plan.spec, files } } };
}
