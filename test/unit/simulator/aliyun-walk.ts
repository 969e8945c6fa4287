import { domain, iso, place } from "./aliyun-support.ts";
import type { Params } from "./aliyun-support.ts";
import { field, originMs } from "./support.ts";

/** Ids that earlier answers have given, by a name of the test's. */
export type Ids = Map<string, string>;

/** One call of the walk; `keep` says which fields of the answer later calls need. */
export interface Step {
  readonly action: string;
  readonly params: (ids: Ids) => Params;
  readonly keep?: Readonly<Record<string, string>>;
}

const day = 86_400_000;
const later = (ms: number): string => iso(originMs + ms);
const step = (action: string, params: Params | ((ids: Ids) => Params) = {}, keep: Step["keep"] = {}): Step => ({
  action,
  params: typeof params === "function" ? params : () => params,
  keep,
});
const id = (ids: Ids, name: string): string => ids.get(name) ?? `no ${name}`;

const own = { DomainName: domain };
const app = { ...own, AppName: "live" };
const span = { StartTime: later(-day / 2), EndTime: later(-1000) };
const around = { StartTime: later(-60_000), EndTime: later(60_000) };
const bucket = { OssBucket: "bucket", OssEndpoint: "oss.example.com" };
const certificate = { SSLPub: "-----BEGIN CERTIFICATE-----", SSLPri: "-----BEGIN RSA PRIVATE KEY-----" };
const functions = JSON.stringify([
  { functionName: "https_force", functionArgs: [{ argName: "enable", argValue: "on" }] },
  {
    functionName: "filetype_based_ttl_set",
    functionArgs: [
      { argName: "ttl", argValue: "13" },
      { argName: "file_type", argValue: "txt" },
      { argName: "weight", argValue: "8" },
    ],
  },
]);

