import type { Args } from "./args.ts";
import { malformed, Refusal } from "./refusal.ts";
import type { Fields } from "./reply.ts";
import type { AudioLayer, Component, Layout, Resource, VideoLayer } from "./studio.ts";

/** The audio layers of a call. */
export function readAudio(args: Args): readonly AudioLayer[] {
  return args.groups("AudioLayer").map((group) => ({
    VolumeRate: group.number("VolumeRate") ?? 1,
    ValidChannel: group.maybe("ValidChannel") ?? "all",
    FixedDelayDuration: group.int("FixedDelayDuration", 0),
  }));
}

/** A layout from its parameters; what is not given stays as it was. */
export function readLayout(args: Args, before?: Layout): Omit<Layout, "id"> {
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

export function describeLayout(layout: Layout): Fields {
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

/** A video source from its parameters; what is not given stays as it was. */
export function readResource(args: Args, before: Fields): Pick<Resource, "fields" | "live"> {
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

export function describeResource({ id, location, fields }: Resource): Fields {
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

/** What is given of a component. */
export function readComponent(args: Args): Fields {
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

export function describeComponent({ id, location, fields }: Component): Fields {
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
