import { ActivityCancellationType, proxyActivities } from "@temporalio/workflow";
import type { EventActivities, WatchActivities } from "../model/activities.ts";
import { accountTaskQueue } from "../model/messages.ts";
import type { Pace } from "../model/pace.ts";

export interface StepOptions {
  readonly account: string;
  readonly pace: Pace;
  /** Shown in the Temporal UI. */
  readonly summary: string;
}

/**
 * One try: the engine decides when and whether there is another, because for some resources it has to wait, or to mark
 * the row, first. A worker that dies shows as a heartbeat time-out: an unknown outcome.
 */
export function oneTry(options: StepOptions): EventActivities {
  return proxyActivities<EventActivities>({
    taskQueue: accountTaskQueue(options.account),
    summary: options.summary,
    startToCloseTimeout: options.pace.stepTimeoutWallMs,
    heartbeatTimeout: options.pace.heartbeatWallMs,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { maximumAttempts: 1 },
  });
}

/** Steps that may be repeated freely; a worker that died is replaced by the next one without the event noticing. */
export function repeatable(options: StepOptions): EventActivities {
  return proxyActivities<EventActivities>({
    taskQueue: accountTaskQueue(options.account),
    summary: options.summary,
    startToCloseTimeout: options.pace.stepTimeoutWallMs,
    heartbeatTimeout: options.pace.heartbeatWallMs,
    // Only time-outs are repeated by the server; failures come back to the engine, which knows the pauses.
    retry: {
      initialInterval: "1s",
      maximumInterval: "10s",
      maximumAttempts: 5,
      nonRetryableErrorTypes: ["VendorFailure", "DeliveryError"],
    },
  });
}

/** Downloads: long, heartbeating, resumed by the next attempt. */
export function fetching(options: StepOptions): EventActivities {
  return proxyActivities<EventActivities>({
    taskQueue: accountTaskQueue(options.account),
    summary: options.summary,
    startToCloseTimeout: options.pace.fetchTimeoutWallMs,
    heartbeatTimeout: options.pace.heartbeatWallMs,
    retry: {
      initialInterval: "1s",
      maximumInterval: "10s",
      nonRetryableErrorTypes: ["VendorFailure", "DeliveryError"],
    },
  });
}

/** The poll loop of one account: ends itself after ten minutes; a dead worker shows within a heartbeat time-out. */
export function watching(account: string, pace: Pick<Pace, "heartbeatWallMs">): WatchActivities {
  return proxyActivities<WatchActivities>({
    taskQueue: accountTaskQueue(account),
    summary: `watch ${account}`,
    startToCloseTimeout: "15 minutes",
    heartbeatTimeout: pace.heartbeatWallMs,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { initialInterval: "200ms", backoffCoefficient: 1.5, maximumInterval: "5s" },
  });
}
