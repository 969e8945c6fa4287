import { randomHex } from "../../../random.ts";
import type { Call, Handler } from "../call.ts";
import { uuid } from "../ids.ts";
import { malformed, Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import type { Caster, Scene } from "../studio.ts";
import { own, readAudio } from "./caster-parts.ts";

const preview = 0;
const programme = 1;
/** Where a caster's pictures come out. */
const outputApp = "caster";

/** Casters on air and their two scenes (17.10, 17.18, 17.22, 17.23, 17.27, 17.29, 17.30, 17.37 to 17.44). */
export const casterSceneHandlers: Readonly<Record<string, Handler>> = {
  StartCaster(call) {
    const { world, nowMs, context } = call;
    const { studio, caster } = own(call);
    const domain = domainOf(caster);
    if (caster.startedMs === null) {
      for (const output of [preview, programme] as const) {
        const id = uuid(context.seed, "scene", caster.id, output);
        const before = studio.scenes.at(`${caster.id}/${id}`, nowMs)?.value ?? emptyScene(id, output);
        studio.scenes.put(`${caster.id}/${id}`, { ...before, open: true }, nowMs);
      }
      studio.casters.put(caster.id, { ...caster, startedMs: nowMs }, nowMs);
      const stream = `${domain}/${outputApp}/${outputName(call, caster)}`;
      context.encoders.add({ stream, fromMs: nowMs, untilMs: Number.POSITIVE_INFINITY, drops: [] });
    }
    const scenes = world.studio.of(studio.scenes, caster.id, nowMs);
    const infos = (output: number): readonly Fields[] =>
      scenes
        .filter((scene) => scene.output === output)
        .map((scene) => ({
          SceneId: scene.id,
          StreamUrl: sceneUrl(call, caster, scene),
          StreamInfos: { StreamInfo: streamInfos(call, caster, scene) },
        }));
    return { PvwSceneInfos: { SceneInfo: infos(preview) }, PgmSceneInfos: { SceneInfo: infos(programme) } };
  },

  StopCaster(call) {
    const { nowMs, context } = call;
    const { studio, caster } = own(call);
    const domain = domainOf(caster);
    for (const scene of studio.of(studio.scenes, caster.id, nowMs)) {
      studio.scenes.put(`${caster.id}/${scene.id}`, emptyScene(scene.id, scene.output), nowMs);
    }
    studio.casters.put(caster.id, { ...caster, startedMs: null }, nowMs);
    context.encoders.end(`${domain}/${outputApp}/${outputName(call, caster)}`);
    return {};
  },

  StartCasterScene(call) {
    const { caster } = own(call);
    const scene = sceneIn(call, preview);
    if (caster.config.CasterTemplate === null) {
      throw new Refusal(404, "InvalidConfiguration.NotFound", "transcode is not configured.");
    }
    if (caster.startedMs === null) throw notStarted();
    if (scene.layout === null && !scene.open) throw noLayout(404);
    put(call, { ...scene, open: true });
    return { StreamUrl: sceneUrl(call, caster, scene) };
  },

  StopCasterScene(call) {
    const scene = started(sceneIn(call, preview));
    put(call, { ...scene, open: false });
    return {};
  },

  SetCasterSceneConfig(call) {
    const scene = started(sceneIn(call));
    const { layout, components } = contentOf(call);
    put(call, { ...emptyScene(scene.id, scene.output), open: true, layout, components });
    return {};
  },

  UpdateCasterSceneConfig(call) {
    const scene = started(sceneIn(call));
    const { layout, components } = contentOf(call);
    put(call, { ...scene, layout, urgent: false, components: components.length > 0 ? components : scene.components });
    return {};
  },

  DeleteCasterSceneConfig(call) {
    const scene = started(sceneIn(call));
    const type = call.args.text("Type");
    put(call, {
      ...scene,
      layout: type === "Component" ? scene.layout : null,
      components: type === "Layout" ? scene.components : [],
    });
    return {};
  },

  CopyCasterSceneConfig(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const from = studio.scenes.at(`${caster.id}/${args.text("FromSceneId")}`, nowMs)?.value;
    const to = studio.scenes.at(`${caster.id}/${args.text("ToSceneId")}`, nowMs)?.value;
    if (from?.output !== preview) throw new Refusal(404, "InvalidScene.NotFound", "From scene is not found.");
    if (to?.output !== programme) throw new Refusal(404, "InvalidScene.NotFound", "To scene is not found.");
    if (!from.open) throw new Refusal(400, "IncorrectSceneStatus", "From scene is not started.");
    if (from.layout === null) throw noLayout(400);
    const { id, output, open } = to;
    put(call, { ...from, id, output, open, urgent: false });
    return {};
  },

  EffectCasterUrgent(call) {
    const { caster } = own(call);
    if (caster.config.UrgentMaterialId === null) {
      throw new Refusal(404, "UrgentMaterialNotFound", "Urgent material is not found");
    }
    const scene = started(sceneIn(call, programme));
    if (scene.layout === null) throw noLayout(400);
    put(call, { ...scene, urgent: true });
    return {};
  },

  EffectCasterVideoResource(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const resource = studio.need(studio.resources, caster.id, args.text("ResourceId"), "Resource", nowMs);
    const scene = started(sceneIn(call));
    const layout = scene.layout === null ? undefined : studio.layouts.at(`${caster.id}/${scene.layout}`, nowMs)?.value;
    const channel = studio.of(studio.channels, caster.id, nowMs).find((one) => one.resource === resource.id);
    const location = caster.channels ? channel?.id : resource.location;
    if (layout === undefined || location === undefined || !layout.blend.includes(location)) throw noLayout(400);
    return {};
  },

  UpdateCasterSceneAudio(call) {
    const { args } = call;
    const scene = started(sceneIn(call));
    const [audio, mix] = [readAudio(args), args.items("MixList")];
    if (audio.length !== mix.length) {
      const message = "Specified parameter AudioLayers and MixList size is invalid.";
      throw new Refusal(400, "InvalidAudioLayersAndMixListSize.Mismatch", message);
    }
    if (new Set(mix).size < mix.length) throw malformed("MixList", "The MixList has duplicate LocationId.");
    const follow = args.int("FollowEnable", scene.follow);
    put(call, { ...scene, follow, ...(mix.length > 0 ? { audio, mix } : {}) });
    return {};
  },

  DescribeCasterSceneAudio(call) {
    const { audio, mix, follow } = sceneIn(call);
    return { AudioLayers: { AudioLayer: audio }, MixList: { LocationId: mix }, FollowEnable: follow };
  },

  DescribeCasterScenes(call) {
    const { args, seenMs } = call;
    const { studio, caster } = own(call);
    domainOf(caster);
    const id = args.maybe("SceneId");
    const found = studio.of(studio.scenes, caster.id, seenMs).filter((scene) => id === undefined || scene.id === id);
    return {
      SceneList: {
        Scene: found.map((scene) => ({
          SceneId: scene.id,
          SceneName: scene.output === preview ? "PVW" : "PGM",
          OutputType: scene.output,
          ...(scene.layout === null ? {} : { LayoutId: scene.layout }),
          StreamUrl: sceneUrl(call, caster, scene),
          ComponentIds: { ComponentId: scene.components },
          Status: scene.open ? 1 : 0,
          StreamInfos: { StreamInfo: streamInfos(call, caster, scene) },
        })),
      },
    };
  },

  DescribeCasterStreamUrl(call) {
    const { studio, caster } = own(call);
    const found = studio.of(studio.scenes, caster.id, call.seenMs).filter((scene) => scene.output === programme);
    return {
      CasterId: caster.id,
      CasterStreams: {
        CasterStream: found.map((scene) => ({
          SceneId: scene.id,
          StreamUrl: sceneUrl(call, caster, scene),
          OutputType: scene.output,
          StreamInfos: { StreamInfo: streamInfos(call, caster, scene) },
        })),
      },
    };
  },
};

function emptyScene(id: string, output: 0 | 1): Scene {
  return { id, output, open: false, layout: null, components: [], audio: [], mix: [], follow: 1, urgent: false };
}

/** The scene of a call; `output` when only that kind will do. */
function sceneIn(call: Call, output?: 0 | 1): Scene {
  const { studio, caster } = own(call);
  const scene = studio.need(studio.scenes, caster.id, call.args.text("SceneId"), "Scene", call.seenMs);
  if (output !== undefined && scene.output !== output) {
    throw new Refusal(404, "InvalidScene.NotFound", "Scene is not found.");
  }
  return scene;
}

function started(scene: Scene): Scene {
  if (!scene.open) throw notStarted();
  return scene;
}

function notStarted(): Refusal {
  return new Refusal(400, "IncorrectSceneStatus", "Scene is not started.");
}

function noLayout(status: number): Refusal {
  return new Refusal(status, "InvalidLayout.NotFound", "Layout is not found.");
}

function put(call: Call, scene: Scene): void {
  const { studio, caster } = own(call);
  studio.scenes.put(`${caster.id}/${scene.id}`, scene, call.nowMs);
}

function contentOf(call: Call): Pick<Scene, "components"> & { readonly layout: string } {
  const { args, nowMs } = call;
  const { studio, caster } = own(call);
  const layout = studio.need(studio.layouts, caster.id, args.text("LayoutId"), "Layout", nowMs).id;
  const components = args
    .items("ComponentIds")
    .map((id) => studio.need(studio.components, caster.id, id, "Component", nowMs).id);
  return { layout, components };
}

function domainOf({ config }: Caster): string {
  if (config.DomainName === null) {
    throw new Refusal(404, "InvalidConfiguration.NotFound", "DomainName is not configured");
  }
  return config.DomainName;
}

function outputName({ context }: Call, caster: Caster): string {
  return randomHex(32, context.seed, "output", caster.id);
}

function nameOf(call: Call, caster: Caster, scene: Scene): string {
  return scene.output === programme ? outputName(call, caster) : randomHex(32, call.context.seed, "scene", scene.id);
}

/** Valid for an hour from the moment of the answer, so it is read again instead of being kept. */
function authKey({ context, nowMs }: Call, name: string): string {
  const expires = Math.floor(nowMs / 1000) + 3600;
  return `auth_key=${expires}-0-0-${randomHex(32, context.seed, "auth", name, expires)}`;
}

function sceneUrl(call: Call, caster: Caster, scene: Scene): string {
  const name = nameOf(call, caster, scene);
  return `rtmp://${caster.config.DomainName ?? ""}/${outputApp}/${name}?${authKey(call, name)}`;
}

function streamInfos(call: Call, caster: Caster, scene: Scene): readonly Fields[] {
  const name = nameOf(call, caster, scene);
  const base = `${caster.config.DomainName ?? ""}/${outputApp}/${name}`;
  const key = authKey(call, name);
  const renditions = caster.config.LiveTemplate.map((one) => one.replace(/^daobo-/, ""));
  return [...new Set(renditions)].flatMap((rendition) => [
    { TranscodeConfig: rendition, VideoFormat: "flv", OutputStreamUrl: `http://${base}_${rendition}.flv?${key}` },
    { TranscodeConfig: rendition, VideoFormat: "rtmp", OutputStreamUrl: `rtmp://${base}_${rendition}?${key}` },
    { TranscodeConfig: rendition, VideoFormat: "m3u8", OutputStreamUrl: `http://${base}.m3u8?${key}` },
  ]);
}
