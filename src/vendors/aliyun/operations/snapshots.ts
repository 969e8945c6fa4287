import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import {
  appName,
  dayMs,
  domainName,
  endTime,
  order,
  ossBucket,
  ossEndpoint,
  pageNum,
  pageSize,
  spanRules,
  startTime,
  streamName,
  underBytes,
  whole,
} from "../params.ts";
import { num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const anyApp = appName.describe("Application; * for all of the domain");
const interval = whole(5, 3600).describe("Seconds between two snapshots");
const grows = (value: string): boolean => value.includes("{UnixTimestamp}") || value.includes("{Sequence}");
const growingMessage = "must contain {UnixTimestamp} or {Sequence}";
const overwritten = underBytes(256).describe(
  "Object name that every snapshot overwrites, e.g. {AppName}/{StreamName}.jpg",
);
const growingPurpose = "Pattern of object names of which each snapshot gets its own";
const nextPush = "Takes effect at the next push of a stream.";

/** Chapter 12: snapshots into the customer's OSS bucket. */
export const snapshotOperations = {
  addLiveAppSnapshotConfig: defineOperation({
    ...rpc,
    id: "addLiveAppSnapshotConfig",
    wireName: "AddLiveAppSnapshotConfig",
    effect: "create",
    summary: "Take snapshots of the streams of an application at an interval",
    section: "12.1 AddLiveAppSnapshotConfig",
    params: z.strictObject({
      AppName: anyApp,
      DomainName: domainName,
      OssBucket: ossBucket,
      OssEndpoint: ossEndpoint,
      TimeInterval: interval,
      OverwriteOssObject: overwritten.optional(),
      SequenceOssObject: underBytes(256).refine(grows, { message: growingMessage }).optional().describe(growingPurpose),
    }),
    reply: plainReply,
    rules: [nextPush, "Pictures are jpg; those of SequenceOssObject are listed by describeLiveStreamSnapshotInfo."],
  }),
  deleteLiveAppSnapshotConfig: defineOperation({
    ...rpc,
    id: "deleteLiveAppSnapshotConfig",
    wireName: "DeleteLiveAppSnapshotConfig",
    effect: "delete",
    summary: "Remove the snapshot configuration of an application",
    section: "12.2 DeleteLiveAppSnapshotConfig",
    params: z.strictObject({ AppName: appName, DomainName: domainName }),
    reply: plainReply,
    rules: [nextPush],
  }),
  describeLiveSnapshotConfig: defineOperation({
    ...rpc,
    id: "describeLiveSnapshotConfig",
    wireName: "DescribeLiveSnapshotConfig",
    effect: "read",
    summary: "List the snapshot configurations of a domain",
    section: "12.3 DescribeLiveSnapshotConfig",
    params: z.strictObject({
      DomainName: domainName,
      AppName: appName.optional().describe("Application; * for the domain-wide configuration, left out for all"),
      Order: order.optional(),
      PageNum: pageNum.optional(),
      PageSize: pageSize(5, 30).optional(),
    }),
    reply: reply({
      LiveStreamSnapshotConfigList: rows(
        "LiveStreamSnapshotConfig",
        z.looseObject({
          DomainName: str,
          AppName: str,
          TimeInterval: num,
          CreateTime: str,
          OssEndpoint: str,
          OssBucket: str,
          OverwriteOssObject: str,
          SequenceOssObject: str,
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
      items: "LiveStreamSnapshotConfigList.LiveStreamSnapshotConfig",
      total: "TotalNum",
    },
  }),
  updateLiveAppSnapshotConfig: defineOperation({
    ...rpc,
    id: "updateLiveAppSnapshotConfig",
    wireName: "UpdateLiveAppSnapshotConfig",
    effect: "update",
    summary: "Change the snapshot configuration of an application",
    section: "12.4 UpdateLiveAppSnapshotConfig",
    params: z.strictObject({
      AppName: anyApp,
      DomainName: domainName,
      OssBucket: ossBucket.optional(),
      OssEndpoint: ossEndpoint.optional(),
      OverwriteOssObject: overwritten.optional(),
      SequenceOssObject: underBytes(256)
        .refine((value) => value === "-" || grows(value), { message: growingMessage })
        .optional()
        .describe(growingPurpose),
      TimeInterval: interval.optional(),
    }),
    reply: plainReply,
    rules: [nextPush, "A single hyphen as object name takes that name away."],
  }),
  describeLiveStreamSnapshotInfo: defineOperation({
    ...rpc,
    id: "describeLiveStreamSnapshotInfo",
    wireName: "DescribeLiveStreamSnapshotInfo",
    effect: "read",
    summary: "List the snapshots of a stream in a period",
    section: "12.5 DescribeLiveStreamSnapshotInfo",
    params: withRules(
      z.strictObject({
        AppName: appName,
        DomainName: domainName,
        StreamName: streamName,
        StartTime: startTime,
        EndTime: endTime,
        Limit: whole(1, 100).optional().describe("Entries a call, default 10"),
      }),
      spanRules({ longestMs: dayMs }),
    ),
    reply: reply({
      LiveStreamSnapshotInfoList: rows(
        "LiveStreamSnapshotInfo",
        z.looseObject({ CreateTime: str, OssEndpoint: str, OssBucket: str, OssObject: str }),
      ),
      NextStartTime: str,
    }),
    paging: {
      style: "token",
      pageParam: "StartTime",
      sizeParam: "Limit",
      firstPage: 1,
      maxSize: 100,
      items: "LiveStreamSnapshotInfoList.LiveStreamSnapshotInfo",
      total: null,
      nextToken: "NextStartTime",
    },
    rules: ["At most 1 day a call; NextStartTime is the StartTime of the next call and missing at the end."],
  }),
} as const;
