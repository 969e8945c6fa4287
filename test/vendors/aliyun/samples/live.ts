import type { Bench, Samples } from "../../../support/operation-suite.ts";
import {
  after,
  ahead,
  app,
  around,
  at,
  badPages,
  badSpans,
  bucket,
  dayMs,
  domain,
  hours,
  own,
  past,
  place,
  push,
  until,
} from "./shared.ts";

const mapping = { PushDomain: "push.example.com", PullDomain: "play.example.com" };
const certificate = { SSLPub: "-----BEGIN CERTIFICATE-----", SSLPri: "-----BEGIN RSA PRIVATE KEY-----" };
const withCertificate = [
  "setLiveDomainCertificate",
  { ...own, SSLProtocol: "on", CertName: "cert", ...certificate },
] as const;
const httpsForce = { functionName: "https_force", functionArgs: [{ argName: "enable", argValue: "on" }] };
const cacheTxt = {
  functionName: "filetype_based_ttl_set",
  functionArgs: [
    { argName: "ttl", argValue: "13" },
    { argName: "file_type", argValue: "txt,jpg" },
    { argName: "weight", argValue: "8" },
  ],
};
const withFunctions = [
  "batchSetLiveDomainConfigs",
  { DomainNames: domain, Functions: [httpsForce, cacheTxt] },
] as const;
const pull = { ...app, StreamName: "pulled", SourceUrl: "rtmp://a.example/live/x", ...ahead };
const ban = { ...place, LiveStreamType: "publisher" };
const notify = { ...own, NotifyUrl: "http://hooks.example.com/a?b=c&d=中文" };
const template = { Domain: domain, App: "live", Template: "lld" };
const custom = {
  Domain: domain,
  App: "live",
  Template: "own-720",
  TemplateType: "h264-nbhd",
  FPS: 30,
  VideoBitrate: 6000,
  Width: 1920,
  Height: 1080,
};
const sei = { ...place, Delay: 0, Pattern: "keyframe", Repeat: -1, Text: "文 a+b*c~d/e" };
const vod = { ...own, AppName: "vod", VodTranscodeGroupId: "group" };
const record = { ...app, ...bucket };
const recordHall = {
  ...place,
  ...bucket,
  RecordFormat: [
    {
      Format: "m3u8",
      CycleDuration: 900,
      OssObjectPrefix: "r/{AppName}/{StreamName}/{Sequence}{EscapedStartTime}{EscapedEndTime}",
      SliceOssObjectPrefix: "r/{AppName}/{StreamName}/{UnixTimestamp}_{Sequence}",
    },
    { Format: "mp4", OssObjectPrefix: "r/{EscapedStartTime}_{EscapedEndTime}" },
  ],
};
const index = {
  ...place,
  ...bucket,
  OssObject: "{AppName}/{StreamName}/{Date}/{Hour}/{Minute}_{Second}.m3u8",
  ...around,
};
const snapshots = { ...app, ...bucket, TimeInterval: 5 };
const moderation = { ...app, ...bucket };