/** Chapters 4 to 15. `hall` is pushed all the while. */
export const liveWalk: readonly Step[] = [
  step("AddLiveDomain", { DomainName: "push.example.org", LiveDomainType: "liveEdge", Region: "cn-beijing" }),
  step("AddLiveDomain", {
    DomainName: "play.example.org",
    LiveDomainType: "liveVideo",
    Region: "cn-shanghai",
    CheckUrl: "http://play.example.org/status.html",
    Scope: "global",
  }),
  step("AddLiveDomainMapping", { PushDomain: "push.example.org", PullDomain: "play.example.org" }),
  step("DeleteLiveDomainMapping", { PushDomain: "push.example.org", PullDomain: "play.example.org" }),
  step("StopLiveDomain", { DomainName: "play.example.org" }),
  step("StartLiveDomain", { DomainName: "play.example.org" }),
  step("DescribeLiveDomainDetail", { DomainName: "play.example.org" }),
  step("DescribeLiveUserDomains"),
  step("DescribeLiveUserDomains", {
    DomainName: "play",
    DomainSearchType: "pre_match",
    DomainStatus: "configuring",
    LiveDomainType: "liveVideo",
    PageNumber: 1,
    PageSize: 5,
    RegionName: "cn-shanghai",
  }),
  step("SetLiveDomainCertificate", { ...own, SSLProtocol: "off" }),
  step("SetLiveDomainCertificate", { ...own, SSLProtocol: "on", CertName: "cert", ...certificate }),
  step("DescribeLiveCertificateDetail", { CertName: "cert" }),
  step("DescribeLiveCertificateList"),
  step("DescribeLiveCertificateList", own),
  step("BatchSetLiveDomainConfigs", { DomainNames: `${domain},play.example.org`, Functions: functions }),
  step(
    "DescribeLiveDomainConfigs",
    { ...own, FunctionNames: "https_force" },
    {
      config: "DomainConfigs.DomainConfig.0.ConfigId",
    },
  ),
  step("DeleteLiveSpecificConfig", (ids) => ({ ...own, ConfigId: id(ids, "config") })),
  step("BatchDeleteLiveDomainConfigs", { DomainNames: domain, FunctionNames: "filetype_based_ttl_set" }),
  step("DescribeLiveDomainConfigs", own),
  step("DeleteLiveDomain", { DomainName: "play.example.org" }),

  step("AddLivePullStreamInfoConfig", {
    ...app,
    StreamName: "pulled",
    SourceUrl: "rtmp://a.example/live/x;http://b.example/live/x.flv",
    StartTime: later(60_000),
    EndTime: later(day),
  }),
  step("DescribeLivePullStreamConfig", own),
  step("DeleteLivePullStreamInfoConfig", { ...app, StreamName: "pulled" }),

  step("ForbidLiveStream", { ...app, StreamName: "other", LiveStreamType: "publisher" }),
  step("ForbidLiveStream", { ...app, StreamName: "other", LiveStreamType: "publisher", ResumeTime: later(day) }),
  step("DescribeLiveStreamsBlockList", own),
  step("DescribeLiveStreamsBlockList", { ...own, PageNum: 1, PageSize: 3000 }),
  step("ResumeLiveStream", { ...app, StreamName: "other", LiveStreamType: "publisher" }),
  step("DescribeLiveStreamsControlHistory", { ...own, ...around }),
  step("DescribeLiveStreamsControlHistory", { ...app, ...around }),
  step("DescribeLiveStreamBitRateData", own),
  step("DescribeLiveStreamBitRateData", { ...place, ...around }),
  step("DescribeLiveStreamsOnlineList", own),
  step("DescribeLiveStreamsOnlineList", {
    ...place,
    ...around,
    StreamType: "all",
    QueryType: "fuzzy",
    PageNum: 1,
    PageSize: 10,
  }),
  step("DescribeLiveStreamsPublishList", { ...own, ...around }),
  step("DescribeLiveStreamsPublishList", { ...place, ...around, PageNumber: 1, PageSize: 1500 }),
  step("DescribeLiveStreamsFrameRateAndBitRateData", app),
  step("DescribeLiveStreamsFrameRateAndBitRateData", { ...place, ...around }),

  step("SetLiveStreamsNotifyUrlConfig", { ...own, NotifyUrl: "http://127.0.0.1:9/hook" }),
  step("DescribeLiveStreamsNotifyUrlConfig", own),
  step("DeleteLiveStreamsNotifyUrlConfig", own),

  step("AddLiveStreamTranscode", { Domain: domain, App: "live", Template: "lld" }),
  step("AddCustomLiveStreamTranscode", {
    Domain: domain,
    App: "live",
    Template: "own-720",
    TemplateType: "h264-nbhd",
    FPS: 30,
    VideoBitrate: 6000,
    Width: 1920,
    Height: 1080,
  }),
  step("DescribeLiveStreamTranscodeInfo", { DomainTranscodeName: domain }),
  step("AddTrancodeSEI", { ...place, Delay: 0, Pattern: "keyframe", Repeat: -1, Text: "文".repeat(1333) }),
  step("DeleteLiveStreamTranscode", { Domain: domain, App: "live", Template: "own-720" }),

  step("AddLiveRecordVodConfig", { ...own, AppName: "vod", VodTranscodeGroupId: "group" }),
  step("AddLiveRecordVodConfig", {
    ...own,
    AppName: "vod",
    StreamName: "one",
    VodTranscodeGroupId: "group",
    AutoCompose: "ON",
    ComposeVodTranscodeGroupId: "whole",
    CycleDuration: 300,
  }),
  step("DescribeLiveRecordVodConfigs", own),
  step("DescribeLiveRecordVodConfigs", { ...own, AppName: "vod", StreamName: "one", PageNum: 1, PageSize: 5 }),
  step("DeleteLiveRecordVodConfig", { ...own, AppName: "vod" }),
  step("DeleteLiveRecordVodConfig", { ...own, AppName: "vod", StreamName: "one" }),

  step("AddLiveAppRecordConfig", { ...app, ...bucket }),
  step("AddLiveAppRecordConfig", {
    ...place,
    ...bucket,
    OnDemand: 1,
    StartTime: later(0),
    EndTime: later(day),
    "RecordFormat.1.Format": "m3u8",
    "RecordFormat.1.CycleDuration": 900,
    "RecordFormat.1.OssObjectPrefix": "r/{AppName}/{StreamName}/{Sequence}{EscapedStartTime}{EscapedEndTime}",
    "RecordFormat.1.SliceOssObjectPrefix": "r/{AppName}/{StreamName}/{UnixTimestamp}_{Sequence}",
    "RecordFormat.2.Format": "mp4",
  }),
  step("DescribeLiveRecordConfig", own),
  step("DescribeLiveRecordConfig", { ...app, Order: "desc", PageNum: 1, PageSize: 5 }),
  step("RealTimeRecordCommand", { ...place, Command: "stop" }),
  step("RealTimeRecordCommand", { ...place, Command: "start" }),
  step("DeleteLiveAppRecordConfig", place),
  step("DeleteLiveAppRecordConfig", app),
  step("DescribeLiveStreamRecordContent", { ...place, ...around }),
  step(
    "CreateLiveStreamRecordIndexFiles",
    {
      ...own,
      AppName: "live",
      StreamName: "recorded",
      ...bucket,
      OssObject: "{AppName}/{StreamName}/{Date}/{Hour}/{Minute}_{Second}.m3u8",
      ...around,
    },
    { record: "RecordInfo.RecordId" },
  ),
  step("DescribeLiveStreamRecordIndexFile", (ids) => ({ ...app, StreamName: "recorded", RecordId: id(ids, "record") })),
  step("DescribeLiveStreamRecordIndexFiles", { ...app, StreamName: "recorded", ...around }),
  step("DescribeLiveStreamRecordIndexFiles", {
    ...app,
    StreamName: "recorded",
    ...around,
    Order: "desc",
    PageNum: 1,
    PageSize: 30,
  }),
  step("AddLiveRecordNotifyConfig", { ...own, NotifyUrl: "https://hooks.example.com/a?b=c", NeedStatusNotify: "true" }),
  step("DescribeLiveRecordNotifyConfig", own),
  step("UpdateLiveRecordNotifyConfig", own),
  step("UpdateLiveRecordNotifyConfig", { ...own, NotifyUrl: "http://hooks.example.com/", NeedStatusNotify: "false" }),
  step("DeleteLiveRecordNotifyConfig", own),

  step("AddLiveAppSnapshotConfig", { ...app, ...bucket, TimeInterval: 5 }),
  step("UpdateLiveAppSnapshotConfig", app),
  step("UpdateLiveAppSnapshotConfig", {
    ...app,
    ...bucket,
    TimeInterval: 3600,
    OverwriteOssObject: "{AppName}/{StreamName}.jpg",
    SequenceOssObject: "snapshot/{AppName}/{StreamName}/{UnixTimestamp}.jpg",
  }),
  step("DescribeLiveSnapshotConfig", own),
  step("DescribeLiveSnapshotConfig", { ...app, Order: "asc", PageNum: 1, PageSize: 5 }),
  step("DeleteLiveAppSnapshotConfig", app),
  step("DescribeLiveStreamSnapshotInfo", { ...place, ...around }),
  step("DescribeLiveStreamSnapshotInfo", { ...place, ...around, Limit: 100 }),

  step("AddLiveSnapshotDetectPornConfig", { ...app, ...bucket }),
  step("UpdateLiveSnapshotDetectPornConfig", {
    ...app,
    ...bucket,
    Interval: 5,
    OssObject: "record/{AppName}/{StreamName}/{Sequence}",
    "Scene.1": "porn",
    "Scene.2": "ad",
  }),
  step("DescribeLiveSnapshotDetectPornConfig", own),
  step("DescribeLiveSnapshotDetectPornConfig", { ...app, Order: "asc", PageNum: 1, PageSize: 30 }),
  step("DeleteLiveSnapshotDetectPornConfig", app),
  step("AddLiveDetectNotifyConfig", { ...own, NotifyUrl: "http://hooks.example.com/" }),
  step("DescribeLiveDetectNotifyConfig", own),
  step("UpdateLiveDetectNotifyConfig", { ...own, NotifyUrl: "https://hooks.example.com/" }),
  step("DeleteLiveDetectNotifyConfig", own),

  step("DescribeLiveDomainBpsData"),
  step("DescribeLiveDomainBpsData", { DomainName: `${domain},play2.example.com`, ...span }),
  step("DescribeLiveDomainRecordData", { ...own, ...span }),
  step("DescribeLiveDomainRecordData", { ...own, ...span, RecordType: "MP4" }),
  step("DescribeLiveDomainSnapshotData", { ...own, ...span }),
  step("DescribeLiveDomainTrafficData"),
  step("DescribeLiveDomainTrafficData", { ...own, ...span }),
  step("DescribeLiveDomainTranscodeData", { ...own, ...span }),
  step("DescribeLiveStreamHistoryUserNum", { ...place, ...span }),
  step("DescribeLiveStreamOnlineUserNum", own),
  step("DescribeLiveStreamOnlineUserNum", place),
  step("DescribeLiveDomainRealTimeBpsData", { ...own, ...span, IspNameEn: "telecom", LocationNameEn: "beijing" }),
  step("DescribeLiveDomainRealTimeHttpCodeData", own),
  step("DescribeLiveDomainRealTimeHttpCodeData", { ...own, ...span }),
  step("DescribeLiveDomainRealTimeTrafficData"),
  step("DescribeLiveDomainRealTimeTrafficData", { ...own, ...span }),
  step("DescribeLiveDomainLog", own),
  step("DescribeLiveDomainLog", { ...own, ...span, PageSize: 5, PageNumber: 2 }),
];

