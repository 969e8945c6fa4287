import type { Args } from "../args.ts";
import { ordered, paged } from "../call.ts";
import type { Handler } from "../call.ts";
import { objectName } from "../recorders.ts";
import { conflict, malformed, noConfig } from "../refusal.ts";
import { dayMs, iso, window } from "../times.ts";
import { keyOf } from "../world.ts";
import type { ModerationConfig, SnapshotConfig } from "../world.ts";
import { shots } from "../shots.ts";
import { placeIn } from "./streams.ts";

const usualObject = "{AppName}/{StreamName}/{Date}/{Hour}/{Minute}_{Second}.jpg";

/** Chapters 12 and 13: snapshots, and moderation of pictures. */
export const snapshotHandlers: Readonly<Record<string, Handler>> = {
  AddLiveAppSnapshotConfig({ args, world, nowMs }) {
    const key = keyOf(args.text("DomainName"), args.text("AppName"));
    const [overwrite, sequence] = objects(args, null);
    if (world.snapshots.now(key) !== undefined) throw conflict();
    const config: SnapshotConfig = {
      domain: args.text("DomainName"),
      app: args.text("AppName"),
      bucket: args.text("OssBucket"),
      endpoint: args.text("OssEndpoint"),
      seconds: args.int("TimeInterval", 0),
      overwrite,
      sequence,
    };
    world.snapshots.put(key, config, nowMs);
    return {};
  },

  UpdateLiveAppSnapshotConfig({ args, world, nowMs }) {
    const key = keyOf(args.text("DomainName"), args.text("AppName"));
    const before = world.snapshots.now(key);
    if (before === undefined) throw noConfig();
    const [overwrite, sequence] = objects(args, before);
    const bucket = args.maybe("OssBucket") ?? before.bucket;
    const endpoint = args.maybe("OssEndpoint") ?? before.endpoint;
    const seconds = args.int("TimeInterval", before.seconds);
    world.snapshots.put(key, { ...before, bucket, endpoint, seconds, overwrite, sequence }, nowMs);
    return {};
  },

  DeleteLiveAppSnapshotConfig({ args, world, nowMs }) {
    if (!world.snapshots.remove(keyOf(args.text("DomainName"), args.text("AppName")), nowMs)) throw noConfig();
    return {};
  },

  DescribeLiveSnapshotConfig(call) {
    const { args, world, seenMs } = call;
    const [domain, app] = [args.text("DomainName"), args.maybe("AppName")];
    const found = world.snapshots
      .list(seenMs)
      .filter(({ value }) => value.domain === domain && (app === undefined || value.app === app));
    const { items, order } = ordered(call, found, "asc");
    const { page, numbers } = paged(call, items, 10);
    const rows = page.map(({ value, createdMs }) => ({
      DomainName: value.domain,
      AppName: value.app,
      TimeInterval: value.seconds,
      CreateTime: iso(createdMs),
      OssEndpoint: value.endpoint,
      OssBucket: value.bucket,
      ...(value.overwrite === null ? {} : { OverwriteOssObject: value.overwrite }),
      ...(value.sequence === null ? {} : { SequenceOssObject: value.sequence }),
    }));
    return { LiveStreamSnapshotConfigList: { LiveStreamSnapshotConfig: rows }, Order: order, ...numbers };
  },

  DescribeLiveStreamSnapshotInfo(call) {
    const { args, world, context, seenMs } = call;
    const place = placeIn(call);
    const { fromMs, untilMs } = window(args.moment("StartTime"), args.moment("EndTime"), dayMs);
    const limit = args.int("Limit", 10);
    const found = shots(world, context, place, { fromMs, untilMs: Math.min(untilMs, seenMs) }).filter(
      ({ config }) => config.sequence !== null,
    );
    const next = found[limit];
    return {
      LiveStreamSnapshotInfoList: {
        LiveStreamSnapshotInfo: found.slice(0, limit).map(({ atMs, number, config }) => ({
          CreateTime: iso(atMs),
          OssEndpoint: config.endpoint,
          OssBucket: config.bucket,
          OssObject: objectName(config.sequence ?? "", place, { fromMs: atMs, toMs: atMs }, number),
        })),
      },
      ...(next === undefined ? {} : { NextStartTime: iso(next.atMs) }),
    };
  },

  AddLiveSnapshotDetectPornConfig({ args, world, nowMs }) {
    const key = keyOf(args.text("DomainName"), args.text("AppName"));
    if (world.moderation.now(key) !== undefined) throw conflict();
    world.moderation.put(key, moderation(args, null), nowMs);
    return {};
  },

  UpdateLiveSnapshotDetectPornConfig({ args, world, nowMs }) {
    const key = keyOf(args.text("DomainName"), args.text("AppName"));
    const before = world.moderation.now(key);
    if (before === undefined) throw noConfig();
    world.moderation.put(key, moderation(args, before), nowMs);
    return {};
  },

  DeleteLiveSnapshotDetectPornConfig({ args, world, nowMs }) {
    if (!world.moderation.remove(keyOf(args.text("DomainName"), args.text("AppName")), nowMs)) throw noConfig();
    return {};
  },

  DescribeLiveSnapshotDetectPornConfig(call) {
    const { args, world, seenMs } = call;
    const [domain, app] = [args.text("DomainName"), args.maybe("AppName")];
    const found = world.moderation
      .list(seenMs)
      .filter(({ value }) => value.domain === domain && (app === undefined || value.app === app));
    const { items, order } = ordered(call, found, "desc");
    const { page, numbers } = paged(call, items, 10);
    const rows = page.map(({ value }) => ({
      DomainName: value.domain,
      AppName: value.app,
      Interval: value.seconds,
      OssEndpoint: value.endpoint,
      OssBucket: value.bucket,
      OssObject: value.object,
      Scenes: { scene: value.scenes },
    }));
    return { LiveSnapshotDetectPornConfigList: { LiveSnapshotDetectPornConfig: rows }, Order: order, ...numbers };
  },
};

/** The two object names; a hyphen deletes one when a configuration is changed (12.4). */
function objects(args: Args, before: SnapshotConfig | null): readonly [string | null, string | null] {
  const read = (name: string, old: string | null): string | null => {
    const text = args.maybe(name);
    if (text === undefined) return old;
    if (text === "-" && before !== null) return null;
    if (!text.endsWith(".jpg")) throw malformed(name);
    return text;
  };
  const sequence = read("SequenceOssObject", before?.sequence ?? null);
  if (sequence !== null && !/\{(UnixTimestamp|Sequence)\}/.test(sequence)) throw malformed("SequenceOssObject");
  return [read("OverwriteOssObject", before?.overwrite ?? null), sequence];
}

function moderation(args: Args, before: ModerationConfig | null): ModerationConfig {
  const scenes = args.items("Scene");
  return {
    domain: args.text("DomainName"),
    app: args.text("AppName"),
    bucket: args.maybe("OssBucket") ?? before?.bucket ?? "",
    endpoint: args.maybe("OssEndpoint") ?? before?.endpoint ?? "",
    seconds: args.int("Interval", before?.seconds ?? 60),
    object: args.maybe("OssObject") ?? before?.object ?? usualObject,
    scenes: scenes.length > 0 ? scenes : (before?.scenes ?? ["porn"]),
  };
}