/** Chapters 4 to 7. */
const domainSamples: Samples = {
  addLiveDomain: {
    required: { DomainName: "new.example.com", LiveDomainType: "liveVideo", Region: "cn-beijing" },
    all: {
      DomainName: ".wild.example.com",
      LiveDomainType: "liveEdge",
      Region: "ap-southeast-1",
      CheckUrl: "http://new.example.com/status.html?a=b c",
      Scope: "global",
    },
    bad: [
      {
        params: { LiveDomainType: "video", Region: "cn-hangzhou", Scope: "" },
        faults: ["LiveDomainType", "Region", "Scope"],
      },
    ],
  },
  addLiveDomainMapping: {
    required: mapping,
    all: mapping,
    bad: [{ params: { PushDomain: "" }, faults: ["PushDomain"] }],
  },
  deleteLiveDomain: { required: own, all: own, bad: [{ params: { DomainName: 5 }, faults: ["DomainName"] }] },
  deleteLiveDomainMapping: {
    required: after([["addLiveDomainMapping", mapping]], mapping),
    all: after([["addLiveDomainMapping", mapping]], mapping),
  },
  describeLiveDomainDetail: { required: own, all: own },
  describeLiveUserDomains: {
    required: {},
    all: {
      DomainName: "play",
      DomainSearchType: "pre_match",
      DomainStatus: "configuring",
      LiveDomainType: "liveVideo",
      PageNumber: 100_000,
      PageSize: 5,
      RegionName: "cn-shanghai",
    },
    bad: [
      { params: { PageNumber: 100_001, PageSize: 0 }, faults: ["PageNumber", "PageSize"] },
      { params: { DomainSearchType: "exact", DomainStatus: "checking" }, faults: ["DomainSearchType", "DomainStatus"] },
    ],
  },
  describeLiveCertificateDetail: {
    required: after([withCertificate], { CertName: "cert" }),
    all: after([withCertificate], { CertName: "cert" }),
  },
  describeLiveCertificateList: { required: {}, all: own },
  setLiveDomainCertificate: {
    required: { ...own, SSLProtocol: "off" },
    all: { ...own, SSLProtocol: "on", CertName: "cert", ...certificate },
    bad: [
      { params: { SSLProtocol: "on" }, faults: ["SSLPub", "SSLPri"] },
      { params: { SSLPub: "x" }, faults: ["SSLPub"] },
      { params: { CertName: "x".repeat(129) }, faults: ["CertName"] },
    ],
  },
  batchSetLiveDomainConfigs: {
    required: { DomainNames: domain, Functions: [httpsForce] },
    all: { DomainNames: [domain, "play.example.com"], Functions: [httpsForce, cacheTxt] },
    variants: [{ DomainNames: `${domain},play.example.com`, Functions: JSON.stringify([httpsForce]) }],
    bad: [
      { params: { Functions: [{ ...httpsForce, functionName: "gzip" }] }, faults: ["Functions[0].functionName"] },
      {
        params: { Functions: [{ ...httpsForce, functionArgs: [{ argName: "on", argValue: true }] }] },
        faults: ["Functions[0].functionArgs[0].argValue"],
      },
      {
        params: {
          Functions: [
            {
              functionName: "path_based_ttl_set",
              functionArgs: [
                { argName: "weight", argValue: "100" },
                { argName: "x", argValue: "" },
              ],
            },
          ],
        },
        faults: ["Functions[0].functionArgs[0].argValue", "Functions[0].functionArgs[1].argName"],
      },
      { params: { DomainNames: [], Functions: "no json" }, faults: ["DomainNames", "Functions"] },
    ],
  },
  batchDeleteLiveDomainConfigs: {
    required: after([withFunctions], { DomainNames: domain, FunctionNames: "https_force" }),
    all: after([withFunctions], { DomainNames: [domain], FunctionNames: ["https_force", "filetype_based_ttl_set"] }),
    bad: [{ params: { FunctionNames: "https_force,l2_oss_key" }, faults: ["FunctionNames"] }],
  },
  describeLiveDomainConfigs: {
    required: own,
    all: after([withFunctions], { ...own, FunctionNames: "https_force,tmd_signature" }),
    bad: [{ params: { FunctionNames: ["green_manager"] }, faults: ["FunctionNames[0]"] }],
  },
  deleteLiveSpecificConfig: {
    required: async (bench) => {
      await bench.call(...withFunctions);
      const { DomainConfigs } = await bench.call("describeLiveDomainConfigs", own);
      const id = /"ConfigId":"?(\d+)/.exec(JSON.stringify(DomainConfigs))?.[1];
      return { ...own, ConfigId: id };
    },
    all: async (bench) => {
      await bench.call(...withFunctions);
      const { DomainConfigs } = await bench.call("describeLiveDomainConfigs", own);
      const id = /"ConfigId":"?(\d+)/.exec(JSON.stringify(DomainConfigs))?.[1];
      return { ...own, ConfigId: id };
    },
  },
  startLiveDomain: { required: after([["stopLiveDomain", own]], own), all: after([["stopLiveDomain", own]], own) },
  stopLiveDomain: { required: own, all: own },

  addLivePullStreamInfoConfig: { required: pull, all: pull, bad: badSpans(7 * dayMs) },
  deleteLivePullStreamInfoConfig: {
    required: after([["addLivePullStreamInfoConfig", pull]], { ...app, StreamName: "pulled" }),
    all: after([["addLivePullStreamInfoConfig", pull]], { ...app, StreamName: "pulled" }),
  },
  describeLivePullStreamConfig: { required: own, all: own },

  describeLiveStreamsBlockList: {
    required: own,
    all: { ...own, PageNum: 1, PageSize: 3000 },
    bad: [...badPages, { params: { PageSize: 3001 }, faults: ["PageSize"] }],
  },
  describeLiveStreamsControlHistory: {
    required: { ...own, ...around },
    all: { ...app, ...around },
    bad: badSpans(30 * dayMs),
  },
  describeLiveStreamBitRateData: { required: own, all: { ...place, ...around }, bad: badSpans(null) },
  describeLiveStreamsOnlineList: {
    required: own,
    all: { ...place, ...around, StreamType: "all", QueryType: "fuzzy", PageNum: 1, PageSize: 10 },
    bad: [...badPages, ...badSpans(30 * dayMs)],
  },
  describeLiveStreamsPublishList: {
    required: { ...own, ...around },
    all: { ...place, ...around, PageNumber: 1, PageSize: 1500 },
    bad: [{ params: { PageNumber: 1.5, PageSize: "10" }, faults: ["PageNumber", "PageSize"] }, ...badSpans(30 * dayMs)],
  },
  forbidLiveStream: {
    required: ban,
    all: { ...ban, ResumeTime: hours(24) },
    bad: [{ params: { LiveStreamType: "player", ResumeTime: "tomorrow" }, faults: ["LiveStreamType", "ResumeTime"] }],
  },
  resumeLiveStream: { required: after([["forbidLiveStream", ban]], ban), all: after([["forbidLiveStream", ban]], ban) },
  describeLiveStreamsFrameRateAndBitRateData: {
    required: app,
    all: { ...place, ...around },
    bad: badSpans(7 * dayMs),
  },

  setLiveStreamsNotifyUrlConfig: {
    required: notify,
    all: notify,
    bad: [{ params: { NotifyUrl: "https://hooks.example.com/" }, faults: ["NotifyUrl"] }],
  },
  describeLiveStreamsNotifyUrlConfig: {
    required: after([["setLiveStreamsNotifyUrlConfig", notify]], own),
    all: after([["setLiveStreamsNotifyUrlConfig", notify]], own),
  },
  deleteLiveStreamsNotifyUrlConfig: {
    required: after([["setLiveStreamsNotifyUrlConfig", notify]], own),
    all: after([["setLiveStreamsNotifyUrlConfig", notify]], own),
  },
};

