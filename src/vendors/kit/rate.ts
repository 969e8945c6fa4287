export type Priority = "normal" | "reserve";

export interface RateOptions {
  /** Calls a minute of event time. */
  readonly perMinute: number;
  /** Rate of the event clock: at 100× the vendor's minute lasts 0.6 s. */
  readonly clockRate: number;
  /** Wall clock, epoch milliseconds; for tests. */
  readonly now?: () => number;
}

interface Waiter {
  readonly resolve: () => void;
}

/**
 * Token bucket of one account. Burst and refill together stay within `perMinute` in any minute, since vendors count
 * clock minutes. `reserve` (watching, stops, `call`) goes first and may take the last tokens; `normal` leaves a part.
 */
export class RateLimiter {
  readonly #capacity: number;
  readonly #kept: number;
  readonly #perMs: number;
  readonly #now: () => number;
  readonly #waiting: Readonly<Record<Priority, Waiter[]>> = { reserve: [], normal: [] };
  #tokens: number;
  #filledAt: number;
  #pausedUntil = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: RateOptions) {
    const perMinute = Math.max(1, options.perMinute * options.clockRate);
    this.#capacity = Math.max(1, Math.floor(perMinute / 4));
    this.#kept = this.#capacity >= 4 ? Math.floor(this.#capacity / 4) : 0;
    this.#perMs = Math.max(perMinute - this.#capacity, perMinute / 2) / 60_000;
    this.#now = options.now ?? Date.now;
    this.#tokens = this.#capacity;
    this.#filledAt = this.#now();
  }

  /** Resolves when one request may be sent; rejects with the signal's reason. */
  admit(priority: Priority, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(reasonOf(signal));
      const queue = this.#waiting[priority];
      const onAbort = (): void => {
        const at = queue.indexOf(waiter);
        if (at >= 0) queue.splice(at, 1);
        if (signal !== undefined) reject(reasonOf(signal));
      };
      const waiter: Waiter = {
        resolve: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      queue.push(waiter);
      this.#pump();
    });
  }

  /** Nobody is admitted before this wall time; an earlier pause never shortens a later one. */
  pause(untilWallMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, untilWallMs);
    this.#pump();
  }

  /** Wall time until which the vendor's throttling keeps everybody waiting; null when it does not. */
  get pausedUntil(): number | null {
    return this.#pausedUntil > this.#now() ? this.#pausedUntil : null;
  }

  #pump(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#refill();
    for (;;) {
      const priority: Priority = this.#waiting.reserve.length > 0 ? "reserve" : "normal";
      const next = this.#waiting[priority][0];
      if (next === undefined) return;
      const needed = priority === "reserve" ? 1 : 1 + this.#kept;
      const pause = this.#pausedUntil - this.#now();
      const wait = Math.max(pause, this.#tokens >= needed ? 0 : (needed - this.#tokens) / this.#perMs);
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#pump(), Math.max(1, Math.ceil(wait)));
        return;
      }
      this.#waiting[priority].shift();
      this.#tokens -= 1;
      next.resolve();
    }
  }

  #refill(): void {
    const now = this.#now();
    const passed = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(this.#capacity, this.#tokens + passed * this.#perMs);
    this.#filledAt = now;
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error("cancelled while waiting for the account's rate");
}
