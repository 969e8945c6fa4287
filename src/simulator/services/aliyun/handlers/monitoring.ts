import { randomBetween, randomHex } from "../../../random.ts";
import type { Call, Handler } from "../call.ts";
import { recorded } from "../recorders.ts";
import { malformed, Refusal } from "../refusal.ts";
import { shots } from "../shots.ts";
import { intersect } from "../../../spans.ts";
import type { Span } from "../../../spans.ts";
import { sources, urlOf } from "../streams.ts";
import { dayMs, dayOf, hourMs, iso, minuteMs, window } from "../times.ts";
import { lengthOf, pushedMs, slots, traffic, viewers } from "../traffic.ts";
import { checkServing } from "./domains.ts";

const firstDayMs = Date.parse("2018-01-01T00:00:00Z");
const typeNames = { m3u8: "TS", mp4: "MP4", flv: "FLV" } as const;
/** Viewer counts are 2 to 5 minutes late (14.6, 14.7). */
const countingMs = 2 * minuteMs;

/** Chapters 14 and 15: what was used, as it follows from the pushes. */
export const monitoringHandlers: Readonly<Record<string, Handler>> = {
  DescribeLiveDomainBpsData(call) {
    const { span, step, domains, head } = series(call, dayMs, 45 * dayMs);
    const data = traffic(call.context, domains, span, step, call.seenMs).map((slot) => ({
      TimeStamp: iso(slot.atMs),
      BpsValue: String(slot.bps),
      HttpBpsValue: String(slot.bps - slot.httpsBps),
      HttpsBpsValue: String(slot.httpsBps),
    }));
    return { ...head, BpsDataPerInterval: { DataModule: data } };
  },

  DescribeLiveDomainTrafficData(call) {
    const { span, step, domains, head } = series(call, dayMs, 45 * dayMs);
    const data = traffic(call.context, domains, span, step, call.seenMs).map((slot) => ({
      TimeStamp: iso(slot.atMs),
      TrafficValue: String(slot.bytes),
      HttpTrafficValue: String(slot.bytes - slot.httpsBytes),
      HttpsTrafficValue: String(slot.httpsBytes),
    }));
    return { ...head, TrafficDataPerInterval: { DataModule: data } };
  },

  DescribeLiveDomainRealTimeBpsData(call) {
    const { args, context, seenMs } = call;
    const span = window(args.moment("StartTime"), args.moment("EndTime"), dayMs);
    const data = traffic(context, args.list("DomainName"), span, minuteMs, seenMs);
    return {
      DomainName: args.text("DomainName"),
      StartTime: iso(span.fromMs),
      EndTime: iso(span.untilMs),
      DataInterval: "60",
      RealTimeBpsDataPerInterval: {
        DataModule: data.map((slot) => ({ TimeStamp: iso(slot.atMs), Bps: slot.bps, Value: String(slot.bps) })),
      },
    };
  },

  DescribeLiveDomainRealTimeTrafficData(call) {
    const { span, domains, head } = realTime(call, 90 * dayMs);
    const data = traffic(call.context, domains, span, minuteMs, call.seenMs);
    return {
      ...head,
      RealTimeTrafficDataPerInterval: {
        DataModule: data.map((slot) => ({ TimeStamp: iso(slot.atMs), Value: String(slot.bytes) })),
      },
    };
  },

  DescribeLiveDomainRealTimeHttpCodeData(call) {
    const { span, domains, head } = realTime(call, dayMs);
    const data = traffic(call.context, domains, span, minuteMs, call.seenMs);
    return {
      ...head,
      RealTimeHttpCodeData: {
        UsageData: data.map(({ atMs, bytes }) => ({
          TimeStamp: iso(atMs),
          Value: { RealTimeCodeProportionData: bytes === 0 ? [] : codeShares(call, atMs) },
        })),
      },
    };
  },

  DescribeLiveDomainRecordData(call) {
    const { args, world, context, seenMs } = call;
    const type = args.maybe("RecordType");
    const files = recorded(world, context, seenMs).filter(({ place }) => place.domain === args.text("DomainName"));
    const rows = days(call).map((day) => {
      const detail = { TS: 0, MP4: 0, FLV: 0 };
      for (const { file, format } of files) {
        const name = typeNames[format.type];
        if (type !== undefined && type !== name) continue;
        detail[name] += lengthOf(intersect({ fromMs: file.fromMs, untilMs: file.toMs }, day));
      }
      const seconds = Object.fromEntries(Object.entries(detail).map(([name, ms]) => [name, Math.round(ms / 1000)]));
      const total = Object.values(seconds).reduce((sum, value) => sum + value, 0);
      return { Date: dayOf(day.fromMs), Total: total, Detail: seconds };
    });
    return { RecordDataInfos: { RecordDataInfo: rows } };
  },

  DescribeLiveDomainSnapshotData(call) {
    const { args, world, context, seenMs } = call;
    const own = sources(context.encoders, args.text("DomainName"));
    const rows = days(call).map((day) => {
      const seen = { fromMs: day.fromMs, untilMs: Math.min(day.untilMs, seenMs) };
      const total = own.reduce((sum, place) => sum + shots(world, context, place, seen).length, 0);
      return { Date: dayOf(day.fromMs), Total: total };
    });
    return { SnapshotDataInfos: { SnapshotDataInfo: rows } };
  },

  DescribeLiveDomainTranscodeData(call) {
    const { args, world, context, seenMs } = call;
    const domain = args.text("DomainName");
    const templates = world.templates.history().filter(({ value }) => value.domain === domain);
    const rows = days(call).map((day) => {
      const detail: Record<string, number> = {};
      for (const { value, fromMs, untilMs } of templates) {
        const active = intersect(day, { fromMs, untilMs: Math.min(untilMs, seenMs) });
        if (active === null) continue;
        const ms = sources(context.encoders, domain, value.app).reduce(
          (sum, { encoder }) => sum + pushedMs(context, encoder, active),
          0,
        );
        const name = value.name.toUpperCase();
        detail[name] = (detail[name] ?? 0) + Math.round(ms / 1000);
      }
      const total = Object.values(detail).reduce((sum, value) => sum + value, 0);
      return { Date: dayOf(day.fromMs), Total: total, Detail: detail };
    });
    return { TranscodeDataInfos: { TranscodeDataInfo: rows } };
  },

  DescribeLiveStreamHistoryUserNum(call) {
    const { args, context, seenMs } = call;
    const span = window(args.moment("StartTime"), args.moment("EndTime"), dayMs);
    if (span.untilMs > call.nowMs + minuteMs) throw beyond();
    const own = sources(context.encoders, args.text("DomainName"), args.text("AppName"), args.text("StreamName"));
    const minutes = slots({ fromMs: span.fromMs, untilMs: Math.min(span.untilMs, seenMs - countingMs) }, minuteMs);
    return {
      LiveStreamUserNumInfos: {
        LiveStreamUserNumInfo: minutes.toReversed().map((atMs) => ({
          StreamTime: iso(atMs),
          UserNum: own.reduce((sum, place) => sum + viewers(context, place, atMs), 0),
        })),
      },
    };
  },

  DescribeLiveStreamOnlineUserNum({ args, context, seenMs }) {
    const atMs = seenMs - countingMs;
    const rows = sources(context.encoders, args.text("DomainName"), args.maybe("AppName"), args.maybe("StreamName"))
      .map((place) => ({ StreamUrl: urlOf(place), UserNumber: viewers(context, place, atMs), Time: iso(atMs) }))
      .filter((row) => row.UserNumber > 0);
    return {
      TotalUserNumber: rows.reduce((sum, row) => sum + row.UserNumber, 0),
      OnlineUserInfo: { LiveStreamOnlineUserNumInfo: rows },
    };
  },

  DescribeLiveDomainLog(call) {
    const { args, context, seenMs } = call;
    const domain = args.text("DomainName");
    const [fromMs, untilMs] = timesOf(call, dayMs);
    const span = window(fromMs, untilMs, 366 * dayMs);
    const hours = slots(span, hourMs).filter((at) => at + hourMs <= Math.min(span.untilMs, seenMs));
    const [number, size] = [args.int("PageNumber", 1), args.int("PageSize", 300)];
    const page = hours.slice((number - 1) * size, number * size);
    return {
      DomainLogDetails: {
        DomainLogDetail: [
          {
            DomainName: domain,
            LogCount: page.length,
            PageInfos: { PageIndex: number, PageSize: size, Total: hours.length },
            LogInfos: { LogInfoDetail: page.map((at) => logFile(call, domain, at)) },
          },
        ],
      },
    };

    function logFile(own: Call, name: string, atMs: number): Readonly<Record<string, string | number>> {
      const time = (ms: number): string => iso(ms).slice(11, 19).replaceAll(":", "");
      const date = iso(atMs).slice(0, 10).replaceAll("-", "_");
      const file = `${name}_${date}_${time(atMs)}_${time(atMs + hourMs)}.gz`;
      const expires = Math.floor((own.nowMs + dayMs) / 1000);
      const signature = randomHex(28, context.seed, "log", file);
      const [use] = traffic(context, [name], { fromMs: atMs, untilMs: atMs + hourMs }, hourMs, seenMs);
      return {
        LogName: file,
        LogPath: `livelog.example.net/${name}/${date}/${file}?Expires=${expires}&OSSAccessKeyId=simulated&Signature=${signature}`,
        StartTime: String(Math.floor(atMs / 1000)),
        EndTime: String(Math.floor((atMs + hourMs) / 1000)),
        LogSize: 512 + Math.floor((use?.bytes ?? 0) / 20_000),
      };
    }
  },
};

