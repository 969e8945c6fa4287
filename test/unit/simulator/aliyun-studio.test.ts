import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { ask, domain, iso } from "./aliyun-support.ts";
import type { Params } from "./aliyun-support.ts";
import { eventNow, field, list, originMs, passed, simulate } from "./support.ts";

const transcode = JSON.stringify({ CasterTemplate: "lp_hd", LiveTemplate: ["lld"] });

async function made(simulator: RunningSimulator, action: string, params: Params, path: string): Promise<string> {
  const answer = await ask(simulator, action, params);
  expect(answer.status, `${action} ${JSON.stringify(answer.body)}`).toBe(200);
  return String(field(answer.body, path));
}

async function code(simulator: RunningSimulator, action: string, params: Params): Promise<readonly unknown[]> {
  const answer = await ask(simulator, action, params);
  return [answer.status, field(answer.body, "Code")];
}

function newCaster(simulator: RunningSimulator, token = "token"): Promise<string> {
  const params = { ClientToken: token, NormType: 1, ChargeType: "PostPaid" };
  return made(simulator, "CreateCaster", params, "CasterId");
}

function layout(count: number, ...slots: readonly string[]): Params {
  const layers = Array.from({ length: count }, (_, index) => [`VideoLayer.${index + 1}.HeightNormalized`, 0.5]);
  return {
    ...Object.fromEntries(layers),
    ...Object.fromEntries(slots.map((slot, index) => [`BlendList.${index + 1}`, slot])),
    "AudioLayer.1.VolumeRate": 1,
    "AudioLayer.1.ValidChannel": "all",
    "MixList.1": "RV01",
  };
}

