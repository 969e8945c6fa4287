import type { Bench, Params, Sample, Samples } from "../../../support/operation-suite.ts";
import { after, ahead, around, badPages, badSpans, domain, hours } from "./shared.ts";

const room = { AppId: "app", RoomId: "room" };
const withRoom = ["createRoom", { ...room, AnchorId: "anchor" }] as const;
const pages = { Order: "asc", PageNum: 1, PageSize: 5 };
const badRoom = [
  { params: { RoomId: "x".repeat(17) }, faults: ["RoomId"] },
  { params: { AppId: "", RoomId: "" }, faults: ["AppId", "RoomId"] },
];
const badOrder = [...badPages, { params: { Order: "" }, faults: ["Order"] }];
const forbid = { ...room, UserData: "data", EndTime: "" };

/** Chapter 16. */
const roomSamples: Samples = {
  allowPushStream: {
    required: after([withRoom, ["forbidPushStream", forbid]], room),
    all: after([withRoom, ["forbidPushStream", forbid]], room),
    bad: badRoom,
  },
  createRoom: {
    required: { ...room, AnchorId: "anchor" },
    all: { ...room, AnchorId: "主播" },
    bad: [...badRoom, { params: { AnchorId: "x".repeat(17) }, faults: ["AnchorId"] }],
  },
  deleteRoom: { required: after([withRoom], room), all: after([withRoom], room), bad: badRoom },
  describeRoomStatus: { required: after([withRoom], room), all: after([withRoom], room), bad: badRoom },
  describeRoomList: {
    required: { AppId: "app" },
    all: after([withRoom], { AppId: "app", RoomStatus: 0, ...pages }),
    bad: [...badOrder, { params: { RoomStatus: 3 }, faults: ["RoomStatus"] }],
  },
  describeRoomKickoutUserList: {
    required: after([withRoom], room),
    all: after([withRoom], { ...room, ...pages }),
    bad: badOrder,
  },
  describeForbidPushStreamRoomList: {
    required: { AppId: "app" },
    all: after([withRoom, ["forbidPushStream", forbid]], { AppId: "app", ...pages }),
    bad: badOrder,
  },
  forbidPushStream: {
    required: after([withRoom], forbid),
    all: after([withRoom], { ...forbid, EndTime: hours(24) }),
    bad: [...badRoom, { params: { EndTime: "never", UserData: "" }, faults: ["EndTime", "UserData"] }],
  },
  sendRoomNotification: {
    required: after([withRoom], { ...room, Data: "hello" }),
    all: after([withRoom], { ...room, Data: "你好 a+b*c~d/e", AppUid: "anchor", Priority: 1 }),
    bad: [{ params: { Data: "", Priority: 0, AppUid: "x".repeat(17) }, faults: ["Data", "Priority", "AppUid"] }],
  },
  sendRoomUserNotification: {
    required: after([withRoom], { ...room, ToAppUid: "viewer", Data: "hello" }),
    all: after([withRoom], { ...room, ToAppUid: "viewer", Data: '{"a":"b c"}', AppUid: "anchor", Priority: 3 }),
    bad: [{ params: { ToAppUid: "x".repeat(17), Priority: 4 }, faults: ["ToAppUid", "Priority"] }],
  },
};