/** Both times or neither; without them the stretch that ends now. */
function timesOf({ args, nowMs }: Call, usualMs: number): readonly [number, number] {
  const [from, until] = [args.time("StartTime"), args.time("EndTime")];
  if ((from === undefined) !== (until === undefined)) {
    throw new Refusal(400, "MissingParameter", "StartTime and EndTime can not be single.");
  }
  return [from ?? nowMs - usualMs, until ?? nowMs];
}

interface Series {
  readonly span: Span;
  readonly step: number;
  readonly domains: readonly string[];
  readonly head: Readonly<Record<string, string>>;
}

/** Steps of 5 minutes, of an hour for more than 3 days, of a day for more than 31. */
function series(call: Call, usualMs: number, longestMs: number): Series {
  const domains = call.args.list("DomainName");
  for (const name of domains) call.world.domain(name, call.nowMs);
  const span = window(...timesOf(call, usualMs), longestMs);
  const length = span.untilMs - span.fromMs;
  const step = length <= 3 * dayMs ? 5 * minuteMs : length <= 31 * dayMs ? hourMs : dayMs;
  return { span, step, domains, head: headOf(call, span, step) };
}

/** One-minute reads; a domain that is stopped or being configured is refused. */
function realTime(call: Call, longestMs: number): Omit<Series, "step"> {
  const domains = call.args.list("DomainName");
  for (const name of domains) checkServing(call.world.domain(name, call.nowMs), call.nowMs, 404);
  const span = window(...timesOf(call, hourMs), longestMs);
  return { span, domains, head: headOf(call, span, minuteMs) };
}

