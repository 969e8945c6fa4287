import { z } from "zod";
import { parseChinaTime } from "../kit/china-time.ts";
import { defineOperation } from "../kit/operation.ts";
import type { Operation, Paging } from "../kit/operation.ts";
import { withRules } from "../kit/rules.ts";
import type { ReportFault } from "../kit/rules.ts";
import { chinaTime, looseNumber, looseText, text } from "../tencent-kit/schemas.ts";
import type { Wire } from "./encode.ts";
import {
  channelDescribe,
  channelId,
  channelIds,
  channelName,
  list,
  page,
  pageSize,
  plainReply,
  region,
  replyWith,
  taskId,
} from "./schemas.ts";

export type ChannelOperation = Operation<z.ZodType, z.ZodType, Wire>;

/** Sent by GET; the encoder turns to POST where the parameters are too long for an address. */
const call = { documented: true, method: "GET", host: "live", path: "/v2/index.php" } as const;

/** A row of the overview that no section describes. */
const byName = {
  ...call,
  documented: false,
  section: "Server API / API Overview (no section of its own)",
  params: z.strictObject({ Region: region }),
  reply: plainReply,
} as const;

const dayMs = 86_400_000;

function wire(action: string): Wire {
  return { action };
}

function paging(pageParam: string, items: string, total: string): Paging {
  return { style: "page", pageParam, sizeParam: "pageSize", firstPage: 1, maxSize: null, items, total };
}

/** The span of two China times, null when one of them is none. */
function spanOf(
  params: Readonly<Record<string, unknown>>,
): { readonly fromMs: number; readonly untilMs: number } | null {
  const { startTime, endTime } = params;
  const fromMs = typeof startTime === "string" ? parseChinaTime(startTime) : null;
  const untilMs = typeof endTime === "string" ? parseChinaTime(endTime) : null;
  return fromMs === null || untilMs === null ? null : { fromMs, untilMs };
}

function recordingRules(params: Readonly<Record<string, unknown>>, fault: ReportFault): void {
  // Real-time recording ignores the start.
  const span = params["tapeType"] === 0 ? spanOf(params) : null;
  if (span === null) return;
  if (span.untilMs <= span.fromMs) fault("endTime", "must be after startTime");
  else if (span.untilMs - span.fromMs > dayMs) fault("endTime", "must be at most 1 day after startTime");
}

const batchRule = "One call changes several channels; a failure names those that failed, the others are done.";
const fragmentTimes = "startTime and endTime of a file are seconds from the start of its task, as text.";

