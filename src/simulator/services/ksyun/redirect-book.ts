import { randomHex } from "../../random.ts";

/** One pair of RedirectStart. */
export interface Redirect {
  readonly id: string;
  readonly uniqName: string;
  readonly app: string;
  readonly src: string;
  readonly durl: string;
  readonly createdMs: number;
  readonly fromMs: number;
  /** null: until somebody stops it. */
  readonly untilMs: number | null;
  stoppedMs: number | null;
}

/** Redirects that one customer may have at a time; the vendor sets this for each, and the number is ours. */
export const mostRedirects = 200;

export class RedirectBook {
  readonly #seed: number;
  readonly #redirects: Redirect[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  create(wish: Omit<Redirect, "id" | "stoppedMs">): Redirect {
    const made = { ...wish, id: randomHex(32, this.#seed, "redirect", this.#redirects.length), stoppedMs: null };
    this.#redirects.push(made);
    return made;
  }

  all(): readonly Redirect[] {
    return this.#redirects;
  }

  openAt(atMs: number): readonly Redirect[] {
    return this.#redirects.filter((one) => one.createdMs <= atMs && atMs < redirectEnd(one));
  }
}

export function redirectEnd(one: Redirect): number {
  return Math.min(one.untilMs ?? Number.POSITIVE_INFINITY, one.stoppedMs ?? Number.POSITIVE_INFINITY);
}
