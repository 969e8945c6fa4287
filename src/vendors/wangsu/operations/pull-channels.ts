import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import type { ReportFault } from "../../kit/rules.ts";
import {
  channelName,
  digit,
  excludesHlsAndHds,
  id,
  listOrder,
  listReply,
  looseText,
  maybeText,
  pageIndex,
  pageSize,
  plainReply,
  replyWith,
  text,
} from "../schemas.ts";
import { pages, post } from "../wire.ts";
import { pullProtocols, pullRates } from "./channels.ts";

const sourceUrl = z.string().regex(/^(rtmp|https?):\/\/[^\s]+$/, "must be an rtmp:// or http:// address");

/** 1264: the scheme of the address must agree with the protocol. */
function judgeScheme(params: Readonly<Record<string, unknown>>, fault: ReportFault): void {
  const { sourcePullUrl: url, sourcePullProtocol: given } = params;
  if (typeof url !== "string" || (typeof given !== "string" && typeof given !== "number")) return;
  const rtmp = String(given) === "0";
  if (url.startsWith("rtmp:") !== rtmp && /^(rtmp|https?):/.test(url)) {
    fault("sourcePullUrl", `must start with ${rtmp ? "rtmp://" : "http://"} when sourcePullProtocol is ${given}`);
  }
}

/** 2.12 to 2.15: channels whose source the vendor pulls. */
export const pullChannelOperations = {
  createPullChannel: defineOperation({
    ...post,
    id: "createPullChannel",
    wireName: "createPullChannel",
    effect: "create",
    summary: "Create a channel whose source is pulled from an address",
    section: "2.12",
    path: "/live/channelManage/createPullChannel",
    params: withRules(
      z.strictObject({
        channelName: channelName.describe("Name, at most 40 characters"),
        sourcePullUrl: sourceUrl.describe("Where the vendor pulls the source"),
        sourcePullProtocol: digit([0, 1]).describe("Protocol of the source: 0 RTMP, 1 Http flv"),
        pullDomain: text.describe("Viewers' domain, of the account's live domains"),
        pullProtocol: pullProtocols.optional().describe("Play protocols: 0 RTMP (default), 1 Http flv, 2 HLS, 3 HDS"),
        pullRate: pullRates.describe("Rates: 0 source, 1 fluent, 2 SD, 3 HD, 4 ultra HD"),
        playerId: maybeText.describe("Player of the channel; default player when left out"),
      }),
      (params, fault) => {
        if (excludesHlsAndHds(params["pullProtocol"])) fault("pullProtocol", "2 (HLS) and 3 (HDS) exclude each other");
        judgeScheme(params, fault);
      },
    ),
    reply: replyWith({ pullId: looseText }),
    rules: [
      "The source is pulled when a viewer or a recording asks for it.",
      "One source domain serves channels of one source protocol only.",
      "A repeat makes another channel.",
    ],
  }),
  editPullChannel: defineOperation({
    ...post,
    id: "editPullChannel",
    wireName: "editPullChannel",
    effect: "update",
    summary: "Change a source-pull channel",
    section: "2.13",
    path: "/live/channelManage/editPullChannel",
    params: withRules(
      z.strictObject({
        pullId: id.describe("Channel id"),
        channelName: channelName.optional().describe("New name, at most 40 characters"),
        sourcePullUrl: sourceUrl.optional().describe("New address of the source"),
        sourcePullProtocol: digit([0, 1, 2, 3]).optional().describe("0 RTMP, 1 Http flv, 2 HLS, 3 HDS"),
        pullRate: pullRates.optional().describe("Rates: 0 source, 1 fluent, 2 SD, 3 HD, 4 ultra HD"),
      }),
      judgeScheme,
    ),
    reply: plainReply,
    rules: ["What is left out stays as it is. Creating takes source protocols 0 and 1 only, this call 0 to 3."],
  }),
  getPullChannelConfigure: defineOperation({
    ...post,
    id: "getPullChannelConfigure",
    wireName: "getPullChannelConfigure",
    effect: "read",
    summary: "Read one source-pull channel: source and play addresses",
    section: "2.14",
    path: "/live/channelManage/getPullChannelConfigure",
    params: z.strictObject({ pullId: id.describe("Channel id") }),
    reply: replyWith({
      channelName: z.string().nullish(),
      sourcePullConfigureInfoList: z.array(z.looseObject({})).nullish(),
    }),
    rules: ["channelStatus is always empty: the live state of such a channel cannot be read here."],
  }),
  listPullChannels: defineOperation({
    ...post,
    id: "listPullChannels",
    wireName: "getPullChannelList",
    effect: "read",
    summary: "List source-pull channels",
    section: "2.15",
    path: "/live/channelManage/getPullChannelList",
    params: z.strictObject({
      listOrder: listOrder.optional().describe("0 newest first (default), 1 oldest first"),
      pageIndex: pageIndex.optional().describe("Page, from 1"),
      pageSize: pageSize.optional().describe("Rows a page, 1 to 50; default 10"),
    }),
    reply: listReply({ channelList: z.array(z.looseObject({ pullId: looseText.nullish() })).nullish() }),
    paging: { ...pages, items: "data.channelList", total: "data.channelTotal", endCodes: ["1324", "1308"] },
    rules: ["channelTotal counts all source-pull channels here."],
  }),
} as const;
