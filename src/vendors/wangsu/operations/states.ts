import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import {
  digit,
  httpUrl,
  id,
  ids,
  list,
  listReply,
  looseNumber,
  looseText,
  plainReply,
  replyWith,
  text,
} from "../schemas.ts";
import { post } from "../wire.ts";

/** 2.5 to 2.8, 2.17, 2.28, 3.1, 3.2: what channels do now, and stopping them. */
export const stateOperations = {
  getChannelLiveState: defineOperation({
    ...post,
    id: "getChannelLiveState",
    wireName: "getChannelLiveState",
    effect: "read",
    summary: "Read the live state of one channel",
    section: "2.5",
    path: "/live/channelManage/getChannelLiveState",
    params: z.strictObject({ pullId: id.describe("Channel id") }),
    reply: replyWith({ channelState: looseNumber }),
    rules: ["channelState: 1 live, 2 not started, 3 forbidden."],
  }),
  batchGetChannelLiveState: defineOperation({
    ...post,
    id: "batchGetChannelLiveState",
    wireName: "batchChannelLiveState",
    effect: "read",
    summary: "Read the live state of several channels",
    section: "2.6",
    path: "/live/channelManage/batchChannelLiveState",
    params: z.strictObject({ pullIds: ids.describe("Channel ids") }),
    // channelState in the table, channelStatus in the sample (quirk state-key).
    reply: listReply({
      channelStatusList: z
        .array(
          z.looseObject({
            pullId: looseText,
            channelStatus: looseNumber.nullish(),
            channelState: looseNumber.nullish(),
          }),
        )
        .nullish(),
    }),
    rules: ["channelStatus: 1 live, 2 not started, 3 forbidden.", "One unknown id fails the whole call (1313)."],
  }),
  forbidChannels: defineOperation({
    ...post,
    id: "forbidChannels",
    wireName: "channelForbidden",
    effect: "control",
    summary: "Forbid channels: cut the push and refuse further ones",
    section: "2.7",
    path: "/live/channelManage/channelForbidden",
    params: z.strictObject({ pullId: ids.describe("Channel ids, several at once") }),
    reply: plainReply,
    rules: [
      "Takes effect within seconds and holds until rebroadcastChannels.",
      "1315 means that it is forbidden already.",
    ],
  }),
  rebroadcastChannels: defineOperation({
    ...post,
    id: "rebroadcastChannels",
    wireName: "channelReBroadcast",
    effect: "control",
    summary: "Lift the forbid of channels",
    section: "2.8",
    path: "/live/channelManage/channelReBroadcast",
    params: z.strictObject({ pullId: ids.describe("Channel ids, several at once") }),
    reply: plainReply,
    rules: [
      "Needs some time after the forbid (1340; the document does not say how much).",
      "1317 means that it is lifted already. The encoder has to push again.",
    ],
  }),
  setChannelStateCallback: defineOperation({
    ...post,
    id: "setChannelStateCallback",
    wireName: "setChannelStateRealtimeBack",
    effect: "update",
    summary: "Set where a push domain tells of pushes that start and end",
    section: "2.17",
    path: "/live/channelManage/setChannelStateRealtimeBack",
    params: z.strictObject({
      domainName: text.describe("A push domain of the account"),
      notifyUrl: httpUrl.describe("Receiver, http:// or https:// in lower case"),
      open: digit([0, 1]).optional().describe("1 on (default at first), 0 off"),
    }),
    reply: plainReply,
    rules: [
      "One setting a push domain, for all of its channels: whoever sets it last wins.",
      'The receiver answers HTTP 200 with {"success":"1"} within 20 s, or is told again, at most 5 times.',
    ],
  }),
  disconnectStream: defineOperation({
    ...post,
    id: "disconnectStream",
    wireName: "disconnectStream",
    effect: "control",
    summary: "Cut the present push of a channel once",
    section: "2.28",
    path: "/live/channelManage/disconnectStream",
    params: z.strictObject({ pullId: id.describe("Channel id") }),
    reply: plainReply,
    rules: [
      "The encoder may push again at once: to keep it off use forbidChannels. Not for source-pull channels.",
      "A repeat cuts whatever is pushed by then.",
    ],
  }),
  getChannelOnlineNumber: defineOperation({
    ...post,
    id: "getChannelOnlineNumber",
    wireName: "getRealTimeChannelOnlineNumber",
    effect: "read",
    summary: "Count the RTMP viewers of channels now",
    section: "3.1",
    path: "/live/onlinenumber/getRealTimeChannelOnlineNumber",
    params: z.strictObject({ pullIds: ids.describe("Channel ids") }),
    reply: listReply({
      onlineNumberList: z.array(z.looseObject({ pullId: looseText, onlineNumber: looseNumber })).nullish(),
    }),
    rules: ["RTMP viewers only: HLS, HTTP-FLV, HDS and TS are not counted."],
  }),
  getHostOnlineNumber: defineOperation({
    ...post,
    id: "getHostOnlineNumber",
    wireName: "getRealTimeHostOnlineNumber",
    effect: "read",
    summary: "Count the RTMP viewers of push domains now",
    section: "3.2",
    path: "/live/onlinenumber/getRealTimeHostOnlineNumber",
    params: z.strictObject({ pushDomains: list(/^[^\s,]+$/, "one or several domains").describe("Push domains") }),
    reply: listReply({
      onlineNumberinfo: z
        .array(z.looseObject({ pushDomain: z.string(), searchTime: z.string().nullish(), onlineNumber: looseNumber }))
        .nullish(),
    }),
    rules: ["RTMP viewers only, of the present minute."],
  }),
} as const;
