import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import type { ClockSpec } from "../model/clock.ts";
import type { WatchEntry } from "../model/messages.ts";
import { messageNames } from "../model/messages.ts";
import type { Pace } from "../model/pace.ts";
import type { ServiceId } from "../model/service.ts";
import { watching } from "./proxies.ts";

export interface AccountWatchInput {
  readonly v: 1;
  readonly account: string;
  readonly service: ServiceId;
  readonly clock: ClockSpec;
  /** Interval of the list polls in event milliseconds. */
  readonly everyMs: number;
  readonly pace: Pick<Pace, "heartbeatWallMs">;
  /** Activity runs after which the workflow continues as new. */
  readonly runsEach: number;
  /** Wall: length of one activity run. */
  readonly lapWallMs: number;
  readonly entries: readonly WatchEntry[];
}

const watch = defineSignal<[WatchEntry]>(messageNames.watch);
const unwatch = defineSignal<[WatchEntry]>(messageNames.unwatch);
const watchSet = defineQuery<readonly WatchEntry[]>(messageNames.watchSet);

/**
 * Holds the watch set of one account; one heartbeating activity polls for all streams and tells the events directly.
 * Ends when nobody is watched any more; the next registration starts it again.
 */
export async function accountWatch(input: AccountWatchInput): Promise<void> {
  let entries: readonly WatchEntry[] = input.entries;
  let runs = 0;
  setHandler(watchSet, () => entries);
  setHandler(watch, (entry) => {
    entries = [...entries.filter((other) => !isSame(other, entry)), entry];
  });
  setHandler(unwatch, (entry) => {
    entries = entries.filter((other) => !isSame(other, entry));
  });
  // The registration arrives with the start.
  await condition(() => entries.length > 0);
  while (entries.length > 0 && runs < input.runsEach && !workflowInfo().continueAsNewSuggested) {
    setCurrentDetails(`Watches ${entries.length}: ${entries.map((entry) => entry.stream).join(", ")}`);
    const poll = watching(input.account, input.pace);
    try {
      const { account, service, clock, everyMs, lapWallMs } = input;
      await poll.watchAccount({ account, service, clock, everyMs, lapWallMs });
    } catch (error) {
      if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
    }
    runs += 1;
  }
  await condition(allHandlersFinished);
  if (entries.length > 0) await continueAsNew<typeof accountWatch>({ ...input, entries });
}

function isSame(a: WatchEntry, b: WatchEntry): boolean {
  return a.stream === b.stream && a.event === b.event;
}
