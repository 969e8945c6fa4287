import { z } from "zod";
import type { ReportFault } from "../../kit/rules.ts";
import { list, share, text, utcTime, whole } from "../params.ts";
import { group, num, rows, str } from "../replies.ts";

// Building blocks of chapter 17 (caster).

type Params = Readonly<Record<string, unknown>>;

export const casterId = text.describe("Caster");
export const sceneId = text.describe("Scene");
export const layoutId = text.describe("Layout");
export const resourceId = text.describe("Video source");
export const componentId = text.describe("Component");
export const episodeId = text.describe("Episode");

/** Slot of a video source, or channel. */
export const videoSlot = z.string().regex(/^RV(0[1-9]|1[0-2])$/, "must be RV01 to RV12");
export const componentSlot = z.string().regex(/^RC(0[1-9]|[1-9]\d)$/, "must be RC01 to RC99");

export const casterTemplate = z.enum(["lp_ld", "lp_sd", "lp_hd", "lp_ud", "lp_ld_v", "lp_sd_v", "lp_hd_v", "lp_ud_v"]);

/** Components from bottom to top. */
export const componentIds = list(text).describe("Components, from bottom to top");

const delay = whole(0, 5000).optional().describe("Fixed delay in milliseconds, default 0");
const position = z.array(z.number()).length(2, "must be two numbers, x and y");

/** One entry of VideoLayer (17.2). */
const videoLayer = z
  .strictObject({
    FillMode: z.enum(["none", "fit"]).optional().describe("none places the picture itself, fit scales it into a box"),
    HeightNormalized: z.number().min(0, "must not be negative").optional().describe("Share of the output height"),
    WidthNormalized: z.number().min(0, "must not be negative").optional().describe("Share of the output width"),
    PositionNormalized: position.optional().describe("x and y as shares, default 0 and 0"),
    PositionRefer: z
      .enum([
        "topLeft",
        "topRight",
        "bottomLeft",
        "bottomRight",
        "center",
        "topCenter",
        "bottomCenter",
        "leftCenter",
        "rightCenter",
      ])
      .optional()
      .describe("Point the position is measured from, default topLeft"),
    FixedDelayDuration: delay,
  })
  .superRefine((layer, context) => {
    if (Object.keys(layer).length === 0) {
      context.addIssue({ code: "custom", message: "must have at least one field, or nothing of it would be sent" });
    }
    if (layer.FillMode !== "fit") return;
    for (const side of ["HeightNormalized", "WidthNormalized"] as const) {
      if (!((layer[side] ?? 0) > 0)) {
        context.addIssue({ code: "custom", path: [side], message: "must be above 0 when FillMode is fit" });
      }
    }
  });

/** One entry of AudioLayer (17.2, 17.44). */
const audioLayer = z.strictObject({
  VolumeRate: share(0, 10).describe("Volume: 1 as it is, below 1 quieter, above 1 louder"),
  ValidChannel: z.enum(["leftChannel", "rightChannel", "all"]).describe("Channels used"),
  FixedDelayDuration: delay,
});

export const videoLayers = list(videoLayer).describe("Pictures, from bottom to top");
export const audioLayers = list(audioLayer).describe("Sounds");
export const blendList = list(videoSlot).describe("Slot of each video layer, in the same order");
export const mixList = list(videoSlot).describe("Slot of each audio layer, in the same order");

/** A list of layers and its list of slots are given together and have the same length. */
export function sameLength(layers: string, slots: string): (params: Params, fault: ReportFault) => void {
  return (params, fault) => {
    const left = params[layers];
    const right = params[slots];
    if (Array.isArray(left) && Array.isArray(right) && left.length !== right.length) {
      fault(slots, `must have as many entries as ${layers}`);
    }
  };
}

const color = z.string().regex(/^0x[0-9A-Fa-f]{6}$/, "must be 0x000000 to 0xffffff");
// The lower bound is printed with seven digits, the default is empty (17.5).
const borderColor = z.string().regex(/^(0x[0-9A-Fa-f]{6,7})?$/, "must be 0x000000 to 0xffffff, or empty");

/** Size and place of a component (17.5, 17.32); JSON on the wire. */
export const componentLayer = z.strictObject({
  HeightNormalized: share(0, 1).describe("Share of the output height; 0: original size"),
  WidthNormalized: share(0, 1).describe("Share of the output width; loses against the height"),
  PositionNormalized: z.array(share(0, 1)).length(2, "must be two numbers, x and y").describe("x and y as shares"),
  PositionRefer: z
    .enum(["topLeft", "topRight", "bottomLeft", "bottomRight"])
    .describe("Point the position is measured from"),
});

