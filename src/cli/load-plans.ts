import { accountSettings, streamPrefix, writtenStreamPrefix } from "../config/accounts.ts";
import type { AccountSettings } from "../config/accounts.ts";
import { readEvents } from "../config/events.ts";
import type { LoadedEvent } from "../config/events.ts";
import { ConfigUseError, EventFileError } from "../config/fault.ts";
import type { Fault } from "../config/fault.ts";
import type { LoadedConfig } from "../config/load.ts";
import { absolutePlace } from "../config/places.ts";
import { specHash } from "../domain/keys.ts";
import { planEvent } from "../domain/plan.ts";
import type { PlanContext, PlanResult } from "../domain/plan-types.ts";
import { serviceFacts } from "../vendors/registry.ts";
import type { ServiceId } from "../model/service.ts";

/** An event file with its plan. */
export interface PlannedEvent {
  readonly loaded: LoadedEvent;
  readonly plan: PlanResult;
  /** null when the file names only a service. */
  readonly settings: AccountSettings | null;
  readonly specHash: string;
}

export interface LoadPlansOptions {
  readonly nowMs: number;
  /** `service:` alone is refused: there is no account to act with. */
  readonly accountNeeded?: boolean;
  /** A window that is over is told by the caller. */
  readonly pastAllowed?: boolean;
  readonly allowInlineSecrets?: boolean;
  /** Of the account, for the stream's name; `tried`: go without what cannot be read. Default: needed. */
  readonly secrets?: "needed" | "tried" | "none";
  /** `rehearse --service`: this service instead of the one in the file. */
  readonly service?: ServiceId | undefined;
  readonly only?: readonly string[] | undefined;
  readonly preview?: (
    event: LoadedEvent,
    service: ServiceId,
    account: string | null,
  ) => Promise<PlanContext["preview"]>;
}

/** Reads, checks and plans every event of the files. Throws one EventFileError with all faults and refusals. */
export async function loadPlans(
  config: LoadedConfig,
  files: readonly string[],
  options: LoadPlansOptions,
): Promise<readonly PlannedEvent[]> {
  const events = readEvents(files, { allowInlineSecrets: options.allowInlineSecrets === true });
  const wanted = events.filter(({ event }) => options.only === undefined || options.only.includes(event.id));
  const faults: Fault[] = [];
  const planned: PlannedEvent[] = [];
  for (const loaded of wanted) {
    try {
      const result = await planOne(config, loaded, options);
      const refusals = result.plan.refusals.filter(
        (refusal) => !(options.pastAllowed === true && refusal.kind === "past"),
      );
      faults.push(...refusals.map((refusal) => loaded.fault(refusal.path, refusal.message)));
      planned.push(result);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "ConfigError") throw error;
      faults.push(loaded.fault(loaded.event.account === undefined ? "service" : "account", error.message));
    }
  }
  if (faults.length > 0) throw new EventFileError(faults);
  return planned;
}

async function planOne(config: LoadedConfig, loaded: LoadedEvent, options: LoadPlansOptions): Promise<PlannedEvent> {
  const { event } = loaded;
  const settings = settingsOf(config, loaded, options);
  const service = options.service ?? settings?.service ?? event.service;
  if (service === undefined) throw new ConfigUseError("name an account of the configuration, or a service");
  const facts = serviceFacts[service];
  const own = options.service === undefined || options.service === settings?.service ? settings : null;
  const preview = await options.preview?.(loaded, service, own?.name ?? null);
  const plan = planEvent(event, {
    account: own?.name ?? null,
    service: facts,
    services: Object.values(serviceFacts),
    perMinute: sourced(own?.perMinute, facts.defaultPerMinute),
    watchMs: sourced(own?.watchMs, facts.watch.defaultMs),
    deliver: config.deliver,
    resolvePlace: (place) => absolutePlace(place, process.cwd()),
    nowMs: options.nowMs,
    streamPrefix: own === null ? undefined : prefixOf(config, own.name, options.secrets ?? "needed"),
    ...(preview === undefined ? {} : { preview }),
    warnings: own?.warnings ?? [],
  });
  return { loaded, plan, settings: own, specHash: specHash(plan.spec) };
}

function settingsOf(config: LoadedConfig, { event }: LoadedEvent, options: LoadPlansOptions): AccountSettings | null {
  if (event.account === undefined) {
    if (options.accountNeeded !== true) return null;
    throw new ConfigUseError("service is enough for plan and rehearse only; name an account of the configuration");
  }
  // A rehearsal on another service needs no account at all.
  if (options.service !== undefined && !Object.hasOwn(config.accounts, event.account)) return null;
  return accountSettings(config, event.account);
}

function prefixOf(config: LoadedConfig, account: string, secrets: "needed" | "tried" | "none"): string | undefined {
  if (secrets === "none") return writtenStreamPrefix(config, account).prefix;
  try {
    return streamPrefix(config, account);
  } catch (error) {
    if (secrets === "tried") return undefined;
    throw error;
  }
}

function sourced(
  own: number | null | undefined,
  vendor: number,
): { readonly value: number; readonly origin: "configuration" | "vendor" } {
  if (own === null || own === undefined) return { value: vendor, origin: "vendor" };
  return { value: own, origin: "configuration" };
}
