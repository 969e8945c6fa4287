import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { casterId, casterTemplate, sceneInfos } from "./caster-params.ts";
import { clearableJsonText, clientToken, endTime, list, pageNum, startTime, text, whole } from "../params.ts";
import { group, id, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc, rpcWithToken } from "../wire.ts";

const oneCaster = z.strictObject({ CasterId: casterId });
const sameToken = "After a time-out the same ClientToken makes a repeat harmless.";
const clearable = (what: string): z.ZodString => z.string().describe(`${what}; empty clears it`);

/** TranscodeConfig (17.36); JSON on the wire. */
const transcodeConfig = z.strictObject({
  CasterTemplate: casterTemplate.optional().describe("Resolution; needed by casters paid by use"),
  LiveTemplate: list(z.enum(["lsd", "lld", "lud", "lhd", "daobo-lsd", "daobo-lld", "daobo-lud", "daobo-lhd"]))
    .optional()
    .describe("Renditions; those with daobo- fit the picture's shape"),
});

/** RecordConfig (17.36); JSON on the wire. */
const recordConfig = z.strictObject({
  VideoFormat: list(
    z.strictObject({
      Format: text.describe("Container of the files"),
      OssObjectPrefix: text.describe("Pattern of object names"),
      SliceOssObjectPrefix: text.describe("Pattern of slice names"),
      CycleDuration: whole(1).describe("Length of one file"),
    }),
  ).describe("Files to make"),
  OssBucket: text.describe("OSS bucket"),
  OssEndpoint: text.describe("OSS endpoint"),
});