describe("director consoles of the aliyun simulator", () => {
  test("the same client token makes one caster, another makes another", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const first = await newCaster(simulator);
    expect(await newCaster(simulator)).toBe(first);
    expect(await newCaster(simulator, "other")).not.toBe(first);
    const seen = await ask(simulator, "DescribeCasters");
    expect(field(seen.body, "TotalNum")).toBe(2);
    expect(list(field(seen.body, "CasterList.Caster"))).toHaveLength(2);
  });

  test("a caster runs from its start to its stop, and cannot be deleted meanwhile", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const CasterId = await newCaster(simulator);
    expect(await code(simulator, "StartCaster", { CasterId })).toEqual([404, "InvalidConfiguration.NotFound"]);
    await ask(simulator, "SetCasterConfig", { CasterId, DomainName: domain, TranscodeConfig: transcode });
    const started = await ask(simulator, "StartCaster", { CasterId });
    expect(list(field(started.body, "PgmSceneInfos.SceneInfo.0.StreamInfos.StreamInfo"))).toHaveLength(3);
    expect(await code(simulator, "DeleteCaster", { CasterId })).toEqual([400, "IncorrectCasterStatus"]);
    const running = await ask(simulator, "DescribeCasters", { Status: 1 });
    expect(field(running.body, "CasterList.Caster.0.CasterId")).toBe(CasterId);
    const online = { DomainName: domain, AppName: "caster" };
    await passed(simulator, (await eventNow(simulator)) + 5);
    expect((await ask(simulator, "DescribeLiveStreamsOnlineList", online)).body).toMatchObject({ TotalNum: 1 });
    await ask(simulator, "StopCaster", { CasterId });
    expect((await ask(simulator, "DescribeLiveStreamsOnlineList", online)).body).toMatchObject({ TotalNum: 0 });
    const scenes = await ask(simulator, "DescribeCasterScenes", { CasterId });
    expect(list(field(scenes.body, "SceneList.Scene")).map((scene) => field(scene, "Status"))).toEqual([0, 0]);
    expect(await code(simulator, "DeleteCaster", { CasterId })).toEqual([200, undefined]);
    expect(await code(simulator, "DeleteCaster", { CasterId })).toEqual([404, "InvalidCaster.NotFound"]);
  });

  test("scenes change only while they are started, and each operation has its scene", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const CasterId = await newCaster(simulator);
    const base = { CasterId, DomainName: domain };
    await ask(simulator, "SetCasterConfig", base);
    const started = await ask(simulator, "StartCaster", { CasterId });
    const pvw = { CasterId, SceneId: String(field(started.body, "PvwSceneInfos.SceneInfo.0.SceneId")) };
    const pgm = { CasterId, SceneId: String(field(started.body, "PgmSceneInfos.SceneInfo.0.SceneId")) };
    const copy = { CasterId, FromSceneId: pvw.SceneId, ToSceneId: pgm.SceneId };
    expect(await code(simulator, "CopyCasterSceneConfig", copy)).toEqual([400, "InvalidLayout.NotFound"]);
    expect(await code(simulator, "StartCasterScene", pvw)).toEqual([404, "InvalidConfiguration.NotFound"]);
    expect(await code(simulator, "EffectCasterUrgent", pgm)).toEqual([404, "UrgentMaterialNotFound"]);
    await ask(simulator, "SetCasterConfig", { ...base, TranscodeConfig: transcode, UrgentMaterialId: "slate" });
    expect(await code(simulator, "EffectCasterUrgent", pgm)).toEqual([400, "InvalidLayout.NotFound"]);
    expect(await code(simulator, "EffectCasterUrgent", pvw)).toEqual([404, "InvalidScene.NotFound"]);
    expect(await code(simulator, "StopCasterScene", pgm)).toEqual([404, "InvalidScene.NotFound"]);
    expect(await code(simulator, "UpdateCasterSceneConfig", { ...pvw, LayoutId: "none" })).toEqual([
      404,
      "InvalidLayout.NotFound",
    ]);
    const LayoutId = await made(simulator, "AddCasterLayout", { CasterId, ...layout(1, "RV01") }, "LayoutId");
    expect(await code(simulator, "UpdateCasterSceneConfig", { ...pvw, LayoutId })).toEqual([200, undefined]);
    expect(await code(simulator, "CopyCasterSceneConfig", copy)).toEqual([200, undefined]);
    expect(await code(simulator, "StopCasterScene", pvw)).toEqual([200, undefined]);
    expect(await code(simulator, "StopCasterScene", pvw)).toEqual([400, "IncorrectSceneStatus"]);
    expect(await code(simulator, "CopyCasterSceneConfig", copy)).toEqual([400, "IncorrectSceneStatus"]);
    const scenes = await ask(simulator, "DescribeCasterScenes", pgm);
    expect(field(scenes.body, "SceneList.Scene.0")).toMatchObject({ LayoutId, OutputType: 1, Status: 1 });
    const audio = { ...pgm, "MixList.1": "RV01", "MixList.2": "RV01" };
    expect(await code(simulator, "UpdateCasterSceneAudio", audio)).toEqual([
      400,
      "InvalidAudioLayersAndMixListSize.Mismatch",
    ]);
  });

  test("layouts, slots and channels follow the document's rules", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const CasterId = await newCaster(simulator);
    const mismatch = "InvalidVideoLayersAndBlendListSize.Mismatch";
    expect(await code(simulator, "AddCasterLayout", { CasterId, ...layout(2, "RV01") })).toEqual([400, mismatch]);
    const crooked = { CasterId, ...layout(1, "RV01"), "VideoLayer.1.PositionNormalized.1": 0.5 };
    expect(await code(simulator, "AddCasterLayout", crooked)).toEqual([400, "InvalidPositionNormalized.Malformed"]);
    const LayoutId = await made(simulator, "AddCasterLayout", { CasterId, ...layout(1, "RV01") }, "LayoutId");
    const refers = { CasterId, LayoutId, "BlendList.1": "RV05" };
    expect(await code(simulator, "ModifyCasterLayout", refers)).toEqual([404, "InvalidResource.NotFound"]);

    const camera = { CasterId, ResourceName: "camera", LiveStreamUrl: "rtmp://a.example/live/x" };
    const ResourceId = await made(simulator, "AddCasterVideoResource", { ...camera, LocationId: "RV05" }, "ResourceId");
    expect(await code(simulator, "AddCasterVideoResource", { ...camera, LocationId: "RV05" })).toEqual([
      400,
      "DuplicateLocationID",
    ]);
    expect(await code(simulator, "AddCasterVideoResource", { ...camera, LocationId: "RV13" })).toEqual([
      400,
      "InvalidParameter.Malformed",
    ]);
    const { LiveStreamUrl: _, ...none } = camera;
    expect(await code(simulator, "AddCasterVideoResource", { ...none, LocationId: "RV06" })).toEqual([
      400,
      "InvalidParameter.Malformed",
    ]);
    expect(await code(simulator, "ModifyCasterLayout", refers)).toEqual([200, undefined]);
    expect(await code(simulator, "SetCasterChannel", { CasterId, ChannelId: "RV01", ResourceId })).toEqual([
      404,
      "InvalidConfiguration.NotFound",
    ]);
    await ask(simulator, "SetCasterConfig", { CasterId, DomainName: domain, ChannelEnable: 1 });
    const layouts = await ask(simulator, "DescribeCasterLayouts", { CasterId });
    expect(field(layouts.body, "Layouts.Layout")).toEqual([]);
    await ask(simulator, "SetCasterConfig", { CasterId, DomainName: domain, ChannelEnable: 0 });
    expect((await ask(simulator, "DescribeCasterConfig", { CasterId })).body).toMatchObject({ ChannelEnable: 1 });
    await ask(simulator, "SetCasterChannel", { CasterId, ChannelId: "RV01", ResourceId });
    expect(await code(simulator, "SetCasterChannel", { CasterId, ChannelId: "RV02", ResourceId })).toEqual([
      400,
      "ResourceOfChannelExist",
    ]);
  });

  test("a configuration that is set replaces the whole of the old one", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const CasterId = await newCaster(simulator);
    await ask(simulator, "SetCasterConfig", { CasterId, DomainName: domain, TranscodeConfig: transcode, Delay: 30 });
    const before = await ask(simulator, "DescribeCasterConfig", { CasterId });
    expect(before.body).toMatchObject({ DomainName: domain, TranscodeConfig: { CasterTemplate: "lp_hd" }, Delay: 30 });
    await ask(simulator, "SetCasterConfig", { CasterId, DomainName: domain });
    const after = await ask(simulator, "DescribeCasterConfig", { CasterId });
    expect(after.body).toMatchObject({ DomainName: domain, TranscodeConfig: {}, RecordConfig: {}, Delay: 0 });
    for (const bad of [
      { TranscodeConfig: "{}" },
      { RecordConfig: '{"OssBucket":"b"}' },
      { CallbackUrl: "https://a.b" },
    ]) {
      expect((await ask(simulator, "SetCasterConfig", { CasterId, ...bad })).status).toBe(400);
    }
  });

  test("episodes go from not played to playing to played by the clock", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const CasterId = await newCaster(simulator);
    await ask(simulator, "SetCasterConfig", { CasterId, DomainName: domain, ProgramEffect: 1 });
    await ask(simulator, "StartCaster", { CasterId });
    const camera = { CasterId, ResourceName: "camera", LocationId: "RV01", LiveStreamUrl: "rtmp://a.example/live/x" };
    const ResourceId = await made(simulator, "AddCasterVideoResource", camera, "ResourceId");
    const fromMs = Math.ceil((await eventNow(simulator)) / 1000) * 1000 + 300_000;
    const times = { StartTime: iso(fromMs), EndTime: iso(fromMs + 200_000) };
    const episode = { CasterId, EpisodeType: "Resource", ResourceId, ...times };
    expect((await ask(simulator, "AddCasterEpisode", { ...episode, SwitchType: "ContentFirst" })).status).toBe(400);
    expect((await ask(simulator, "AddCasterEpisode", { ...episode, ResourceId: "none" })).status).toBe(404);
    const EpisodeId = await made(simulator, "AddCasterEpisode", episode, "EpisodeId");
    const status = async (): Promise<number | undefined> => {
      const found = await Promise.all(
        [0, 1, 2].map(async (Status) => {
          const answer = await ask(simulator, "DescribeCasterProgram", { CasterId, Status });
          return list(field(answer.body, "Episodes.Episode")).some((one) => field(one, "EpisodeId") === EpisodeId);
        }),
      );
      return found.indexOf(true);
    };
    expect(await status()).toBe(0);
    await passed(simulator, fromMs);
    expect(await status()).toBe(1);
    await passed(simulator, fromMs + 200_000);
    expect(await status()).toBe(2);
  });

  test("rooms open with their push, and a banned room cannot push", async () => {
    const simulator = await simulate(50, { lagMs: 0 });
    const room = { AppId: "app", RoomId: "room" };
    await ask(simulator, "CreateRoom", { ...room, AnchorId: "anchor" });
    expect((await ask(simulator, "CreateRoom", { ...room, AnchorId: "anchor" })).status).toBe(409);
    const status = async (): Promise<unknown> =>
      field((await ask(simulator, "DescribeRoomStatus", room)).body, "RoomStatus");
    expect(await status()).toBe(0);
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "aliyun", stream: "app/room", fromMs: now, untilMs: originMs + 86_400_000 });
    await passed(simulator, now + 1000);
    expect(await status()).toBe(1);
    await ask(simulator, "ForbidPushStream", { ...room, UserData: "noise", EndTime: "" });
    expect(await status()).toBe(2);
    await passed(simulator, (await eventNow(simulator)) + 61_000);
    expect(await status()).toBe(0);
    const banned = await ask(simulator, "DescribeForbidPushStreamRoomList", { AppId: "app" });
    expect(field(banned.body, "RoomList.Room.0")).toMatchObject({ RoomId: "room", AnchorId: "anchor", OpEndTime: "" });
    await ask(simulator, "AllowPushStream", room);
    await passed(simulator, (await eventNow(simulator)) + 6000);
    expect(await status()).toBe(1);
    expect(await code(simulator, "ForbidPushStream", { ...room, UserData: "x" })).toEqual([400, "MissingParameter"]);
  });

  test("domains are configured for a while, stopped and started, and take everything along when they go", async () => {
    const simulator = await simulate(5, { lagMs: 0 });
    const DomainName = "play.example.org";
    const add = { DomainName, LiveDomainType: "liveVideo", Region: "cn-shanghai" };
    await ask(simulator, "AddLiveDomain", add);
    expect(await code(simulator, "AddLiveDomain", add)).toEqual([409, "DomainAlreadyExist"]);
    expect(await code(simulator, "DescribeLiveDomainRealTimeHttpCodeData", { DomainName })).toEqual([
      403,
      "ServiceBusy",
    ]);
    await passed(simulator, (await eventNow(simulator)) + 5000);
    const status = async (): Promise<unknown> =>
      field((await ask(simulator, "DescribeLiveDomainDetail", { DomainName })).body, "DomainDetail.DomainStatus");
    expect(await status()).toBe("online");
    await ask(simulator, "StopLiveDomain", { DomainName });
    expect(await status()).toBe("offline");
    expect(await code(simulator, "DescribeLiveDomainRealTimeHttpCodeData", { DomainName })).toEqual([
      404,
      "InvalidDomain.Offline",
    ]);
    expect(await code(simulator, "SetLiveDomainCertificate", { DomainName, SSLProtocol: "off" })).toEqual([
      400,
      "InvalidDomain.Offline",
    ]);
    const mapping = { PushDomain: DomainName, PullDomain: domain };
    expect(await code(simulator, "AddLiveDomainMapping", mapping)).toEqual([400, "DomainType.Malformed"]);
    await ask(simulator, "AddLiveStreamTranscode", { Domain: DomainName, App: "live", Template: "lld" });
    expect(simulator.snapshot().openResources).toHaveLength(1);
    await ask(simulator, "DeleteLiveDomain", { DomainName });
    expect(simulator.snapshot().openResources).toEqual([]);
    expect(await code(simulator, "StartLiveDomain", { DomainName })).toEqual([404, "InvalidDomain.NotFound"]);
  });
});
