import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { casterId, resourceId, sceneId, videoSlot } from "./caster-params.ts";
import { text, whole } from "../params.ts";
import { id, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const source = {
  LiveStreamUrl: text.optional().describe("Address of a live source"),
  VodUrl: text.optional().describe("Address of a file that is not in the media library"),
  MaterialId: text.optional().describe("File of the media library"),
  RepeatNum: whole(-1).optional().describe("Files: further plays, -1 without end, default 0"),
  BeginOffset: whole(1).optional().describe("Files: milliseconds from the first picture at which it starts"),
  EndOffset: z
    .int()
    .optional()
    .describe("Files: milliseconds at which it ends, from the first picture, below 0 from the last"),
};

/** Chapter 17, video sources and channels. */
export const casterSourceOperations = {
  addCasterVideoResource: defineOperation({
    ...rpc,
    id: "addCasterVideoResource",
    wireName: "AddCasterVideoResource",
    effect: "create",
    summary: "Add a video source to a caster",
    section: "17.3 AddCasterVideoResource",
    params: withRules(
      z.strictObject({
        CasterId: casterId,
        ResourceName: text.describe("Name"),
        LocationId: videoSlot.describe("Slot, RV01 to RV12, one source each"),
        ...source,
      }),
      (params, fault) => {
        const given = ["LiveStreamUrl", "VodUrl", "MaterialId"].filter((name) => params[name] !== undefined);
        if (given.length === 0) fault("LiveStreamUrl", "is needed, or VodUrl or MaterialId in its place");
      },
    ),
    reply: reply({ ResourceId: id }),
    rules: [
      "A live source has LiveStreamUrl, a file of the library MaterialId, any other file VodUrl (mp4, flv, ts).",
      "A taken slot fails with DuplicateLocationID; on a repeat that means the first try worked.",
    ],
  }),
  deleteCasterVideoResource: defineOperation({
    ...rpc,
    id: "deleteCasterVideoResource",
    wireName: "DeleteCasterVideoResource",
    effect: "delete",
    summary: "Delete a video source",
    section: "17.13 DeleteCasterVideoResource",
    params: z.strictObject({ CasterId: casterId, ResourceId: resourceId }),
    reply: plainReply,
  }),
  describeCasterVideoResources: defineOperation({
    ...rpc,
    id: "describeCasterVideoResources",
    wireName: "DescribeCasterVideoResources",
    effect: "read",
    summary: "List the video sources of a caster",
    section: "17.24 DescribeCasterVideoResources",
    params: z.strictObject({ CasterId: casterId }),
    reply: reply({
      VideoResources: rows(
        "VideoResource",
        z.looseObject({
          ResourceId: str,
          ResourceName: str,
          LocationId: str,
          LiveStreamUrl: str,
          MaterialId: str,
          VodUrl: str,
          RepeatNum: num,
          BeginOffset: num,
          EndOffset: num,
        }),
      ),
    }),
  }),
  describeCasterChannels: defineOperation({
    ...rpc,
    id: "describeCasterChannels",
    wireName: "DescribeCasterChannels",
    effect: "read",
    summary: "List the channels of a caster",
    section: "17.28 DescribeCasterChannels",
    params: z.strictObject({ CasterId: casterId }),
    reply: reply({ Channels: rows("Channel", z.looseObject({ ChannelId: str, ResourceId: str, StreamUrl: str })) }),
  }),
  effectCasterVideoResource: defineOperation({
    ...rpc,
    id: "effectCasterVideoResource",
    wireName: "EffectCasterVideoResource",
    effect: "control",
    summary: "Bring a changed video source into a scene that shows it",
    section: "17.30 EffectCasterVideoResource",
    params: z.strictObject({ CasterId: casterId, SceneId: sceneId, ResourceId: resourceId }),
    reply: plainReply,
  }),
  modifyCasterVideoResource: defineOperation({
    ...rpc,
    id: "modifyCasterVideoResource",
    wireName: "ModifyCasterVideoResource",
    effect: "update",
    summary: "Change a video source",
    section: "17.33 ModifyCasterVideoResource",
    params: z.strictObject({
      CasterId: casterId,
      ResourceId: resourceId,
      ResourceName: text.optional().describe("Name"),
      ...source,
    }),
    reply: plainReply,
    rules: ["Shows in a scene after effectCasterVideoResource.", "Here VodUrl may be a mov too."],
  }),
  setCasterChannel: defineOperation({
    ...rpc,
    id: "setCasterChannel",
    wireName: "SetCasterChannel",
    effect: "update",
    summary: "Put a video source into a channel, seek in it, play or pause it",
    section: "17.38 SetCasterChannel",
    params: z.strictObject({
      CasterId: casterId,
      ChannelId: videoSlot.describe("Channel, RV01 to RV12"),
      ResourceId: resourceId,
      SeekOffset: whole(1).optional().describe("Files: milliseconds from the first picture to go to"),
      PlayStatus: z.int().optional().describe("Files: playing or paused; the document has lost the values"),
    }),
    reply: plainReply,
    rules: ["Channels must be switched on (setCasterConfig, ChannelEnable); a source is in one channel only."],
  }),
} as const;
