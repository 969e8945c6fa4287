import { z } from "zod";
import { parseChinaTime } from "../kit/china-time.ts";
import { defineOperation } from "../kit/operation.ts";
import type { Operation } from "../kit/operation.ts";
import { withRules } from "../kit/rules.ts";
import { cancelMixParams, mixReply, startMixParams } from "./mixing.ts";
import {
  chinaTime,
  looseNumber,
  looseText,
  pageNo,
  pageSize,
  plainReply,
  replyWith,
  taskId,
  text,
  unixSeconds,
} from "./schemas.ts";

/** How an operation travels. */
export type Wire =
  | {
      readonly as: "query";
      readonly interface: string;
      /** Parameter → `Param.s.` (text) or `Param.n.` (number), in the order of sending. */
      readonly prefix: Readonly<Record<string, "s" | "n">>;
    }
  | { readonly as: "mix" };

export type LivecodeOperation = Operation<z.ZodType, z.ZodType, Wire>;

/** Hosts by key, and how each names the account (quirk appid-vs-cmd). */
export const hosts = {
  fcgi: { origin: "http://fcgi.video.qcloud.com", identity: "appid" },
  statcgi: { origin: "http://statcgi.video.qcloud.com", identity: "cmd" },
} as const;

const get = { documented: true, method: "GET", path: "/common_access" } as const;
const mix = {
  wireName: "Mix_StreamV2 / mix_streamv2.start_mix_stream_advanced",
  documented: true,
  method: "POST",
  host: "fcgi",
  path: "/common_access",
  effect: "control",
  reply: mixReply,
} as const;
const mixWire: Wire = { as: "mix" };

function query(name: string, prefix: Readonly<Record<string, "s" | "n">>): Wire {
  return { as: "query", interface: name, prefix };
}

const dayMs = 86_400_000;

// Meanings that several operations share, as docs and help print them.
const channelId = text.describe("Name of the stream: the LVB code.");
const page = pageNo.describe("Page, from 1; default 1.");
const statStream = text.describe("One stream; all streams of the account when left out.");
const chinaFrom = "Start, China Standard Time (UTC+8).";
const chinaUntil = "End, China Standard Time (UTC+8).";
const secondsFrom = unixSeconds.describe("Start, UNIX seconds.");
const secondsUntil = unixSeconds.describe("End, UNIX seconds.");

/** The four statistics calls take the same parameters. */
const statParams = z.strictObject({
  page_no: page.optional(),
  page_size: pageSize(1, 300).optional().describe("Streams a page; default 300."),
  stream_id: statStream.optional(),
  pull_domain: z.string().optional().describe("One playback domain; all when left out."),
});
const statPrefix = { page_no: "n", page_size: "n", stream_id: "s", pull_domain: "s" } as const;
const statPaging = {
  style: "page",
  pageParam: "page_no",
  sizeParam: "page_size",
  firstPage: 1,
  maxSize: 300,
  items: "output.stream_info",
  total: "output.stream_count",
} as const;
const statActivation =
  "The statistics interfaces need activation by the vendor; without it the answer is `cmd is invalid`.";

const channelListReply = replyWith({
  all_count: looseNumber.optional(),
  channel_list: z.array(z.looseObject({ channel_id: looseText })).nullish(),
});

function timesInOrder(
  params: Readonly<Record<string, unknown>>,
  fault: (param: string, message: string) => void,
): void {
  const { start_time: from, end_time: until } = params;
  if (typeof from === "number" && typeof until === "number" && until < from) {
    fault("end_time", "must not be before start_time");
  }
}

function chinaSpan(
  params: Readonly<Record<string, unknown>>,
): { readonly from: number; readonly until: number } | null {
  const { start_time: start, end_time: end } = params;
  const from = typeof start === "string" ? parseChinaTime(start) : null;
  const until = typeof end === "string" ? parseChinaTime(end) : null;
  return from === null || until === null ? null : { from, until };
}

