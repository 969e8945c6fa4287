import { setTimeout } from "node:timers/promises";
import { Context } from "@temporalio/activity";
import { WorkflowNotFoundError } from "@temporalio/client";
import type { Client, WorkflowHandle } from "@temporalio/client";
import { eventAt, rateAt } from "../domain/clock.ts";
import type { WatchActivities, WatchInput } from "../model/activities.ts";
import { eventWorkflowId, messageNames } from "../model/messages.ts";
import type { WatchEntry } from "../model/messages.ts";
import type { Observation } from "../model/observation.ts";
import { VendorFailure } from "../vendors/kit/failure.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { Sessions } from "./sessions.ts";
import { callContext } from "./step.ts";

/** No poll under this on the wall (design, event clock, rule 4). */
const shortestPollMs = 50;
/** A query that is not answered within this is not waited for, wall time. */
const queryLimitMs = 5_000;
/** Frame rate and bit rate change all the time; this often an unchanged state is sent again, in event time. */
const refreshMs = 10 * 60_000;

/**
 * The poll loop of one account: list calls at one interval for all its streams. It reads the watch set by a query of its
 * own workflow and signals the events itself, so that a round adds no history. Vendor faults are counted, not thrown;
 * three intervals without an answer make every stream `unknown`.
 */
export function createWatchAccount(sessions: Sessions): WatchActivities["watchAccount"] {
  return async (input) => {
    const progress = { rounds: 0 };
    await withHeartbeat(
      () => watch(sessions, input, progress),
      () => progress,
    );
    return progress;
  };
}

async function watch(sessions: Sessions, input: WatchInput, progress: { rounds: number }): Promise<void> {
  const { client, cancellationSignal, info } = Context.current();
  const own = client.workflow.getHandle(info.workflowExecution?.workflowId ?? "");
  const loop = new WatchLoop(sessions, input, client, cancellationSignal);
  const ended = AbortSignal.any([cancellationSignal, sessions.stopped]);
  const endMs = Date.now() + input.lapWallMs;
  let entries: readonly WatchEntry[] = [];
  while (Date.now() < endMs && !ended.aborted) {
    const beganMs = Date.now();
    const found = await readWatchSet(client, own);
    if (found?.length === 0) return;
    entries = found ?? entries;
    for (const gone of await loop.round(entries)) await own.signal(messageNames.unwatch, gone);
    progress.rounds += 1;
    const everyWallMs = Math.max(shortestPollMs, input.everyMs / rateAt(input.clock, Date.now()));
    await sleepUnlessAborted(Math.max(shortestPollMs / 2, everyWallMs - (Date.now() - beganMs)), ended);
  }
}

/** The watch set by a query of the own workflow; null when nobody answers in time: the last one known is good then. */
async function readWatchSet(client: Client, own: WorkflowHandle): Promise<readonly WatchEntry[] | null> {
  try {
    return await client.withDeadline(Date.now() + queryLimitMs, () =>
      own.query<readonly WatchEntry[]>(messageNames.watchSet),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw error;
    return null;
  }
}

async function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

class WatchLoop {
  private readonly sent = new Map<string, Observation>();
  private lastGoodMs: number;
  private seq = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly input: WatchInput,
    private readonly client: Client,
    private readonly signal: AbortSignal,
  ) {
    this.lastGoodMs = this.nowMs();
  }

  /** One look at all streams; tells the events what changed. Returns entries whose event is no more. */
  async round(entries: readonly WatchEntry[]): Promise<readonly WatchEntry[]> {
    const streams = [...new Set(entries.map((entry) => entry.stream))];
    const seen = await this.look(streams);
    const gone: WatchEntry[] = [];
    for (const entry of entries) {
      const observation = seen.find((candidate) => candidate.stream === entry.stream);
      if (observation !== undefined && this.isNews(entry, observation) && !(await this.tell(entry, observation)))
        gone.push(entry);
    }
    return gone;
  }

  private async look(streams: readonly string[]): Promise<readonly Observation[]> {
    const { account, clock } = this.input;
    const step = { event: "", step: "watch", account, clock, attempt: 1 };
    try {
      const session = await this.sessions.get(account);
      const context = callContext(this.sessions, session, step, "reserve", this.signal, () => undefined);
      const seen = await session.connection.observe(streams, context);
      this.lastGoodMs = this.nowMs();
      return seen.map((observation) => ({ ...observation, seq: (this.seq += 1) }));
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      const nowMs = this.nowMs();
      if (nowMs - this.lastGoodMs < this.silenceMs()) return [];
      return streams.map((stream) => ({
        stream,
        state: "unknown",
        observedAtMs: nowMs,
        seq: (this.seq += 1),
        fps: null,
        kbps: null,
        forbidden: false,
      }));
    }
  }

  /** Three intervals without an answer are silence; under a second on the wall it is not judged (clock rule 4). */
  private silenceMs(): number {
    return Math.max(3 * this.input.everyMs, 1_000 * rateAt(this.input.clock, Date.now()));
  }

  private isNews(entry: WatchEntry, observation: Observation): boolean {
    const last = this.sent.get(key(entry));
    if (last === undefined || last.state !== observation.state || last.forbidden !== observation.forbidden) return true;
    return observation.fps !== null && observation.observedAtMs - last.observedAtMs >= refreshMs;
  }

  private async tell(entry: WatchEntry, observation: Observation): Promise<boolean> {
    try {
      await this.client.workflow.getHandle(eventWorkflowId(entry.event)).signal(messageNames.observed, observation);
      this.sent.set(key(entry), observation);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  private nowMs(): number {
    return eventAt(this.input.clock, Date.now());
  }
}

function key(entry: WatchEntry): string {
  return `${entry.event} ${entry.stream}`;
}
