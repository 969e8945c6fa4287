import type { Client } from "@temporalio/client";
import { readReport, reportedEvents } from "../activities/deliver-report.ts";
import { dataFolder } from "../config/data-folder.ts";
import { childEnvironment, environment } from "../config/env.ts";
import { loadConfig } from "../config/load.ts";
import type { LoadedConfig } from "../config/load.ts";
import type { ShownEvent } from "../domain/show.ts";
import { connectClient, resolveAddress } from "../temporal/connect.ts";
import type { CommandContext } from "./context.ts";
import { WorkFailed } from "./errors.ts";

/** A command's connection to Temporal, with the configuration it was found by. */
export interface Session {
  readonly client: Client;
  readonly address: string;
  readonly config: LoadedConfig;
  /** The delivered report of an event, from the configuration's places; null when there is none. */
  report(id: string): Promise<ShownEvent | null>;
  /** Ids that may have a delivered report there. */
  reported(): Promise<readonly string[]>;
  /** Where delivered reports are looked for: the `file:` places of the configuration. */
  readonly places: readonly string[];
}

/** Connects, works, closes. A wrong configuration is told before anything is connected. */
export async function withSession(
  context: CommandContext,
  work: (session: Session) => Promise<number>,
  loaded?: LoadedConfig,
): Promise<number> {
  const config = loaded ?? loadConfig({ file: context.config });
  const target = await resolveAddress({
    env: childEnvironment(),
    configured: config.config.temporal,
    dataFolder: dataFolder(undefined, environment()),
  });
  const client = await connectClient(target);
  const places = config.deliver.value.filter((place) => place.startsWith("file:"));
  const report = (id: string): Promise<ShownEvent | null> => deliveredReport(places, id);
  const reported = (): Promise<readonly string[]> => reportedEvents(places);
  try {
    return await work({ client, address: target.address, config, report, reported, places });
  } finally {
    await client.connection.close();
  }
}

async function deliveredReport(places: readonly string[], id: string): Promise<ShownEvent | null> {
  const found = await readReport(places, id);
  if (found === null) return null;
  if (isReport(found.report, id)) return shownPart(found.report);
  throw new WorkFailed(
    `The report ${found.location} is not one of event ${id}; it was changed or written by something else.`,
  );
}

function isReport(report: unknown, id: string): report is ShownEvent {
  if (typeof report !== "object" || report === null) return false;
  return "id" in report && report.id === id && "phase" in report && "window" in report && "files" in report;
}

/** The report holds more than `show` prints: the plan, the log, the lateness. */
function shownPart(report: ShownEvent): ShownEvent {
  return {
    id: report.id,
    title: report.title,
    labels: report.labels,
    account: report.account,
    service: report.service,
    phase: report.phase,
    needsAttention: report.needsAttention,
    window: report.window,
    actual: report.actual,
    next: report.next,
    signal: report.signal,
    manual: report.manual,
    overrides: report.overrides,
    resources: report.resources,
    recordings: report.recordings,
    coverage: report.coverage,
    files: report.files,
    duplicates: report.duplicates,
    calls: report.calls,
    alarms: report.alarms,
    startedBy: report.startedBy,
    stale: false,
  };
}