const config = {
  CasterName: "first",
  DomainName: domain,
  TranscodeConfig: { CasterTemplate: "lp_hd", LiveTemplate: ["lld", "daobo-lud"] },
  UrgentMaterialId: "slate",
};
const recordConfig = {
  OssBucket: "bucket",
  OssEndpoint: "oss-cn-shanghai.aliyuncs.com",
  VideoFormat: [
    {
      Format: "flv",
      OssObjectPrefix: "record/{AppName}/{StreamName}/{EscapedStartTime}_{EscapedEndTime}",
      SliceOssObjectPrefix: "record/{AppName}/{StreamName}/{UnixTimestamp}",
      CycleDuration: 900,
    },
  ],
};
const camera = { ResourceName: "camera", LocationId: "RV01", LiveStreamUrl: "rtmp://live.example.com/live/hall" };
const clip = {
  ResourceName: "clip",
  LocationId: "RV02",
  VodUrl: "http://files.example.com/a.mp4",
  RepeatNum: -1,
  BeginOffset: 1000,
  EndOffset: -1000,
};
const simpleLayout = {
  VideoLayer: [{ FillMode: "none" }],
  AudioLayer: [{ VolumeRate: 1, ValidChannel: "all" }],
  BlendList: ["RV01"],
  MixList: ["RV01"],
};
const layout = {
  VideoLayer: [
    {
      FillMode: "fit",
      HeightNormalized: 1,
      WidthNormalized: 1,
      PositionNormalized: [0, 0.5],
      PositionRefer: "center",
      FixedDelayDuration: 5000,
    },
    { HeightNormalized: 0.25 },
  ],
  AudioLayer: [{ VolumeRate: 0.5, ValidChannel: "leftChannel", FixedDelayDuration: 0 }],
  BlendList: ["RV01", "RV02"],
  MixList: ["RV01"],
};
const badLayout = [
  { params: { ...simpleLayout, BlendList: ["RV01", "RV02"] }, faults: ["BlendList"] },
  { params: { ...simpleLayout, MixList: ["RV13"] }, faults: ["MixList[0]"] },
  {
    params: {
      ...simpleLayout,
      VideoLayer: [{ FillMode: "fit", WidthNormalized: 0 }],
      AudioLayer: [{ VolumeRate: 11, ValidChannel: "left", FixedDelayDuration: 5001 }],
    },
    faults: [
      "VideoLayer[0].HeightNormalized",
      "VideoLayer[0].WidthNormalized",
      "AudioLayer[0].VolumeRate",
      "AudioLayer[0].ValidChannel",
      "AudioLayer[0].FixedDelayDuration",
    ],
  },
  {
    params: { ...simpleLayout, VideoLayer: [{ PositionNormalized: [0.5], PositionRefer: "top" }] },
    faults: ["VideoLayer[0].PositionNormalized", "VideoLayer[0].PositionRefer"],
  },
  { params: { VideoLayer: [], AudioLayer: [{}] }, faults: ["VideoLayer", "AudioLayer[0].VolumeRate"] },
  { params: { VideoLayer: [{}] }, faults: ["VideoLayer[0]"] },
];
const look = {
  Effect: "animateH",
  ComponentLayer: { HeightNormalized: 0.1, WidthNormalized: 0, PositionNormalized: [0, 0.3], PositionRefer: "topLeft" },
  TextLayerContent: {
    Text: "大厅 1",
    Color: "0xff0000",
    FontName: "KaiTi",
    SizeNormalized: 0.05,
    BorderWidthNormalized: 0,
    BorderColor: "",
  },
  ImageLayerContent: JSON.stringify({ MaterialId: "material" }),
  CaptionLayerContent: {
    LocationId: "RV01",
    PtsOffset: -10_000,
    WordsCount: 50,
    Color: "0x0000ff",
    FontName: "KaiTi",
    SizeNormalized: -1,
    BorderWidthNormalized: 0,
    BorderColor: "0x000000",
  },
};
const title = { LocationId: "RC01", ComponentType: "text" };
const badLook = [
  {
    params: { Effect: "blink", ComponentLayer: { ...look.ComponentLayer, PositionNormalized: [0, 2] } },
    faults: ["Effect", "ComponentLayer.PositionNormalized[1]"],
  },
  {
    params: { CaptionLayerContent: { ...look.CaptionLayerContent, WordsCount: 51, PtsOffset: 10_001 } },
    faults: ["CaptionLayerContent.WordsCount", "CaptionLayerContent.PtsOffset"],
  },
  {
    params: { TextLayerContent: { Text: "a", Color: "red" }, ImageLayerContent: "no json" },
    faults: ["TextLayerContent.Color", "TextLayerContent.FontName", "ImageLayerContent"],
  },
];

/** The ids of a caster with two sources, a layout, an overlay and its scenes. */
interface Studio {
  readonly caster: Params;
  readonly camera: Params;
  readonly clip: Params;
  readonly layout: Params;
  readonly title: Params;
}

async function newCaster(bench: Bench): Promise<Params> {
  const { CasterId } = await bench.call("createCaster", { NormType: 1, ChargeType: "PostPaid" });
  return { CasterId };
}

async function studio(bench: Bench): Promise<Studio> {
  const caster = await newCaster(bench);
  await bench.call("setCasterConfig", { ...caster, ...config });
  const add = async (operation: string, params: Params, id: string): Promise<Params> => {
    const body = await bench.call(operation, { ...caster, ...params });
    return { ...caster, [id]: body[id] };
  };
  const cameraIds = await add("addCasterVideoResource", camera, "ResourceId");
  const clipIds = await add("addCasterVideoResource", clip, "ResourceId");
  return {
    caster,
    camera: cameraIds,
    clip: clipIds,
    layout: await add("addCasterLayout", simpleLayout, "LayoutId"),
    title: await add("addCasterComponent", { ...title, TextLayerContent: look.TextLayerContent }, "ComponentId"),
  };
}

