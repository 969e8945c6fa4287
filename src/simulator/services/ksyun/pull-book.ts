import type { Encoders } from "../../encoders.ts";
import { randomHex } from "../../random.ts";

export interface Pull {
  readonly id: string;
  readonly uniqName: string;
  readonly app: string;
  readonly stream: string;
  readonly sourceUrl: string;
  readonly preset: string;
  readonly outputFormat: number;
  readonly createdMs: number;
  /** How long the first connection is tried. */
  readonly connectMs: number;
  stoppedMs: number | null;
}

const minute = 60_000;
/** A source that was there and has stopped this long: the vendor deletes the task. */
const forgetMs = 20 * minute;

/** External pulls. Their source is whoever pushes the stream of the same name in the encoders. */
export class PullBook {
  readonly #seed: number;
  readonly #encoders: Encoders;
  readonly #pulls: Pull[] = [];

  constructor(seed: number, encoders: Encoders) {
    this.#seed = seed;
    this.#encoders = encoders;
  }

  create(wish: Omit<Pull, "id" | "stoppedMs">): Pull {
    const made = { ...wish, id: randomHex(32, this.#seed, "pull", this.#pulls.length), stoppedMs: null };
    this.#pulls.push(made);
    return made;
  }

  all(): readonly Pull[] {
    return this.#pulls;
  }

  /** Pulls of a name that are there at that moment. */
  openAt(uniqName: string, app: string, stream: string, atMs: number): readonly Pull[] {
    return this.#pulls.filter(
      (pull) => pull.uniqName === uniqName && pull.app === app && pull.stream === stream && this.isOpen(pull, atMs),
    );
  }

  isOpen(pull: Pull, atMs: number): boolean {
    return pull.createdMs <= atMs && atMs < (this.endOf(pull) ?? Number.POSITIVE_INFINITY);
  }

  hasSource(pull: Pull, atMs: number): boolean {
    return this.#encoders.pushAt(pull.stream, atMs) !== undefined;
  }

  /** When it was stopped, gave up or was deleted, or will be as things stand; null: no end in sight. */
  endOf(pull: Pull): number | null {
    const byItself = this.#endByItself(pull);
    if (pull.stoppedMs === null) return byItself;
    return Math.min(pull.stoppedMs, byItself ?? Number.POSITIVE_INFINITY);
  }

  #endByItself(pull: Pull): number | null {
    let patienceMs = pull.createdMs + pull.connectMs;
    for (const push of this.#encoders.pushes(pull.stream)) {
      if (push.untilMs <= pull.createdMs) continue;
      if (push.fromMs >= patienceMs) return patienceMs;
      patienceMs = push.untilMs + forgetMs;
    }
    return patienceMs;
  }
}
