import { accountSettings, streamPrefix } from "../config/accounts.ts";
import type { AccountSettings } from "../config/accounts.ts";
import { readEvents } from "../config/events.ts";
import type { LoadedEvent } from "../config/events.ts";
import { EventFileError } from "../config/fault.ts";
import type { Fault } from "../config/fault.ts";
import type { LoadedConfig } from "../config/load.ts";
import { absolutePlace } from "../config/places.ts";
import { planEvent } from "../domain/plan.ts";
import type { PlanContext, PlanResult } from "../domain/plan-types.ts";
import { specHash } from "../domain/spec-hash.ts";
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
  /** `rehearse --service`: this service instead of the one in the file. */
  readonly service?: ServiceId | undefined;
  readonly only?: readonly string[] | undefined;
  readonly preview?: (event: LoadedEvent, service: ServiceId, account: string | null) => Promise<PlanContext["preview"]>;
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
      const refusals = result.plan.refusals.filter((refusal) => !(options.pastAllowed === true && refusal.kind === "past"));
      faults.push(...refusals.map((refusal) => loaded.fault(refusal.path, refusal.message)));
      planned.push(result);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "ConfigError") throw error;
      faults.push(loaded.fault("account", error.message));
    }
  }
  if (faults.length > 0) throw new EventFileError(faults);
  return planned;
}