const room = { AppId: "app", RoomId: "room" };
const caster = (ids: Ids): Params => ({ CasterId: id(ids, "caster") });
const scene = (ids: Ids, output: "pvw" | "pgm" = "pvw"): Params => ({ ...caster(ids), SceneId: id(ids, output) });
const layout: Params = {
  "VideoLayer.1.FillMode": "fit",
  "VideoLayer.1.HeightNormalized": 1,
  "VideoLayer.1.WidthNormalized": 1,
  "VideoLayer.1.PositionNormalized.1": 0,
  "VideoLayer.1.PositionNormalized.2": 0.5,
  "VideoLayer.1.PositionRefer": "center",
  "VideoLayer.1.FixedDelayDuration": 5000,
  "AudioLayer.1.VolumeRate": 0.5,
  "AudioLayer.1.ValidChannel": "all",
  "AudioLayer.1.FixedDelayDuration": 0,
  "BlendList.1": "RV01",
  "MixList.1": "RV01",
};
const parts: Params = {
  ComponentName: "title",
  Effect: "animateH",
  ComponentLayer: JSON.stringify({ HeightNormalized: 0.1, PositionNormalized: [0, 0.3], PositionRefer: "topLeft" }),
  TextLayerContent: JSON.stringify({ Text: "Hall 1", Color: "0xff0000", SizeNormalized: 0.05 }),
  ImageLayerContent: JSON.stringify({ MaterialId: "material" }),
  CaptionLayerContent: JSON.stringify({ LocationId: "RV01", PtsOffset: 0, WordsCount: 35 }),
};
const group = { SideOutputUrl: "rtmp://out.example/live/x", CallbackUrl: "http://hooks.example.com/" };
const times = { StartTime: later(60_000), EndTime: later(120_000) };

