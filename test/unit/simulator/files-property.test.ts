import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Encoders } from "../../../src/simulator/encoders.ts";
import type { EncoderScript } from "../../../src/simulator/encoders.ts";
import { recordedFiles } from "../../../src/simulator/recordings.ts";
import type { Recorder } from "../../../src/simulator/recordings.ts";

const horizon = 120;
const reconnectAfter = 5;

const spans = fc
  .tuple(fc.integer({ min: 1, max: horizon - 2 }), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]) => ({ from, until: Math.min(from + length, horizon) }));

const scripts = fc.array(
  fc.record({ span: spans, drops: fc.array(spans, { maxLength: 2 }), reconnect: fc.boolean() }),
  { minLength: 1, maxLength: 3 },
);

type Script = { span: { from: number; until: number }; drops: { from: number; until: number }[]; reconnect: boolean };

/** Which seconds somebody pushes, told second by second: the model that the spans are held against. */
function pushedSeconds(all: readonly Script[], cuts: readonly number[]): readonly boolean[] {
  const pushed = Array.from({ length: horizon }, () => false);
  for (const script of all) {
    let backAt = 0;
    for (let second = 0; second < horizon; second += 1) {
      const wanted =
        second >= script.span.from &&
        second < script.span.until &&
        !script.drops.some((drop) => second >= drop.from && second < drop.until);
      if (!wanted) continue;
      const before = second - 1;
      const wasWanted =
        before >= script.span.from && !script.drops.some((drop) => before >= drop.from && before < drop.until);
      // A cut strikes a push that was on in the second before it; one that is only beginning is spared.
      if (cuts.includes(second) && wasWanted && before >= backAt) {
        backAt = script.reconnect ? second + reconnectAfter : horizon;
      }
      if (second >= backAt) pushed[second] = true;
    }
  }
  return pushed;
}

test("files are the tasks within the pushes, without pieces under a second", () => {
  fc.assert(
    fc.property(
      scripts,
      fc.array(spans, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(fc.integer({ min: 1, max: horizon - 1 }), { maxLength: 3 }),
      (given, windows, cutSeconds) => {
        const cuts = cutSeconds.toSorted((a, b) => a - b);
        let now = -1;
        const encoders = new Encoders(
          1,
          () => now,
          () => [],
        );
        for (const { span, drops, reconnect } of given) {
          const script: EncoderScript = {
            stream: "s",
            fromMs: span.from * 1000,
            untilMs: span.until * 1000,
            drops: drops.map((drop) => ({ fromMs: drop.from * 1000, untilMs: drop.until * 1000 })),
            reconnect,
            reconnectAfterMs: reconnectAfter * 1000,
          };
          encoders.add(script);
        }
        for (const cut of cuts) {
          now = cut * 1000;
          encoders.cut("s");
        }
        const recorders: readonly Recorder[] = windows.map((window, index) => ({
          id: String(index),
          stream: "s",
          format: "mp4",
          fromMs: window.from * 1000,
          untilMs: window.until * 1000,
        }));
        const atMs = (horizon + 10) * 1000;
        const files = recordedFiles(recorders, encoders, { atMs, seed: 1, bytesPerSecond: 1000 });

        const pushed = pushedSeconds(given, cuts);
        const expected = windows.map((window) =>
          pushed.map((on, second) => on && second >= window.from && second < window.until),
        );
        const actual = windows.map((_, index) =>
          pushed.map((_on, second) =>
            files.some(
              (file) => file.recorderId === String(index) && file.fromMs <= second * 1000 && second * 1000 < file.toMs,
            ),
          ),
        );
        expect(actual).toEqual(expected);
        for (const file of files) expect(file.toMs - file.fromMs).toBeGreaterThanOrEqual(1000);
        expect(new Set(files.map((file) => file.id)).size).toBe(files.length);
      },
    ),
    { numRuns: 300 },
  );
});

test("the pause after a cut goes on through a drop-out", () => {
  let now = -1;
  const encoders = new Encoders(
    1,
    () => now,
    () => [],
  );
  const drops = [{ fromMs: 3_000, untilMs: 4_000 }];
  encoders.add({ stream: "s", fromMs: 1_000, untilMs: 9_000, drops, reconnectAfterMs: 5_000 });
  now = 2_000;
  encoders.cut("s");
  expect(encoders.pushes("s").map(({ fromMs, untilMs }) => [fromMs, untilMs])).toEqual([
    [1_000, 2_000],
    [7_000, 9_000],
  ]);
});

test("a piece under a second vanishes and a file appears two seconds after its end", () => {
  const encoders = new Encoders(
    1,
    () => -1,
    () => [],
  );
  encoders.add({ stream: "s", fromMs: 10_000, untilMs: 20_000, drops: [] });
  const recorder = (fromMs: number, untilMs: number): Recorder => ({
    id: "1",
    stream: "s",
    format: "flv",
    fromMs,
    untilMs,
  });
  const count = (made: Recorder, atMs: number): number =>
    recordedFiles([made], encoders, { atMs, seed: 1, bytesPerSecond: 1000 }).length;
  expect(count(recorder(19_001, 60_000), 99_000)).toBe(0);
  expect(count(recorder(19_000, 60_000), 99_000)).toBe(1);
  expect(count(recorder(0, 60_000), 21_999)).toBe(0);
  expect(count(recorder(0, 60_000), 22_000)).toBe(1);
});
