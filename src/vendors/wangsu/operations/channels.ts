import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { jsonParam } from "../encoded.ts";
import {
  channelName,
  digits,
  excludesHlsAndHds,
  flag,
  id,
  ids,
  listOrder,
  listReply,
  looseNumber,
  looseText,
  maybeText,
  pageIndex,
  pageSize,
  plainReply,
  replyWith,
  text,
  textFlag,
} from "../schemas.ts";
import { get, pages, post } from "../wire.ts";

const whiteBoard = z.strictObject({
  open: flag.describe("1 on, 0 off"),
  whiteBoardId: z.string().optional().describe("Made by the vendor when left out"),
});
const functions = z.strictObject({ share: flag.describe("1 shown, 0 hidden") });

const rates = digits([0, 1, 2, 3, 4]);
const rateWords = "Rates: 0 source, 1 fluent, 2 SD, 3 HD, 4 ultra HD";
const protocolWords = "Play protocols: 0 RTMP, 1 HDL, 2 HLS, 3 HDS";
export const pullProtocols = digits([0, 1, 2, 3]);
export const pullRates = rates;

const options = {
  directoryId: maybeText.describe("Record directory of the channel, from createRecordDirectory"),
  check: maybeText.describe("Stream check string; the document does not say more"),
  whiteBoardConfig: jsonParam(whiteBoard, "base64", "{ open: 0 or 1, whiteBoardId? }", "empty")
    .optional()
    .describe("Whiteboard: { open: 0 or 1, whiteBoardId? }; sent as base64"),
  funcConfig: jsonParam(functions, "base64", "{ share: 0 or 1 }", "empty")
    .optional()
    .describe("Share button of the push page: { share: 0 or 1 }; sent as base64"),
  live2vod: flag.optional().describe("Record while pushing: 1 on, 0 off"),
  appScenario: maybeText.describe("An application scenario that exists"),
};

const channelStatus = looseNumber.nullish();

