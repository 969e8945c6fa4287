import { paged } from "../call.ts";
import type { Call, Handler } from "../call.ts";
import { conflict, malformed, noConfig } from "../refusal.ts";
import { iso } from "../times.ts";
import { keyOf } from "../world.ts";
import type { VodConfig } from "../world.ts";

const standard: readonly string[] = ["lld", "lsd", "lhd", "lud", "ld", "sd", "hd", "ud"];

/** Chapters 9 and 10: transcoding of live streams, and recording into the VOD library. */
export const transcodeHandlers: Readonly<Record<string, Handler>> = {
  AddLiveStreamTranscode(call) {
    add(call, null);
    return {};
  },

  AddCustomLiveStreamTranscode(call) {
    const { args } = call;
    const [width, height] = [args.int("Width", 0), args.int("Height", 0)];
    if (Math.min(width, height) > 1080) throw malformed(width < height ? "Width" : "Height");
    if (standard.includes(args.text("Template")) || !/^[\w-]+$/.test(args.text("Template")))
      throw malformed("Template");
    add(call, {
      VideoBitrate: args.int("VideoBitrate", 0),
      FPS: args.int("FPS", 0),
      Height: height,
      Width: width,
      TemplateType: args.text("TemplateType"),
    });
    return {};
  },

  DeleteLiveStreamTranscode({ args, world, nowMs }) {
    const key = keyOf(args.text("Domain"), args.text("App"), args.text("Template"));
    if (!world.templates.remove(key, nowMs)) throw noConfig();
    return {};
  },

  DescribeLiveStreamTranscodeInfo({ args, world, seenMs }) {
    const domain = args.text("DomainTranscodeName");
    const found = world.templates.list(seenMs).filter(({ value }) => value.domain === domain);
    return {
      DomainTranscodeList: {
        DomainTranscodeInfo: found.map(({ value }) => ({
          TranscodeName: value.domain,
          TranscodeApp: value.app,
          TranscodeTemplate: value.name,
          ...(value.custom === null ? {} : { CustomTranscodeParameters: value.custom }),
        })),
      },
    };
  },

  AddLiveRecordVodConfig({ args, world, nowMs }) {
    const config = {
      DomainName: args.text("DomainName"),
      AppName: args.text("AppName"),
      ...some("StreamName", args.maybe("StreamName")),
      VodTranscodeGroupId: args.text("VodTranscodeGroupId"),
      ...some("AutoCompose", args.maybe("AutoCompose")),
      ...some("ComposeVodTranscodeGroupId", args.maybe("ComposeVodTranscodeGroupId")),
      CycleDuration: args.int("CycleDuration", 3600),
    };
    if (args.maybe("AutoCompose") === "ON") args.text("ComposeVodTranscodeGroupId");
    const key = keyOf(config.DomainName, config.AppName, args.maybe("StreamName") ?? "");
    const clash = world.records
      .open()
      .some(({ value }) => value.domain === config.DomainName && value.app === config.AppName);
    if (clash || world.vodConfigs.now(key) !== undefined) throw conflict();
    world.vodConfigs.put(key, config, nowMs);
    return {};
  },

  DeleteLiveRecordVodConfig({ args, world, nowMs }) {
    const key = keyOf(args.text("DomainName"), args.text("AppName"), args.maybe("StreamName") ?? "");
    if (!world.vodConfigs.remove(key, nowMs)) throw noConfig();
    return {};
  },

  DescribeLiveRecordVodConfigs(call) {
    const { args, world, seenMs } = call;
    const [app, stream] = [args.maybe("AppName"), args.maybe("StreamName")];
    const fits = (value: VodConfig): boolean =>
      value.DomainName === args.text("DomainName") &&
      (app === undefined || value.AppName === app) &&
      (stream === undefined || value["StreamName"] === stream);
    const found = world.vodConfigs.list(seenMs).filter(({ value }) => fits(value));
    const { page, numbers } = paged(call, found, 10);
    return {
      PageNum: numbers.PageNum,
      PageSize: numbers.PageSize,
      Total: numbers.TotalNum,
      LiveRecordVodConfigs: {
        LiveRecordVodConfig: page.map(({ value, createdMs }) => ({ CreateTime: iso(createdMs), ...value })),
      },
    };
  },
};

function add({ args, world, nowMs }: Call, custom: Readonly<Record<string, unknown>> | null): void {
  const [domain, app, name] = [args.text("Domain"), args.text("App"), args.text("Template")];
  const key = keyOf(domain, app, name);
  if (world.templates.now(key) !== undefined) throw conflict();
  world.templates.put(key, { domain, app, name, custom }, nowMs);
}

/** A field that stands in an answer only when it has a value. */
function some(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}
