import { z } from "zod";
import { tryParseJson } from "../../kit/json.ts";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import type { ReportFault } from "../../kit/rules.ts";
import {
  code,
  httpUrl,
  id,
  list,
  listReply,
  looseNumber,
  looseText,
  maybeText,
  plainReply,
  seconds,
  transNo,
} from "../schemas.ts";
import { post } from "../wire.ts";

const minuteSeconds = 60;
const longestSeconds = 72 * 3600;

type Params = Readonly<Record<string, unknown>>;

/** 2.18: times are cut to the minute, and the rules hold for what is left. */
function judgeTask(params: Params, fault: ReportFault): void {
  const { quickStart, startTime, endTime } = params;
  if (quickStart === true && startTime !== undefined && startTime !== "") {
    fault("startTime", "must be left out when quickStart is true");
  }
  if (quickStart === false && (startTime === undefined || startTime === "")) {
    fault("startTime", "is missing: it is needed when quickStart is false");
  }
  if (quickStart !== true && typeof startTime === "number" && typeof endTime === "number") {
    const length = minuteOf(endTime) - minuteOf(startTime);
    if (length <= 0) fault("endTime", "must be at least one minute after startTime, both cut to the minute");
    if (length > longestSeconds) fault("endTime", "must be at most 72 hours after startTime");
  }
  if (params["isConcat"] === true) {
    if (params["fileType"] !== "m3u8") fault("isConcat", "is for fileType m3u8 only");
    if (typeof params["key"] === "string" && params["key"] !== "") {
      fault("isConcat", "is not available when recording to third-party storage (key)");
    }
  }
}

function minuteOf(epochSeconds: number): number {
  return Math.floor(epochSeconds / minuteSeconds) * minuteSeconds;
}

/** `taskId` or `transNo` must be there; the vendor takes `taskId` when both are. */
export function needsTaskOrTransNo(params: Params, fault: ReportFault): void {
  const empty = (value: unknown): boolean => value === undefined || value === "";
  if (empty(params["taskId"]) && empty(params["transNo"])) fault("taskId", "or transNo is missing");
}

const videoOrChannelIds = list(/^[A-Za-z0-9]+$/, "1 to 50 ids of letters and digits", { most: 50, empty: true });

/** 2.18 to 2.20, 2.27. */
export const recordingOperations = {
  createRecordTask: defineOperation({
    ...post,
    id: "createRecordTask",
    wireName: "createRecordTask",
    effect: "create",
    summary: "Create a recording task, at once or for a planned time",
    section: "2.18",
    path: "/live/channelManage/createRecordTask",
    params: withRules(
      z.strictObject({
        pullId: id.describe("Channel id"),
        transNo: transNo.optional().describe("Own number of the task, at most 32 characters, used once"),
        quickStart: z.boolean().describe("true starts at once, false at startTime"),
        startTime: z
          .union([seconds, z.literal("")], { error: "must be UNIX seconds" })
          .optional()
          .describe("Planned start, UNIX seconds, cut to the minute; only with quickStart false"),
        endTime: seconds.describe("Planned end, UNIX seconds, cut to the minute; at most 72 h after the start"),
        notifyUrl: z
          .union([httpUrl, z.literal("")], { error: "must start with http:// or https://" })
          .optional()
          .describe("Receiver of the start and finish notices"),
        fileType: z.enum(["mp4", "flv", "m3u8"]).optional().describe("mp4 (default), flv or m3u8"),
        isConcat: z.boolean().optional().describe("Join the pieces into one video; m3u8 only"),
        isRecordWhiteBoard: z.boolean().optional().describe("Record the whiteboard too"),
        isRecordIm: z.boolean().optional().describe("Record the chat room too"),
        httpPullRecord: z.boolean().optional().describe("Record over an HTTP pull; goes on after an RTMP stop flag"),
        key: maybeText.describe("Storage path without suffix, for third-party storage"),
      }),
      judgeTask,
    ),
    // data is text with JSON inside in the sample (quirk data-as-string).
    reply: z.looseObject({
      code,
      data: z.preprocess(
        (data) => (typeof data === "string" ? tryParseJson(data) : data),
        z.looseObject({ taskId: looseText }),
      ),
    }),
    rules: [
      "One open task a channel (1337); a transNo is taken once (1630) and finds the task again after a lost answer.",
      "The channel must play RTMP or HDL and must not be forbidden (1339).",
      "A task can be neither changed nor prolonged; longer recordings are a chain of tasks with a gap.",
      "Files appear after the end of the task.",
    ],
  }),
  endRecordTask: defineOperation({
    ...post,
    id: "endRecordTask",
    wireName: "endRecordTask",
    effect: "control",
    summary: "End a recording task now",
    section: "2.19",
    path: "/live/channelManage/endRecordTask",
    params: z.strictObject({ taskId: id.describe("Task id; a transNo is not taken here") }),
    reply: plainReply,
    rules: ["1631 means that it is over already."],
  }),
  queryRecordTask: defineOperation({
    ...post,
    id: "queryRecordTask",
    wireName: "recordTaskQuery",
    effect: "read",
    summary: "Read state and files of a recording task",
    section: "2.20",
    path: "/live/channelManage/recordTaskQuery",
    params: withRules(
      z.strictObject({
        taskId: maybeText.describe("Task id; wins over transNo"),
        transNo: transNo.optional().describe("Own number of the task"),
      }),
      needsTaskOrTransNo,
    ),
    reply: z.looseObject({
      code,
      data: z.looseObject({
        status: looseNumber,
        taskId: looseText.nullish(),
        transNo: looseText.nullish(),
        fileList: z.array(z.looseObject({})).nullish(),
      }),
    }),
    rules: [
      "status: 0 not started, 1 started, 2 finished, 3 ended by a call.",
      "Files may follow some time after the end; an empty list can also mean that nothing was pushed.",
    ],
  }),
  getRecordFileInfo: defineOperation({
    ...post,
    id: "getRecordFileInfo",
    wireName: "getRecordFileInfo",
    effect: "read",
    summary: "Read recorded files by channel or by video",
    section: "2.27",
    path: "/live/channelManage/getRecordFileInfo/",
    params: withRules(
      z.strictObject({
        pullIds: videoOrChannelIds.optional().describe("1 to 50 channel ids"),
        videoIds: videoOrChannelIds.optional().describe("1 to 50 video ids"),
      }),
      (params, fault) => {
        const given = (name: string): boolean => params[name] !== undefined && params[name] !== "";
        if (given("pullIds") && given("videoIds")) fault("videoIds", "excludes pullIds: give one of them");
        if (!given("pullIds") && !given("videoIds")) fault("pullIds", "or videoIds is missing");
      },
    ),
    reply: listReply({ list: z.array(z.looseObject({ videoId: looseText.nullish() })).nullish() }),
    rules: ["Newest first, no pages. startTime is UNIX seconds."],
  }),
} as const;