/** All entries of the catalogue, by id. */
export const operations = {
  setChannelStatus: defineOperation({
    ...get,
    id: "setChannelStatus",
    wireName: "Live_Channel_SetStatus",
    effect: "control",
    summary: "Disable (ban), interrupt or enable a stream",
    section: "Operation API / Enable Close Push",
    host: "fcgi",
    params: z.strictObject({
      channel_id: channelId,
      status: z.literal([0, 1, 2]).describe("0 disable, 1 enable, 2 cut the present push."),
    }),
    reply: plainReply,
    wire: query("Live_Channel_SetStatus", { channel_id: "s", status: "n" }),
    rules: [
      "status: 0 disables (the push is cut and refused for at most 3 months), 1 enables, 2 cuts the present push only.",
      "These are not the values that getChannelStatus answers.",
    ],
  }),
  startMixStream: defineOperation({
    ...mix,
    id: "startMixStream",
    summary: "Mix several input streams in the cloud into one output stream",
    section: "Operation API / Cloud Mixed Streaming, 1.1 to 1.4, 2.1 to 2.6",
    params: startMixParams,
    wire: mixWire,
    rules: [
      "output_stream_type 0 (default): the output is one of the inputs; 1: none of them, after agreement with the vendor.",
      "Templates 10, 20, 30, 40 take 2 inputs, 310 three, 410 four, 510 five, 610 six; 390 and 391 (three) and 590 (five) need a canvas as image_layer 1.",
      "A session feeds one output at a time; before another one, cancel and wait 30 s.",
    ],
  }),
  cancelMixStream: defineOperation({
    ...mix,
    id: "cancelMixStream",
    summary: "Cancel a mixing session",
    section: "Operation API / Cloud Mixed Streaming, 1.5",
    params: cancelMixParams,
    wire: mixWire,
    rules: ["Sent with the one stream that stays; the session can feed another output 30 s later."],
  }),
  manageChannelPush: defineOperation({
    ...get,
    id: "manageChannelPush",
    wireName: "channel_manager",
    effect: "control",
    summary: "Forbid the push of a stream until a moment, or resume it",
    section: "Operation API / Pause and Resume after Latency",
    host: "fcgi",
    params: z.strictObject({
      channel_id: channelId,
      abstime_end: unixSeconds.describe("Until when, UNIX seconds."),
      action: z
        .enum(["forbid", "resume", "Forbid", "Resume"])
        .transform((value) => value.toLowerCase())
        .describe("forbid the push, or resume it."),
    }),
    reply: plainReply,
    wire: query("channel_manager", { channel_id: "s", abstime_end: "n", action: "s" }),
    rules: ["abstime_end (UNIX seconds) lies at most 3 months ahead; the vendor cuts later values to that."],
  }),
  startRecordingTask: defineOperation({
    ...get,
    id: "startRecordingTask",
    wireName: "Live_Tape_Start",
    effect: "create",
    summary: "Create a recording task, scheduled or real-time",
    section: "Operation API / Create Recording Task",
    host: "fcgi",
    params: withRules(
      z.strictObject({
        channel_id: channelId,
        start_time: chinaTime.describe(chinaFrom),
        end_time: chinaTime.describe(chinaUntil),
        task_sub_type: z.literal([0, 1]).describe("0 scheduled, 1 real-time."),
        file_format: z.enum(["flv", "hls", "mp4", "aac"]).optional().describe("Format of the files; default flv."),
        record_type: z
          .enum(["video", "audio"])
          .optional()
          .describe("Picture with sound, or sound alone; default video."),
      }),
      (params, fault) => {
        if (params["file_format"] === "aac" && params["record_type"] !== "audio") {
          fault("file_format", "aac is for record_type audio only");
        }
        const span = params["task_sub_type"] === 0 ? chinaSpan(params) : null;
        if (span !== null && span.until <= span.from) fault("end_time", "must be after start_time");
        if (span !== null && span.until - span.from > dayMs)
          fault("end_time", "must be at most 1 day after start_time");
      },
    ),
    reply: replyWith({ task_id: looseText }).refine((reply) => reply.output !== null, {
      message: "no task_id",
      path: ["output", "task_id"],
    }),
    wire: query("Live_Tape_Start", {
      channel_id: "s",
      start_time: "s",
      end_time: "s",
      task_sub_type: "n",
      file_format: "s",
      record_type: "s",
    }),
    rules: [
      "Times are China Standard Time (UTC+8).",
      "task_sub_type 0 is scheduled, at most 1 day; 1 is real-time: needs a push, ignores start_time, records at most 30 minutes.",
      "A repeat within 3 s may make a second task; the task id appears in this answer only.",
    ],
  }),
  stopRecordingTask: defineOperation({
    ...get,
    id: "stopRecordingTask",
    wireName: "Live_Tape_Stop",
    effect: "control",
    summary: "End a recording task",
    section: "Operation API / End Recording Task",
    host: "fcgi",
    params: z.strictObject({ channel_id: text, task_id: taskId, task_sub_type: z.literal([0, 1]).optional() }),
    reply: plainReply,
    wire: query("Live_Tape_Stop", { channel_id: "s", task_id: "s", task_sub_type: "n" }),
    rules: ["task_sub_type is the one the task was created with (default 0)."],
  }),
  getChannelStatus: defineOperation({
    ...get,
    id: "getChannelStatus",
    wireName: "Live_Channel_GetStatus",
    effect: "read",
    summary: "Query whether one stream is broadcasting",
    section: "Query API / Query Live Status",
    host: "fcgi",
    params: z.strictObject({ channel_id: channelId }),
    reply: replyWith({
      rate_type: looseNumber.optional(),
      recv_type: looseNumber.optional(),
      status: looseNumber,
    }),
    wire: query("Live_Channel_GetStatus", { channel_id: "s" }),
    rules: ["status: 0 interrupted, 1 broadcasting, 3 disabled. Never pushed: failure 20601."],
  }),
  getLiveStat: defineOperation({
    ...get,
    id: "getLiveStat",
    wireName: "Get_LiveStat",
    effect: "read",
    summary: "Query push and playback statistics of one or all live streams",
    section: "Query API / Query Statistical Info",
    host: "statcgi",
    params: statParams,
    reply: replyWith({ stream_count: looseNumber.optional(), stream_info: z.array(z.looseObject({})).nullish() }),
    wire: query("Get_LiveStat", statPrefix),
    paging: statPaging,
    rules: [statActivation, "Push values refresh every 5 s, playback values every 60 s."],
  }),
  getLivePushStat: defineOperation({
    ...get,
    id: "getLivePushStat",
    wireName: "Get_LivePushStat",
    effect: "read",
    summary: "Query only the push statistics (faster)",
    section: "Query API / Query Statistical Info",
    host: "statcgi",
    params: statParams,
    reply: replyWith({
      stream_count: looseNumber.optional(),
      stream_info: z
        .array(z.looseObject({ stream_name: looseText, fps: looseNumber.nullish(), speed: looseNumber.nullish() }))
        .nullish(),
    }),
    wire: query("Get_LivePushStat", statPrefix),
    paging: statPaging,
    rules: [statActivation, "Values refresh every 5 s; speed is in bit/s."],
  }),
  getLivePlayStat: defineOperation({
    ...get,
    id: "getLivePlayStat",
    wireName: "Get_LivePlayStat",
    effect: "read",
    summary: "Query only the playback statistics (faster)",
    section: "Query API / Query Statistical Info",
    host: "statcgi",
    params: statParams,
    reply: replyWith({ stream_info: z.array(z.looseObject({})).nullish() }),
    wire: query("Get_LivePlayStat", statPrefix),
    paging: { ...statPaging, total: null },
    rules: [statActivation, "Values refresh every 60 s."],
  }),
  getRecordingFileList: defineOperation({
    ...get,
    id: "getRecordingFileList",
    wireName: "Live_Tape_GetFilelist",
    effect: "read",
    summary: "List the files recorded from one stream",
    section: "Query API / Query Recording File",
    host: "fcgi",
    params: withRules(
      z.strictObject({
        channel_id: channelId,
        page_no: page.optional(),
        page_size: pageSize(1, 100).optional().describe("Files a page; default 10."),
        sort_type: z.enum(["asc", "desc"]).optional().describe("Order of the list; default asc."),
        start_time: chinaTime.optional().describe(chinaFrom),
        end_time: chinaTime.optional().describe(chinaUntil),
      }),
      (params, fault) => {
        const span = chinaSpan(params);
        if (span === null) return;
        if (span.until < span.from) fault("end_time", "must not be before start_time");
        else if (span.until - span.from >= dayMs) fault("end_time", "must be less than 24 hours after start_time");
        else if (String(params["start_time"]).slice(0, 10) !== String(params["end_time"]).slice(0, 10)) {
          fault("end_time", "must be on the same day as start_time");
        }
      },
    ),
    reply: replyWith({
      all_count: looseNumber.optional(),
      file_list: z
        .array(
          z.looseObject({
            vid: looseText.nullish(),
            start_time: z.string(),
            end_time: z.string(),
            file_id: looseText.nullish(),
            record_file_url: z.string().nullish(),
          }),
        )
        .nullish(),
    }),
    wire: query("Live_Tape_GetFilelist", {
      channel_id: "s",
      page_no: "n",
      page_size: "n",
      sort_type: "s",
      start_time: "s",
      end_time: "s",
    }),
    paging: {
      style: "page",
      pageParam: "page_no",
      sizeParam: "page_size",
      firstPage: 1,
      maxSize: 100,
      items: "output.file_list",
      total: "output.all_count",
    },
    rules: [
      "Times are read as China Standard Time (UTC+8); the span is under 24 hours and within one day.",
      "When a file appears cannot be predicted.",
    ],
  }),
  getChannelList: defineOperation({
    ...get,
    id: "getChannelList",
    wireName: "Live_Channel_GetChannelList",
    effect: "read",
    summary: "List the channels of LVB Code mode, optionally by status",
    section: "Query API / Query Channel List",
    host: "fcgi",
    params: z.strictObject({
      status: z.literal([0, 1, 3]).optional().describe("Only channels in this state."),
      page_no: page.optional(),
      page_size: pageSize(10, 100).optional().describe("Channels a page; default 10."),
      order_field: z.enum(["create_time"]).optional().describe("What the list is ordered by."),
      order_type: z.literal([0, 1]).optional().describe("0 ascending, 1 descending."),
    }),
    reply: channelListReply,
    wire: query("Live_Channel_GetChannelList", {
      status: "n",
      page_no: "n",
      page_size: "n",
      order_field: "s",
      order_type: "n",
    }),
    paging: {
      style: "page",
      pageParam: "page_no",
      sizeParam: "page_size",
      firstPage: 1,
      maxSize: 100,
      items: "output.channel_list",
      total: "output.all_count",
    },
    rules: ["status: 0 interrupted, 1 enabled, 3 disabled. order_type: 0 ascending, 1 descending."],
  }),
  getLiveChannelList: defineOperation({
    ...get,
    id: "getLiveChannelList",
    wireName: "Live_Channel_GetLiveChannelList",
    effect: "read",
    summary: "List the channels that are live now",
    section: "Query API / Query Live Channel List",
    host: "fcgi",
    params: z.strictObject({}),
    reply: channelListReply,
    wire: query("Live_Channel_GetLiveChannelList", {}),
  }),
  getBillingBandwidth: defineOperation({
    ...get,
    id: "getBillingBandwidth",
    wireName: "Get_BillingBandwidth",
    effect: "read",
    summary: "Query billing bandwidth of the account",
    section: "Query API / Getting Billing Bandwidth Data",
    host: "statcgi",
    params: withRules(
      z.strictObject({
        start_time: secondsFrom,
        end_time: secondsUntil,
        domain: text.optional().describe("One playback domain; all when left out."),
        home_foreign: z
          .literal([0, 1, 2])
          .optional()
          .describe("0 domestic and abroad, 1 domestic, 2 abroad; default 0."),
        get_top_bd: z.literal([0, 1]).optional().describe("1 asks for the peak instead of the list; default 0."),
      }),
      timesInOrder,
    ),
    reply: replyWith({ total_info: z.unknown().optional() }),
    wire: query("Get_BillingBandwidth", {
      start_time: "n",
      end_time: "n",
      domain: "s",
      home_foreign: "n",
      get_top_bd: "n",
    }),
    rules: [statActivation, "One value for every 5 minutes. Times are UNIX seconds."],
  }),
  getLivePushStatHistory: defineOperation({
    ...get,
    id: "getLivePushStatHistory",
    wireName: "Get_LivePushStatHistory",
    effect: "read",
    summary: "Query historical push statistics of one stream",
    section: "Statistics API / Get Push History Info",
    host: "statcgi",
    params: withRules(
      z.strictObject({
        start_time: secondsFrom,
        end_time: secondsUntil,
        stream_id: text.describe("Name of the stream."),
      }),
      timesInOrder,
    ),
    reply: replyWith({ stream_info: z.array(z.looseObject({})).nullish() }),
    wire: query("Get_LivePushStatHistory", { start_time: "n", end_time: "n", stream_id: "s" }),
    rules: [statActivation, "Within the last 3 days, at most 2 hours a call recommended. Times are UNIX seconds."],
  }),
  getLivePlayStatHistory: defineOperation({
    ...get,
    id: "getLivePlayStatHistory",
    wireName: "Get_LivePlayStatHistory",
    effect: "read",
    summary: "Query historical playback statistics of one stream or of the account",
    section: "Statistics API / Get Play Statistics History Info",
    host: "statcgi",
    params: withRules(
      z.strictObject({
        start_time: secondsFrom,
        end_time: secondsUntil,
        stream_id: z.string().optional().describe("One stream; the whole account when left out."),
        domain: z.string().optional().describe("One playback domain; all when left out."),
      }),
      timesInOrder,
    ),
    reply: replyWith({ stat_info: z.array(z.looseObject({})).nullish(), sum_info: z.unknown().optional() }),
    wire: query("Get_LivePlayStatHistory", { start_time: "n", end_time: "n", stream_id: "s", domain: "s" }),
    rules: [statActivation, "Within the last 15 days, at most 2 hours a call recommended. Times are UNIX seconds."],
  }),
  getQueueMessages: defineOperation({
    ...get,
    documented: false,
    id: "getQueueMessages",
    wireName: "Live_Queue_Get",
    effect: "control",
    summary: "List the screenshots of a stream; described for the service tencent-queue only",
    section: "API overview (no section of its own)",
    host: "fcgi",
    params: z.strictObject({}),
    reply: plainReply,
    wire: query("Live_Queue_Get", {}),
  }),
} as const;

/** The table as the kit takes it. */
export const operationTable: Readonly<Record<string, LivecodeOperation>> = operations;