interface OnAir extends Studio {
  readonly preview: Params;
  readonly programme: Params;
}

/** A running caster with a layout on both scenes. */
async function onAir(bench: Bench): Promise<OnAir> {
  const made = await studio(bench);
  const body = JSON.stringify(await bench.call("startCaster", made.caster));
  const scene = (group: string): Params => ({
    ...made.caster,
    SceneId: new RegExp(`"${group}":.*?"SceneId":"([^"]+)"`).exec(body)?.[1],
  });
  const preview = scene("PvwSceneInfos");
  const programme = scene("PgmSceneInfos");
  for (const one of [preview, programme]) {
    await bench.call("updateCasterSceneConfig", { ...one, LayoutId: made.layout["LayoutId"] });
  }
  return { ...made, preview, programme };
}

const ofCaster =
  (more: Params = {}): Sample =>
  async (bench) => ({ ...(await newCaster(bench)), ...more });
const ofStudio =
  (make: (made: Studio) => Params): Sample =>
  async (bench) =>
    make(await studio(bench));
const ofAir =
  (make: (made: OnAir) => Params): Sample =>
  async (bench) =>
    make(await onAir(bench));

const badCaster = [{ params: { CasterId: "" }, faults: ["CasterId"] }];

/** Chapter 17: casters, layouts, sources, components. */
const casterSamples: Samples = {
  createCaster: {
    required: { NormType: 1, ChargeType: "PostPaid" },
    all: {
      CasterName: "second",
      ClientToken: "53200b81-b761-4c10-842a-a0726d972293",
      NormType: 0,
      ChargeType: "PrePaid",
      PurchaseTime: hours(0),
      ExpireTime: hours(24),
      CasterTemplate: "lp_hd_v",
    },
    bad: [
      { params: { NormType: 2, ChargeType: "Free" }, faults: ["NormType", "ChargeType"] },
      { params: { ChargeType: "PrePaid" }, faults: ["CasterTemplate"] },
      { params: { ClientToken: "x".repeat(65), CasterTemplate: "hd" }, faults: ["ClientToken", "CasterTemplate"] },
      { params: { ClientToken: "令牌" }, faults: ["ClientToken"] },
    ],
  },
  copyCaster: {
    required: async (bench) => ({ SrcCasterId: (await studio(bench)).caster["CasterId"], CasterName: "copy" }),
    all: async (bench) => ({
      SrcCasterId: (await studio(bench)).caster["CasterId"],
      CasterName: "copy",
      ClientToken: "token",
    }),
    bad: [{ params: { CasterName: "", ClientToken: "" }, faults: ["CasterName", "ClientToken"] }],
  },
  deleteCaster: { required: ofCaster(), all: ofCaster(), bad: badCaster },
  describeCasterConfig: { required: ofCaster(), all: ofStudio(({ caster }) => caster), bad: badCaster },
  describeCasters: {
    required: {},
    all: ofCaster({ CasterName: "first", ...around, PageNum: 1, PageSize: 5, Status: 0 }),
    bad: [...badPages, ...badSpans(null).slice(1), { params: { Status: 2 }, faults: ["Status"] }],
  },
  setCasterConfig: {
    required: ofCaster(),
    all: ofCaster({
      ...config,
      RecordConfig: recordConfig,
      Delay: 30.5,
      SideOutputUrl: "rtmp://out.example/live/x",
      CallbackUrl: "http://hooks.example.com/",
      ProgramName: "evening",
      ProgramEffect: 1,
      ChannelEnable: 1,
    }),
    variants: [
      ofCaster({
        DomainName: "",
        TranscodeConfig: "",
        RecordConfig: "",
        UrgentMaterialId: "",
        SideOutputUrl: "",
        CallbackUrl: "",
      }),
      ofCaster({ RecordConfig: JSON.stringify(recordConfig) }),
    ],
    bad: [
      {
        params: { CallbackUrl: "https://x/", ProgramEffect: 2, Delay: -1 },
        faults: ["CallbackUrl", "ProgramEffect", "Delay"],
      },
      {
        params: { TranscodeConfig: { CasterTemplate: "hd", LiveTemplate: ["l"] }, RecordConfig: { OssBucket: 1 } },
        faults: [
          "TranscodeConfig.CasterTemplate",
          "TranscodeConfig.LiveTemplate[0]",
          "RecordConfig.OssBucket",
          "RecordConfig.VideoFormat",
        ],
      },
    ],
  },
  startCaster: { required: ofStudio(({ caster }) => caster), all: ofStudio(({ caster }) => caster), bad: badCaster },
  stopCaster: { required: ofAir(({ caster }) => caster), all: ofAir(({ caster }) => caster), bad: badCaster },

  addCasterLayout: {
    required: ofStudio(({ caster }) => ({ ...caster, ...simpleLayout })),
    all: ofStudio(({ caster }) => ({ ...caster, ...layout })),
    bad: badLayout,
  },
  deleteCasterLayout: { required: ofStudio((made) => made.layout), all: ofStudio((made) => made.layout) },
  describeCasterLayouts: { required: ofStudio(({ caster }) => caster), all: ofStudio((made) => made.layout) },
  modifyCasterLayout: {
    required: ofStudio((made) => made.layout),
    all: ofStudio((made) => ({ ...made.layout, ...layout })),
    bad: badLayout,
  },

  addCasterVideoResource: {
    required: ofCaster(camera),
    all: ofCaster({ ...clip, MaterialId: "material" }),
    variants: [ofCaster(clip), ofCaster({ ...camera, LocationId: "RV12" })],
    bad: [
      { params: { LiveStreamUrl: undefined }, faults: ["LiveStreamUrl"] },
      {
        params: { LocationId: "RV13", RepeatNum: -2, BeginOffset: 0 },
        faults: ["LocationId", "RepeatNum", "BeginOffset"],
      },
    ],
  },
  deleteCasterVideoResource: { required: ofStudio((made) => made.clip), all: ofStudio((made) => made.clip) },
  describeCasterVideoResources: { required: ofStudio(({ caster }) => caster), all: ofStudio(({ caster }) => caster) },
  describeCasterChannels: { required: ofStudio(({ caster }) => caster), all: ofStudio(({ caster }) => caster) },
  effectCasterVideoResource: {
    required: ofAir((made) => ({ ...made.preview, ...made.camera })),
    all: ofAir((made) => ({ ...made.preview, ...made.camera })),
  },
  modifyCasterVideoResource: {
    required: ofStudio((made) => made.clip),
    all: ofStudio((made) => ({
      ...made.clip,
      ...clip,
      LocationId: undefined,
      ResourceName: "film",
      MaterialId: "material",
    })),
    variants: [ofStudio((made) => ({ ...made.camera, LiveStreamUrl: "rtmp://live.example.com/live/other" }))],
    bad: [{ params: { RepeatNum: -2, EndOffset: 1.5 }, faults: ["RepeatNum", "EndOffset"] }],
  },
  setCasterChannel: {
    required: async (bench) => ({ ...(await withChannels(bench)), ChannelId: "RV01" }),
    all: async (bench) => ({ ...(await withChannels(bench)), ChannelId: "RV12", SeekOffset: 1000, PlayStatus: 1 }),
    bad: [
      {
        params: { ChannelId: "RV00", SeekOffset: 0, PlayStatus: 0.5 },
        faults: ["ChannelId", "SeekOffset", "PlayStatus"],
      },
    ],
  },

  addCasterComponent: {
    required: ofCaster(title),
    all: ofCaster({ ...title, ComponentName: "title", ...look }),
    bad: [
      ...badLook,
      { params: { LocationId: "RC00", ComponentType: "video" }, faults: ["LocationId", "ComponentType"] },
    ],
  },
  deleteCasterComponent: { required: ofStudio((made) => made.title), all: ofStudio((made) => made.title) },
  describeCasterComponents: { required: ofStudio(({ caster }) => caster), all: ofStudio((made) => made.title) },
  modifyCasterComponent: {
    required: ofStudio((made) => made.title),
    all: ofStudio((made) => ({ ...made.title, ComponentName: "sub-title", ComponentType: "text", ...look })),
    bad: badLook,
  },
};