/** Text component (17.5); JSON on the wire. */
export const textLayer = z.strictObject({
  Text: z.string().describe("The text"),
  Color: color.describe("Colour of the text"),
  FontName: text.describe("System font, e.g. KaiTi"),
  SizeNormalized: share(0, 1).describe("Font size as share of the output height"),
  BorderWidthNormalized: share(0, 1).describe("Border width as share of the font size"),
  BorderColor: borderColor.describe("Colour of the border"),
});

/** Image component (17.5); JSON on the wire. */
export const imageLayer = z.strictObject({ MaterialId: text.describe("Picture in the media library") });

/** Caption component (17.5); JSON on the wire. */
export const captionLayer = z.strictObject({
  LocationId: text.describe("Slot of the source whose speech is captioned"),
  PtsOffset: whole(-10_000, 10_000).optional().describe("Shift of the captions against the speech"),
  WordsCount: whole(10, 50).optional().describe("Characters shown, default 35"),
  Color: color.describe("Colour of the text"),
  FontName: text.describe("System font, e.g. KaiTi"),
  SizeNormalized: z.number().describe("Font size as share of the output height; -1: not set"),
  BorderWidthNormalized: z.number().describe("Border width as share of the font size"),
  BorderColor: color.describe("Colour of the border"),
});

export const switchType = z.enum(["TimeFirst", "ContentFirst"]).describe("How to switch; live sources TimeFirst only");
export const episodeType = z.enum(["Resource", "Component"]).describe("Video source or overlay");
export const episodeStart = utcTime.describe("Start, UTC");
export const episodeEnd = utcTime.describe("End, UTC");

/** What an episode of a type needs (17.4, 17.6). */
export function episodeRules(params: Params, fault: ReportFault): void {
  const { EpisodeType: type, ResourceId: resource, ComponentIds: components } = params;
  if (type === "Resource" && resource === undefined) fault("ResourceId", "is needed when EpisodeType is Resource");
  if (type === "Component" && components === undefined)
    fault("ComponentIds", "is needed when EpisodeType is Component");
  if (type === "Component" && params["SwitchType"] !== undefined) {
    fault("SwitchType", "is only for EpisodeType Resource");
  }
}

// Replies.

const streamInfos = rows("StreamInfo", z.looseObject({ TranscodeConfig: str, VideoFormat: str, OutputStreamUrl: str }));

export const sceneInfos = rows("SceneInfo", z.looseObject({ SceneId: str, StreamUrl: str, StreamInfos: streamInfos }));

export const sceneList = rows(
  "Scene",
  z.looseObject({
    SceneId: str,
    SceneName: str,
    OutputType: num,
    LayoutId: str,
    StreamUrl: str,
    Status: num,
    ComponentIds: rows("componentId", z.string()),
    StreamInfos: streamInfos,
  }),
);

export const casterStreams = rows(
  "CasterStream",
  z.looseObject({ SceneId: str, StreamUrl: str, OutputType: num, StreamInfos: streamInfos }),
);

export const audioLayerReplies = rows(
  "AudioLayer",
  z.looseObject({ VolumeRate: num, ValidChannel: str, FixedDelayDuration: num }),
);

export const slots = rows("LocationId", z.string());

export const layoutReplies = rows(
  "Layout",
  z.looseObject({
    LayoutId: str,
    VideoLayers: rows(
      "VideoLayer",
      z.looseObject({
        FillMode: str,
        HeightNormalized: num,
        WidthNormalized: num,
        PositionNormalized: rows("Position", z.number()),
        PositionRefer: str,
        FixedDelayDuration: num,
      }),
    ),
    AudioLayers: audioLayerReplies,
    BlendList: slots,
    MixList: slots,
  }),
);

const componentText = {
  Color: str,
  FontName: str,
  SizeNormalized: num,
  BorderWidthNormalized: num,
  BorderColor: str,
};

export const componentReplies = rows(
  "Component",
  z.looseObject({
    ComponentId: str,
    ComponentName: str,
    LocationId: str,
    ComponentType: str,
    Effect: str,
    ComponentLayer: group({
      HeightNormalized: num,
      WidthNormalized: num,
      PositionNormalized: rows("Position", z.number()),
      PositionRefer: str,
    }),
    TextLayerContent: group({ Text: str, ...componentText }),
    // The document's example has url in place of MaterialId.
    ImageLayerContent: group({ MaterialId: str, url: str }),
    CaptionLayerContent: group({ LocationId: str, PtsOffset: num, WordsCount: num, ...componentText }),
  }),
);
