import type { Encoders } from "../../encoders.ts";

/** One message of queue 100: a screenshot that lies in COS by now. */
export interface Screenshot {
  readonly stream: string;
  readonly takenMs: number;
  readonly name: string;
}

// Screenshot rules of the guide, section 3: one every 10 s of absolute time, in COS within 15 s.
const periodMs = 10_000;
const uploadMs = 10_000;
const width = 300;
const height = 169;

/** The queue of screenshots of one customer: first in, first out; what was read is gone. */
export class ScreenshotQueue {
  readonly #encoders: Encoders;
  /** The last message that was read: its time, and the streams of that time that were read. */
  #read: { readonly atMs: number; readonly streams: readonly string[] } = { atMs: 0, streams: [] };

  constructor(encoders: Encoders) {
    this.#encoders = encoders;
  }

  /** Takes at most `count` messages out. */
  take(count: number, nowMs: number): readonly Screenshot[] {
    const taken = this.#waiting(nowMs).slice(0, count);
    for (const { takenMs, stream } of taken) {
      const same = takenMs === this.#read.atMs;
      this.#read = { atMs: takenMs, streams: same ? [...this.#read.streams, stream] : [stream] };
    }
    return taken;
  }

  #waiting(nowMs: number): readonly Screenshot[] {
    return this.#encoders
      .streams()
      .flatMap((stream) => this.#screenshots(stream, nowMs - uploadMs))
      .filter(({ takenMs, stream }) => takenMs > this.#read.atMs || !this.#read.streams.includes(stream))
      .toSorted((a, b) => a.takenMs - b.takenMs || (a.stream < b.stream ? -1 : 1));
  }

  /** From the last one read, it included, until `untilMs`. */
  #screenshots(stream: string, untilMs: number): readonly Screenshot[] {
    return this.#encoders.pushes(stream).flatMap((push) => {
      const shots: Screenshot[] = [];
      const firstMs = Math.ceil(Math.max(push.fromMs, this.#read.atMs) / periodMs) * periodMs;
      for (let at = firstMs; at < push.untilMs && at <= untilMs; at += periodMs) {
        const pushed = Math.floor(push.fromMs / 1000);
        const relative = Math.round((at - push.fromMs) / 1000);
        const name = [stream, pushed, pushed, relative, width, height].join("_");
        shots.push({ stream, takenMs: at, name: `${name}.jpg` });
      }
      return shots;
    });
  }
}