/** All entries of the catalogue, by id. */
export const operations = {
  createLvbChannel: defineOperation({
    ...call,
    id: "createLvbChannel",
    wireName: "CreateLVBChannel",
    effect: "create",
    summary: "Create a channel and hand out its push and playback addresses",
    section: "Server API / Create Live Channel",
    params: withRules(
      z.strictObject({
        Region: region,
        channelName,
        channelDescribe,
        outputSourceType: z.literal([1, 2, 3]).describe("What viewers get: 1 RTMP, 2 HLS, 3 both"),
        playerPassword: z.string().optional().describe("Password that viewers' players ask for"),
        sourceList: z
          .array(
            z.strictObject({
              name: text.describe("Name of the source"),
              type: z.literal([1]).describe("How the picture comes in: 1 RTMP push"),
            }),
          )
          .length(1, "must hold exactly one source")
          .describe("The one source of the channel"),
        watermarkId: z.int().min(0, "must be a whole number, 0 or more").optional().describe("Id of a watermark"),
        outputRate: z
          .array(z.literal([0, 10, 20]))
          .optional()
          .describe("Bitrates to make: 0 the original, 10 standard (550), 20 high definition (900)"),
      }),
      (params, fault) => {
        const { outputRate } = params;
        if (Array.isArray(outputRate) && !outputRate.includes(0)) fault("outputRate", "must contain 0, the original");
      },
    ),
    reply: replyWith({
      channel_id: looseText,
      channelInfo: z
        .looseObject({
          upstream_address: z.string().nullish(),
          downstream_address: z.looseObject({}).nullish(),
        })
        .nullish(),
    }),
    wire: wire("CreateLVBChannel"),
    rules: [
      "Every call makes a channel, also with a name that exists.",
      "The number of channels of an account is limited (20101).",
    ],
  }),
  modifyLvbChannel: defineOperation({
    ...call,
    id: "modifyLvbChannel",
    wireName: "ModifyLVBChannel",
    effect: "update",
    summary: "Change the name and the description of a channel",
    section: "Server API / Change Live Channel",
    params: z.strictObject({ Region: region, channelId, channelName, channelDescribe }),
    reply: plainReply,
    wire: wire("ModifyLVBChannel"),
    rules: ["A channel that cannot be edited in its present state answers 20108."],
  }),
  deleteLvbChannel: defineOperation({
    ...call,
    id: "deleteLvbChannel",
    wireName: "DeleteLVBChannel",
    effect: "delete",
    summary: "Delete one or more channels",
    section: "Server API / Delete Live Channel",
    params: z.strictObject({ Region: region, channelIds }),
    reply: plainReply,
    wire: wire("DeleteLVBChannel"),
    rules: [batchRule, "Stop a channel first: one that is not disabled answers 20109."],
  }),
  startLvbChannel: defineOperation({
    ...call,
    id: "startLvbChannel",
    wireName: "StartLVBChannel",
    effect: "control",
    summary: "Enable one or more disabled channels",
    section: "Server API / Enable Live Channel",
    params: z.strictObject({ Region: region, channelIds }),
    reply: plainReply,
    wire: wire("StartLVBChannel"),
    rules: [batchRule],
  }),
  stopLvbChannel: defineOperation({
    ...call,
    id: "stopLvbChannel",
    wireName: "StopLVBChannel",
    effect: "control",
    summary: "Disable one or more channels; a running broadcast ends",
    section: "Server API / Disable Live Channel",
    params: z.strictObject({ Region: region, channelIds }),
    reply: plainReply,
    wire: wire("StopLVBChannel"),
    rules: [batchRule, "Until it is started again the channel takes no push."],
  }),
  describeLvbChannelList: defineOperation({
    ...call,
    id: "describeLvbChannelList",
    wireName: "DescribeLVBChannelList",
    effect: "read",
    summary: "List the channels with status, name and time of creation",
    section: "Server API / Query Live Channel List",
    params: z.strictObject({
      Region: region,
      channelStatus: z
        .literal([0, 1, 2, 3, 4])
        .optional()
        .describe("Only channels in this state: 0 no input, 1 live, 2 exception, 3 disabled, 4 not fully configured"),
      ascDesc: z.literal([0, 1]).optional().describe("0 oldest first, 1 newest first"),
      pageNo: page.describe("Page, from 1"),
      pageSize: pageSize.describe("Channels a page"),
      orderBy: text.optional().describe("Field to sort by; the time of creation when left out"),
    }),
    reply: replyWith({
      all_count: looseNumber.nullish(),
      channelSet: list(
        z.looseObject({
          channel_id: looseText,
          channel_name: looseText.nullish(),
          channel_status: looseNumber.nullish(),
        }),
      ),
    }),
    wire: wire("DescribeLVBChannelList"),
    paging: paging("pageNo", "channelSet", "all_count"),
    rules: ["The fields to sort by, the default and the largest page size are not stated."],
  }),
  describeLvbChannel: defineOperation({
    ...call,
    id: "describeLvbChannel",
    wireName: "DescribeLVBChannel",
    effect: "read",
    summary: "Query status, name, description, source and addresses of a channel",
    section: "Server API / Query Live Channel Details",
    params: z.strictObject({ Region: region, channelId }),
    reply: replyWith({
      channelInfo: z.array(
        z.looseObject({
          channel_id: looseText,
          channel_name: looseText.nullish(),
          channel_status: looseNumber.nullish(),
          upstream_list: list(z.looseObject({ sourceAddress: z.string().nullish() })),
        }),
      ),
    }),
    wire: wire("DescribeLVBChannel"),
    rules: ["channel_status: 0 no input stream, 1 live, 2 exception, 3 disabled; sent as text."],
  }),
  createRecord: defineOperation({
    ...call,
    id: "createRecord",
    wireName: "CreateRecord",
    effect: "create",
    summary: "Create a recording task, real-time or for a set time",
    section: "Server API / Create Recording Task",
    params: withRules(
      z.strictObject({
        Region: region,
        channelId,
        startTime: chinaTime.describe("Start, YYYY-MM-DD HH:MM:SS in China (UTC+8); ignored by real-time recording"),
        endTime: chinaTime.describe("End, YYYY-MM-DD HH:MM:SS in China (UTC+8)"),
        tapeType: z.literal([0, 1]).describe("1 records from now on, 0 at the set time"),
      }),
      recordingRules,
    ),
    reply: replyWith({ task_id: looseText }),
    wire: wire("CreateRecord"),
    rules: [
      "Real-time recording needs a push and lasts at most 30 minutes; the vendor recommends 5.",
      "A task for a set time lasts at most 1 day and must not overlap another one of the channel (20322).",
      "A repeat within 3 s may make a second task; list the tasks before trying again.",
      "Files lie on the vendor's VOD platform and are billed by it.",
    ],
  }),
  stopRecord: defineOperation({
    ...call,
    id: "stopRecord",
    wireName: "StopRecord",
    effect: "control",
    summary: "End a recording task",
    section: "Server API / End Recording Task",
    params: z.strictObject({ Region: region, channelId, taskId }),
    reply: plainReply,
    wire: wire("StopRecord"),
  }),
  deleteRecord: defineOperation({
    ...call,
    id: "deleteRecord",
    wireName: "DeleteRecord",
    effect: "delete",
    summary: "Delete a recording task",
    section: "Server API / Delete Recording Task",
    params: z.strictObject({ Region: region, channelId, taskId }),
    reply: plainReply,
    wire: wire("DeleteRecord"),
    rules: ["Whether the files go with the task is not stated."],
  }),
  describeRecordList: defineOperation({
    ...call,
    id: "describeRecordList",
    wireName: "DescribeRecordList",
    effect: "read",
    summary: "List the recording tasks of a channel",
    section: "Server API / Query Recording Task List",
    params: z.strictObject({
      Region: region,
      channelId,
      pageNo: page.describe("Page, from 1; 1 when left out"),
      pageSize: pageSize.describe("Tasks a page; 10 when left out"),
    }),
    reply: replyWith({
      totalCount: looseNumber.nullish(),
      taskSet: list(z.looseObject({ id: looseText, status: looseNumber.nullish() })),
    }),
    wire: wire("DescribeRecordList"),
    paging: paging("pageNo", "taskSet", "totalCount"),
    rules: ["Covers the last two months.", "status: 0 not started, 1 starting or running, 2 completed, 3 exception."],
  }),
  getVodRecordFiles: defineOperation({
    ...call,
    id: "getVodRecordFiles",
    wireName: "GetVodRecordFiles",
    effect: "read",
    summary: "List the recorded files of a channel (the way the vendor recommends)",
    section: "Server API / Query Recording File (Recommended)",
    params: withRules(
      z.strictObject({
        Region: region,
        channelId,
        startTime: chinaTime.describe("Files from this time on, YYYY-MM-DD HH:MM:SS in China (UTC+8)"),
        endTime: chinaTime.optional().describe("Files until this time; without it there is no end"),
        pageNum: page.describe("Page, from 1; 1 when left out"),
        pageSize: pageSize.describe("Files a page; 20 when left out"),
      }),
      (params, fault) => {
        const span = spanOf(params);
        if (span !== null && span.untilMs < span.fromMs) fault("endTime", "must not be before startTime");
      },
    ),
    reply: replyWith({
      totalCount: looseNumber.nullish(),
      total_count: looseNumber.nullish(),
      filesInfo: list(
        z.looseObject({
          fileId: looseText,
          fileName: z.string().nullish(),
          taskId: looseText.nullish(),
          startTime: looseText.nullish(),
          endTime: looseText.nullish(),
        }),
      ),
    }),
    wire: wire("GetVodRecordFiles"),
    paging: paging("pageNum", "filesInfo", "totalCount"),
    rules: ["Covers the last two months.", fragmentTimes],
  }),
  describeRecord: defineOperation({
    ...call,
    id: "describeRecord",
    wireName: "DescribeRecord",
    effect: "read",
    summary: "List the fragments that a recording task has made",
    section: "Server API / Query Recorded Shard List",
    params: z.strictObject({
      Region: region,
      channelId,
      taskId,
      pageNo: page.describe("Page, from 1; 1 when left out"),
      pageSize: pageSize.describe("Fragments a page; 10 when left out"),
    }),
    reply: replyWith({
      totalCount: looseNumber.nullish(),
      fileSet: list(z.looseObject({ fileId: looseText, fileName: z.string().nullish() })),
    }),
    wire: wire("DescribeRecord"),
    paging: paging("pageNo", "fileSet", "totalCount"),
    rules: [fragmentTimes],
  }),
  createLvbShot: defineOperation({
    ...byName,
    id: "createLvbShot",
    wireName: "CreateLVBShot",
    effect: "create",
    summary: "Create a screenshot task",
    wire: wire("CreateLVBShot"),
  }),
  stopLvbShot: defineOperation({
    ...byName,
    id: "stopLvbShot",
    wireName: "StopLVBShot",
    effect: "control",
    summary: "End a screenshot task",
    wire: wire("StopLVBShot"),
  }),
  deleteLvbShot: defineOperation({
    ...byName,
    id: "deleteLvbShot",
    wireName: "DeleteLVBShot",
    effect: "delete",
    summary: "Delete a screenshot task",
    wire: wire("DeleteLVBShot"),
  }),
  describeLvbShotList: defineOperation({
    ...byName,
    id: "describeLvbShotList",
    wireName: "DescribeLVBShotList",
    effect: "read",
    summary: "List the screenshot tasks",
    wire: wire("DescribeLVBShotList"),
  }),
  describeQueueLog: defineOperation({
    ...byName,
    id: "describeQueueLog",
    wireName: "DescribeQueueLog",
    effect: "control",
    summary: "Query queue messages; the service tencent-queue describes a queue",
    wire: wire("DescribeQueueLog"),
  }),
} as const;

/** The table as the kit takes it. */
export const operationTable: Readonly<Record<string, ChannelOperation>> = operations;
