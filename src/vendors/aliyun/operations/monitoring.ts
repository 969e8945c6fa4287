import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import type { ReportFault } from "../../kit/rules.ts";
import {
  appName,
  commaList,
  dayMs,
  domainName,
  endTime,
  spanRules,
  startTime,
  streamName,
  text,
  utcMs,
} from "../params.ts";
import { group, num, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const domains = commaList().describe("Domains");
const anyDomains = domains.optional().describe("Domains; all together when left out");
const bothOrNeither = { StartTime: startTime.optional(), EndTime: endTime.optional() };
const period = { StartTime: startTime, EndTime: endTime };
const firstDay = "2018-01-01T00:00:00Z";

/** Daily figures (14.2, 14.3, 14.5): since 2018, at most 90 days. */
function dailyRules(params: Readonly<Record<string, unknown>>, fault: ReportFault): void {
  spanRules({ longestMs: 90 * dayMs })(params, fault);
  const from = utcMs(params["StartTime"]);
  if (from !== null && from < Date.parse(firstDay)) fault("StartTime", `must not be before ${firstDay}`);
}

const dailyRule = "At most 90 days a call, from 2018 on, EndTime not in the future.";
const samples = { DomainName: str, DataInterval: str, StartTime: str, EndTime: str };
const day = z.looseObject({ Date: str, Total: num });

/** Chapter 14: bandwidth, traffic, recording, snapshots, transcoding and viewers. */
export const monitoringOperations = {
  describeLiveDomainBpsData: defineOperation({
    ...rpc,
    id: "describeLiveDomainBpsData",
    wireName: "DescribeLiveDomainBpsData",
    effect: "read",
    summary: "Read the bandwidth of live domains",
    section: "14.1 DescribeLiveDomainBpsData",
    params: withRules(z.strictObject({ DomainName: anyDomains, ...bothOrNeither }), spanRules({ together: true })),
    reply: reply({
      ...samples,
      BpsDataPerInterval: rows(
        "DataModule",
        z.looseObject({ TimeStamp: str, BpsValue: num, HttpBpsValue: num, HttpsBpsValue: num }),
      ),
    }),
    rules: [
      "Both times or neither; without them the last 24 hours.",
      "The document says 90 days in one place and 45 in another: stay within 45.",
    ],
  }),
  describeLiveDomainRecordData: defineOperation({
    ...rpc,
    id: "describeLiveDomainRecordData",
    wireName: "DescribeLiveDomainRecordData",
    effect: "read",
    summary: "Read how long was recorded each day on a domain",
    section: "14.2 DescribeLiveDomainRecordData",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        ...period,
        RecordType: z.enum(["TS", "MP4", "FLV"]).optional().describe("Only this format; TS is m3u8"),
      }),
      dailyRules,
    ),
    reply: reply({
      RecordDataInfos: rows("RecordDataInfo", day.extend({ Detail: group({ FLV: num, MP4: num, TS: num }) })),
    }),
    rules: [dailyRule],
  }),
  describeLiveDomainSnapshotData: defineOperation({
    ...rpc,
    id: "describeLiveDomainSnapshotData",
    wireName: "DescribeLiveDomainSnapshotData",
    effect: "read",
    summary: "Read how many snapshots were taken each day on a domain",
    section: "14.3 DescribeLiveDomainSnapshotData",
    params: withRules(z.strictObject({ DomainName: domainName, ...period }), dailyRules),
    reply: reply({ SnapshotDataInfos: rows("SnapshotDataInfo", day) }),
    rules: [dailyRule],
  }),
  describeLiveDomainTrafficData: defineOperation({
    ...rpc,
    id: "describeLiveDomainTrafficData",
    wireName: "DescribeLiveDomainTrafficData",
    effect: "read",
    summary: "Read the traffic of live domains",
    section: "14.4 DescribeLiveDomainTrafficData",
    params: withRules(z.strictObject({ DomainName: anyDomains, ...bothOrNeither }), spanRules({ together: true })),
    reply: reply({
      ...samples,
      TrafficDataPerInterval: rows(
        "DataModule",
        z.looseObject({ TimeStamp: str, TrafficValue: num, HttpTrafficValue: num, HttpsTrafficValue: num }),
      ),
    }),
    rules: [
      "Both times or neither; without them the last 24 hours.",
      "The document says 90 days in one place and 45 in another: stay within 45.",
    ],
  }),
  describeLiveDomainTranscodeData: defineOperation({
    ...rpc,
    id: "describeLiveDomainTranscodeData",
    wireName: "DescribeLiveDomainTranscodeData",
    effect: "read",
    summary: "Read how long was transcoded each day on a domain",
    section: "14.5 DescribeLiveDomainTranscodeData",
    params: withRules(z.strictObject({ DomainName: domainName, ...period }), dailyRules),
    reply: reply({
      // Detail is typed text and shown as an object of seconds by template.
      TranscodeDataInfos: rows("TranscodeDataInfo", day.extend({ Detail: z.unknown().optional() })),
    }),
    rules: [dailyRule],
  }),
  describeLiveStreamHistoryUserNum: defineOperation({
    ...rpc,
    id: "describeLiveStreamHistoryUserNum",
    wireName: "DescribeLiveStreamHistoryUserNum",
    effect: "read",
    summary: "Read how many watched one stream in a past period",
    section: "14.6 DescribeLiveStreamHistoryUserNum",
    params: withRules(
      z.strictObject({ AppName: appName, DomainName: domainName, StreamName: streamName, ...period }),
      spanRules({ longestMs: dayMs }),
    ),
    reply: reply({
      LiveStreamUserNumInfos: rows("LiveStreamUserNumInfo", z.looseObject({ UserNum: num, StreamTime: str })),
    }),
    rules: ["At most 1 day a call, EndTime not in the future; figures are 2 to 5 minutes late."],
  }),
  describeLiveStreamOnlineUserNum: defineOperation({
    ...rpc,
    id: "describeLiveStreamOnlineUserNum",
    wireName: "DescribeLiveStreamOnlineUserNum",
    effect: "read",
    summary: "Read how many watch now",
    section: "14.7 DescribeLiveStreamOnlineUserNum",
    params: z.strictObject({
      DomainName: domainName,
      AppName: appName.optional(),
      StreamName: streamName.optional(),
    }),
    reply: reply({
      TotalUserNumber: num,
      OnlineUserInfo: rows(
        "LiveStreamOnlineUserNumInfo",
        z.looseObject({ StreamUrl: str, UserNumber: num, Time: str }),
      ),
    }),
    rules: ["RTMP and FLV viewers only, HLS after a ticket; figures are 2 to 5 minutes late."],
  }),
  describeLiveDomainRealTimeBpsData: defineOperation({
    ...rpc,
    id: "describeLiveDomainRealTimeBpsData",
    wireName: "DescribeLiveDomainRealTimeBpsData",
    effect: "read",
    summary: "Read the bandwidth of a domain by the minute",
    section: "14.8 DescribeLiveDomainRealTimeBpsData",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        ...period,
        IspNameEn: text.describe("Carrier, by its English name"),
        LocationNameEn: text.describe("Region, by its English name"),
      }),
      spanRules({ longestMs: dayMs, longest: "24 hours" }),
    ),
    reply: reply({
      ...samples,
      TimeStamp: str,
      Bps: num,
      RealTimeBpsDataPerInterval: rows("DataModule", z.looseObject({ TimeStamp: str, Value: str })),
    }),
    rules: ["The last 7 days, at most 24 hours a call."],
  }),
  describeLiveDomainRealTimeHttpCodeData: defineOperation({
    ...rpc,
    id: "describeLiveDomainRealTimeHttpCodeData",
    wireName: "DescribeLiveDomainRealTimeHttpCodeData",
    effect: "read",
    summary: "Read the shares of HTTP status codes by the minute",
    section: "14.9 DescribeLiveDomainRealTimeHttpCodeData",
    params: withRules(
      z.strictObject({ DomainName: domains, ...bothOrNeither }),
      spanRules({ longestMs: dayMs, longest: "24 hours", together: true }),
    ),
    reply: reply({
      ...samples,
      RealTimeHttpCodeData: rows(
        "UsageData",
        z.looseObject({
          TimeStamp: str,
          Value: group({
            RealTimeCodeProportionData: rows("CodeProportionData", z.looseObject({ Code: str, Proportion: num })),
          }),
        }),
      ),
    }),
    rules: ["Both times or neither, without them the last hour; the last 7 days, at most 24 hours a call."],
  }),
  describeLiveDomainRealTimeTrafficData: defineOperation({
    ...rpc,
    id: "describeLiveDomainRealTimeTrafficData",
    wireName: "DescribeLiveDomainRealTimeTrafficData",
    effect: "read",
    summary: "Read the traffic of live domains by the minute",
    section: "14.10 DescribeLiveDomainRealTimeTrafficData",
    params: withRules(z.strictObject({ DomainName: anyDomains, ...bothOrNeither }), spanRules({ together: true })),
    reply: reply({
      ...samples,
      RealTimeTrafficDataPerInterval: rows("DataModule", z.looseObject({ TimeStamp: str, Value: str })),
    }),
    rules: ["Both times or neither, without them the last hour; the last 90 days."],
  }),
} as const;
