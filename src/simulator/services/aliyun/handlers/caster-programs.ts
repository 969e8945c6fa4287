import type { Args } from "../args.ts";
import { missing, parseJson } from "../args.ts";
import type { Call, Handler } from "../call.ts";
import { malformed, Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import type { Caster, Episode } from "../studio.ts";
import { iso, parseIso, window } from "../times.ts";
import { newId, own } from "./caster-parts.ts";

/** Programmes of casters and episode groups without one (17.4, 17.6 to 17.8, 17.14 to 17.16, 17.25, 17.34, 17.35). */
export const casterProgramHandlers: Readonly<Record<string, Handler>> = {
  AddCasterEpisode: (call) => ({ EpisodeId: add(call, [read(call, call.args, null)])[0] ?? "" }),

  AddCasterProgram(call) {
    const episodes = call.args.groups("Episodes").map((group) => read(call, group, null));
    return { EpisodeIds: { EpisodeId: add(call, episodes) } };
  },

  ModifyCasterEpisode(call) {
    add(call, [read(call, call.args, find(call, call.args.text("EpisodeId")))]);
    return {};
  },

  ModifyCasterProgram(call) {
    // All are looked at before one is changed.
    const episodes = call.args
      .groups("Episodes")
      .map((group) => read(call, group, find(call, group.text("EpisodeId"))));
    add(call, episodes);
    return {};
  },

  DeleteCasterEpisode(call) {
    const { studio, caster } = own(call);
    studio.episodes.remove(`${caster.id}/${find(call, call.args.text("EpisodeId")).id}`, call.nowMs);
    return {};
  },

  DeleteCasterProgram(call) {
    const { studio, caster } = own(call);
    studio.episodes.removeAll((key) => key.startsWith(`${caster.id}/`), call.nowMs);
    return {};
  },

  DescribeCasterProgram(call) {
    const { args, seenMs } = call;
    const { studio, caster } = own(call);
    const [id, type, status] = [args.maybe("EpisodeId"), args.maybe("EpisodeType"), args.number("Status")];
    const [fromMs, untilMs] = [args.time("StartTime") ?? 0, args.time("EndTime") ?? Number.POSITIVE_INFINITY];
    const found = studio
      .of(studio.episodes, caster.id, seenMs)
      .filter((one) => (id === undefined || one.id === id) && (type === undefined || one.type === type))
      .filter((one) => status === undefined || statusOf(caster, one, seenMs) === status)
      .filter((one) => one.fromMs >= fromMs && one.fromMs <= untilMs);
    const [number, size] = [args.int("Page", 1), args.int("Rows", 100)];
    return {
      CasterId: caster.id,
      ProgramName: caster.config.ProgramName ?? "",
      ProgramEffect: caster.config.ProgramEffect,
      Episodes: { Episode: found.slice((number - 1) * size, number * size).map(describe) },
    };
  },

  AddCasterEpisodeGroup(call) {
    const { args } = call;
    const items = args.groups("Items").map((item) => item.text("VodUrl"));
    return addGroup(call, args.text("DomainName"), items, args.moment("StartTime"));
  },

  AddCasterEpisodeGroupContent(call) {
    const content = parseJson(call.args.text("Content"));
    if (typeof content !== "object" || content === null) throw malformed("Content");
    const fields = new Map<string, unknown>(Object.entries(content));
    for (const name of ["DomainName", "StartTime", "SideOutputUrl", "CallbackUrl"]) {
      const value = fields.get(name);
      if (typeof value !== "string" || value === "") throw missing(`Content.${name}`);
    }
    if (!Number.isInteger(fields.get("RepeatNum"))) throw malformed("Content.RepeatNum");
    const [items, startMs] = [fields.get("Items"), parseIso(String(fields.get("StartTime")))];
    if (startMs === null) throw malformed("Content.StartTime");
    if (!Array.isArray(items) || items.length === 0) throw missing("Content.Items");
    const urls = items.map((item: unknown) => {
      const url =
        typeof item === "object" && item !== null ? new Map<string, unknown>(Object.entries(item)).get("VodUrl") : null;
      if (typeof url !== "string") throw missing("Content.Items.VodUrl");
      return url;
    });
    return addGroup(call, String(fields.get("DomainName")), urls, startMs);
  },

  DeleteCasterEpisodeGroup(call) {
    if (!call.world.studio.groups.remove(call.args.text("ProgramId"), call.nowMs)) {
      throw new Refusal(404, "InvalidProgram.NotFound", "Program is not found.");
    }
    return { retCode: 0, description: "OK" };
  },
};

function find(call: Call, id: string): Episode {
  const { studio, caster } = own(call);
  return studio.need(studio.episodes, caster.id, id, "Episode", call.nowMs);
}

function add(call: Call, episodes: readonly Episode[]): readonly string[] {
  const { studio, caster } = own(call);
  for (const episode of episodes) studio.episodes.put(`${caster.id}/${episode.id}`, episode, call.nowMs);
  return episodes.map((episode) => episode.id);
}

/** An episode from its parameters; the type of one that there is cannot be changed. */
function read(call: Call, args: Args, before: Episode | null): Episode {
  const { studio, caster } = own(call);
  const type = before?.type ?? args.text("EpisodeType");
  const resource = type === "Resource" ? (args.maybe("ResourceId") ?? before?.resource ?? null) : null;
  const given = args.items("ComponentIds");
  const components = given.length > 0 ? given : (before?.components ?? []);
  if (type === "Resource" && resource === null) throw missing("ResourceId");
  if (type === "Component" && components.length === 0) throw missing("ComponentIds.1");
  for (const id of components) studio.need(studio.components, caster.id, id, "Component", call.nowMs);
  const source = resource === null ? null : studio.need(studio.resources, caster.id, resource, "Resource", call.nowMs);
  const switchType = args.maybe("SwitchType") ?? before?.switchType ?? null;
  if (source?.live === true && switchType === "ContentFirst") throw malformed("SwitchType");
  const fromMs = args.time("StartTime") ?? before?.fromMs ?? call.nowMs;
  const seconds = args.number("Duration");
  const length = seconds === undefined ? undefined : fromMs + seconds * 1000;
  const untilMs = args.time("EndTime") ?? length ?? before?.untilMs ?? fromMs;
  window(fromMs, untilMs);
  const name = args.maybe("EpisodeName") ?? before?.name ?? null;
  const id = before?.id ?? newId(call, "episode");
  return { id, type, name, resource, components, fromMs, untilMs, switchType };
}

function describe(one: Episode): Fields {
  return {
    EpisodeId: one.id,
    EpisodeType: one.type,
    ...(one.name === null ? {} : { EpisodeName: one.name }),
    ...(one.resource === null ? {} : { ResourceId: one.resource }),
    ComponentIds: { ComponentId: one.components },
    StartTime: iso(one.fromMs),
    EndTime: iso(one.untilMs),
    Duration: (one.untilMs - one.fromMs) / 1000,
    ...(one.switchType === null ? {} : { SwitchType: one.switchType }),
  };
}

/** 0 not played, 1 playing, 2 played: played only while the programme is in effect and the caster runs. */
function statusOf({ startedMs, config }: Caster, one: Episode, atMs: number): number {
  if (startedMs === null || config.ProgramEffect === 0 || atMs < one.fromMs) return 0;
  return atMs < one.untilMs ? 1 : 2;
}

function addGroup(call: Call, domain: string, urls: readonly string[], fromMs: number): Fields {
  const { world, args, nowMs } = call;
  world.domain(domain, nowMs);
  if (urls.some((url) => !/\.(mp4|flv|ts)(\?.*)?$/i.test(url))) throw malformed("VodUrl");
  return world.once(call.action, args.text("ClientToken"), () => {
    const id = newId(call, "program");
    const items = urls.map(() => newId(call, "item"));
    world.studio.groups.put(id, { id, items, fromMs, domain }, nowMs);
    return { ProgramId: id, ItemIds: { ItemId: items } };
  });
}