async function withChannels(bench: Bench): Promise<Params> {
  const caster = await newCaster(bench);
  await bench.call("setCasterConfig", { ...caster, ...config, ChannelEnable: 1 });
  const { ResourceId } = await bench.call("addCasterVideoResource", { ...caster, ...clip });
  return { ...caster, ResourceId };
}

const resourceOf = (made: Studio): Params => ({ ResourceId: made.camera["ResourceId"] });
const componentsOf = (made: Studio): Params => ({ ComponentIds: [made.title["ComponentId"]] });
const showing = (made: Studio): Params => ({ EpisodeType: "Resource", ...resourceOf(made), ...ahead });
const episode = (made: Studio): Params => ({ ...made.caster, ...showing(made) });
const badEpisode = [
  { params: { EpisodeType: "Component" }, faults: ["ComponentIds"] },
  { params: { ResourceId: undefined }, faults: ["ResourceId"] },
  { params: { SwitchType: "Never", EpisodeType: "Film" }, faults: ["SwitchType", "EpisodeType"] },
  ...badSpans(null),
];
const items = [{ ItemName: "one", VodUrl: "http://files.example.com/a b.mp4" }];
const loop = {
  DomainName: domain,
  Items: items,
  StartTime: hours(1),
  RepeatNum: 0,
  SideOutputUrl: "rtmp://out.example/live/x",
  CallbackUrl: "http://hooks.example.com/",
};

