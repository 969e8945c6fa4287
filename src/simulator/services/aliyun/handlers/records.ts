import type { Args } from "../args.ts";
import { ordered, paged } from "../call.ts";
import type { Call, Handler } from "../call.ts";
import { covers, recordings } from "../recorders.ts";
import { conflict, malformed, noConfig, Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import type { Version } from "../shelf.ts";
import { pushAt } from "../streams.ts";
import { ahead, dayMs, iso, window } from "../times.ts";
import { keyOf } from "../world.ts";
import type { RecordConfig, RecordFormat, RecordType } from "../world.ts";
import { placeIn } from "./streams.ts";

const reachMs = 15 * dayMs;
const usualCycle = 3600;
const usualObject = "record/{AppName}/{StreamName}/{EscapedStartTime}_{EscapedEndTime}";
const usualSlice = "record/{AppName}/{StreamName}/{UnixTimestamp}_{Sequence}";

/** Configurations of recording into the own bucket, and recording by hand (11.1 to 11.4). */
export const recordHandlers: Readonly<Record<string, Handler>> = {
  AddLiveAppRecordConfig(call) {
    const { args, world, nowMs } = call;
    const config = readConfig(call);
    const key = keyOf(config.domain, config.app, config.stream ?? "");
    if (world.records.now(key) !== undefined) throw conflict();
    if (
      world.vodConfigs.open().some(({ value }) => value.DomainName === config.domain && value.AppName === config.app)
    ) {
      throw conflict();
    }
    world.domain(args.text("DomainName"), nowMs);
    world.records.put(key, config, nowMs);
    return {};
  },

  DeleteLiveAppRecordConfig({ args, world, nowMs }) {
    const key = keyOf(args.text("DomainName"), args.text("AppName"), args.maybe("StreamName") ?? "");
    if (!world.records.remove(key, nowMs)) throw noConfig();
    return {};
  },

  DescribeLiveRecordConfig(call) {
    const { args, world, seenMs } = call;
    const [domain, app] = [args.text("DomainName"), args.maybe("AppName")];
    const found = world.records
      .list(seenMs)
      .filter(({ value }) => value.domain === domain && (app === undefined || value.app === app));
    const { items, order } = ordered(call, found, "asc");
    const { page, numbers } = paged(call, items, 10);
    return { LiveAppRecordList: { LiveAppRecord: page.map(describe) }, Order: order, ...numbers };
  },

  RealTimeRecordCommand(call) {
    const { args, world, nowMs, context } = call;
    const place = placeIn(call);
    if (pushAt(context.encoders, place, nowMs) === undefined) {
      throw new Refusal(404, "InvalidStream.NotFound", "Stream does not exist.");
    }
    if (!world.records.open().some(({ value }) => covers(value, place))) throw noConfig();
    const command = args.text("Command") === "start" ? "start" : "stop";
    const { domain, app, stream } = place;
    const runs = recordings(world, context).some(
      ({ recorder, place: other }) =>
        other.domain === domain &&
        other.app === app &&
        other.stream === stream &&
        recorder.fromMs <= nowMs &&
        nowMs < recorder.untilMs,
    );
    if (command === "start" && runs) throw new Refusal(409, "TaskAlreadyStarted", "Task has already started.");
    world.commands.push({ ...place, command, atMs: nowMs });
    return {};
  },
};

function readConfig({ args, nowMs }: Call): RecordConfig {
  const stream = args.maybe("StreamName") ?? null;
  const [fromMs, untilMs] = [args.time("StartTime"), args.time("EndTime")];
  if (stream === null && fromMs !== undefined) throw malformed("StartTime");
  if (stream === null && untilMs !== undefined) throw malformed("EndTime");
  if (fromMs !== undefined) ahead("StartTime", fromMs, nowMs, reachMs);
  if (untilMs !== undefined) {
    if (untilMs <= nowMs) throw malformed("EndTime");
    ahead("EndTime", untilMs, nowMs, reachMs);
    window(fromMs ?? nowMs, untilMs);
  }
  const onDemand = args.int("OnDemand", 0);
  if (onDemand === 2) throw malformed("OnDemand", "OnDemand 2 is not supported yet.");
  const groups = args.groups("RecordFormat");
  const formats = groups.map(readFormat);
  if (new Set(formats.map((format) => format.type)).size < formats.length) throw malformed("RecordFormat.N.Format");
  return {
    domain: args.text("DomainName"),
    app: args.text("AppName"),
    stream,
    bucket: args.text("OssBucket"),
    endpoint: args.text("OssEndpoint"),
    onDemand,
    fromMs: fromMs ?? null,
    untilMs: untilMs ?? null,
    formats:
      formats.length > 0
        ? formats
        : // The document names no format for this case; slices are what its index operations need.
          [{ type: "m3u8", object: usualObject, slice: usualSlice, cycle: usualCycle }],
  };
}

function readFormat(group: Args): RecordFormat {
  const type = group.maybe("Format") ?? "m3u8";
  const object = group.maybe("OssObjectPrefix") ?? usualObject;
  const slice = group.maybe("SliceOssObjectPrefix") ?? usualSlice;
  if (!object.includes("{EscapedStartTime}") || !object.includes("{EscapedEndTime}")) {
    throw malformed("OssObjectPrefix");
  }
  if (!slice.includes("{UnixTimestamp}")) throw malformed("SliceOssObjectPrefix");
  return { type: typeOf(type), object, slice, cycle: group.int("CycleDuration", usualCycle) };
}

function typeOf(text: string): RecordType {
  return text === "flv" || text === "mp4" ? text : "m3u8";
}

function describe({ value, createdMs }: Version<RecordConfig>): Fields {
  return {
    DomainName: value.domain,
    AppName: value.app,
    ...(value.stream === null ? {} : { StreamName: value.stream }),
    OssEndpoint: value.endpoint,
    OssBucket: value.bucket,
    CreateTime: iso(createdMs),
    ...(value.fromMs === null ? {} : { StartTime: iso(value.fromMs) }),
    ...(value.untilMs === null ? {} : { EndTime: iso(value.untilMs) }),
    ...(value.onDemand === 0 ? {} : { OnDemand: value.onDemand }),
    RecordFormatList: {
      RecordFormat: value.formats.map((format) => ({
        Format: format.type,
        OssObjectPrefix: format.object,
        ...(format.type === "m3u8" ? { SliceOssObjectPrefix: format.slice } : {}),
        CycleDuration: format.cycle,
      })),
    },
  };
}
