import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RateLimiter } from "../../../../src/vendors/kit/rate.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function counter(): { readonly count: () => number; readonly add: (admitted: Promise<void>) => void } {
  let count = 0;
  return { count: () => count, add: (admitted) => void admitted.then(() => (count += 1)) };
}

describe("RateLimiter", () => {
  it("never admits more than perMinute in any minute", async () => {
    const limiter = new RateLimiter({ perMinute: 60, clockRate: 1 });
    const admitted: number[] = [];
    for (let call = 0; call < 300; call += 1) void limiter.admit("reserve").then(() => admitted.push(Date.now()));
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(admitted.length).toBe(300);
    for (const from of admitted) {
      expect(admitted.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(60);
    }
  });

  it("scales with the event clock", async () => {
    const limiter = new RateLimiter({ perMinute: 60, clockRate: 100 });
    const done = counter();
    for (let call = 0; call < 1_600; call += 1) done.add(limiter.admit("normal"));
    await vi.advanceTimersByTimeAsync(0);
    expect(done.count()).toBe(1_125);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(done.count()).toBe(1_600);
  });

  it("keeps a reserve that normal calls cannot take", async () => {
    const limiter = new RateLimiter({ perMinute: 60, clockRate: 1 });
    const normal = counter();
    const reserve = counter();
    for (let call = 0; call < 40; call += 1) normal.add(limiter.admit("normal"));
    await vi.advanceTimersByTimeAsync(0);
    expect(normal.count()).toBe(12);
    for (let call = 0; call < 3; call += 1) reserve.add(limiter.admit("reserve"));
    await vi.advanceTimersByTimeAsync(0);
    expect(reserve.count()).toBe(3);
  });

  it("serves even one call a minute", async () => {
    const limiter = new RateLimiter({ perMinute: 1, clockRate: 1 });
    const done = counter();
    for (let call = 0; call < 3; call += 1) done.add(limiter.admit("normal"));
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(done.count()).toBe(3);
  });

  it("keeps everybody waiting while the vendor throttles", async () => {
    const limiter = new RateLimiter({ perMinute: 600, clockRate: 1 });
    const done = counter();
    limiter.pause(Date.now() + 5_000);
    limiter.pause(Date.now() + 1_000);
    done.add(limiter.admit("reserve"));
    expect(limiter.pausedUntil).toBe(1_005_000);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(done.count()).toBe(0);
    await vi.advanceTimersByTimeAsync(2);
    expect(done.count()).toBe(1);
    expect(limiter.pausedUntil).toBeNull();
  });

  it("lets go of a caller that gave up, and gives the turn to the next", async () => {
    const limiter = new RateLimiter({ perMinute: 60, clockRate: 1 });
    limiter.pause(Date.now() + 1_000);
    const abort = new AbortController();
    const first = limiter.admit("normal", abort.signal);
    const second = limiter.admit("normal");
    abort.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    await vi.advanceTimersByTimeAsync(1_001);
    await expect(second).resolves.toBeUndefined();
    await expect(limiter.admit("normal", abort.signal)).rejects.toThrow("gone");
  });
});
