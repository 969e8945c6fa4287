const room = "AppId! RoomId!:len(16)";
const pages = "Order:asc|desc PageNum:int(1..) PageSize:int(1..)";
const caster = "CasterId!";
const refers = "topLeft|topRight|bottomLeft|bottomRight|center|topCenter|bottomCenter|leftCenter|rightCenter";
const layer = `VideoLayer.N.FillMode:none|fit VideoLayer.N.HeightNormalized:num(0..) VideoLayer.N.WidthNormalized:num(0..) VideoLayer.N.PositionNormalized.M:num VideoLayer.N.PositionRefer:${refers} VideoLayer.N.FixedDelayDuration:int(0..5000)`;
const audio =
  "AudioLayer.N.VolumeRate!:num(0..10) AudioLayer.N.ValidChannel!:leftChannel|rightChannel|all AudioLayer.N.FixedDelayDuration:int(0..5000)";
const file = "LiveStreamUrl VodUrl MaterialId RepeatNum:int(-1..) BeginOffset:int(1..) EndOffset:int";
const switching = "SwitchType:TimeFirst|ContentFirst";
const parts =
  "ComponentName Effect:none|animateH|animateV ComponentLayer:json TextLayerContent:json ImageLayerContent:json CaptionLayerContent:json";
const scene = `${caster} SceneId!`;
const token = "ClientToken!:len(64)";
const sizes = "lp_ld|lp_sd|lp_hd|lp_ud|lp_ld_v|lp_sd_v|lp_hd_v|lp_ud_v";

/** Parameters of chapters 16 and 17, an action a line, in the words of check.ts. */
export const studioTable: Readonly<Record<string, string>> = {
  AllowPushStream: room,
  CreateRoom: `${room} AnchorId!:len(16)`,
  DeleteRoom: room,
  DescribeRoomStatus: room,
  DescribeRoomList: `AppId! RoomStatus:int(0..2) ${pages}`,
  DescribeRoomKickoutUserList: `${room} ${pages}`,
  DescribeForbidPushStreamRoomList: `AppId! ${pages}`,
  ForbidPushStream: `${room} UserData! EndTime:time`,
  SendRoomNotification: `${room} Data! AppUid:len(16) Priority:int(1..3)`,
  SendRoomUserNotification: `${room} ToAppUid!:len(16) Data! AppUid:len(16) Priority:int(1..3)`,

  CreateCaster: `${token} NormType!:int(0..1) ChargeType!:PrePaid|PostPaid CasterName PurchaseTime ExpireTime CasterTemplate:${sizes}`,
  AddCasterLayout: `${caster} VideoLayer.N! ${layer} AudioLayer.N! ${audio} BlendList.N!:RV MixList.N!:RV`,
  AddCasterVideoResource: `${caster} ResourceName! LocationId!:RV ${file}`,
  AddCasterEpisode: `${caster} EpisodeType!:Resource|Component EpisodeName ResourceId ComponentIds.N StartTime!:time EndTime!:time ${switching}`,
  AddCasterComponent: `${caster} LocationId!:RC ComponentType!:text|image|caption ${parts}`,
  AddCasterProgram: `${caster} Episodes.N! Episodes.N.EpisodeType!:Resource|Component Episodes.N.EpisodeName! Episodes.N.StartTime!:time Episodes.N.EndTime!:time Episodes.N.SwitchType:TimeFirst|ContentFirst`,
  AddCasterEpisodeGroup: `${token} DomainName! Items.N! Items.N.ItemName! Items.N.VodUrl! StartTime!:time RepeatNum!:int(-1..) SideOutputUrl! CallbackUrl!:web`,
  AddCasterEpisodeGroupContent: `${token} Content!:json`,
  CopyCaster: `SrcCasterId! CasterName! ${token}`,
  CopyCasterSceneConfig: `${caster} FromSceneId! ToSceneId!`,
  DeleteCaster: caster,
  DeleteCasterLayout: `${caster} LayoutId!`,
  DeleteCasterVideoResource: `${caster} ResourceId!`,
  DeleteCasterEpisode: `${caster} EpisodeId!`,
  DeleteCasterProgram: caster,
  DeleteCasterEpisodeGroup: "ProgramId!",
  DeleteCasterComponent: `${caster} ComponentId!`,
  DeleteCasterSceneConfig: `${scene} Type!:Component|Layout|All`,
  DescribeCasterConfig: caster,
  DescribeCasterLayouts: `${caster} LayoutId`,
  DescribeCasters:
    "CasterId CasterName StartTime:time EndTime:time PageNum:int(1..) PageSize:int(1..) Status:int(0..1)",
  DescribeCasterScenes: `${caster} SceneId`,
  DescribeCasterStreamUrl: caster,
  DescribeCasterVideoResources: caster,
  DescribeCasterProgram: `${caster} EpisodeId EpisodeType:Resource|Component StartTime:time EndTime:time Page:int(1..) Rows:int(1..) Status:int(0..2)`,
  DescribeCasterComponents: `${caster} ComponentId`,
  DescribeCasterSceneAudio: scene,
  DescribeCasterChannels: caster,
  EffectCasterUrgent: scene,
  EffectCasterVideoResource: `${scene} ResourceId!`,
  ModifyCasterLayout: `${caster} LayoutId! ${layer} ${audio} BlendList.N:RV MixList.N:RV`,
  ModifyCasterComponent: `${caster} ComponentId! ComponentType:text|image|caption ${parts}`,
  ModifyCasterVideoResource: `${caster} ResourceId! ResourceName ${file}`,
  ModifyCasterEpisode: `${caster} EpisodeId! EpisodeName ResourceId ComponentIds.N StartTime:time EndTime:time Duration:num(0..) ${switching}`,
  ModifyCasterProgram: `${caster} Episodes.N.EpisodeId! Episodes.N.StartTime:time Episodes.N.EndTime:time Episodes.N.Duration:num(0..) Episodes.N.SwitchType:TimeFirst|ContentFirst`,
  SetCasterConfig: `${caster} CasterName DomainName TranscodeConfig:json RecordConfig:json Delay:num(0..) UrgentMaterialId SideOutputUrl CallbackUrl:http ProgramName ProgramEffect:int(0..1) ChannelEnable:int(0..1)`,
  SetCasterSceneConfig: `${scene} LayoutId! ComponentIds.N!`,
  SetCasterChannel: `${caster} ChannelId!:RV ResourceId! SeekOffset:int(1..) PlayStatus:int`,
  StartCaster: caster,
  StartCasterScene: scene,
  StopCaster: caster,
  StopCasterScene: scene,
  UpdateCasterSceneConfig: `${scene} LayoutId! ComponentIds.N`,
  UpdateCasterSceneAudio: `${scene} FollowEnable:int(0..1) ${audio} MixList.N:RV`,
};
