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
  text,
} from "../params.ts";
import { group, id, num, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const stream = { AppName: appName, DomainName: domainName, StreamName: streamName };
const period = { StartTime: startTime, EndTime: endTime };
const fourDays = spanRules({ longestMs: 4 * dayMs });
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

/** Chapter 11, what was recorded: files, and index files over their slices. */
export const recordContentOperations = {
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
    params: withRules(
      z.strictObject({
        ...stream,
        ...period,
        Order: order.optional(),
        PageNum: pageNum.optional(),
        PageSize: pageSize(5, 30).optional(),
      }),
      fourDays,
    ),
    reply: reply({
      RecordIndexInfoList: rows("RecordIndexInfo", z.looseObject({ ...indexFile, RecordId: str })),
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
      items: "RecordIndexInfoList.RecordIndexInfo",
    },
    rules: ["At most 4 days a call."],
  }),
} as const;
