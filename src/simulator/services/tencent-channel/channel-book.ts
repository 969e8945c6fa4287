import { randomId } from "../../random.ts";

/** One channel as it stands. */
export interface Channel {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly describe: string;
  readonly output: 1 | 2 | 3;
  readonly password: string | null;
  readonly source: { readonly id: string; readonly name: string };
  readonly createdMs: number;
  readonly disabled: boolean;
}

interface Version {
  readonly atMs: number;
  /** null: deleted. */
  readonly channel: Channel | null;
}

/** All channels ever made, with their past, so that reads can be behind. Nothing tells two of one name apart but the id. */
export class ChannelBook {
  readonly #seed: number;
  readonly #versions = new Map<string, Version[]>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  create(channel: Omit<Channel, "id" | "source"> & { readonly sourceName: string }): Channel {
    const number = this.#versions.size;
    const { sourceName, ...rest } = channel;
    const source = { id: randomId(this.#seed, "source", number), name: sourceName };
    const made = { ...rest, id: randomId(this.#seed, "channel", number), source };
    this.#versions.set(made.id, [{ atMs: made.createdMs, channel: made }]);
    return made;
  }

  update(channel: Channel, nowMs: number): void {
    this.#versions.get(channel.id)?.push({ atMs: nowMs, channel });
  }

  delete(id: string, nowMs: number): void {
    this.#versions.get(id)?.push({ atMs: nowMs, channel: null });
  }

  /** The channel as it stood at that moment. */
  at(owner: string, id: string, atMs: number): Channel | undefined {
    const version = this.#versions.get(id)?.findLast((candidate) => candidate.atMs <= atMs);
    return version?.channel?.owner === owner ? version.channel : undefined;
  }

  /** All channels of an account at that moment, in the order of their making. */
  all(owner: string, atMs: number): readonly Channel[] {
    return [...this.#versions.keys()].flatMap((id) => this.at(owner, id, atMs) ?? []);
  }

  /** Every channel that exists at that moment, whoever owns it. */
  existing(atMs: number): readonly Channel[] {
    return [...this.#versions.values()].flatMap(
      (versions) => versions.findLast((candidate) => candidate.atMs <= atMs)?.channel ?? [],
    );
  }
}
