import type { Encoders, Push } from "../../encoders.ts";
import { randomHex } from "../../random.ts";
import { holds, union } from "../../spans.ts";
import { History } from "./history.ts";
import { Refusal } from "./refusal.ts";

/** What of a channel can change. */
export interface ChannelConfig {
  readonly name: string;
  readonly pushId: string;
  readonly rates: readonly string[];
  readonly directoryId: string;
  readonly live2vod: boolean;
  readonly appScenario: string;
  readonly sourceUrl: string;
  readonly sourceProtocol: string;
  /** Validity of a signed push address in seconds (2.11). */
  readonly pushValidSeconds: number;
}

export interface Channel {
  readonly kind: "push" | "pull";
  readonly owner: string;
  readonly pullId: string;
  readonly createdMs: number;
  readonly number: number;
  /** Push domain, or the viewers' domain of a source-pull channel. */
  readonly domain: string;
  readonly channelType: string;
  readonly protocols: readonly string[];
  readonly playerId: string;
  readonly config: History<ChannelConfig>;
  readonly forbidden: History<boolean>;
  readonly deleted: History<boolean>;
}

/** A ban without an end. */
const forever = Date.parse("9999-12-31T23:59:59Z");

/** All channels ever made. Names are not unique. */
export class ChannelBook {
  readonly #seed: number;
  readonly #encoders: Encoders;
  readonly #channels: Channel[] = [];

  constructor(seed: number, encoders: Encoders) {
    this.#seed = seed;
    this.#encoders = encoders;
  }

  create(
    made: Pick<Channel, "kind" | "owner" | "createdMs" | "domain" | "channelType" | "protocols" | "playerId">,
    config: Omit<ChannelConfig, "pushId" | "pushValidSeconds">,
  ): Channel {
    const number = this.#channels.length;
    const channel: Channel = {
      ...made,
      number,
      pullId: randomHex(32, this.#seed, "pullId", number),
      config: new History(made.createdMs, { ...config, pushId: this.newPushId(number, 0), pushValidSeconds: 0 }),
      forbidden: new History(made.createdMs, false),
      deleted: new History(made.createdMs, false),
    };
    this.#channels.push(channel);
    return channel;
  }

  newPushId(channel: number, renewal: number): string {
    return randomHex(32, this.#seed, "pushId", channel, renewal);
  }

  all(): readonly Channel[] {
    return this.#channels;
  }

  /** The account's channels that a read at that moment sees, newest first. */
  visible(owner: string, kind: Channel["kind"], atMs: number): readonly Channel[] {
    return this.#channels.filter((one) => one.owner === owner && one.kind === kind && exists(one, atMs)).toReversed();
  }

  maybe(owner: string, pullId: string, atMs: number): Channel | undefined {
    return this.#channels.find((one) => one.owner === owner && one.pullId === pullId && exists(one, atMs));
  }

  /** The channel as that moment sees it; 1217 for an unknown one. */
  find(owner: string, pullId: string, atMs: number, code = 1217): Channel {
    const channel = this.maybe(owner, pullId, atMs);
    if (channel === undefined) throw new Refusal(code, `the channel ${pullId} does not exist`);
    return channel;
  }

  /** 1 live, 2 not started, 3 forbidden. */
  state(channel: Channel, atMs: number): 1 | 2 | 3 {
    if (channel.forbidden.at(atMs)) return 3;
    return this.pushes(channel).some((push) => holds(push, atMs)) ? 1 : 2;
  }

  /** Pushes under any of the channel's names, in order. */
  pushes(channel: Channel): readonly Push[] {
    const pushes = this.streams(channel).flatMap((stream) => this.#encoders.pushes(stream));
    return union(pushes).map((span) => {
      const first = pushes.find((push) => push.fromMs === span.fromMs);
      return { ...span, stream: channel.pullId, sequence: first?.sequence ?? "" };
    });
  }

  /**
   * What an encoder may call the channel: its pullId, a push id it has or had, and any stream whose name stands in the
   * channel's name as a part of its own (Rundown's channel names contain the stream).
   */
  streams(channel: Channel): readonly string[] {
    const own = [channel.pullId, ...channel.config.all().map((config) => config.pushId)];
    const names = channel.config.all().map((config) => `-${config.name}-`.replaceAll(/[\s_.]/g, "-"));
    const said = this.#encoders.streams().filter((stream) => {
      const part = `-${stream}-`.replaceAll(/[\s_.]/g, "-");
      return names.some((name) => name.includes(part));
    });
    return [...new Set([...own, ...said])];
  }

  cut(channel: Channel): void {
    for (const stream of this.streams(channel)) this.#encoders.cut(stream);
  }

  forbid(channel: Channel, nowMs: number): void {
    channel.forbidden.set(nowMs, true);
    for (const stream of this.streams(channel)) this.#encoders.ban(stream, forever);
  }

  allow(channel: Channel, nowMs: number): void {
    channel.forbidden.set(nowMs, false);
    for (const stream of this.streams(channel)) this.#encoders.lift(stream);
  }

  delete(channel: Channel, nowMs: number): void {
    channel.deleted.set(nowMs, true);
    // Nobody can push to what is not there.
    for (const stream of [channel.pullId, channel.config.at(nowMs).pushId]) this.#encoders.ban(stream, forever);
  }
}

export function exists(channel: Channel, atMs: number): boolean {
  return channel.createdMs <= atMs && !channel.deleted.at(atMs);
}
