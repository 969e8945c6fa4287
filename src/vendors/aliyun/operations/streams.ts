import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import {
  appName,
  dayMs,
  domainName,
  endTime,
  pageNum,
  pageSize,
  spanRules,
  startTime,
  streamName,
  text,
  utcTime,
  whole,
} from "../params.ts";
import { num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const pages = {
  PageNum: pageNum.optional(),
  PageSize: pageSize(1, 3000).optional(),
};
const byPage = {
  style: "page",
  pageParam: "PageNum",
  sizeParam: "PageSize",
  firstPage: 1,
  maxSize: 3000,
  total: "TotalNum",
} as const;
const pageFields = { PageNum: num, PageSize: num, TotalNum: num, TotalPage: num };

/** LiveStreamType of a ban: only pushes can be forbidden. */
const publisher = z.enum(["publisher"]).describe("Always publisher");
const month = spanRules({ longestMs: 30 * dayMs });

const rateSamples = reply({
  FrameRateAndBitRateInfos: rows(
    "FrameRateAndBitRateInfo",
    z.looseObject({ StreamUrl: str, VideoFrameRate: num, AudioFrameRate: num, BitRate: num, Time: str }),
  ),
});

/** Chapter 6: which streams are live or were, their rates, forbidding and allowing them. */
export const streamOperations = {
  describeLiveStreamsBlockList: defineOperation({
    ...rpc,
    id: "describeLiveStreamsBlockList",
    wireName: "DescribeLiveStreamsBlockList",
    effect: "read",
    summary: "List the forbidden streams of a domain",
    section: "6.1 DescribeLiveStreamsBlockList",
    params: z.strictObject({ DomainName: domainName, ...pages }),
    reply: reply({ DomainName: str, StreamUrls: rows("StreamUrl", z.string()), ...pageFields }),
    paging: { ...byPage, items: "StreamUrls.StreamUrl" },
  }),
  describeLiveStreamsControlHistory: defineOperation({
    ...rpc,
    id: "describeLiveStreamsControlHistory",
    wireName: "DescribeLiveStreamsControlHistory",
    effect: "read",
    summary: "List who forbade or allowed which stream in a period",
    section: "6.2 DescribeLiveStreamsControlHistory",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        StartTime: startTime,
        EndTime: endTime,
        AppName: appName.optional(),
      }),
      month,
    ),
    reply: reply({
      ControlInfo: rows(
        "LiveStreamControlInfo",
        z.looseObject({ StreamName: str, ClientIP: str, Action: str, TimeStamp: str }),
      ),
    }),
    rules: ["At most 30 days a call."],
  }),
  describeLiveStreamBitRateData: defineOperation({
    ...rpc,
    id: "describeLiveStreamBitRateData",
    wireName: "DescribeLiveStreamBitRateData",
    effect: "read",
    summary: "Read past frame and bit rates of RTMP streams",
    section: "6.3 DescribeLiveStreamBitRateData",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        AppName: appName.optional(),
        StreamName: streamName.optional(),
        StartTime: startTime.optional(),
        EndTime: endTime.optional(),
      }),
      spanRules({}),
    ),
    reply: rateSamples,
    rules: ["RTMP streams only; numbers arrive as text."],
  }),
  describeLiveStreamsOnlineList: defineOperation({
    ...rpc,
    id: "describeLiveStreamsOnlineList",
    wireName: "DescribeLiveStreamsOnlineList",
    effect: "read",
    summary: "List the streams that are being pushed now",
    section: "6.4 DescribeLiveStreamsOnlineList",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        AppName: appName.optional().describe("Application, exact"),
        StreamName: streamName.optional().describe("Stream name, exact unless QueryType is fuzzy"),
        StreamType: text.optional().describe("Kind of stream, e.g. all"),
        QueryType: text.optional().describe("How StreamName is matched, e.g. fuzzy"),
        StartTime: startTime.optional(),
        EndTime: endTime.optional(),
        ...pages,
      }),
      month,
    ),
    reply: reply({
      OnlineInfo: rows(
        "LiveStreamOnlineInfo",
        z.looseObject({
          DomainName: str,
          AppName: str,
          StreamName: str,
          PublishTime: str,
          PublishUrl: str,
          PublishDomain: str,
        }),
      ),
      ...pageFields,
    }),
    paging: { ...byPage, items: "OnlineInfo.LiveStreamOnlineInfo" },
    rules: [
      "At most 1,000 calls a minute; ask for a domain, not for each stream.",
      "The values of StreamType and QueryType are lost in the document but for all and fuzzy.",
    ],
  }),
  describeLiveStreamsPublishList: defineOperation({
    ...rpc,
    id: "describeLiveStreamsPublishList",
    wireName: "DescribeLiveStreamsPublishList",
    effect: "read",
    summary: "List past pushes of a domain, an application or a stream",
    section: "6.5 DescribeLiveStreamsPublishList",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        StartTime: startTime,
        EndTime: endTime,
        AppName: appName.optional(),
        StreamName: streamName.optional(),
        PageNumber: pageNum.optional(),
        PageSize: whole(1).optional().describe("Entries a page"),
      }),
      month,
    ),
    reply: reply({
      PublishInfo: rows(
        "LiveStreamPublishInfo",
        z.looseObject({
          DomainName: str,
          AppName: str,
          StreamName: str,
          StreamUrl: str,
          PublishTime: str,
          StopTime: str,
          PublishUrl: str,
          PublishDomain: str,
          ClientAddr: str,
          EdgeNodeAddr: str,
        }),
      ),
      ...pageFields,
    }),
    paging: { ...byPage, pageParam: "PageNumber", maxSize: null, items: "PublishInfo.LiveStreamPublishInfo" },
    rules: ["At most 30 days a call."],
  }),
  forbidLiveStream: defineOperation({
    ...rpc,
    id: "forbidLiveStream",
    wireName: "ForbidLiveStream",
    effect: "control",
    summary: "Cut a stream and forbid its push, for good or until a time",
    section: "6.6 ForbidLiveStream",
    params: z.strictObject({
      AppName: appName,
      DomainName: domainName,
      LiveStreamType: publisher,
      StreamName: streamName,
      ResumeTime: utcTime.optional().describe("When the stream is allowed again, UTC; left out: never by itself"),
    }),
    reply: plainReply,
    rules: ["At most 10,000 streams can be forbidden; give ResumeTime wherever the ban is to end."],
  }),
  resumeLiveStream: defineOperation({
    ...rpc,
    id: "resumeLiveStream",
    wireName: "ResumeLiveStream",
    effect: "control",
    summary: "Allow a forbidden stream again",
    section: "6.7 ResumeLiveStream",
    params: z.strictObject({
      AppName: appName,
      DomainName: domainName,
      LiveStreamType: publisher,
      StreamName: streamName,
    }),
    reply: plainReply,
  }),
  describeLiveStreamsFrameRateAndBitRateData: defineOperation({
    ...rpc,
    id: "describeLiveStreamsFrameRateAndBitRateData",
    wireName: "DescribeLiveStreamsFrameRateAndBitRateData",
    effect: "read",
    summary: "Read the present frame and bit rates of live streams",
    section: "6.8 DescribeLiveStreamsFrameRateAndBitRateData",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        AppName: appName,
        StreamName: streamName.optional(),
        StartTime: startTime.optional(),
        EndTime: endTime.optional(),
      }),
      spanRules({ longestMs: 7 * dayMs }),
    ),
    reply: rateSamples,
    rules: [
      "Leave both times out for the present values; with them EndTime must lie ahead, at most 7 days after StartTime.",
    ],
  }),
} as const;