/** 2.1 to 2.4, 2.9 to 2.11, 2.26: push channels and their addresses. */
export const channelOperations = {
  createChannel: defineOperation({
    ...post,
    id: "createChannel",
    wireName: "createChannel",
    effect: "create",
    summary: "Create a push channel",
    section: "2.1",
    path: "/live/channelManage/createChannel",
    params: withRules(
      z.strictObject({
        channelName: channelName.describe("Name, at most 40 characters; need not be unique"),
        pushDomain: text.describe("A push domain of the account"),
        channelType: z
          .string()
          .regex(/^[A-Za-z0-9_]+$/, "must be letters, digits and underscores")
          .describe("Channel type configured under the push domain; the first segment of the addresses"),
        pullProtocol: pullProtocols.optional().describe(`${protocolWords}; default 0`),
        pullRate: pullRates.describe(rateWords),
        playerId: maybeText.describe("Player of the channel; default player when left out"),
        ...options,
      }),
      (params, fault) => {
        if (excludesHlsAndHds(params["pullProtocol"])) fault("pullProtocol", "2 (HLS) and 3 (HDS) exclude each other");
      },
    ),
    reply: replyWith({ pullId: looseText, createTime: looseNumber.nullish() }),
    rules: [
      "pullProtocol and pullRate must be configured for the push domain; without pullProtocol the channel plays RTMP.",
      "A channel that createRecordTask is to record needs RTMP (0) or HDL (1); this cannot be changed later.",
      "live2vod and whiteBoardConfig need add-ons; live2vod is ignored without a word when it was not bought.",
      "A repeat makes another channel; the addresses are read with getChannelConfigure.",
    ],
  }),
  getChannelConfigure: defineOperation({
    ...post,
    id: "getChannelConfigure",
    wireName: "getChannelConfigure",
    effect: "read",
    summary: "Read one push channel: state, push and play addresses",
    section: "2.2",
    path: "/live/channelManage/getChannelConfigure",
    params: z.strictObject({ pullId: id.describe("Channel id") }),
    reply: replyWith({
      channelName: z.string().nullish(),
      channelStatus,
      pushConfigureInfo: z.array(z.looseObject({ pushUrl: z.string().nullish() })).nullish(),
      pullConfigureList: z.array(z.looseObject({})).nullish(),
      srtPullConfigureList: z.array(z.looseObject({})).nullish(),
    }),
    rules: [
      "channelStatus: 1 live, 2 not started, 3 forbidden.",
      "Addresses are signed anew at every read; read them right before they are used.",
      "Not for source-pull channels: getPullChannelConfigure.",
    ],
  }),
  listChannels: defineOperation({
    ...post,
    id: "listChannels",
    wireName: "getChannelList",
    effect: "read",
    summary: "List push channels with state and push address",
    section: "2.3",
    path: "/live/channelManage/getChannelList",
    params: z.strictObject({
      listOrder: listOrder.optional().describe("0 newest first (default), 1 oldest first"),
      pageIndex: pageIndex.optional().describe("Page, from 1"),
      pageSize: pageSize.optional().describe("Rows a page, 1 to 50; default 10"),
      appScenario: maybeText.describe("Only channels of this application scenario"),
    }),
    // Spelled channellist in the sample, channelList in the table (quirk channel-list-spelling).
    reply: listReply({
      channellist: z.array(z.looseObject({ pullId: looseText.nullish() })).nullish(),
      channelList: z.array(z.looseObject({ pullId: looseText.nullish() })).nullish(),
    }),
    // channelTotal counts the rows of this page only.
    paging: {
      ...pages,
      items: "data.channellist",
      itemsAlso: ["data.channelList"],
      total: null,
      endCodes: ["1324", "1308"],
    },
    rules: ["channelStatus: 1 live, 2 not started, 3 forbidden.", "Times are local texts, UTC+8 by evidence."],
  }),
  deleteChannels: defineOperation({
    ...post,
    id: "deleteChannels",
    wireName: "deleteChannel",
    effect: "delete",
    summary: "Delete one or several channels for good",
    section: "2.4",
    path: "/live/channelManage/deleteChannel",
    params: z.strictObject({ pullId: ids.describe("Channel ids, several at once") }),
    reply: plainReply,
    rules: [
      "Cannot be undone. The document does not say what becomes of the others when one id of several is unknown.",
    ],
  }),
  editChannel: defineOperation({
    ...post,
    id: "editChannel",
    wireName: "channelEdit",
    effect: "update",
    summary: "Change a push channel, or renew its push address",
    section: "2.9",
    path: "/live/channelManage/channelEdit",
    params: z.strictObject({
      pullId: id.describe("Channel id"),
      channelName: channelName.optional().describe("New name, at most 40 characters"),
      resetPushId: textFlag.optional().describe("1 makes a new push id: push and play addresses change; default 0"),
      pullRate: pullRates.optional().describe(rateWords),
      ...options,
    }),
    reply: listReply({ pushUrl: z.string().nullish(), channelName: z.string().nullish() }),
    rules: [
      "Refused while the channel is live (1231) or forbidden (1237), and for source-pull channels.",
      "What is left out stays as it is; push domain, channel type, play protocols and player cannot be changed.",
      "resetPushId 1 renews the push id with every call; it is never sent twice for one wish.",
    ],
  }),
  getPlayCode: defineOperation({
    ...post,
    id: "getPlayCode",
    wireName: "getSinglePullCode",
    effect: "read",
    summary: "Get embed code and play addresses of a channel",
    section: "2.10",
    path: "/live/channelManage/getSinglePullCode",
    params: z.strictObject({
      pullId: id.describe("Channel id"),
      playerId: maybeText.describe("A player configured for the channel"),
      playerSize: z
        .string()
        .refine(isPlayerSize, { message: "must be W*H from 480*360 up to, but not including, 1920*1080" })
        .optional()
        .describe("Size, W*H; default 480*360"),
      autoPlay: flag.optional().describe("1 plays at once; default 0"),
      codeType: z.literal([0, 2, 4, 5]).optional().describe("0 all (default), 2 swf, 4 video address, 5 adaptive"),
    }),
    reply: replyWith({ pullCodeInfo: z.unknown().optional() }),
    rules: ["swfCode of the samples begins with `null/`, a defect of the vendor; it is no address."],
  }),
  setPushTimestampAntiLeech: defineOperation({
    ...post,
    id: "setPushTimestampAntiLeech",
    wireName: "setPushTsate",
    effect: "update",
    summary: "Set how long the signed push address of a channel is valid, and get it",
    section: "2.11",
    path: "/live/channelManage/setPushTsate",
    params: z.strictObject({
      pullId: id.describe("Channel id"),
      effectiveHourLong: z
        .union([z.int().min(1).max(2_147_483_647), z.string().refine(isPositiveInt)], {
          error: "must be a whole number of seconds, greater than 0, at most 2147483647",
        })
        .transform((value) => String(value))
        .describe("Validity in seconds, whatever the name says"),
    }),
    reply: replyWith({ pushUrl: z.string().nullish() }),
    rules: [
      "effectiveHourLong counts seconds.",
      "Without effect unless the push domain has timestamp anti-leech; refused while live (1238) or forbidden (1239).",
    ],
  }),
  getChannelShareUrl: defineOperation({
    ...get,
    id: "getChannelShareUrl",
    wireName: "getChannelShareUrl",
    effect: "read",
    summary: "Get the address of a channel's share page",
    section: "2.26",
    path: "/live/channelManage/getChannelShareUrl/",
    params: z.strictObject({ pullId: id.describe("Channel id") }),
    reply: z.looseObject({ code: z.unknown(), data: z.string() }),
    rules: ["data is the address itself. Viewer parameters (2.26.7) are added by whoever hands it out."],
  }),
} as const;

function isPlayerSize(size: string): boolean {
  const match = /^(\d{1,5})\*(\d{1,5})$/.exec(size);
  if (match === null) return false;
  const [width, height] = [Number(match[1]), Number(match[2])];
  if (width < 480 || height < 360 || width > 1920 || height > 1080) return false;
  return width !== 1920 || height !== 1080;
}

function isPositiveInt(value: string): boolean {
  return /^[1-9]\d{0,9}$/.test(value) && Number(value) <= 2_147_483_647;
}