const timeline = {
  app: "live",
  stream: "hall",
  format: "ts",
  lhs_start_unix_s_0: Date.parse(hours(-1)) / 1000,
  lhs_end_unix_s_0: Date.parse(hours(0)) / 1000,
};

/** Chapters 8 to 13. */
const recordSamples: Samples = {
  queryTimeshiftTimeline: {
    required: timeline,
    all: { ...timeline, domain: "play.example.com", format: "flv" },
    variants: [{ ...timeline, lhs_start_unix_s_0: "1796122800" }],
    bad: [
      { params: { format: "m3u8", lhs_start_unix_s_0: -1 }, faults: ["format", "lhs_start_unix_s_0"] },
      { params: { lhs_end_unix_s_0: "1" }, faults: ["lhs_end_unix_s_0"] },
      { params: { lhs_end_unix_s_0: "soon" }, faults: ["lhs_end_unix_s_0"] },
    ],
  },
  addLiveStreamTranscode: {
    required: template,
    all: template,
    bad: [{ params: { Template: "own-720" }, faults: ["Template"] }],
  },
  addCustomLiveStreamTranscode: {
    required: custom,
    all: custom,
    variants: [{ ...custom, Width: 1080, Height: 1920, TemplateType: "h264", FPS: 1, VideoBitrate: 1 }],
    bad: [
      { params: { App: "a b", Template: "hd", TemplateType: "h265" }, faults: ["App", "Template", "TemplateType"] },
      { params: { FPS: 31, VideoBitrate: 6001, Width: 99 }, faults: ["FPS", "VideoBitrate", "Width"] },
      { params: { Width: 1920, Height: 1081 }, faults: ["Height"] },
      { params: { Version: "1.0" }, faults: ["Version"] },
    ],
  },
  deleteLiveStreamTranscode: {
    required: after([["addLiveStreamTranscode", template]], template),
    all: after([["addLiveStreamTranscode", template]], template),
    bad: [{ params: { Template: "" }, faults: ["Template"] }],
  },
  describeLiveStreamTranscodeInfo: {
    required: { DomainTranscodeName: domain },
    all: after([["addCustomLiveStreamTranscode", custom]], { DomainTranscodeName: domain }),
  },
  addTranscodeSei: {
    required: async (bench) => {
      await push(bench);
      return sei;
    },
    all: async (bench) => {
      await push(bench);
      return sei;
    },
    bad: [
      { params: { Delay: -1, Repeat: -2, Pattern: "all" }, faults: ["Delay", "Repeat", "Pattern"] },
      { params: { Text: "文".repeat(1334) }, faults: ["Text"] },
    ],
  },

  addLiveRecordVodConfig: {
    required: vod,
    all: { ...vod, StreamName: "one", AutoCompose: "ON", ComposeVodTranscodeGroupId: "whole", CycleDuration: 300 },
    bad: [
      { params: { AutoCompose: "ON" }, faults: ["ComposeVodTranscodeGroupId"] },
      { params: { AutoCompose: "on", CycleDuration: 0 }, faults: ["AutoCompose", "CycleDuration"] },
    ],
  },
  deleteLiveRecordVodConfig: {
    required: after([["addLiveRecordVodConfig", vod]], { ...own, AppName: "vod" }),
    all: after([["addLiveRecordVodConfig", { ...vod, StreamName: "one" }]], {
      ...own,
      AppName: "vod",
      StreamName: "one",
    }),
  },
  describeLiveRecordVodConfigs: {
    required: own,
    all: { ...own, AppName: "vod", StreamName: "one", PageNum: "1", PageSize: 5 },
    bad: [
      { params: { PageNum: 0, PageSize: 101 }, faults: ["PageNum", "PageSize"] },
      { params: { PageNum: "9007199254740993x", PageSize: "4" }, faults: ["PageNum", "PageSize"] },
      { params: { AccessKeyId: "testid" }, faults: ["AccessKeyId"] },
    ],
  },

  addLiveAppRecordConfig: {
    required: record,
    all: { ...recordHall, OnDemand: 1, ...ahead },
    variants: [recordHall],
    bad: [
      { params: ahead, faults: ["StartTime", "EndTime"] },
      { params: { OnDemand: 3, RecordFormat: [] }, faults: ["OnDemand", "RecordFormat"] },
      { params: { RecordFormat: [{ Format: "m3u8" }] }, faults: ["RecordFormat[0].SliceOssObjectPrefix"] },
      {
        params: {
          RecordFormat: [{ Format: "mov", OssObjectPrefix: "{EscapedStartTime}", CycleDuration: 0 }, { x: 1 }],
        },
        faults: [
          "RecordFormat[0].Format",
          "RecordFormat[0].OssObjectPrefix",
          "RecordFormat[0].CycleDuration",
          "RecordFormat[1].x",
        ],
      },
      {
        params: { RecordFormat: [{ OssObjectPrefix: `{EscapedStartTime}{EscapedEndTime}${"x".repeat(256)}` }] },
        faults: ["RecordFormat[0].OssObjectPrefix"],
      },
    ],
  },
  realTimeRecordCommand: {
    required: async (bench) => {
      await bench.call("addLiveAppRecordConfig", record);
      await push(bench);
      return { ...place, Command: "stop" };
    },
    all: async (bench) => {
      await bench.call("addLiveAppRecordConfig", { ...record, OnDemand: 1 });
      await push(bench);
      return { ...place, Command: "start" };
    },
    bad: [{ params: { Command: "pause" }, faults: ["Command"] }],
  },
  deleteLiveAppRecordConfig: {
    required: after([["addLiveAppRecordConfig", record]], app),
    all: after([["addLiveAppRecordConfig", recordHall]], place),
  },
  describeLiveRecordConfig: {
    required: own,
    all: after([["addLiveAppRecordConfig", recordHall]], { ...app, Order: "desc", PageNum: 1, PageSize: 5 }),
    bad: [...badPages, { params: { Order: "up", PageSize: 31 }, faults: ["Order", "PageSize"] }],
  },
  describeLiveStreamRecordContent: {
    required: { ...place, ...around },
    all: { ...place, ...around },
    bad: badSpans(4 * dayMs),
  },
  createLiveStreamRecordIndexFiles: {
    required: async (bench) => {
      await recorded(bench);
      return index;
    },
    all: async (bench) => {
      await recorded(bench);
      return index;
    },
    bad: badSpans(4 * dayMs),
  },
  describeLiveStreamRecordIndexFile: {
    required: async (bench) => ({ ...place, RecordId: await indexFile(bench) }),
    all: async (bench) => ({ ...place, RecordId: await indexFile(bench) }),
  },
  describeLiveStreamRecordIndexFiles: {
    required: { ...place, ...around },
    all: { ...place, ...around, Order: "desc", PageNum: 1, PageSize: 30 },
    bad: [...badPages, ...badSpans(4 * dayMs)],
  },
  addLiveRecordNotifyConfig: {
    required: notify,
    all: { ...own, NotifyUrl: "https://hooks.example.com/a?b=c", NeedStatusNotify: true },
    bad: [{ params: { NotifyUrl: "rtmp://x/", NeedStatusNotify: "true" }, faults: ["NotifyUrl", "NeedStatusNotify"] }],
  },
  deleteLiveRecordNotifyConfig: {
    required: after([["addLiveRecordNotifyConfig", notify]], own),
    all: after([["addLiveRecordNotifyConfig", notify]], own),
  },
  describeLiveRecordNotifyConfig: {
    required: after([["addLiveRecordNotifyConfig", notify]], own),
    all: after([["addLiveRecordNotifyConfig", notify]], own),
  },
  updateLiveRecordNotifyConfig: {
    required: after([["addLiveRecordNotifyConfig", notify]], own),
    all: after([["addLiveRecordNotifyConfig", notify]], { ...notify, NeedStatusNotify: false }),
    bad: [{ params: { NotifyUrl: "", NeedStatusNotify: 1 }, faults: ["NotifyUrl", "NeedStatusNotify"] }],
  },

  addLiveAppSnapshotConfig: {
    required: snapshots,
    all: {
      ...snapshots,
      AppName: "*",
      OverwriteOssObject: "{AppName}/{StreamName}.jpg",
      SequenceOssObject: "snapshot/{AppName}/{StreamName}/{UnixTimestamp}.jpg",
    },
    bad: [
      { params: { TimeInterval: 4, SequenceOssObject: "a.jpg" }, faults: ["TimeInterval", "SequenceOssObject"] },
      {
        params: { TimeInterval: 3601, OverwriteOssObject: "x".repeat(256) },
        faults: ["TimeInterval", "OverwriteOssObject"],
      },
    ],
  },
  deleteLiveAppSnapshotConfig: {
    required: after([["addLiveAppSnapshotConfig", snapshots]], app),
    all: after([["addLiveAppSnapshotConfig", snapshots]], app),
  },
  describeLiveSnapshotConfig: {
    required: own,
    all: { ...app, Order: "asc", PageNum: 1, PageSize: 5 },
    bad: [...badPages, { params: { PageSize: 31 }, faults: ["PageSize"] }],
  },
  updateLiveAppSnapshotConfig: {
    required: after([["addLiveAppSnapshotConfig", snapshots]], app),
    all: after([["addLiveAppSnapshotConfig", snapshots]], {
      ...snapshots,
      TimeInterval: 3600,
      OverwriteOssObject: "-",
      SequenceOssObject: "snapshot/{Sequence}.jpg",
    }),
    bad: [{ params: { TimeInterval: 0, SequenceOssObject: "--" }, faults: ["TimeInterval", "SequenceOssObject"] }],
  },
  describeLiveStreamSnapshotInfo: {
    required: { ...place, ...around },
    all: { ...place, ...around, Limit: 100 },
    bad: [{ params: { Limit: 101 }, faults: ["Limit"] }, ...badSpans(dayMs)],
  },

  addLiveSnapshotDetectPornConfig: {
    required: moderation,
    all: {
      ...moderation,
      Interval: 5,
      OssObject: "record/{AppName}/{StreamName}/{Sequence}.jpg",
      Scene: ["porn", "ad"],
    },
    bad: [
      { params: { Interval: 4, Scene: ["violence"] }, faults: ["Interval", "Scene[0]"] },
      { params: { Scene: [] }, faults: ["Scene"] },
    ],
  },
  addLiveDetectNotifyConfig: {
    required: notify,
    all: notify,
    bad: [{ params: { NotifyUrl: "" }, faults: ["NotifyUrl"] }],
  },
  describeLiveSnapshotDetectPornConfig: {
    required: own,
    all: { ...app, Order: "asc", PageNum: 1, PageSize: 30 },
    bad: badPages,
  },
  describeLiveDetectNotifyConfig: { required: {}, all: after([["addLiveDetectNotifyConfig", notify]], own) },
  updateLiveSnapshotDetectPornConfig: {
    required: after([["addLiveSnapshotDetectPornConfig", moderation]], app),
    all: after([["addLiveSnapshotDetectPornConfig", moderation]], {
      ...moderation,
      Interval: 3600,
      OssObject: "record/{AppName}/{StreamName}/{Sequence}.jpg",
      Scene: ["terrorism", "live"],
    }),
    bad: [{ params: { Interval: 3601, Scene: "porn" }, faults: ["Interval", "Scene"] }],
  },
  updateLiveDetectNotifyConfig: {
    required: after([["addLiveDetectNotifyConfig", notify]], notify),
    all: after([["addLiveDetectNotifyConfig", notify]], notify),
  },
  deleteLiveSnapshotDetectPornConfig: {
    required: after([["addLiveSnapshotDetectPornConfig", moderation]], app),
    all: after([["addLiveSnapshotDetectPornConfig", moderation]], app),
  },
  deleteLiveDetectNotifyConfig: {
    required: after([["addLiveDetectNotifyConfig", notify]], own),
    all: after([["addLiveDetectNotifyConfig", notify]], own),
  },
};

