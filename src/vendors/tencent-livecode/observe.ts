import { eventAt } from "../../domain/clock.ts";
import type { Observation } from "../../model/observation.ts";
import { VendorFailure } from "../kit/failure.ts";
import type { CallContext } from "../port.ts";
import type { Client } from "./client.ts";
import { operations } from "./operations.ts";

export type Observe = (streams: readonly string[], context: CallContext) => Promise<readonly Observation[]>;

interface PushStat {
  readonly fps: number | null;
  readonly kbps: number | null;
}

const disabled = 3;
const broadcasting = 1;
const noStats: ReadonlyMap<string, PushStat> = new Map();
/** Push statistics refresh every 5 s of event time (rule stat-poll-push). */
const statsRefreshMs = 5_000;
const statsPageSize = 300;
/** 3000 live streams of one account; the rest go without frame rate. */
const statsPagesAtMost = 10;

/**
 * The state of streams. Many: one list of everything that is live. One: its own status, which alone tells of a ban.
 * Frame and bit rate come from the push statistics where the account has them; without them they are null.
 */
export function createObserver(client: Client): Observe {
  const stats = createStats(client);
  return async (streams, context) => {
    const [only] = streams;
    if (only === undefined) return [];
    const seen =
      streams.length === 1 ? [await readOne(client, only, context)] : await readMany(client, streams, context);
    if (seen.every((each) => each.state !== "present")) return seen;
    const rates = await stats(context);
    return seen.map((each) => (each.state === "present" ? { ...each, ...rates.get(each.stream) } : each));
  };
}

async function readOne(client: Client, stream: string, context: CallContext): Promise<Observation> {
  const askedAtMs = eventAt(context.clock, Date.now());
  try {
    const { reply, sentAtMs } = await client.run(operations.getChannelStatus, { channel_id: stream }, context);
    const status = reply.output?.status;
    const state = status === broadcasting ? "present" : status === undefined ? "unknown" : "none";
    return observation(stream, state, sentAtMs, status === disabled);
  } catch (error) {
    // 20601: never pushed.
    if (error instanceof VendorFailure && error.kind === "not-found")
      return observation(stream, "none", askedAtMs, false);
    throw error;
  }
}

async function readMany(
  client: Client,
  streams: readonly string[],
  context: CallContext,
): Promise<readonly Observation[]> {
  const { reply, sentAtMs } = await client.run(operations.getLiveChannelList, {}, context);
  const live = new Set(reply.output?.channel_list?.map((channel) => channel.channel_id));
  return streams.map((stream) => observation(stream, live.has(stream) ? "present" : "none", sentAtMs, false));
}

function observation(
  stream: string,
  state: Observation["state"],
  observedAtMs: number,
  forbidden: boolean,
): Observation {
  return { stream, state, observedAtMs, seq: 0, fps: null, kbps: null, forbidden };
}

/** Statistics are a gift: a failure leaves them out, and an account without activation is not asked again. */
function createStats(client: Client): (context: CallContext) => Promise<ReadonlyMap<string, PushStat>> {
  let activated = true;
  let last: { readonly atMs: number; readonly rates: ReadonlyMap<string, PushStat> } | null = null;
  return async (context) => {
    const nowMs = eventAt(context.clock, Date.now());
    if (!activated) return noStats;
    if (last !== null && nowMs - last.atMs >= 0 && nowMs - last.atMs < statsRefreshMs) return last.rates;
    try {
      const rates = await readStats(client, context);
      last = { atMs: nowMs, rates };
      return rates;
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      if (error.kind === "denied") activated = false;
      return noStats;
    }
  };
}

async function readStats(client: Client, context: CallContext): Promise<ReadonlyMap<string, PushStat>> {
  const rates = new Map<string, PushStat>();
  for (let page = 1; page <= statsPagesAtMost; page += 1) {
    const params = { page_no: page, page_size: statsPageSize };
    const { reply } = await client.run(operations.getLivePushStat, params, context);
    const entries = reply.output?.stream_info ?? [];
    for (const { stream_name: name, fps, speed } of entries) {
      rates.set(name, {
        fps: fps ?? null,
        kbps: speed === null || speed === undefined ? null : Math.round(speed / 1000),
      });
    }
    if (entries.length < statsPageSize || rates.size >= (reply.output?.stream_count ?? 0)) break;
  }
  return rates;
}
