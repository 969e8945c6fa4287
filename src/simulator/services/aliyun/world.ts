import type { ServiceContext } from "../../simulated-service.ts";
import type { Fields } from "./reply.ts";
import { Refusal } from "./refusal.ts";
import { Shelf } from "./shelf.ts";
import type { Place } from "./streams.ts";
import { Studio } from "./studio.ts";

export interface Domain {
  readonly name: string;
  readonly type: "liveVideo" | "liveEdge";
  readonly region: string;
  readonly scope: string;
  readonly modifiedMs: number;
  readonly stopped: boolean;
  /** Until then it is being configured. */
  readonly readyMs: number;
  readonly certName: string | null;
  /** false: used without ever having been added, so it was the account's all along. */
  readonly added: boolean;
}

export interface Certificate {
  readonly id: number;
  readonly name: string;
  readonly domain: string;
  readonly text: string;
}

export interface DomainFunction {
  readonly id: number;
  readonly domain: string;
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly value: string }[];
}

export interface Pull extends Place {
  readonly source: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Template {
  readonly domain: string;
  readonly app: string;
  readonly name: string;
  readonly custom: Fields | null;
}

export interface VodConfig extends Fields {
  readonly DomainName: string;
  readonly AppName: string;
}

export type RecordType = "m3u8" | "flv" | "mp4";

export interface RecordFormat {
  readonly type: RecordType;
  readonly object: string;
  readonly slice: string;
  readonly cycle: number;
}

/** A record configuration; `stream` is null when it is for a whole application, `app` may be `*`. */
export interface RecordConfig {
  readonly domain: string;
  readonly app: string;
  readonly stream: string | null;
  readonly bucket: string;
  readonly endpoint: string;
  readonly onDemand: number;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly formats: readonly RecordFormat[];
}

/** A recording started or stopped by hand (11.2). */
export interface RecordCommand extends Place {
  readonly command: "start" | "stop";
  readonly atMs: number;
}

export interface RecordIndex extends Place {
  readonly id: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly object: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly files: readonly string[];
}

export interface SnapshotConfig {
  readonly domain: string;
  readonly app: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly seconds: number;
  readonly overwrite: string | null;
  readonly sequence: string | null;
}

export interface ModerationConfig {
  readonly domain: string;
  readonly app: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly seconds: number;
  readonly object: string;
  readonly scenes: readonly string[];
}

export interface NotifyUrl {
  readonly url: string;
  readonly states: boolean;
}

export interface Control extends Place {
  readonly action: string;
  readonly atMs: number;
}

export interface Room {
  readonly app: string;
  readonly id: string;
  readonly anchor: string;
}

export interface RoomBan {
  readonly app: string;
  readonly id: string;
  readonly untilMs: number;
}

export interface Forbidden extends Place {
  readonly untilMs: number;
}

const configuringMs = 5000;

/** Everything the vendor remembers. Keys are built by `keyOf`. */
export class World {
  readonly #context: ServiceContext;
  readonly domains = new Shelf<Domain>();
  readonly gone = new Shelf<true>();
  readonly mappings = new Shelf<{ readonly push: string; readonly pull: string }>();
  readonly certificates = new Shelf<Certificate>();
  readonly functions = new Shelf<DomainFunction>();
  readonly pulls = new Shelf<Pull>();
  readonly forbidden = new Shelf<Forbidden>();
  readonly templates = new Shelf<Template>();
  readonly vodConfigs = new Shelf<VodConfig>();
  readonly records = new Shelf<RecordConfig>();
  readonly indexes = new Shelf<RecordIndex>();
  readonly snapshots = new Shelf<SnapshotConfig>();
  readonly moderation = new Shelf<ModerationConfig>();
  readonly pushNotify = new Shelf<NotifyUrl>();
  readonly recordNotify = new Shelf<NotifyUrl>();
  readonly detectNotify = new Shelf<NotifyUrl>();
  readonly rooms = new Shelf<Room>();
  readonly roomBans = new Shelf<RoomBan>();
  readonly studio = new Studio();
  readonly controls: Control[] = [];
  readonly commands: RecordCommand[] = [];
  readonly #answers = new Map<string, Fields>();
  #counter = 0;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** The next number, for ids that must not repeat. */
  next(): number {
    this.#counter += 1;
    return this.#counter;
  }

  /**
   * The domain of a call. Every domain belongs to the account but those under `.invalid` and those it has deleted.
   * @throws Refusal 404 InvalidDomain.NotFound
   */
  domain(name: string, nowMs: number): Domain {
    const there = this.domains.now(name);
    if (there !== undefined) return there;
    if (/\.invalid$/i.test(name) || this.gone.now(name) === true) {
      throw new Refusal(404, "InvalidDomain.NotFound", "The domain provided does not belong to you.");
    }
    const usual = { type: "liveVideo", region: "cn-shanghai", scope: "domestic" } as const;
    return this.#put(
      { name, ...usual, modifiedMs: nowMs, stopped: false, readyMs: nowMs, certName: null, added: false },
      nowMs,
    );
  }

  addDomain(name: string, given: Pick<Domain, "type" | "region" | "scope">, nowMs: number): void {
    this.gone.remove(name, nowMs);
    const readyMs = nowMs + configuringMs;
    this.#put({ name, ...given, modifiedMs: nowMs, stopped: false, readyMs, certName: null, added: true }, nowMs);
  }

  changeDomain(name: string, change: Partial<Domain>, nowMs: number): void {
    this.#put({ ...this.domain(name, nowMs), ...change, modifiedMs: nowMs }, nowMs);
  }

  /** A deleted domain takes all its records along (4.3). */
  deleteDomain(name: string, nowMs: number): void {
    this.domains.remove(name, nowMs);
    this.gone.put(name, true, nowMs);
    const mine = (key: string): boolean => key.split("\n")[0] === name;
    for (const form of this.forbidden.open())
      if (form.value.domain === name) this.#context.encoders.lift(form.value.stream);
    for (const pull of this.pulls.open()) if (mine(pull.key)) this.#context.encoders.end(encoderOf(pull.value));
    for (const shelf of [this.functions, this.pulls, this.forbidden, this.templates, this.vodConfigs, this.records]) {
      shelf.removeAll(mine, nowMs);
    }
    for (const shelf of [this.snapshots, this.moderation, this.pushNotify, this.recordNotify, this.detectNotify]) {
      shelf.removeAll(mine, nowMs);
    }
    this.mappings.removeAll((key) => key.split("\n").includes(name), nowMs);
  }

  /** The same answer for the same ClientToken of an action: the work is done once. */
  once(action: string, token: string, work: () => Fields): Fields {
    const key = keyOf(action, token);
    const answer = this.#answers.get(key) ?? work();
    this.#answers.set(key, answer);
    return answer;
  }

  #put(domain: Domain, nowMs: number): Domain {
    return this.domains.put(domain.name, domain, nowMs).value;
  }
}

export function keyOf(...parts: readonly string[]): string {
  return parts.join("\n");
}

/** The encoder that stands for the vendor's own pull of a source. */
export function encoderOf({ domain, app, stream }: Place): string {
  return `${domain}/${app}/${stream}`;
}