/** Chapters 16 and 17. */
export const studioWalk: readonly Step[] = [
  step("CreateRoom", { ...room, AnchorId: "anchor" }),
  step("DescribeRoomStatus", room),
  step("DescribeRoomList", { AppId: "app" }),
  step("DescribeRoomList", { AppId: "app", RoomStatus: 0, Order: "asc", PageNum: 1, PageSize: 5 }),
  step("DescribeRoomKickoutUserList", room),
  step("DescribeRoomKickoutUserList", { ...room, Order: "asc", PageNum: 1, PageSize: 5 }),
  step("ForbidPushStream", { ...room, UserData: "data", EndTime: "" }),
  step("ForbidPushStream", { ...room, UserData: "data", EndTime: later(day) }),
  step("DescribeForbidPushStreamRoomList", { AppId: "app" }),
  step("DescribeForbidPushStreamRoomList", { AppId: "app", Order: "asc", PageNum: 1, PageSize: 5 }),
  step("AllowPushStream", room),
  step("SendRoomNotification", { ...room, Data: "hello" }),
  step("SendRoomNotification", { ...room, Data: "hello", AppUid: "anchor", Priority: 1 }),
  step("SendRoomUserNotification", { ...room, ToAppUid: "viewer", Data: "hello" }),
  step("SendRoomUserNotification", { ...room, ToAppUid: "viewer", Data: "hello", AppUid: "anchor", Priority: 3 }),
  step("DeleteRoom", room),

  step("CreateCaster", { ClientToken: "token-1", NormType: 1, ChargeType: "PostPaid" }, { caster: "CasterId" }),
  step("CreateCaster", {
    ClientToken: "token-2",
    NormType: 0,
    ChargeType: "PrePaid",
    CasterName: "second",
    PurchaseTime: later(0),
    ExpireTime: later(day),
    CasterTemplate: "lp_hd",
  }),
  step("DescribeCasters"),
  step("DescribeCasters", { CasterName: "second", ...around, PageNum: 1, PageSize: 5, Status: 0 }),
  step("SetCasterConfig", caster),
  step("SetCasterConfig", (ids) => ({
    ...caster(ids),
    CasterName: "first",
    DomainName: domain,
    TranscodeConfig: JSON.stringify({ CasterTemplate: "lp_hd", LiveTemplate: ["lld", "daobo-lud"] }),
    RecordConfig: JSON.stringify({
      OssBucket: "bucket",
      OssEndpoint: "oss.example.com",
      VideoFormat: [{ Format: "flv", OssObjectPrefix: "r", SliceOssObjectPrefix: "s", CycleDuration: 900 }],
    }),
    Delay: 30,
    UrgentMaterialId: "slate",
    SideOutputUrl: "rtmp://out.example/live/x",
    CallbackUrl: "http://hooks.example.com/",
    ProgramName: "evening",
    ProgramEffect: 1,
    ChannelEnable: 1,
  })),
  step("DescribeCasterConfig", caster),
  step(
    "AddCasterVideoResource",
    (ids) => ({
      ...caster(ids),
      ResourceName: "camera",
      LocationId: "RV01",
      LiveStreamUrl: "rtmp://live.example.com/live/hall",
    }),
    { camera: "ResourceId" },
  ),
  step(
    "AddCasterVideoResource",
    (ids) => ({
      ...caster(ids),
      ResourceName: "clip",
      LocationId: "RV02",
      VodUrl: "http://files.example.com/a.mp4",
      MaterialId: "material",
      RepeatNum: -1,
      BeginOffset: 1000,
      EndOffset: -1000,
    }),
    { clip: "ResourceId" },
  ),
  step("ModifyCasterVideoResource", (ids) => ({ ...caster(ids), ResourceId: id(ids, "camera"), ResourceName: "cam" })),
  step("DescribeCasterVideoResources", caster),
  step("SetCasterChannel", (ids) => ({ ...caster(ids), ChannelId: "RV01", ResourceId: id(ids, "camera") })),
  step("SetCasterChannel", (ids) => ({
    ...caster(ids),
    ChannelId: "RV02",
    ResourceId: id(ids, "clip"),
    SeekOffset: 1000,
    PlayStatus: 1,
  })),
  step("DescribeCasterChannels", caster),
  step("AddCasterLayout", (ids) => ({ ...caster(ids), ...layout }), { layout: "LayoutId" }),
  step("ModifyCasterLayout", (ids) => ({ ...caster(ids), LayoutId: id(ids, "layout") })),
  step("ModifyCasterLayout", (ids) => ({ ...caster(ids), LayoutId: id(ids, "layout"), ...layout })),
  step("DescribeCasterLayouts", caster),
  step("DescribeCasterLayouts", (ids) => ({ ...caster(ids), LayoutId: id(ids, "layout") })),
  step("AddCasterComponent", (ids) => ({ ...caster(ids), LocationId: "RC99", ComponentType: "caption" })),
  step("AddCasterComponent", (ids) => ({ ...caster(ids), LocationId: "RC01", ComponentType: "text", ...parts }), {
    title: "ComponentId",
  }),
  step("ModifyCasterComponent", (ids) => ({ ...caster(ids), ComponentId: id(ids, "title"), ...parts })),
  step("DescribeCasterComponents", caster),
  step("DescribeCasterComponents", (ids) => ({ ...caster(ids), ComponentId: id(ids, "title") })),

  step("StartCaster", caster, { pvw: "PvwSceneInfos.SceneInfo.0.SceneId", pgm: "PgmSceneInfos.SceneInfo.0.SceneId" }),
  step("DescribeCasterScenes", caster),
  step("DescribeCasterScenes", (ids) => scene(ids)),
  step("DescribeCasterStreamUrl", caster),
  step("SetCasterSceneConfig", (ids) => ({
    ...scene(ids),
    LayoutId: id(ids, "layout"),
    "ComponentIds.1": id(ids, "title"),
  })),
  step("UpdateCasterSceneConfig", (ids) => ({ ...scene(ids), LayoutId: id(ids, "layout") })),
  step("UpdateCasterSceneConfig", (ids) => ({
    ...scene(ids),
    LayoutId: id(ids, "layout"),
    "ComponentId.1": id(ids, "title"),
  })),
  step("CopyCasterSceneConfig", (ids) => ({
    ...caster(ids),
    FromSceneId: id(ids, "pvw"),
    ToSceneId: id(ids, "pgm"),
  })),
  step("UpdateCasterSceneAudio", (ids) => scene(ids)),
  step("UpdateCasterSceneAudio", (ids) => ({
    ...scene(ids),
    FollowEnable: 0,
    "AudioLayer.1.VolumeRate": 10,
    "AudioLayer.1.ValidChannel": "leftChannel",
    "AudioLayer.1.FixedDelayDuration": 5000,
    "MixList.1": "RV01",
  })),
  step("DescribeCasterSceneAudio", (ids) => scene(ids)),
  step("EffectCasterVideoResource", (ids) => ({ ...scene(ids), ResourceId: id(ids, "camera") })),
  step("EffectCasterUrgent", (ids) => scene(ids, "pgm")),
  step("StopCasterScene", (ids) => scene(ids)),
  step("StartCasterScene", (ids) => scene(ids)),
  step("DeleteCasterSceneConfig", (ids) => ({ ...scene(ids), Type: "All" })),

  step(
    "AddCasterEpisode",
    (ids) => ({
      ...caster(ids),
      EpisodeType: "Resource",
      EpisodeName: "opening",
      ResourceId: id(ids, "camera"),
      "ComponentIds.1": id(ids, "title"),
      ...times,
      SwitchType: "TimeFirst",
    }),
    { episode: "EpisodeId" },
  ),
  step("ModifyCasterEpisode", (ids) => ({ ...caster(ids), EpisodeId: id(ids, "episode"), ...times, Duration: 60 })),
  step("AddCasterProgram", (ids) => ({
    ...caster(ids),
    "Episodes.1.EpisodeType": "Component",
    "Episodes.1.EpisodeName": "titles",
    "Episodes.1.ComponentIds.1": id(ids, "title"),
    "Episodes.1.StartTime": times.StartTime,
    "Episodes.1.EndTime": times.EndTime,
  })),
  step("ModifyCasterProgram", (ids) => ({
    ...caster(ids),
    "Episodes.1.EpisodeId": id(ids, "episode"),
    "Episodes.1.EpisodeName": "welcome",
    "Episodes.1.Duration": 30,
  })),
  step("DescribeCasterProgram", caster),
  step("DescribeCasterProgram", (ids) => ({
    ...caster(ids),
    EpisodeId: id(ids, "episode"),
    EpisodeType: "Resource",
    StartTime: later(0),
    EndTime: later(day),
    Page: 1,
    Rows: 10,
    Status: 0,
  })),
  step("DeleteCasterEpisode", (ids) => ({ ...caster(ids), EpisodeId: id(ids, "episode") })),
  step("DeleteCasterProgram", caster),
  step(
    "AddCasterEpisodeGroup",
    {
      ClientToken: "token-3",
      DomainName: domain,
      "Items.1.ItemName": "one",
      "Items.1.VodUrl": "http://files.example.com/a.mp4",
      StartTime: times.StartTime,
      RepeatNum: 0,
      ...group,
    },
    { program: "ProgramId" },
  ),
  step("AddCasterEpisodeGroupContent", {
    ClientToken: "token-4",
    Content: JSON.stringify({
      DomainName: domain,
      Items: [{ ItemName: "one", VodUrl: "http://files.example.com/a.flv" }],
      StartTime: times.StartTime,
      RepeatNum: -1,
      ...group,
    }),
  }),
  step("DeleteCasterEpisodeGroup", (ids) => ({ ProgramId: id(ids, "program") })),

  step("StopCaster", caster),
  step("CopyCaster", (ids) => ({ SrcCasterId: id(ids, "caster"), CasterName: "copy", ClientToken: "token-5" })),
  step("DeleteCasterComponent", (ids) => ({ ...caster(ids), ComponentId: id(ids, "title") })),
  step("DeleteCasterLayout", (ids) => ({ ...caster(ids), LayoutId: id(ids, "layout") })),
  step("DeleteCasterVideoResource", (ids) => ({ ...caster(ids), ResourceId: id(ids, "camera") })),
  step("DeleteCaster", caster),
];

/** Keeps what later steps need. */
export function keep(step_: Step, body: unknown, ids: Ids): void {
  for (const [name, path] of Object.entries(step_.keep ?? {})) {
    const value = field(body, path);
    if (typeof value === "string" || typeof value === "number") ids.set(name, String(value));
  }
}