function headOf({ args }: Call, span: Span, step: number): Readonly<Record<string, string>> {
  return {
    DomainName: args.maybe("DomainName") ?? "",
    DataInterval: String(step / 1000),
    StartTime: iso(span.fromMs),
    EndTime: iso(span.untilMs),
  };
}

/** The UTC days of a daily statistic (14.2, 14.3, 14.5). */
function days({ args, nowMs }: Call): readonly Span[] {
  const span = window(args.moment("StartTime"), args.moment("EndTime"), 90 * dayMs);
  if (span.untilMs > nowMs) throw beyond();
  if (span.fromMs < firstDayMs) throw malformed("StartTime");
  return slots(span, dayMs).map((fromMs) => ({ fromMs, untilMs: fromMs + dayMs }));
}

function beyond(): Refusal {
  return new Refusal(400, "InvalidEndTime.BeyondCurrent", "EndTime beyond current time.");
}

function codeShares(
  { context }: Call,
  atMs: number,
): readonly { readonly Code: string; readonly Proportion: string }[] {
  const of = (code: string, most: number): number => randomBetween(0, most, context.seed, "code", code, atMs) / 100;
  const others = [
    { Code: "206", Proportion: of("206", 500) },
    { Code: "304", Proportion: of("304", 100) },
    { Code: "404", Proportion: of("404", 50) },
  ];
  const rest = 100 - others.reduce((sum, one) => sum + one.Proportion, 0);
  return [{ Code: "200", Proportion: rest }, ...others].map((one) => ({
    Code: one.Code,
    Proportion: one.Proportion.toFixed(2),
  }));
}
