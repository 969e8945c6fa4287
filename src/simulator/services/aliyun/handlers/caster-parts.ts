import type { Args } from "../args.ts";
import type { Call, Handler } from "../call.ts";
import { uuid } from "../ids.ts";
import { malformed, Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import type { AudioLayer, Caster, Component, Layout, Resource, Studio, VideoLayer } from "../studio.ts";

const mostResources = 12;

/** What a caster is fed with: layouts, video sources, components, channels (17.2, 17.3, 17.5 and their kin). */
export const casterPartHandlers: Readonly<Record<string, Handler>> = {
  AddCasterLayout(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const layout = { id: newId(call, "layout"), ...readLayout(args) };
    studio.layouts.put(`${caster.id}/${layout.id}`, layout, nowMs);
    return { LayoutId: layout.id };
  },

  ModifyCasterLayout(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const before = studio.need(studio.layouts, caster.id, args.text("LayoutId"), "Layout", nowMs);
    const given = readLayout(args, before);
    const known = caster.channels
      ? studio.of(studio.channels, caster.id, nowMs).map((one) => one.id)
      : studio.of(studio.resources, caster.id, nowMs).map((one) => one.location);
    const asked = [...args.items("BlendList"), ...args.items("MixList")];
    if (asked.some((location) => !known.includes(location))) {
      throw new Refusal(404, "InvalidResource.NotFound", "Reference resource of layout is not found");
    }
    studio.layouts.put(`${caster.id}/${before.id}`, { id: before.id, ...given }, nowMs);
    return { LayoutId: before.id };
  },

  DeleteCasterLayout(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const layout = studio.need(studio.layouts, caster.id, args.text("LayoutId"), "Layout", nowMs);
    studio.layouts.remove(`${caster.id}/${layout.id}`, nowMs);
    return { CasterId: caster.id, LayoutId: layout.id };
  },

  DescribeCasterLayouts(call) {
    const { studio, caster } = own(call);
    const id = call.args.maybe("LayoutId");
    const found = studio.of(studio.layouts, caster.id, call.seenMs).filter((one) => id === undefined || one.id === id);
    return { Layouts: { Layout: found.map(describeLayout) } };
  },

  AddCasterVideoResource(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const location = args.text("LocationId");
    const others = studio.of(studio.resources, caster.id, nowMs);
    if (others.some((one) => one.location === location)) throw duplicate();
    if (others.length >= mostResources) {
      throw new Refusal(400, "ResourceNumberExceed", "Number of resource exceeded InputTotal");
    }
    const resource = { id: newId(call, "resource"), location, ...readResource(args, {}) };
    studio.resources.put(`${caster.id}/${resource.id}`, resource, nowMs);
    return { ResourceId: resource.id };
  },

  ModifyCasterVideoResource(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const before = studio.need(studio.resources, caster.id, args.text("ResourceId"), "Resource", nowMs);
    studio.resources.put(`${caster.id}/${before.id}`, { ...before, ...readResource(args, before.fields) }, nowMs);
    return {};
  },

  DeleteCasterVideoResource(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const { id } = studio.need(studio.resources, caster.id, args.text("ResourceId"), "Resource", nowMs);
    studio.resources.remove(`${caster.id}/${id}`, nowMs);
    for (const channel of studio.of(studio.channels, caster.id, nowMs)) {
      if (channel.resource === id) studio.channels.remove(`${caster.id}/${channel.id}`, nowMs);
    }
    return {};
  },

  DescribeCasterVideoResources(call) {
    const { studio, caster } = own(call);
    const found = studio.of(studio.resources, caster.id, call.seenMs);
    return { VideoResources: { VideoResource: found.map(describeResource) } };
  },

  AddCasterComponent(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const location = args.text("LocationId");
    if (studio.of(studio.components, caster.id, nowMs).some((one) => one.location === location)) throw duplicate();
    const id = newId(call, "component");
    const fields = { ComponentName: id, Effect: "none", ...readComponent(args) };
    studio.components.put(`${caster.id}/${id}`, { id, location, fields }, nowMs);
    return { ComponentId: id };
  },

  ModifyCasterComponent(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const before = studio.need(studio.components, caster.id, args.text("ComponentId"), "Component", nowMs);
    const fields = { ...before.fields, ...readComponent(args) };
    studio.components.put(`${caster.id}/${before.id}`, { ...before, fields }, nowMs);
    return {};
  },

  DeleteCasterComponent(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const { id } = studio.need(studio.components, caster.id, args.text("ComponentId"), "Component", nowMs);
    studio.components.remove(`${caster.id}/${id}`, nowMs);
    return {};
  },

  DescribeCasterComponents(call) {
    const { studio, caster } = own(call);
    const id = call.args.maybe("ComponentId");
    const found = studio.of(studio.components, caster.id, call.seenMs);
    return {
      Components: { Component: found.filter((one) => id === undefined || one.id === id).map(describeComponent) },
    };
  },

  SetCasterChannel(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const resource = studio.need(studio.resources, caster.id, args.text("ResourceId"), "Resource", nowMs);
    if (!caster.channels) throw new Refusal(404, "InvalidConfiguration.NotFound", "ChannelEnable is not configured");
    const id = args.text("ChannelId");
    const other = studio.of(studio.channels, caster.id, nowMs).find((one) => one.resource === resource.id);
    if (other !== undefined && other.id !== id) {
      throw new Refusal(400, "ResourceOfChannelExist", "Resource has been set to channel already");
    }
    studio.channels.put(`${caster.id}/${id}`, { id, resource: resource.id }, nowMs);
    return {};
  },

  DescribeCasterChannels(call) {
    const { studio, caster } = own(call);
    const found = studio.of(studio.channels, caster.id, call.seenMs);
    return {
      Channels: {
        Channel: found.map((one) => ({
          ChannelId: one.id,
          ResourceId: one.resource,
          StreamUrl: `rtmp://${caster.config.DomainName ?? "caster.example.net"}/caster/${uuid(call.context.seed, "channel", caster.id, one.id).replaceAll("-", "")}`,
        })),
      },
    };
  },
};

/** The caster of a call, as the call sees it. */
export function own({ args, world, seenMs }: Call): { readonly studio: Studio; readonly caster: Caster } {
  return { studio: world.studio, caster: world.studio.caster(args.text("CasterId"), seenMs) };
}

/** The id of the next thing of a kind: the same run makes the same ids. */
export function newId({ context, world }: Call, what: string): string {
  return uuid(context.seed, what, world.next());
}

function duplicate(): Refusal {
  return new Refusal(400, "DuplicateLocationID", "LocationId is duplicate.");
}

export function readAudio(args: Args): readonly AudioLayer[] {
  return args.groups("AudioLayer").map((group) => ({
    VolumeRate: group.number("VolumeRate") ?? 1,
    ValidChannel: group.maybe("ValidChannel") ?? "all",
    FixedDelayDuration: group.int("FixedDelayDuration", 0),
  }));
}

function readLayout(args: Args, before?: Layout): Omit<Layout, "id"> {
  const given = { video: args.groups("VideoLayer").map(readVideo), audio: readAudio(args) };
  const video = given.video.length > 0 ? given.video : (before?.video ?? []);
  const audio = given.audio.length > 0 ? given.audio : (before?.audio ?? []);
  const blend = args.items("BlendList").length > 0 ? args.items("BlendList") : (before?.blend ?? []);
  const mix = args.items("MixList").length > 0 ? args.items("MixList") : (before?.mix ?? []);
  const mismatch = (what: string): Refusal =>
    new Refusal(400, "InvalidVideoLayersAndBlendListSize.Mismatch", `Specified parameter ${what} size is invalid.`);
  if (video.length !== blend.length) throw mismatch("VideoLayers and BlendList");
  if (audio.length !== mix.length) throw mismatch("AudioLayers and MixList");
  return { video, audio, blend, mix };
}

function readVideo(group: Args): VideoLayer {
  const position = group.items("PositionNormalized").map(Number);
  if (position.length !== 0 && position.length !== 2) {
    const message = "Specified parameter PositionNormalized size should be 2 is invalid.";
    throw new Refusal(400, "InvalidPositionNormalized.Malformed", message);
  }
  const [height, width] = [group.number("HeightNormalized") ?? 0, group.number("WidthNormalized") ?? 0];
  const fill = group.maybe("FillMode") ?? "none";
  if (fill === "fit" && (height <= 0 || width <= 0))
    throw malformed(height <= 0 ? "HeightNormalized" : "WidthNormalized");
  return {
    FillMode: fill,
    HeightNormalized: height,
    WidthNormalized: width,
    position: position.length === 2 ? position : [0, 0],
    PositionRefer: group.maybe("PositionRefer") ?? "topLeft",
    FixedDelayDuration: group.int("FixedDelayDuration", 0),
  };
}

function describeLayout(layout: Layout): Fields {
  return {
    LayoutId: layout.id,
    VideoLayers: {
      VideoLayer: layout.video.map(({ position, ...layer }) => ({
        ...layer,
        PositionNormalizeds: { Position: position },
      })),
    },
    AudioLayers: { AudioLayer: layout.audio },
    BlendList: { LocationId: layout.blend },
    MixList: { LocationId: layout.mix },
  };
}

const fileNames = ["ResourceName", "LiveStreamUrl", "VodUrl", "MaterialId", "RepeatNum", "BeginOffset", "EndOffset"];

function readResource(args: Args, before: Fields): Pick<Resource, "fields" | "live"> {
  for (const name of ["LiveStreamUrl", "MaterialId"]) {
    // Sent, but empty.
    if (args.has(name) && args.maybe(name) === undefined) {
      throw new Refusal(400, `Invalid${name}.Malformed`, `Specified parameter ${name} is invalid.`);
    }
  }
  const given = fileNames.flatMap((name) => {
    const value = args.maybe(name);
    return value === undefined ? [] : [[name, /Num$|Offset$/.test(name) ? Number(value) : value] as const];
  });
  const fields: Fields = { ...before, ...Object.fromEntries(given) };
  const [live, vod] = [fields["LiveStreamUrl"], fields["VodUrl"]];
  if (live === undefined && vod === undefined && fields["MaterialId"] === undefined) {
    throw malformed("LiveStreamUrl", "Specified parameter LiveStreamUrl, MaterialId can't be both empty.");
  }
  const clip = args.maybe("VodUrl");
  if (clip !== undefined && !/\.(mp4|flv|ts|mov)(\?.*)?$/i.test(clip)) throw malformed("VodUrl");
  return { fields, live: live !== undefined };
}

function describeResource({ id, location, fields }: Resource): Fields {
  return { ResourceId: id, LocationId: location, ...fields };
}

const layers: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  ComponentLayer: {
    PositionNormalized: (value) => value === undefined || (Array.isArray(value) && value.length === 2),
    PositionRefer: (value) =>
      value === undefined || (typeof value === "string" && /^(top|bottom)(Left|Right)$/.test(value)),
  },
  TextLayerContent: {
    Text: (value) => typeof value === "string",
    SizeNormalized: (value) => value === undefined || between(value, -1, 1),
  },
  ImageLayerContent: { MaterialId: (value) => typeof value === "string" && value !== "" },
  CaptionLayerContent: {
    LocationId: (value) => typeof value === "string" && value !== "",
    PtsOffset: (value) => value === undefined || between(value, -10_000, 10_000),
    WordsCount: (value) => value === undefined || between(value, 10, 50),
  },
};

function between(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

function readComponent(args: Args): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of ["ComponentName", "ComponentType", "Effect"]) {
    if (args.maybe(name) !== undefined) fields[name] = args.text(name);
  }
  for (const [name, rules] of Object.entries(layers)) {
    const object = args.object(name);
    if (object === undefined) continue;
    for (const [key, accepts] of Object.entries(rules)) {
      if (!accepts(object.get(key))) {
        throw malformed(name, key === "MaterialId" ? "MaterialId is not found" : `${name}.${key} is not valid.`);
      }
    }
    fields[name] = Object.fromEntries(object);
  }
  return fields;
}

function describeComponent({ id, location, fields }: Component): Fields {
  const layer = fields["ComponentLayer"];
  const position =
    typeof layer === "object" && layer !== null
      ? Object.fromEntries(
          Object.entries(layer).map(([name, value]): [string, unknown] =>
            name === "PositionNormalized" ? ["PositionNormalizeds", { Position: value }] : [name, value],
          ),
        )
      : undefined;
  return {
    ComponentId: id,
    LocationId: location,
    ...fields,
    ...(position === undefined ? {} : { ComponentLayer: position }),
  };
}
