const place = "DomainName! AppName!";
const stream = `${place} StreamName!`;
const span = "StartTime!:time EndTime!:time";
const pages = "PageNum:int(1..) PageSize:int(5..30) Order:asc|desc";
const templates = "lld|lsd|lhd|lud|ld|sd|hd|ud";
const scenes = "Scene.N:porn|terrorism|ad|live";
const bucket = "OssBucket! OssEndpoint!";

/** Parameters of chapters 4 to 15, an action a line, in the words of check.ts. */
export const liveTable: Readonly<Record<string, string>> = {
  AddLiveDomain:
    "DomainName! LiveDomainType!:liveVideo|liveEdge Region!:cn-beijing|cn-shanghai|ap-southeast-1 CheckUrl Scope:domestic|overseas|global",
  AddLiveDomainMapping: "PushDomain! PullDomain!",
  DeleteLiveDomain: "DomainName!",
  DeleteLiveDomainMapping: "PushDomain! PullDomain!",
  DescribeLiveDomainDetail: "DomainName!",
  DescribeLiveUserDomains:
    "DomainName DomainSearchType:fuzzy_match|pre_match|suf_match|full_match DomainStatus:online|offline|configuring LiveDomainType:liveVideo|liveEdge PageNumber:int(1..100000) PageSize:int(1..) RegionName",
  DescribeLiveCertificateDetail: "CertName!",
  DescribeLiveCertificateList: "DomainName",
  SetLiveDomainCertificate: "DomainName! SSLProtocol!:on|off SSLPub SSLPri CertName:len(128)",
  BatchSetLiveDomainConfigs: "DomainNames! Functions!:json",
  BatchDeleteLiveDomainConfigs: "DomainNames! FunctionNames!",
  DescribeLiveDomainConfigs: "DomainName! FunctionNames",
  DeleteLiveSpecificConfig: "DomainName! ConfigId!",
  StartLiveDomain: "DomainName!",
  StopLiveDomain: "DomainName!",

  AddLivePullStreamInfoConfig: `${stream} SourceUrl! ${span}`,
  DeleteLivePullStreamInfoConfig: stream,
  DescribeLivePullStreamConfig: "DomainName!",

  DescribeLiveStreamsBlockList: "DomainName! PageNum:int(1..) PageSize:int(1..3000)",
  DescribeLiveStreamsControlHistory: `DomainName! ${span} AppName`,
  DescribeLiveStreamBitRateData: "DomainName! AppName StreamName StartTime:time EndTime:time",
  DescribeLiveStreamsOnlineList:
    "DomainName! AppName StreamName StreamType QueryType StartTime:time EndTime:time PageNum:int(1..) PageSize:int(1..3000)",
  DescribeLiveStreamsPublishList: `DomainName! ${span} AppName StreamName PageNumber:int(1..) PageNum:int(1..) PageSize:int(1..)`,
  ForbidLiveStream: `${stream} LiveStreamType!:=publisher ResumeTime:time`,
  ResumeLiveStream: `${stream} LiveStreamType!:=publisher`,
  DescribeLiveStreamsFrameRateAndBitRateData: `${place} StreamName StartTime:time EndTime:time`,

  SetLiveStreamsNotifyUrlConfig: "DomainName! NotifyUrl!:http",
  DescribeLiveStreamsNotifyUrlConfig: "DomainName!",
  DeleteLiveStreamsNotifyUrlConfig: "DomainName!",

  AddLiveStreamTranscode: `Domain! App! Template!:${templates}`,
  AddCustomLiveStreamTranscode:
    "Domain! App! Template! TemplateType!:h264|h264-nbhd FPS!:int(1..30) VideoBitrate!:int(1..6000) Width!:int(100..1920) Height!:int(100..1920)",
  DeleteLiveStreamTranscode: "Domain! App! Template!",
  DescribeLiveStreamTranscodeInfo: "DomainTranscodeName!",
  AddTrancodeSEI: `${stream} Delay!:int(0..) Pattern!:keyframe|frame Repeat!:int(-1..) Text!:bytes(4000)`,

  AddLiveRecordVodConfig: `${place} VodTranscodeGroupId! StreamName AutoCompose:ON|OFF ComposeVodTranscodeGroupId CycleDuration:int(1..)`,
  DeleteLiveRecordVodConfig: `${place} StreamName`,
  DescribeLiveRecordVodConfigs: "DomainName! AppName StreamName PageNum:int(1..) PageSize:int(5..100)",

  AddLiveAppRecordConfig: `${place} ${bucket} StreamName OnDemand:int(0..2) StartTime:time EndTime:time RecordFormat.N.Format:m3u8|flv|mp4 RecordFormat.N.CycleDuration:int(1..) RecordFormat.N.OssObjectPrefix:bytes(255) RecordFormat.N.SliceOssObjectPrefix:bytes(255)`,
  RealTimeRecordCommand: `Command!:start|stop ${stream}`,
  DeleteLiveAppRecordConfig: `${place} StreamName`,
  DescribeLiveRecordConfig: `DomainName! AppName ${pages}`,
  DescribeLiveStreamRecordContent: `${stream} ${span}`,
  CreateLiveStreamRecordIndexFiles: `${stream} ${bucket} OssObject! ${span}`,
  DescribeLiveStreamRecordIndexFile: `${stream} RecordId!`,
  DescribeLiveStreamRecordIndexFiles: `${stream} ${span} ${pages}`,
  AddLiveRecordNotifyConfig: "DomainName! NotifyUrl!:web NeedStatusNotify:bool",
  DeleteLiveRecordNotifyConfig: "DomainName!",
  DescribeLiveRecordNotifyConfig: "DomainName!",
  UpdateLiveRecordNotifyConfig: "DomainName! NotifyUrl:web NeedStatusNotify:bool",

  AddLiveAppSnapshotConfig: `${place} ${bucket} TimeInterval!:int(5..3600) OverwriteOssObject:bytes(255) SequenceOssObject:bytes(255)`,
  DeleteLiveAppSnapshotConfig: place,
  DescribeLiveSnapshotConfig: `DomainName! AppName ${pages}`,
  UpdateLiveAppSnapshotConfig: `${place} OssBucket OssEndpoint TimeInterval:int(5..3600) OverwriteOssObject:bytes(255) SequenceOssObject:bytes(255)`,
  DescribeLiveStreamSnapshotInfo: `${stream} ${span} Limit:int(1..100)`,

  AddLiveSnapshotDetectPornConfig: `${place} ${bucket} Interval:int(5..3600) OssObject ${scenes}`,
  AddLiveDetectNotifyConfig: "DomainName! NotifyUrl!:web",
  DescribeLiveSnapshotDetectPornConfig: `DomainName! AppName ${pages}`,
  DescribeLiveDetectNotifyConfig: "DomainName!",
  UpdateLiveSnapshotDetectPornConfig: `${place} OssBucket OssEndpoint Interval:int(5..3600) OssObject ${scenes}`,
  UpdateLiveDetectNotifyConfig: "DomainName! NotifyUrl!:web",
  DeleteLiveSnapshotDetectPornConfig: place,
  DeleteLiveDetectNotifyConfig: "DomainName!",

  DescribeLiveDomainBpsData: "DomainName StartTime:time EndTime:time",
  DescribeLiveDomainRecordData: `DomainName! ${span} RecordType:TS|MP4|FLV`,
  DescribeLiveDomainSnapshotData: `DomainName! ${span}`,
  DescribeLiveDomainTrafficData: "DomainName StartTime:time EndTime:time",
  DescribeLiveDomainTranscodeData: `DomainName! ${span}`,
  DescribeLiveStreamHistoryUserNum: `${stream} ${span}`,
  DescribeLiveStreamOnlineUserNum: "DomainName! AppName StreamName",
  DescribeLiveDomainRealTimeBpsData: `DomainName! ${span} IspNameEn! LocationNameEn!`,
  DescribeLiveDomainRealTimeHttpCodeData: "DomainName! StartTime:time EndTime:time",
  DescribeLiveDomainRealTimeTrafficData: "DomainName StartTime:time EndTime:time",

  DescribeLiveDomainLog: "DomainName! StartTime:time EndTime:time PageSize:int(1..) PageNumber:int(1..)",
};
