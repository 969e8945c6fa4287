import type { Fields } from "./reply.ts";
import { Refusal } from "./refusal.ts";
import { Shelf } from "./shelf.ts";

export interface CasterConfig {
  readonly DomainName: string | null;
  readonly CasterTemplate: string | null;
  readonly LiveTemplate: readonly string[];
  readonly record: {
    readonly OssBucket: string;
    readonly OssEndpoint: string;
    readonly VideoFormat: readonly Fields[];
  } | null;
  readonly Delay: number;
  readonly UrgentMaterialId: string | null;
  readonly SideOutputUrl: string;
  readonly CallbackUrl: string | null;
  readonly ProgramName: string | null;
  readonly ProgramEffect: number;
}

export interface Caster {
  readonly id: string;
  readonly name: string;
  readonly normType: number;
  readonly chargeType: string;
  readonly template: string | null;
  readonly purchaseTime: string | null;
  readonly expireTime: string | null;
  readonly channels: boolean;
  /** null while it is idle. */
  readonly startedMs: number | null;
  readonly config: CasterConfig;
}

export interface AudioLayer {
  readonly VolumeRate: number;
  readonly ValidChannel: string;
  readonly FixedDelayDuration: number;
}

export interface VideoLayer {
  readonly FillMode: string;
  readonly HeightNormalized: number;
  readonly WidthNormalized: number;
  readonly position: readonly number[];
  readonly PositionRefer: string;
  readonly FixedDelayDuration: number;
}

export interface Layout {
  readonly id: string;
  readonly video: readonly VideoLayer[];
  readonly audio: readonly AudioLayer[];
  readonly blend: readonly string[];
  readonly mix: readonly string[];
}

export interface Resource {
  readonly id: string;
  readonly location: string;
  readonly fields: Fields;
  readonly live: boolean;
}

export interface Component {
  readonly id: string;
  readonly location: string;
  readonly fields: Fields;
}

export interface Episode {
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly resource: string | null;
  readonly components: readonly string[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly switchType: string | null;
}

export interface Channel {
  readonly id: string;
  readonly resource: string;
}

/** A preview (PVW, 0) or programme (PGM, 1) scene. */
export interface Scene {
  readonly id: string;
  readonly output: 0 | 1;
  readonly open: boolean;
  readonly layout: string | null;
  readonly components: readonly string[];
  readonly audio: readonly AudioLayer[];
  readonly mix: readonly string[];
  readonly follow: number;
  /** The stand-by clip is on instead of the layout. */
  readonly urgent: boolean;
}

export interface EpisodeGroup {
  readonly id: string;
  readonly items: readonly string[];
  readonly fromMs: number;
  readonly domain: string;
}

export const emptyConfig: CasterConfig = {
  DomainName: null,
  CasterTemplate: null,
  LiveTemplate: [],
  record: null,
  Delay: 0,
  UrgentMaterialId: null,
  SideOutputUrl: "",
  CallbackUrl: null,
  ProgramName: null,
  ProgramEffect: 0,
};

/** The director consoles (chapter 17). What belongs to a caster has the key `caster/id`. */
export class Studio {
  readonly casters = new Shelf<Caster>();
  readonly layouts = new Shelf<Layout>();
  readonly resources = new Shelf<Resource>();
  readonly components = new Shelf<Component>();
  readonly episodes = new Shelf<Episode>();
  readonly channels = new Shelf<Channel>();
  readonly scenes = new Shelf<Scene>();
  readonly groups = new Shelf<EpisodeGroup>();

  /** @throws Refusal 404 InvalidCaster.NotFound */
  caster(id: string, atMs: number): Caster {
    const found = this.casters.at(id, atMs)?.value;
    if (found === undefined) throw new Refusal(404, "InvalidCaster.NotFound", "Caster is not found.");
    return found;
  }

  /** What a caster has on one of the shelves, in the order of making. */
  of<Value>(shelf: Shelf<Value>, caster: string, atMs: number): readonly Value[] {
    return shelf
      .list(atMs)
      .filter(({ key }) => key.startsWith(`${caster}/`))
      .map(({ value }) => value);
  }

  /** One of them, else the refusal with that code. */
  need<Value>(shelf: Shelf<Value>, caster: string, id: string, what: string, atMs: number, status = 404): Value {
    const found = shelf.at(`${caster}/${id}`, atMs)?.value;
    if (found === undefined) throw new Refusal(status, `Invalid${what}.NotFound`, `${what} is not found.`);
    return found;
  }

  remove(caster: string, nowMs: number): void {
    this.casters.remove(caster, nowMs);
    const mine = (key: string): boolean => key.startsWith(`${caster}/`);
    for (const shelf of [this.layouts, this.resources, this.components]) shelf.removeAll(mine, nowMs);
    for (const shelf of [this.episodes, this.channels, this.scenes]) shelf.removeAll(mine, nowMs);
  }
}
