import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { recordOf, withRules } from "../../kit/rules.ts";
import { jsonParam, valueOf } from "../encoded.ts";
import {
  code,
  digits,
  httpUrl,
  id,
  listReply,
  looseText,
  maybeText,
  pageIndex,
  pageSize,
  plainReply,
  seconds,
} from "../schemas.ts";
import { pages, post } from "../wire.ts";

const shortestSeconds = 300;

const positions = [
  "TOP_LEFT",
  "TOP_CENTER",
  "TOP_RIGHT",
  "CENTER_LEFT",
  "CENTER",
  "CENTER_RIGHT",
  "BOTTOM_LEFT",
  "BOTTOM_CENTER",
  "BOTTOM_RIGHT",
] as const;

const codingParams = z.strictObject({
  bitrate: z.int().min(1, "must be kbit/s").optional().describe("kbit/s"),
  resolution: z
    .string()
    .regex(/^[1-9]\d*x[1-9]\d*$/, "must be WxH with a lower-case x")
    .optional()
    .describe("WxH"),
  frameRate: z.int().min(1, "must be at least 1").optional().describe("Frames a second"),
  vcodec: z.string().optional().describe("libx264, libx265, libvpx and others"),
  acodec: z.string().optional().describe("libmp3lame, libfaac, libvorbis and others"),
  wmimage: z.string().optional().describe("Address of a watermark picture"),
  wmposition: z.enum(positions).optional().describe("Where the watermark stands"),
});

/** 2.30 to 2.32: relays of a channel to another RTMP address. */
export const forwardOperations = {
  startForwardTask: defineOperation({
    ...post,
    id: "startForwardTask",
    wireName: "startForwardTask",
    effect: "create",
    summary: "Relay a channel to another RTMP address, now or in a time window",
    section: "2.30",
    path: "/live/forwardTask/startForwardTask",
    params: withRules(
      z.strictObject({
        pullId: id.describe("Channel id"),
        forwardUrl: z
          .string()
          .regex(/^rtmp:\/\/[^\s]+$/, "must start with rtmp://")
          .describe("Target, RTMP only"),
        startTime: seconds.optional().describe("Start, UNIX seconds; at once when left out or past"),
        endTime: seconds.optional().describe("End, UNIX seconds, at least 5 minutes after start and now"),
        codingParams: jsonParam(
          codingParams,
          "json",
          "{ bitrate?, resolution?, frameRate?, vcodec?, acodec?, wmimage?, wmposition? }",
        )
          .optional()
          .describe("Transcoding and watermark; sent as JSON text"),
        notifyUrl: httpUrl.optional().describe("Receiver of state changes"),
      }),
      (params, fault) => {
        const { startTime: start, endTime: end } = params;
        if (typeof start === "number" && typeof end === "number" && end - start < shortestSeconds) {
          fault("endTime", "must be at least 5 minutes after startTime");
        }
        const coding = recordOf(valueOf(params["codingParams"], "json"));
        const hasImage = (coding["wmimage"] ?? "") !== "";
        if (hasImage !== (coding["wmposition"] !== undefined)) {
          fault("codingParams", "wmimage and wmposition go together or not at all");
        }
        const codec = coding["vcodec"] ?? "";
        if (hasImage && codec !== "" && codec !== "libx264") {
          fault("codingParams", "vcodec must be libx264 with a watermark");
        }
      },
    ),
    reply: z.looseObject({ code, data: z.looseObject({ taskId: looseText }) }),
    rules: [
      "A repeat may start a second relay: look with listForwardTasks first.",
      "Without endTime the relay runs until endForwardTask; it cannot be changed.",
    ],
  }),
  endForwardTask: defineOperation({
    ...post,
    id: "endForwardTask",
    wireName: "endForwardTask",
    effect: "control",
    summary: "Stop a relay",
    section: "2.31",
    path: "/live/forwardTask/endForwardTask",
    params: z.strictObject({ taskId: id.describe("Task id") }),
    reply: plainReply,
    rules: ["What the vendor answers for a relay that is over is not described."],
  }),
  listForwardTasks: defineOperation({
    ...post,
    id: "listForwardTasks",
    wireName: "getForwardTaskList",
    effect: "read",
    summary: "List relays by channel, task or state",
    section: "2.32",
    path: "/live/forwardTask/getForwardTaskList",
    params: z.strictObject({
      pullId: maybeText.describe("Only of this channel"),
      taskId: maybeText.describe("Only this task"),
      status: digits([0, 1, 2, 3])
        .optional()
        .describe("0 not started, 1 forwarding, 2 ended, 3 abnormal; all by default"),
      pageIndex: pageIndex.optional().describe("Page, from 1"),
      pageSize: pageSize.optional().describe("Rows a page, 1 to 50; default 10"),
    }),
    // forwardTastList in the table; rows have id in the sample, taskId in the table (quirk forward-list-names).
    reply: listReply({
      forwardTaskList: z
        .array(z.looseObject({ taskId: looseText.nullish(), id: looseText.nullish(), status: z.unknown() }))
        .nullish(),
    }),
    // total counts the rows of this answer only.
    paging: {
      ...pages,
      items: "data.forwardTaskList",
      itemsAlso: ["data.forwardTastList"],
      total: null,
      endCodes: ["1324", "1308"],
    },
    rules: ["A row's task id stands under taskId or id. forwardUrl may be missing."],
  }),
} as const;
