import { randomBetween } from "../../random.ts";
import { holds, intersect } from "../../spans.ts";
import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { BadParameter } from "../tencent-kit/params.ts";
import { ok } from "../tencent-kit/reply.ts";
import { liveStreams } from "./streams.ts";
import { chinaTime } from "../tencent-kit/times.ts";

const dayMs = 24 * 3_600_000;
// The document's refresh intervals: push statistics every 5 s, playback every minute.
const pushSlotMs = 5000;
const playSlotMs = 60_000;
const billingSlotMs = 300_000;

/** Get_LiveStat (Query API / Query Statistical Info): push and playback of the streams that are live. */
export function getLiveStat(call: Call): SimReply {
  return instant(
    call,
    (stream) => ({ ...playback(call, stream, call.asOfMs), ...push(call, stream, call.asOfMs) }),
    true,
  );
}

/** Get_LivePushStat: only the push. */
export function getLivePushStat(call: Call): SimReply {
  return instant(call, (stream) => push(call, stream, call.asOfMs), false);
}

/** Get_LivePlayStat: only the playback. */
export function getLivePlayStat(call: Call): SimReply {
  return instant(call, (stream) => playback(call, stream, call.asOfMs), true);
}

/** Get_LivePushStatHistory (Statistics API / Get Push History Info): a sample every 5 s, the last 3 days. */
export function getLivePushStatHistory(call: Call): SimReply {
  const window = windowOf(call, 3 * dayMs);
  const stream = call.params.text("Param.s.stream_id");
  const samples = slots(window, pushSlotMs)
    .filter((at) => at <= call.asOfMs && call.context.encoders.pushAt(stream, at) !== undefined)
    .map((at) => ({ time: chinaTime(at), ...push(call, stream, at) }));
  return ok({ stream_info: samples });
}

/** Get_LivePlayStatHistory (Statistics API / Get Play Statistics History Info): a sample a minute, the last 15 days. */
export function getLivePlayStatHistory(call: Call): SimReply {
  const window = windowOf(call, 15 * dayMs);
  const stream = call.params.maybe("Param.s.stream_id");
  const domain = call.params.maybe("Param.s.domain");
  const samples = slots(window, playSlotMs)
    .filter((at) => at <= call.asOfMs)
    .map((at) => ({ time: chinaTime(at), ...traffic(call, at, playSlotMs, stream) }));
  const flux = samples.reduce((sum, sample) => sum + sample.flux, 0);
  return ok({
    stat_info: samples,
    sum_info: [{ sum_flux: round(flux) }],
    ...(domain === undefined ? {} : { domain }),
    ...(stream === undefined ? {} : { stream_id: stream }),
  });
}

/** Get_BillingBandwidth (Query API / Getting Billing Bandwidth Data): 5 minute values, or the peak alone. */
export function getBillingBandwidth(call: Call): SimReply {
  const window = windowOf(call, Number.POSITIVE_INFINITY);
  const domain = call.params.maybe("Param.s.domain");
  const where = call.params.int("Param.n.home_foreign", 0, 2, 0);
  const peakOnly = call.params.int("Param.n.get_top_bd", 0, 1, 0) === 1;
  const share = where === 2 ? 0 : 1;
  const values = slots(window, billingSlotMs).map((at) => {
    const { bandwidth, flux } = traffic(call, at, billingSlotMs, undefined);
    return { time: chinaTime(at), bandwidth: bandwidth * share, flux: flux * share };
  });
  const peak = values.toSorted((a, b) => b.bandwidth - a.bandwidth).slice(0, 1);
  return ok({ total_info: peakOnly ? peak : values, ...(domain === undefined ? {} : { domain }) });
}

function instant(call: Call, describe: (stream: string) => Record<string, unknown>, totals: boolean): SimReply {
  const stream = call.params.maybe("Param.s.stream_id");
  const live = liveStreams(call);
  const chosen = stream === undefined ? live : live.filter((candidate) => candidate === stream);
  const page = call.params.page(chosen, 1, 300, 300);
  // "If the target stream is not broadcasting, the output field is blank."
  if (stream !== undefined && chosen.length === 0) return ok([]);
  const all = live.map((candidate) => playback(call, candidate, call.asOfMs));
  return ok({
    stream_count: chosen.length,
    stream_info: page.map((candidate) => ({ stream_name: candidate, ...describe(candidate) })),
    ...(totals
      ? {
          total_bandwidth: round(all.reduce((sum, one) => sum + one.bandwidth, 0)),
          total_online: all.reduce((sum, one) => sum + one.online, 0),
        }
      : {}),
  });
}

function push(call: Call, stream: string, atMs: number): Record<string, string | number> {
  const { seed } = call.context;
  const slot = Math.floor(atMs / pushSlotMs);
  return {
    client_ip: `203.0.113.${randomBetween(1, 254, seed, "client", stream)}`,
    server_ip: `198.51.100.${randomBetween(1, 254, seed, "server", stream)}`,
    fps: randomBetween(24, 26, seed, "fps", stream, slot),
    speed: randomBetween(2_350_000, 2_650_000, seed, "speed", stream, slot),
  };
}

function playback(call: Call, stream: string, atMs: number): { readonly bandwidth: number; readonly online: number } {
  const slot = Math.floor(atMs / playSlotMs);
  const online = randomBetween(20, 60, call.context.seed, "online", stream, slot);
  return { bandwidth: round(online * 2.5), online };
}

function traffic(call: Call, atMs: number, slotMs: number, stream: string | undefined) {
  const { encoders } = call.context;
  const slot = { fromMs: atMs, untilMs: Math.min(atMs + slotMs, call.asOfMs) };
  let [bandwidth, online, flux] = [0, 0, 0];
  for (const name of stream === undefined ? encoders.streams() : [stream]) {
    const shown = encoders.pushes(name).map((span) => intersect(span, slot));
    const shownMs = shown.reduce((sum, span) => sum + (span === null ? 0 : span.untilMs - span.fromMs), 0);
    if (shownMs === 0) continue;
    const now = playback(call, name, atMs);
    const mean = (now.bandwidth * shownMs) / slotMs;
    bandwidth += mean;
    flux += (now.bandwidth * shownMs) / 1000 / 8;
    if (encoders.pushes(name).some((span) => holds(span, atMs))) online += now.online;
  }
  return { bandwidth: round(bandwidth), online, flux: round(flux) };
}

function windowOf(call: Call, backMs: number): { readonly fromMs: number; readonly untilMs: number } {
  const fromMs = call.params.int("Param.n.start_time", 0, 100_000_000_000) * 1000;
  const untilMs = call.params.int("Param.n.end_time", 0, 100_000_000_000) * 1000;
  if (untilMs < fromMs) throw new BadParameter("Param.n.end_time is before Param.n.start_time");
  if (fromMs < call.nowMs - backMs) throw new BadParameter("Param.n.start_time lies too far back");
  return { fromMs, untilMs };
}

/** The slot starts within the window; at most 50 000, so that a mistaken window costs no memory. */
function slots(window: { readonly fromMs: number; readonly untilMs: number }, stepMs: number): readonly number[] {
  const first = Math.ceil(window.fromMs / stepMs);
  const count = Math.min(50_000, Math.max(0, Math.floor(window.untilMs / stepMs) - first + 1));
  return Array.from({ length: count }, (_, index) => (first + index) * stepMs);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
