import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import type { ReportFault } from "../../kit/rules.ts";
import {
  appName,
  dayMs,
  domainName,
  endTime,
  list,
  order,
  ossBucket,
  ossEndpoint,
  pageNum,
  pageSize,
  spanRules,
  startTime,
  streamName,
  text,
  underBytes,
  utcTime,
  webUrl,
  whole,
} from "../params.ts";
import { group, id, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const contains = (...parts: readonly string[]): z.ZodString =>
  underBytes(256).refine((value) => parts.every((part) => value.includes(part)), {
    message: `must contain ${parts.join(" and ")}`,
  });

/** One entry of RecordFormat (11.1). */
const recordFormat = z
  .strictObject({
    Format: z.enum(["m3u8", "flv", "mp4"]).optional().describe("Container of the files"),
    CycleDuration: whole(1).optional().describe("Seconds of one file, default 3600"),
    OssObjectPrefix: contains("{EscapedStartTime}", "{EscapedEndTime}")
      .optional()
      .describe("Pattern of object names; may use {AppName}, {StreamName}, {Sequence}"),
    SliceOssObjectPrefix: contains("{UnixTimestamp}")
      .optional()
      .describe("Pattern of slice names, for m3u8; may use {AppName}, {StreamName}, {Sequence}"),
  })
  .superRefine((entry, context) => {
    if (Object.keys(entry).length === 0) {
      context.addIssue({ code: "custom", message: "must have at least one field, or nothing of it would be sent" });
    }
    if (entry.Format === "m3u8" && entry.SliceOssObjectPrefix === undefined) {
      context.addIssue({ code: "custom", path: ["SliceOssObjectPrefix"], message: "is needed when Format is m3u8" });
    }
  });

function onlyForStreams(params: Readonly<Record<string, unknown>>, fault: ReportFault): void {
  spanRules({})(params, fault);
  if (params["StreamName"] !== undefined) return;
  for (const name of ["StartTime", "EndTime"]) {
    if (params[name] !== undefined) fault(name, "is only for a configuration with StreamName");
  }
}

const stream = { AppName: appName, DomainName: domainName, StreamName: streamName };
const period = { StartTime: startTime, EndTime: endTime };
const fourDays = spanRules({ longestMs: 4 * dayMs });
const pages = {
  Order: order.optional(),
  PageNum: pageNum.optional(),
  PageSize: pageSize(5, 30).optional(),
};
const byPage = {
  style: "page",
  pageParam: "PageNum",
  sizeParam: "PageSize",
  firstPage: 1,
  maxSize: 30,
  total: "TotalNum",
} as const;
const pageFields = { PageNum: num, PageSize: num, Order: str, TotalPage: num, TotalNum: num };

const indexFile = {
  RecordUrl: str,
  DomainName: str,
  AppName: str,
  StreamName: str,
  OssBucket: str,
  OssEndpoint: str,
  OssObject: str,
  StartTime: str,
  EndTime: str,
  Duration: num,
  Height: num,
  Width: num,
  CreateTime: str,
};

const needStatusNotify = z.boolean().describe("Also tell when recording starts, pauses and resumes; default false");
const recordNotifyUrl = webUrl.describe("Address of the receiver");
const oneDomain = z.strictObject({ DomainName: domainName });

/** Chapter 11: recording into the customer's OSS bucket. */
export const recordingOperations = {
  addLiveAppRecordConfig: defineOperation({
    ...rpc,
    id: "addLiveAppRecordConfig",
    wireName: "AddLiveAppRecordConfig",
    effect: "create",
    summary: "Record a domain, an application or a stream into OSS",
    section: "11.1 AddLiveAppRecordConfig",
    params: withRules(
      z.strictObject({
        AppName: appName.describe("Application; * for all of the domain"),
        DomainName: domainName,
        OssBucket: ossBucket,
        OssEndpoint: ossEndpoint,
        StreamName: streamName.optional(),
        StartTime: utcTime.optional().describe("Start of recording, UTC, within 15 days from now"),
        EndTime: utcTime.optional().describe("End of recording, UTC, within 15 days from now"),
        OnDemand: z.literal([0, 1, 2]).optional().describe("0 off, 1 asked by callback, 2 by the push address"),
        RecordFormat: list(recordFormat).optional().describe("Files to make"),
      }),
      onlyForStreams,
    ),
    reply: plainReply,
    rules: [
      "The live service must have been allowed to write to the bucket.",
      "StartTime and EndTime are for one stream only and lie within 15 days from now.",
      "OnDemand 1 records nothing unless the on-demand callback is set; 2 is not supported by the vendor yet.",
      "TS slices of m3u8 last 30 s.",
    ],
  }),
  realTimeRecordCommand: defineOperation({
    ...rpc,
    id: "realTimeRecordCommand",
    wireName: "RealTimeRecordCommand",
    effect: "control",
    summary: "Start or stop the recording of one stream now",
    section: "11.2 RealTimeRecordCommand",
    params: z.strictObject({ Command: z.enum(["start", "stop"]).describe("What to do"), ...stream }),
    reply: plainReply,
    rules: ["A start while it records fails with TaskAlreadyStarted; a record configuration must cover the stream."],
  }),
  deleteLiveAppRecordConfig: defineOperation({
    ...rpc,
    id: "deleteLiveAppRecordConfig",
    wireName: "DeleteLiveAppRecordConfig",
    effect: "delete",
    summary: "Remove a record configuration",
    section: "11.3 DeleteLiveAppRecordConfig",
    params: z.strictObject({ AppName: appName, DomainName: domainName, StreamName: streamName.optional() }),
    reply: plainReply,
  }),
  describeLiveRecordConfig: defineOperation({
    ...rpc,
    id: "describeLiveRecordConfig",
    wireName: "DescribeLiveRecordConfig",
    effect: "read",
    summary: "List the record configurations of a domain",
    section: "11.4 DescribeLiveRecordConfig",
    params: z.strictObject({ DomainName: domainName, AppName: appName.optional(), ...pages }),
    reply: reply({
      LiveAppRecordList: rows(
        "LiveAppRecord",
        z.looseObject({
          DomainName: str,
          AppName: str,
          StreamName: str,
          OssEndpoint: str,
          OssBucket: str,
          CreateTime: str,
          RecordFormatList: rows(
            "RecordFormat",
            z.looseObject({ Format: str, OssObjectPrefix: str, SliceOssObjectPrefix: str, CycleDuration: num }),
          ),
        }),
      ),
      ...pageFields,
    }),
    paging: { ...byPage, items: "LiveAppRecordList.LiveAppRecord" },
  }),
  describeLiveStreamRecordContent: defineOperation({
    ...rpc,
    id: "describeLiveStreamRecordContent",
    wireName: "DescribeLiveStreamRecordContent",
    effect: "read",
    summary: "List what was recorded of a stream in a period",
    section: "11.5 DescribeLiveStreamRecordContent",
    params: withRules(z.strictObject({ ...stream, ...period }), fourDays),
    reply: reply({
      RecordContentInfoList: rows(
        "RecordContentInfo",
        z.looseObject({
          OssEndpoint: str,
          OssBucket: str,
          OssObjectPrefix: str,
          StartTime: str,
          EndTime: str,
          Duration: num,
        }),
      ),
    }),
    rules: ["At most 4 days a call."],
  }),
  createLiveStreamRecordIndexFiles: defineOperation({
    ...rpc,
    id: "createLiveStreamRecordIndexFiles",
    wireName: "CreateLiveStreamRecordIndexFiles",
    effect: "create",
    summary: "Make an m3u8 index over the recorded slices of a period",
    section: "11.6 CreateLiveStreamRecordIndexFiles",
    params: withRules(
      z.strictObject({
        ...stream,
        OssBucket: ossBucket,
        OssEndpoint: ossEndpoint,
        OssObject: text.describe(
          "Object name of the index; may use {AppName}, {StreamName}, {Date}, {Hour}, {Minute}, {Second}",
        ),
        ...period,
      }),
      fourDays,
    ),
    reply: reply({ RecordInfo: z.looseObject({ ...indexFile, RecordId: id }) }),
    rules: ["At most 4 days a call; fails when nothing was pushed in the period."],
  }),
  describeLiveStreamRecordIndexFile: defineOperation({
    ...rpc,
    id: "describeLiveStreamRecordIndexFile",
    wireName: "DescribeLiveStreamRecordIndexFile",
    effect: "read",
    summary: "Read one index file",
    section: "11.7 DescribeLiveStreamRecordIndexFile",
    params: z.strictObject({ ...stream, RecordId: text.describe("Id of the index file") }),
    reply: reply({ RecordIndexInfo: group({ ...indexFile, RecordId: str }) }),
  }),
  describeLiveStreamRecordIndexFiles: defineOperation({
    ...rpc,
    id: "describeLiveStreamRecordIndexFiles",
    wireName: "DescribeLiveStreamRecordIndexFiles",
    effect: "read",
    summary: "List the index files of a stream in a period",
    section: "11.8 DescribeLiveStreamRecordIndexFiles",
    params: withRules(z.strictObject({ ...stream, ...period, ...pages }), fourDays),
    reply: reply({
      RecordIndexInfoList: rows("RecordIndexInfo", z.looseObject({ ...indexFile, RecordId: str })),
      ...pageFields,
    }),
    paging: { ...byPage, items: "RecordIndexInfoList.RecordIndexInfo" },
    rules: ["At most 4 days a call."],
  }),
  addLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "addLiveRecordNotifyConfig",
    wireName: "AddLiveRecordNotifyConfig",
    effect: "create",
    summary: "Set the address that is told of recorded files of a domain",
    section: "11.9 AddLiveRecordNotifyConfig",
    params: z.strictObject({
      DomainName: domainName,
      NotifyUrl: recordNotifyUrl,
      NeedStatusNotify: needStatusNotify.optional(),
    }),
    reply: plainReply,
    rules: ["The address is encoded once, like every other value."],
  }),
  deleteLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "deleteLiveRecordNotifyConfig",
    wireName: "DeleteLiveRecordNotifyConfig",
    effect: "delete",
    summary: "Stop telling of recorded files of a domain",
    section: "11.10 DeleteLiveRecordNotifyConfig",
    params: oneDomain,
    reply: plainReply,
  }),
  describeLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "describeLiveRecordNotifyConfig",
    wireName: "DescribeLiveRecordNotifyConfig",
    effect: "read",
    summary: "Read the address that is told of recorded files of a domain",
    section: "11.11 DescribeLiveRecordNotifyConfig",
    params: oneDomain,
    reply: reply({ LiveRecordNotifyConfig: group({ DomainName: str, NotifyUrl: str, NeedStatusNotify: str }) }),
  }),
  updateLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "updateLiveRecordNotifyConfig",
    wireName: "UpdateLiveRecordNotifyConfig",
    effect: "update",
    summary: "Change the address that is told of recorded files of a domain",
    section: "11.12 UpdateLiveRecordNotifyConfig",
    params: z.strictObject({
      DomainName: domainName,
      NeedStatusNotify: needStatusNotify.optional(),
      NotifyUrl: recordNotifyUrl.optional(),
    }),
    reply: plainReply,
    rules: ["NeedStatusNotify may fall back to false when it is left out."],
  }),
} as const;
