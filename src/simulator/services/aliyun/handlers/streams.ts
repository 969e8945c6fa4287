import type { Push } from "../../../encoders.ts";
import { randomBetween } from "../../../random.ts";
import { paged } from "../call.ts";
import type { Call, Handler } from "../call.ts";
import { conflict, malformed, noConfig, Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import { clientIp, formsOf, nodeName, pushesOf, sources, urlOf } from "../streams.ts";
import type { Place } from "../streams.ts";
import { dayMs, iso, minuteMs, window } from "../times.ts";
import { encoderOf, keyOf } from "../world.ts";

const mostForbidden = 10_000;

/** The stream that a call names. */
export function placeIn({ args }: Call): Place {
  return { domain: args.text("DomainName"), app: args.text("AppName"), stream: args.text("StreamName") };
}

/** Chapters 5 and 6: pulls, pushes, bans. */
export const streamHandlers: Readonly<Record<string, Handler>> = {
  AddLivePullStreamInfoConfig(call) {
    const { args, world, nowMs, context } = call;
    const place = placeIn(call);
    const { fromMs, untilMs } = window(args.moment("StartTime"), args.moment("EndTime"), 7 * dayMs);
    if (untilMs <= nowMs) throw malformed("EndTime");
    const wrong = args
      .text("SourceUrl")
      .split(";")
      .some((url) => !/^(rtmp|https?):\/\/./i.test(url.trim()) || /\.(mp4|ts)(\?|$)/i.test(url));
    if (wrong) throw malformed("SourceUrl");
    const key = keyOf(place.domain, place.app, place.stream);
    if (world.pulls.now(key) !== undefined) throw conflict();
    world.pulls.put(key, { ...place, source: args.text("SourceUrl"), fromMs, untilMs }, nowMs);
    context.encoders.add({ stream: encoderOf(place), fromMs, untilMs, drops: [] });
    return {};
  },

  DeleteLivePullStreamInfoConfig(call) {
    const place = placeIn(call);
    if (!call.world.pulls.remove(keyOf(place.domain, place.app, place.stream), call.nowMs)) throw noConfig();
    call.context.encoders.end(encoderOf(place));
    return {};
  },

  DescribeLivePullStreamConfig({ args, world, seenMs }) {
    const domain = args.text("DomainName");
    const found = world.pulls.list(seenMs).filter(({ value }) => value.domain === domain);
    return {
      LiveAppRecordList: {
        LiveAppRecord: found.map(({ value }) => ({
          DomainName: value.domain,
          AppName: value.app,
          StreamName: value.stream,
          SourceUrl: value.source,
          StartTime: iso(value.fromMs),
          EndTime: iso(value.untilMs),
        })),
      },
    };
  },

  DescribeLiveStreamsBlockList(call) {
    const { args, world, seenMs } = call;
    const domain = args.text("DomainName");
    const found = world.forbidden.list(seenMs).filter(({ value }) => value.domain === domain && seenMs < value.untilMs);
    const { page, numbers } = paged(call, found, 2000);
    return { DomainName: domain, StreamUrls: { StreamUrl: page.map(({ value }) => urlOf(value)) }, ...numbers };
  },

  DescribeLiveStreamsControlHistory({ args, world, seenMs, context }) {
    const [domain, app] = [args.text("DomainName"), args.maybe("AppName")];
    const { fromMs, untilMs } = window(args.moment("StartTime"), args.moment("EndTime"), 30 * dayMs);
    const found = world.controls.filter(
      (one) => one.domain === domain && (app === undefined || one.app === app) && one.atMs <= seenMs,
    );
    return {
      ControlInfo: {
        LiveStreamControlInfo: found
          .filter((one) => one.atMs >= fromMs && one.atMs <= untilMs)
          .map((one) => ({
            StreamName: one.stream,
            ClientIP: clientIp(context.seed, "operator"),
            Action: one.action,
            TimeStamp: iso(one.atMs),
          })),
      },
    };
  },

  DescribeLiveStreamBitRateData(call) {
    const { args, seenMs } = call;
    const untilMs = args.time("EndTime") ?? seenMs;
    const fromMs = args.time("StartTime") ?? untilMs - 60 * minuteMs;
    window(fromMs, untilMs);
    const rows = live(call).flatMap((place) => samples(call, place, fromMs, Math.min(untilMs, seenMs)));
    return {
      FrameRateAndBitRateInfos: {
        FrameRateAndBitRateInfo: rows.map((row) => ({
          ...row,
          VideoFrameRate: String(row.VideoFrameRate),
          AudioFrameRate: String(row.AudioFrameRate),
          BitRate: String(row.BitRate),
        })),
      },
    };
  },

  DescribeLiveStreamsFrameRateAndBitRateData(call) {
    const { args, seenMs, context } = call;
    const [fromMs, untilMs] = [args.time("StartTime"), args.time("EndTime")];
    if (fromMs !== undefined && untilMs !== undefined) window(fromMs, untilMs, 7 * dayMs);
    const rows = live(call)
      .filter((place) => context.encoders.pushAt(place.encoder, seenMs) !== undefined)
      .map((place) => rates(call, place, seenMs));
    return { FrameRateAndBitRateInfos: { FrameRateAndBitRateInfo: rows } };
  },

  DescribeLiveStreamsOnlineList(call) {
    const { args, seenMs, context } = call;
    const [fromMs, untilMs] = [args.time("StartTime"), args.time("EndTime")];
    if (fromMs !== undefined && untilMs !== undefined) window(fromMs, untilMs, 30 * dayMs);
    const found = live(call).flatMap((place) => {
      const push = context.encoders.pushAt(place.encoder, seenMs);
      const within = push !== undefined && (fromMs ?? 0) <= push.fromMs && push.fromMs <= (untilMs ?? seenMs);
      return within ? [{ place, push }] : [];
    });
    const { page, numbers } = paged(call, found, 2000);
    return {
      OnlineInfo: { LiveStreamOnlineInfo: page.map(({ place, push }) => publishOf(call, place, push)) },
      ...numbers,
    };
  },

  DescribeLiveStreamsPublishList(call) {
    const { args, seenMs, context } = call;
    const { fromMs, untilMs } = window(args.moment("StartTime"), args.moment("EndTime"), 30 * dayMs);
    const found = live(call).flatMap((place) =>
      context.encoders
        .pushes(place.encoder)
        .filter((push) => push.fromMs <= seenMs && push.fromMs < untilMs && push.untilMs > fromMs)
        .map((push) => ({ place, push })),
    );
    const number = args.maybe("PageNumber") === undefined ? "PageNum" : "PageNumber";
    const { page, numbers } = paged(call, found, 2000, number);
    return {
      PublishInfo: {
        LiveStreamPublishInfo: page.map(({ place, push }) => ({
          ...publishOf(call, place, push),
          StreamUrl: urlOf(place),
          ...(push.untilMs <= seenMs ? { StopTime: iso(push.untilMs) } : {}),
          ClientAddr: clientIp(context.seed, place.stream),
          EdgeNodeAddr: nodeName(context.seed, place.stream),
        })),
      },
      ...numbers,
    };
  },

  ForbidLiveStream(call) {
    const { args, world, nowMs, context } = call;
    const place = placeIn(call);
    const untilMs = args.time("ResumeTime") ?? Number.POSITIVE_INFINITY;
    if (untilMs <= nowMs) throw malformed("ResumeTime");
    const key = keyOf(place.domain, place.app, place.stream);
    const others = world.forbidden.open().filter((one) => one.key !== key && nowMs < one.value.untilMs);
    if (others.length >= mostForbidden) {
      throw new Refusal(400, "ResourceNumberExceed", "Number of forbidden streams exceeded 10000.");
    }
    world.forbidden.put(key, { ...place, untilMs }, nowMs);
    for (const form of formsOf(place)) context.encoders.ban(form, untilMs);
    world.controls.push({ ...place, action: call.action, atMs: nowMs });
    return {};
  },

  ResumeLiveStream(call) {
    const place = placeIn(call);
    call.world.forbidden.remove(keyOf(place.domain, place.app, place.stream), call.nowMs);
    for (const form of formsOf(place)) call.context.encoders.lift(form);
    call.world.controls.push({ ...place, action: call.action, atMs: call.nowMs });
    return {};
  },

  AddTrancodeSEI(call) {
    const place = placeIn(call);
    const { context, nowMs } = call;
    if (!pushesOf(context.encoders, place).some((push) => push.fromMs <= nowMs && nowMs < push.untilMs)) {
      throw new Refusal(404, "InvalidStream.NotFound", "Stream does not exist.");
    }
    return {};
  },
};

/** The streams of a call's domain, application and stream name. */
function live(call: Call): ReturnType<typeof sources> {
  const { args, context } = call;
  const fuzzy = args.maybe("QueryType") === "fuzzy";
  return sources(context.encoders, args.text("DomainName"), args.maybe("AppName"), args.maybe("StreamName"), fuzzy);
}

function publishOf({ world, seenMs }: Call, place: Place, push: Push): Fields {
  const edge = world.mappings.list(seenMs).find(({ value }) => value.pull === place.domain)?.value.push ?? place.domain;
  return {
    DomainName: place.domain,
    AppName: place.app,
    StreamName: place.stream,
    PublishTime: iso(push.fromMs),
    PublishUrl: urlOf({ ...place, domain: edge }),
    PublishDomain: edge,
  };
}

interface Rates {
  readonly StreamUrl: string;
  readonly VideoFrameRate: number;
  readonly AudioFrameRate: number;
  readonly BitRate: number;
  readonly Time: string;
}

function rates({ context }: Call, place: Place, atMs: number): Rates {
  const slot = Math.floor(atMs / minuteMs);
  const between = (least: number, most: number, what: string): number =>
    randomBetween(least * 100, most * 100, context.seed, what, place.stream, slot) / 100;
  return {
    StreamUrl: urlOf(place),
    VideoFrameRate: between(24.5, 25.5, "fps"),
    AudioFrameRate: between(42, 44, "audio"),
    BitRate: between(2350, 2650, "rate"),
    Time: iso(atMs),
  };
}

/** A sample a minute while the stream is pushed, newest first; at most a day's. */
function samples(call: Call, place: Place, fromMs: number, untilMs: number): readonly Rates[] {
  const last = Math.floor(untilMs / minuteMs);
  const count = Math.min(1440, Math.max(0, last - Math.ceil(fromMs / minuteMs) + 1));
  const pushes = pushesOf(call.context.encoders, place);
  return Array.from({ length: count }, (_, index) => (last - index) * minuteMs)
    .filter((at) => pushes.some((push) => push.fromMs <= at && at < push.untilMs))
    .map((at) => rates(call, place, at));
}