const single = [{ params: { StartTime: hours(-1), EndTime: undefined }, faults: ["EndTime"] }];
const tooEarly = [{ params: { StartTime: "2017-12-31T23:59:59Z", EndTime: at(0) }, faults: ["StartTime"] }];
const minutes = { ...own, ...past, IspNameEn: "telecom", LocationNameEn: "beijing" };

/** Chapters 14 and 15. */
const monitoringSamples: Samples = {
  describeLiveDomainBpsData: {
    required: {},
    all: { DomainName: [domain, "play.example.com"], ...past },
    variants: [{ DomainName: `${domain},play.example.com` }],
    bad: [...single, ...badSpans(null), { params: { DomainName: [] }, faults: ["DomainName"] }],
  },
  describeLiveDomainRecordData: {
    required: { ...own, ...past },
    all: { ...own, ...past, RecordType: "MP4" },
    bad: [...tooEarly, ...badSpans(90 * dayMs), { params: { RecordType: "m3u8" }, faults: ["RecordType"] }],
  },
  describeLiveDomainSnapshotData: {
    required: { ...own, ...past },
    all: { ...own, ...past },
    bad: [...tooEarly, ...badSpans(90 * dayMs)],
  },
  describeLiveDomainTrafficData: {
    required: {},
    all: { ...own, ...past },
    bad: [...single, ...badSpans(null)],
  },
  describeLiveDomainTranscodeData: {
    required: { ...own, ...past },
    all: { ...own, ...past },
    bad: [...tooEarly, ...badSpans(90 * dayMs)],
  },
  describeLiveStreamHistoryUserNum: {
    required: { ...place, ...past },
    all: { ...place, ...past },
    bad: badSpans(dayMs),
  },
  describeLiveStreamOnlineUserNum: { required: own, all: place },
  describeLiveDomainRealTimeBpsData: { required: minutes, all: minutes, bad: badSpans(dayMs) },
  describeLiveDomainRealTimeHttpCodeData: {
    required: own,
    all: { DomainName: [domain, "play.example.com"], ...past },
    bad: [...single, ...badSpans(dayMs)],
  },
  describeLiveDomainRealTimeTrafficData: {
    required: {},
    all: { ...own, ...past },
    bad: [...single, ...badSpans(null)],
  },
  describeLiveDomainLog: {
    required: own,
    all: { ...own, ...past, PageSize: 5, PageNumber: "2" },
    bad: [
      ...single,
      ...badSpans(366 * dayMs),
      { params: { PageSize: 0, PageNumber: "0" }, faults: ["PageSize", "PageNumber"] },
    ],
  },
};

/** A recording of `hall` that an index can be made of: files are there 2 s after the push has ended. */
async function recorded(bench: Bench): Promise<void> {
  await bench.call("addLiveAppRecordConfig", recordHall);
  const fromMs = bench.nowMs();
  bench.simulator.addEncoder({ service: "aliyun", stream: `${domain}/live/hall`, fromMs, untilMs: fromMs + 20_000 });
  await until(bench, "describeLiveStreamRecordContent", { ...place, ...around }, (body) =>
    JSON.stringify(body).includes("StartTime"),
  );
}

async function indexFile(bench: Bench): Promise<unknown> {
  await recorded(bench);
  const { RecordInfo } = await bench.call("createLiveStreamRecordIndexFiles", index);
  return /"RecordId":"([^"]+)"/.exec(JSON.stringify(RecordInfo))?.[1];
}

/** Chapters 4 to 15. */
export const liveSamples: Samples = { ...domainSamples, ...recordSamples, ...monitoringSamples };
