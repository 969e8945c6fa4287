import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import type { ReportFault } from "../../kit/rules.ts";
import {
  appName,
  domainName,
  list,
  order,
  ossBucket,
  ossEndpoint,
  pageNum,
  pageSize,
  spanRules,
  streamName,
  underBytes,
  utcTime,
  whole,
} from "../params.ts";
import { num, plainReply, reply, rows, str } from "../replies.ts";
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

/** Chapter 11, recording into the customer's OSS bucket: what is recorded, and by hand. */
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
    params: z.strictObject({
      Command: z.enum(["start", "stop"]).describe("What to do"),
      AppName: appName,
      DomainName: domainName,
      StreamName: streamName,
    }),
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
    params: z.strictObject({
      DomainName: domainName,
      AppName: appName.optional(),
      Order: order.optional(),
      PageNum: pageNum.optional(),
      PageSize: pageSize(5, 30).optional(),
    }),
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
      PageNum: num,
      PageSize: num,
      Order: str,
      TotalPage: num,
      TotalNum: num,
    }),
    paging: {
      style: "page",
      pageParam: "PageNum",
      sizeParam: "PageSize",
      firstPage: 1,
      maxSize: 30,
      total: "TotalNum",
      items: "LiveAppRecordList.LiveAppRecord",
    },
  }),
} as const;
