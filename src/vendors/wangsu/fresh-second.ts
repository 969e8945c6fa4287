/** A signature is refused for as long as its second is accepted: five minutes to either side. */
const windowSeconds = 300;
/** How far ahead a second may be taken; what is left of the window is for the clocks of two machines and the way. */
const aheadSeconds = 240;

/**
 * Picks the second that a request is signed with. A signature covers nothing that varies but the request and the second,
 * and is taken once (4009): a request that was signed with this second before gets the next free one. The memory is that
 * of one account in one process.
 */
export class FreshSecond {
  readonly #used = new Map<string, number>();

  /**
   * `signAt` makes the signature of a second. `nowMs` is event time; `validMs` is how long the signature should be
   * accepted from now on: beyond five minutes the second is taken from the time ahead.
   */
  pick(
    nowMs: number,
    validMs: number,
    signAt: (second: number) => string,
  ): { readonly second: number; readonly signature: string } {
    const now = Math.floor(nowMs / 1000);
    this.#forget(now);
    const wanted = Math.ceil(validMs / 1000) - windowSeconds;
    const first = now + Math.min(Math.max(0, wanted), aheadSeconds);
    for (let second = first; ; second += 1) {
      const signature = signAt(second);
      // Past the last second the vendor's 4009 is the right answer: equal requests come faster than it takes them.
      if (this.#used.has(signature) && second < now + aheadSeconds) continue;
      this.#used.set(signature, second);
      return { second, signature };
    }
  }

  #forget(now: number): void {
    for (const [signature, second] of this.#used) {
      if (second + windowSeconds < now) this.#used.delete(signature);
    }
  }
}