/** Chapter 17, the caster itself: create, set up, start, stop, delete. */
export const casterOperations = {
  createCaster: defineOperation({
    ...rpcWithToken,
    id: "createCaster",
    wireName: "CreateCaster",
    effect: "create",
    summary: "Create a caster (director console)",
    section: "17.1 CreateCaster",
    params: withRules(
      z.strictObject({
        CasterName: text.optional().describe("Name; default the id"),
        ClientToken: clientToken.optional(),
        NormType: z.literal([0, 1]).describe("0 for playlists, 1 general"),
        ChargeType: z.enum(["PrePaid", "PostPaid"]).describe("How it is paid; the vendor supports PostPaid only"),
        PurchaseTime: text.optional().describe("Time of purchase"),
        ExpireTime: text.optional().describe("When it expires"),
        CasterTemplate: casterTemplate.optional().describe("Resolution; needed with PrePaid"),
      }),
      (params, fault) => {
        if (params["ChargeType"] === "PrePaid" && params["CasterTemplate"] === undefined) {
          fault("CasterTemplate", "is needed when ChargeType is PrePaid");
        }
      },
    ),
    reply: reply({ CasterId: id }),
    rules: [sameToken, "Set it up with setCasterConfig, sources and layouts before startCaster."],
  }),
  copyCaster: defineOperation({
    ...rpcWithToken,
    id: "copyCaster",
    wireName: "CopyCaster",
    effect: "create",
    summary: "Make a copy of a caster",
    section: "17.9 CopyCaster",
    params: z.strictObject({
      SrcCasterId: text.describe("Caster to copy"),
      CasterName: text.describe("Name of the copy"),
      ClientToken: clientToken.optional(),
    }),
    reply: reply({ CasterId: id }),
    rules: [sameToken],
  }),
  deleteCaster: defineOperation({
    ...rpc,
    id: "deleteCaster",
    wireName: "DeleteCaster",
    effect: "delete",
    summary: "Delete a caster",
    section: "17.11 DeleteCaster",
    params: oneCaster,
    reply: reply({ CasterId: str }),
    rules: ["A running caster is refused: stopCaster first, and wait for Status 0."],
  }),
  describeCasterConfig: defineOperation({
    ...rpc,
    id: "describeCasterConfig",
    wireName: "DescribeCasterConfig",
    effect: "read",
    summary: "Read the configuration of a caster",
    section: "17.19 DescribeCasterConfig",
    params: oneCaster,
    reply: reply({
      CasterName: str,
      DomainName: str,
      TranscodeConfig: group({ CasterTemplate: str, LiveTemplate: rows("LocationId", z.string()) }),
      RecordConfig: group({
        OssBucket: str,
        OssEndpoint: str,
        Endpoint: str,
        VideoFormat: rows(
          "RecordFormat",
          z.looseObject({
            Format: str,
            Prefix: str,
            SlicePrefix: str,
            Interval: num,
            OssObjectPrefix: str,
            SliceOssObjectPrefix: str,
            CycleDuration: num,
          }),
        ),
      }),
      Delay: num,
      UrgentMaterialId: str,
      SideOutputUrl: str,
      CallbackUrl: str,
      ProgramName: str,
      ProgramEffect: num,
      ChannelEnable: num,
    }),
    rules: [
      "An empty RecordConfig means that nothing is recorded; table and example name the inner fields differently.",
    ],
  }),
  describeCasters: defineOperation({
    ...rpc,
    id: "describeCasters",
    wireName: "DescribeCasters",
    effect: "read",
    summary: "List casters",
    section: "17.21 DescribeCasters",
    params: z.strictObject({
      CasterId: casterId.optional(),
      CasterName: text.optional().describe("Name"),
      StartTime: startTime.optional(),
      EndTime: endTime.optional(),
      PageNum: pageNum.optional(),
      PageSize: whole(1).optional().describe("Entries a page"),
      Status: z.literal([0, 1]).optional().describe("0 idle, 1 running"),
    }),
    reply: reply({
      TotalNum: num,
      CasterList: rows(
        "Caster",
        z.looseObject({
          CasterId: str,
          CasterName: str,
          CreateTime: str,
          StartTime: str,
          NormType: num,
          ChargeType: str,
          PurchaseTime: str,
          ExpireTime: str,
          CasterTemplate: str,
          Status: num,
          ChannelEnable: num,
        }),
      ),
    }),
    paging: {
      style: "page",
      pageParam: "PageNum",
      sizeParam: "PageSize",
      firstPage: 1,
      maxSize: null,
      items: "CasterList.Caster",
      total: "TotalNum",
    },
  }),
  setCasterConfig: defineOperation({
    ...rpc,
    id: "setCasterConfig",
    wireName: "SetCasterConfig",
    effect: "update",
    summary: "Replace the whole configuration of a caster",
    section: "17.36 SetCasterConfig",
    params: z.strictObject({
      CasterId: casterId,
      CasterName: text.optional().describe("Name"),
      DomainName: clearable("Live domain").optional(),
      TranscodeConfig: clearableJsonText(transcodeConfig).optional().describe("Transcoding; empty text clears it"),
      RecordConfig: clearableJsonText(recordConfig).optional().describe("Recording; empty text clears it"),
      Delay: z.number().min(0, "must not be negative").optional().describe("Delay of the broadcast"),
      UrgentMaterialId: clearable("Stand-by video in the media library").optional(),
      SideOutputUrl: z.string().optional().describe("Further output; empty: the vendor makes one"),
      CallbackUrl: z
        .string()
        .regex(/^(http:\/\/.+)?$/, "must start with http://, or be empty")
        .optional()
        .describe("Address that is called back, http only; empty ends it"),
      ProgramName: text.optional().describe("Name of the programme"),
      ProgramEffect: z.literal([0, 1]).optional().describe("1 puts the programme into effect"),
      ChannelEnable: z.literal([0, 1]).optional().describe("1 switches channels on, for good"),
    }),
    reply: plainReply,
    rules: [
      "What is left out or empty is cleared: read, change, write the whole.",
      "DomainName and, for casters paid by use, CasterTemplate must be set before the start.",
      "ChannelEnable cannot be undone, needs a stopped caster the first time, and voids the layouts.",
      "What the callback carries is not described by the document.",
    ],
  }),
  startCaster: defineOperation({
    ...rpc,
    id: "startCaster",
    wireName: "StartCaster",
    effect: "control",
    summary: "Start a caster with its preview and programme scenes",
    section: "17.39 StartCaster",
    params: oneCaster,
    reply: reply({ PvwSceneInfos: sceneInfos, PgmSceneInfos: sceneInfos }),
    rules: [
      "The first start makes the scenes: take their ids from its answer.",
      "Needs a domain in the configuration.",
    ],
  }),
  stopCaster: defineOperation({
    ...rpc,
    id: "stopCaster",
    wireName: "StopCaster",
    effect: "control",
    summary: "Stop a caster with its scenes and outputs",
    section: "17.41 StopCaster",
    params: oneCaster,
    reply: plainReply,
  }),
} as const;
