import { randomHex } from "../../../random.ts";
import type { Call, Handler } from "../call.ts";
import { uuid } from "../ids.ts";
import { malformed, Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import type { Caster, CasterConfig } from "../studio.ts";
import { emptyConfig } from "../studio.ts";
import { chinaParts, iso } from "../times.ts";

const mostCasters = 100;
const sizes: readonly unknown[] = ["lp_ld", "lp_sd", "lp_hd", "lp_ud", "lp_ld_v", "lp_sd_v", "lp_hd_v", "lp_ud_v"];
const renditions: readonly unknown[] = ["lsd", "lld", "lud", "lhd", "daobo-lsd", "daobo-lld", "daobo-lud", "daobo-lhd"];

/** Casters as a whole: made, copied, configured, deleted, listed (17.1, 17.9, 17.11, 17.19, 17.21, 17.36). */
export const casterHandlers: Readonly<Record<string, Handler>> = {
  CreateCaster(call) {
    const { args, world, nowMs } = call;
    const prepaid = args.text("ChargeType") === "PrePaid";
    if (prepaid && args.maybe("CasterTemplate") === undefined) {
      throw malformed("CasterTemplate", "CasterTemplate is mandatory when ChargeType is PrePaid");
    }
    return world.once(call.action, args.text("ClientToken"), () => {
      const id = newId(call);
      const caster: Caster = {
        id,
        name: args.maybe("CasterName") ?? id,
        normType: args.int("NormType", 0),
        chargeType: args.text("ChargeType"),
        template: args.maybe("CasterTemplate") ?? null,
        purchaseTime: args.maybe("PurchaseTime") ?? (prepaid ? iso(nowMs) : null),
        expireTime: args.maybe("ExpireTime") ?? null,
        channels: false,
        startedMs: null,
        config: emptyConfig,
      };
      world.studio.casters.put(id, caster, nowMs);
      return { CasterId: id };
    });
  },

  CopyCaster(call) {
    const { args, world, nowMs, context } = call;
    const { studio } = world;
    const source = studio.caster(args.text("SrcCasterId"), nowMs);
    return world.once(call.action, args.text("ClientToken"), () => {
      const id = newId(call);
      studio.casters.put(id, { ...source, id, name: args.text("CasterName"), startedMs: null }, nowMs);
      const own = (what: string, old: string): string => uuid(context.seed, what, id, old);
      for (const one of studio.of(studio.resources, source.id, nowMs)) {
        const copy = own("resource", one.id);
        studio.resources.put(`${id}/${copy}`, { ...one, id: copy }, nowMs);
      }
      for (const one of studio.of(studio.layouts, source.id, nowMs)) {
        const copy = own("layout", one.id);
        studio.layouts.put(`${id}/${copy}`, { ...one, id: copy }, nowMs);
      }
      for (const one of studio.of(studio.components, source.id, nowMs)) {
        const copy = own("component", one.id);
        studio.components.put(`${id}/${copy}`, { ...one, id: copy }, nowMs);
      }
      return { CasterId: id };
    });
  },

  DeleteCaster({ args, world, nowMs }) {
    const caster = world.studio.caster(args.text("CasterId"), nowMs);
    if (caster.startedMs !== null) throw new Refusal(400, "IncorrectCasterStatus", "Caster is in use");
    world.studio.remove(caster.id, nowMs);
    return { CasterId: caster.id };
  },

  SetCasterConfig(call) {
    const { args, world, nowMs } = call;
    const { studio } = world;
    const caster = studio.caster(args.text("CasterId"), nowMs);
    const config = readConfig(call, caster);
    const channels = caster.channels || args.int("ChannelEnable", 0) === 1;
    if (channels && !caster.channels) {
      if (caster.startedMs !== null) throw new Refusal(400, "IncorrectCasterStatus", "Caster is in use");
      // Layouts refer to channels from now on, so those that there are become void (17.36).
      studio.layouts.removeAll((key) => key.startsWith(`${caster.id}/`), nowMs);
    }
    const name = args.maybe("CasterName") ?? caster.name;
    studio.casters.put(caster.id, { ...caster, name, config, channels }, nowMs);
    return { CasterId: caster.id };
  },

  DescribeCasterConfig({ args, world, seenMs }) {
    const { config, name, channels } = world.studio.caster(args.text("CasterId"), seenMs);
    return {
      CasterName: name,
      DomainName: config.DomainName ?? "",
      TranscodeConfig:
        config.CasterTemplate === null && config.LiveTemplate.length === 0
          ? {}
          : { CasterTemplate: config.CasterTemplate ?? "", LiveTemplate: config.LiveTemplate },
      RecordConfig:
        config.record === null
          ? {}
          : {
              OssBucket: config.record.OssBucket,
              Endpoint: config.record.OssEndpoint,
              VideoFormat: config.record.VideoFormat,
            },
      Delay: config.Delay,
      UrgentMaterialId: config.UrgentMaterialId ?? "",
      SideOutputUrl: config.SideOutputUrl,
      CallbackUrl: config.CallbackUrl ?? "",
      ProgramName: config.ProgramName ?? "",
      ProgramEffect: config.ProgramEffect,
      ChannelEnable: channels ? 1 : 0,
    };
  },

  DescribeCasters({ args, world, seenMs }) {
    const [id, name, status] = [args.maybe("CasterId"), args.maybe("CasterName"), args.number("Status")];
    const [fromMs, untilMs] = [args.time("StartTime") ?? 0, args.time("EndTime") ?? Number.POSITIVE_INFINITY];
    const found = world.studio.casters
      .list(seenMs)
      .filter(({ value }) => (id === undefined || value.id === id) && (name === undefined || value.name === name))
      .filter(({ value }) => status === undefined || (value.startedMs === null ? 0 : 1) === status)
      .filter(({ createdMs }) => createdMs >= fromMs && createdMs <= untilMs);
    const [number, size] = [args.int("PageNum", 1), args.int("PageSize", 10)];
    const page = found.slice((number - 1) * size, number * size);
    return {
      TotalNum: found.length,
      CasterList: { Caster: page.map(({ value, createdMs }) => describe(value, createdMs)) },
    };
  },
};

function newId({ world, nowMs, context, args, action }: Call): string {
  if (world.studio.casters.list(nowMs).length >= mostCasters) {
    throw new Refusal(500, "ResourceNumberExceed", "Number of resource exceeded video norm");
  }
  return uuid(context.seed, "caster", action, args.text("ClientToken"));
}

function describe(caster: Caster, createdMs: number): Fields {
  const { date, time } = chinaParts(createdMs);
  return {
    CasterId: caster.id,
    CasterName: caster.name,
    CreateTime: `${date} ${time}.0`,
    ...(caster.startedMs === null ? {} : { StartTime: iso(caster.startedMs) }),
    NormType: caster.normType,
    ChargeType: caster.chargeType,
    ...(caster.purchaseTime === null ? {} : { PurchaseTime: caster.purchaseTime }),
    ...(caster.expireTime === null ? {} : { ExpireTime: caster.expireTime }),
    ...(caster.template === null ? {} : { CasterTemplate: caster.template }),
    Status: caster.startedMs === null ? 0 : 1,
    ChannelEnable: caster.channels ? 1 : 0,
  };
}

/** The whole configuration anew: what is absent or empty is cleared (17.36). */
function readConfig({ args, world, nowMs, context }: Call, caster: Caster): CasterConfig {
  const domain = args.maybe("DomainName");
  if (domain !== undefined) world.domain(domain, nowMs);
  const transcode = args.object("TranscodeConfig");
  const template = transcode?.get("CasterTemplate") ?? caster.template;
  const live = transcode?.get("LiveTemplate") ?? [];
  if (transcode !== undefined && !sizes.includes(template)) throw malformed("TranscodeConfig.CasterTemplate");
  if (!Array.isArray(live) || live.some((one) => !renditions.includes(one))) {
    throw malformed("TranscodeConfig.LiveTemplate");
  }
  const chosen = transcode === undefined || typeof template !== "string" ? null : template;
  if (chosen !== null && caster.chargeType === "PrePaid" && caster.template !== null && chosen !== caster.template) {
    throw new Refusal(401, "CasterTemplateUnavailable", "CasterTemplate exceeded norms");
  }
  return {
    DomainName: domain ?? null,
    CasterTemplate: chosen,
    LiveTemplate: live.map(String),
    record: readRecord(args.object("RecordConfig")),
    Delay: args.number("Delay") ?? 0,
    UrgentMaterialId: args.maybe("UrgentMaterialId") ?? null,
    SideOutputUrl:
      args.maybe("SideOutputUrl") ??
      (domain === undefined ? "" : `rtmp://${domain}/caster/${randomHex(32, context.seed, "side", caster.id)}`),
    CallbackUrl: args.maybe("CallbackUrl") ?? null,
    ProgramName: args.maybe("ProgramName") ?? null,
    ProgramEffect: args.int("ProgramEffect", 0),
  };
}

function readRecord(record: ReadonlyMap<string, unknown> | undefined): CasterConfig["record"] {
  if (record === undefined || record.size === 0) return null;
  const [bucket, endpoint] = [record.get("OssBucket"), record.get("OssEndpoint")];
  const formats = record.get("VideoFormat");
  if (typeof bucket !== "string" || typeof endpoint !== "string") throw malformed("RecordConfig");
  if (!Array.isArray(formats) || formats.length === 0) throw malformed("RecordConfig.VideoFormat");
  return {
    OssBucket: bucket,
    OssEndpoint: endpoint,
    VideoFormat: formats.map((format: unknown) => {
      if (typeof format !== "object" || format === null) throw malformed("RecordConfig.VideoFormat");
      const fields = new Map<string, unknown>(Object.entries(format));
      const type = fields.get("Format");
      if (type !== "flv" && type !== "m3u8" && type !== "mp4") throw malformed("RecordConfig.VideoFormat.Format");
      return {
        Format: type,
        Prefix: fields.get("OssObjectPrefix") ?? "",
        SlicePrefix: fields.get("SliceOssObjectPrefix") ?? "",
        Interval: fields.get("CycleDuration") ?? 3600,
      };
    }),
  };
}
