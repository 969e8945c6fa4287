import { z } from "zod";
import { defineOperation } from "../kit/operation.ts";
import type { Operation } from "../kit/operation.ts";
import type { ParamPrefixes } from "../tencent-kit/common-access.ts";
import { looseNumber, looseText, pageNo, pageSize, replyWith, text } from "../tencent-kit/schemas.ts";

/** How an operation travels. */
export interface Wire {
  readonly interface: string;
  readonly prefix: ParamPrefixes;
}

export type QueueOperation = Operation<z.ZodType, z.ZodType, Wire>;

/** Hosts by key. */
export const hosts = { fcgi: { origin: "http://fcgi.video.qcloud.com", identity: "cmd" } } as const;

const get = { documented: true, method: "GET", host: "fcgi", path: "/common_access" } as const;
function wire(name: string, prefix: ParamPrefixes): Wire {
  return { interface: name, prefix };
}

const liveCode = text.describe("LVB code of the stream");

/** All entries of the catalogue, by id. */
export const operations = {
  getQueueMessages: defineOperation({
    ...get,
    id: "getQueueMessages",
    wireName: "Live_Queue_Get",
    effect: "control",
    summary: "Take messages out of a queue: the screenshots of all streams",
    section: "5.1",
    params: z.strictObject({
      bid: z.literal([100]).describe("Number of the queue; 100 holds the screenshots"),
      count: z
        .int()
        .min(1, "must be 1 to 100")
        .max(100, "must be 1 to 100")
        .optional()
        .describe("How many messages at most, 1 to 100; 1 when left out"),
    }),
    reply: replyWith({
      count: looseNumber.optional(),
      data: z.array(z.looseObject({ stream_id: looseText, pic_url: z.string() })).nullish(),
    }),
    wire: wire("Live_Queue_Get", { bid: "n", count: "n" }),
    rules: [
      "A message that was read is gone: keep the answer, the next call brings other messages.",
      "A stream that is pushed makes a screenshot every 10 s, on the full ten seconds of the clock.",
      "A picture is fetched at http://(cos_bucketname)-(cos_appid).file.myqcloud.com/ followed by pic_url.",
    ],
  }),
  getRecordingFileList: defineOperation({
    ...get,
    id: "getRecordingFileList",
    wireName: "Live_Tape_GetFilelist",
    effect: "read",
    summary: "List the recorded fragments of one stream",
    section: "5.2",
    params: z.strictObject({
      channel_id: liveCode,
      page_no: pageNo.optional().describe("Page, from 1; 1 when left out"),
      page_size: pageSize(1, 100).optional().describe("Fragments a page, 1 to 100; 10 when left out"),
    }),
    reply: replyWith({
      all_count: looseNumber.optional(),
      file_list: z
        .array(z.looseObject({ vid: looseText.nullish(), start_time: z.string(), end_time: z.string() }))
        .nullish(),
    }),
    wire: wire("Live_Tape_GetFilelist", { channel_id: "s", page_no: "n", page_size: "n" }),
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
      "Recording is switched on for a whole domain by the vendor; each push makes a fragment at least every half hour.",
      "A fragment is fetched at http://(VOD bizid).vod.myqcloud.com/(vid).f0.flv.",
    ],
  }),
  getChannelStatus: defineOperation({
    ...get,
    id: "getChannelStatus",
    wireName: "Live_Channel_GetStatus",
    effect: "read",
    summary: "Query whether one stream is pushed",
    section: "5.3",
    params: z.strictObject({ channel_id: liveCode }),
    reply: replyWith({ rate_type: looseNumber.optional(), recv_type: looseNumber.optional(), status: looseNumber }),
    wire: wire("Live_Channel_GetStatus", { channel_id: "s" }),
    rules: ["status: 0 interrupted, 1 an input stream is there."],
  }),
} as const;

/** The table as the kit takes it. */
export const operationTable: Readonly<Record<string, QueueOperation>> = operations;
