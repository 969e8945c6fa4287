import { randomHex } from "../../random.ts";
import type { Call } from "./call.ts";
import type { Fields } from "./reply.ts";
import type { Caster, Scene } from "./studio.ts";

/** Where casters' pictures come out. */
export const outputApp = "caster";

/** The stream of a caster's programme. */
export function outputName(seed: number, caster: string): string {
  return randomHex(32, seed, "output", caster);
}

function nameOf(call: Call, caster: Caster, scene: Scene): string {
  return scene.output === 1
    ? outputName(call.context.seed, caster.id)
    : randomHex(32, call.context.seed, "scene", scene.id);
}

/** Valid for an hour from the moment of the answer, so it is read again instead of being kept. */
function authKey({ context, nowMs }: Call, name: string): string {
  const expires = Math.floor(nowMs / 1000) + 3600;
  return `auth_key=${expires}-0-0-${randomHex(32, context.seed, "auth", name, expires)}`;
}

/** The play address of a scene. */
export function sceneUrl(call: Call, caster: Caster, scene: Scene): string {
  const name = nameOf(call, caster, scene);
  return `rtmp://${caster.config.DomainName ?? ""}/${outputApp}/${name}?${authKey(call, name)}`;
}

/** The play addresses of a scene in each rendition. */
export function streamInfos(call: Call, caster: Caster, scene: Scene): readonly Fields[] {
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
