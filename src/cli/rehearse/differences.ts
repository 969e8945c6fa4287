import { writtenStreamPrefix } from "../../config/accounts.ts";
import type { LoadedConfig } from "../../config/load.ts";
import type { PlannedEvent } from "../load-plans.ts";

/** Where a rehearsal is not what the real thing will be, in sentences. `folder` null: files are not kept. */
export function differences(
  config: LoadedConfig,
  events: readonly PlannedEvent[],
  folder: string | null,
): readonly string[] {
  const services = [...new Set(events.map(({ plan }) => plan.spec.service))].join(", ");
  const all = [
    `the vendor is the built-in simulator of ${services}, with credentials of its own; the account's key, endpoint and addresses are not tried`,
    `files and reports go to ${folder ?? "a folder that is removed at the end (--keep-files DIR keeps them)"}, not to ${places(events)}`,
    "the encoder is the simulator's: it pushes as the fault file says, else from before the start until after the end",
  ];
  return [...all, ...events.flatMap((event) => ofAccount(config, event))];
}

function ofAccount(config: LoadedConfig, { loaded, plan, settings }: PlannedEvent): readonly string[] {
  const { id } = plan.spec;
  const named = loaded.event.account;
  if (named === undefined) return [];
  if (settings === null) {
    return [
      `${id}: account ${named} takes no part (--service ${plan.spec.service}): the service's own rate and no defaults`,
    ];
  }
  if (!writtenStreamPrefix(config, settings.name).unread) return [];
  return [`${id}: the stream is named without the bizid of account ${named}, which is not read for a rehearsal`];
}

function places(events: readonly PlannedEvent[]): string {
  const all = new Set(events.flatMap(({ plan }) => plan.spec.files.to));
  return all.size === 0 ? "any place of the event" : [...all].join(", ");
}