async function anEpisode(bench: Bench): Promise<Studio & { readonly episode: Params }> {
  const made = await studio(bench);
  const { EpisodeId } = await bench.call("addCasterEpisode", episode(made));
  return { ...made, episode: { ...made.caster, EpisodeId } };
}

/** Chapter 17: programmes and scenes. */
const programSamples: Samples = {
  addCasterEpisode: {
    required: ofStudio(episode),
    all: ofStudio((made) => ({
      ...episode(made),
      EpisodeName: "opening",
      ...componentsOf(made),
      SwitchType: "TimeFirst",
    })),
    variants: [ofStudio((made) => ({ ...made.caster, EpisodeType: "Component", ...componentsOf(made), ...ahead }))],
    bad: badEpisode,
  },
  addCasterProgram: {
    required: ofStudio((made) => ({
      ...made.caster,
      Episodes: [{ ...showing(made), EpisodeName: "节目1" }],
    })),
    all: ofStudio((made) => ({
      ...made.caster,
      Episodes: [
        { EpisodeType: "Resource", EpisodeName: "节目1", ...resourceOf(made), ...ahead, SwitchType: "TimeFirst" },
        { EpisodeType: "Component", EpisodeName: "节目2", ...componentsOf(made), ...ahead },
      ],
    })),
    bad: [
      { params: { Episodes: [] }, faults: ["Episodes"] },
      {
        params: { Episodes: [{ EpisodeType: "Resource", EpisodeName: "", ...ahead, EndTime: hours(0) }, { x: 1 }] },
        faults: ["Episodes[0].EpisodeName", "Episodes[0].ResourceId", "Episodes[0].EndTime", "Episodes[1].x"],
      },
    ],
  },
  addCasterEpisodeGroup: {
    required: loop,
    all: { ...loop, ClientToken: "token", RepeatNum: -1 },
    bad: [
      { params: { Items: [{ ItemName: "one" }], RepeatNum: -2 }, faults: ["Items[0].VodUrl", "RepeatNum"] },
      { params: { Items: [], StartTime: "now" }, faults: ["Items", "StartTime"] },
    ],
  },
  addCasterEpisodeGroupContent: {
    required: { Content: loop },
    all: { Content: JSON.stringify(loop), ClientToken: "token" },
    bad: [
      { params: { Content: { ...loop, Items: [{}], more: 1 } }, faults: ["Content.Items[0].ItemName", "Content.more"] },
      { params: { Content: "" }, faults: ["Content"] },
    ],
  },
  deleteCasterEpisode: {
    required: async (bench) => (await anEpisode(bench)).episode,
    all: async (bench) => (await anEpisode(bench)).episode,
  },
  deleteCasterProgram: {
    required: async (bench) => (await anEpisode(bench)).caster,
    all: async (bench) => (await anEpisode(bench)).caster,
  },
  deleteCasterEpisodeGroup: {
    required: async (bench) => ({ ProgramId: (await bench.call("addCasterEpisodeGroup", loop))["ProgramId"] }),
    all: async (bench) => ({ ProgramId: (await bench.call("addCasterEpisodeGroup", loop))["ProgramId"] }),
  },
  describeCasterProgram: {
    required: ofStudio(({ caster }) => caster),
    all: async (bench) => ({
      ...(await anEpisode(bench)).episode,
      EpisodeType: "Resource",
      ...around,
      Page: 1,
      Rows: 5,
      Status: 0,
    }),
    bad: [
      { params: { Page: 0, Rows: 0, Status: 3, StartTime: "soon" }, faults: ["Page", "Rows", "Status", "StartTime"] },
    ],
  },
  modifyCasterEpisode: {
    required: async (bench) => (await anEpisode(bench)).episode,
    all: async (bench) => {
      const made = await anEpisode(bench);
      return {
        ...made.episode,
        EpisodeName: "finale",
        ...resourceOf(made),
        ...componentsOf(made),
        ...ahead,
        Duration: 7200.5,
        SwitchType: "TimeFirst",
      };
    },
    bad: [...badSpans(null), { params: { Duration: -1, SwitchType: "" }, faults: ["Duration", "SwitchType"] }],
  },
  modifyCasterProgram: {
    required: ofStudio(({ caster }) => caster),
    all: async (bench) => {
      const {
        caster,
        episode: { EpisodeId },
      } = await anEpisode(bench);
      return { ...caster, Episodes: [{ EpisodeId, EpisodeName: "finale" }] };
    },
    bad: [{ params: { Episodes: [{ EpisodeName: "finale" }] }, faults: ["Episodes[0].EpisodeId"] }],
  },

  copyCasterSceneConfig: {
    required: ofAir((made) => copyOf(made)),
    all: ofAir((made) => copyOf(made)),
    bad: [{ params: { FromSceneId: "", ToSceneId: 1 }, faults: ["FromSceneId", "ToSceneId"] }],
  },
  deleteCasterSceneConfig: {
    required: ofAir((made) => ({ ...made.preview, Type: "All" })),
    all: ofAir((made) => ({ ...made.preview, Type: "Component" })),
    bad: [{ params: { Type: "all" }, faults: ["Type"] }],
  },
  describeCasterScenes: { required: ofAir(({ caster }) => caster), all: ofAir(({ preview }) => preview) },
  describeCasterStreamUrl: { required: ofAir(({ caster }) => caster), all: ofAir(({ caster }) => caster) },
  describeCasterSceneAudio: { required: ofAir(({ preview }) => preview), all: ofAir(({ programme }) => programme) },
  effectCasterUrgent: { required: ofAir(({ programme }) => programme), all: ofAir(({ programme }) => programme) },
  setCasterSceneConfig: {
    required: ofAir((made) => ({ ...made.preview, LayoutId: made.layout["LayoutId"], ...componentsOf(made) })),
    all: ofAir((made) => ({ ...made.programme, LayoutId: made.layout["LayoutId"], ...componentsOf(made) })),
    bad: [{ params: { LayoutId: "", ComponentIds: [] }, faults: ["LayoutId", "ComponentIds"] }],
  },
  startCasterScene: { required: ofAir(({ preview }) => preview), all: ofAir(({ preview }) => preview) },
  stopCasterScene: { required: ofAir(({ preview }) => preview), all: ofAir(({ preview }) => preview) },
  updateCasterSceneConfig: {
    required: ofAir((made) => ({ ...made.preview, LayoutId: made.layout["LayoutId"] })),
    all: ofAir((made) => ({ ...made.preview, LayoutId: made.layout["LayoutId"], ...componentsOf(made) })),
    bad: [{ params: { ComponentIds: "one" }, faults: ["ComponentIds"] }],
  },
  updateCasterSceneAudio: {
    required: ofAir(({ preview }) => preview),
    all: ofAir(({ preview }) => ({
      ...preview,
      FollowEnable: 0,
      AudioLayer: [{ VolumeRate: 10, ValidChannel: "rightChannel", FixedDelayDuration: 5000 }],
      MixList: ["RV01"],
    })),
    bad: [
      { params: { FollowEnable: 2, AudioLayer: simpleLayout.AudioLayer }, faults: ["FollowEnable", "MixList"] },
      { params: { MixList: ["RV01", "RV01"] }, faults: ["MixList"] },
      {
        params: { AudioLayer: [{ VolumeRate: -1, ValidChannel: "all" }], MixList: ["RV01"] },
        faults: ["AudioLayer[0].VolumeRate"],
      },
    ],
  },
};

function copyOf(made: OnAir): Params {
  return { ...made.caster, FromSceneId: made.preview["SceneId"], ToSceneId: made.programme["SceneId"] };
}

/** Chapters 16 and 17. */
export const studioSamples: Samples = { ...roomSamples, ...casterSamples, ...programSamples };
