import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { armingWindow, chain } from "../../../src/domain/chain.ts";
import { clashes } from "../../../src/domain/clash.ts";
import { planEvent } from "../../../src/domain/plan.ts";
import { contextFor, eventFile, startMs } from "../../support/plan.ts";

const minute = 60_000;
const hour = 60 * minute;

describe("chains of links", () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 4 * 86_400_000 }));
  const limits = fc.record({
    gridMs: fc.constantFrom(1, 1_000, minute),
    longestMs: fc.integer({ min: 5 * minute, max: 24 * hour }),
  });

  test("no gap, no overlap, none too long, all on the grid, all of the span and not before it", () => {
    fc.assert(
      fc.property(span, limits, ([fromMs, length], { gridMs, longestMs }) => {
        const wish = { fromMs, toMs: fromMs + length };
        const links = chain(wish, { gridMs, longestMs });
        const first = links[0];
        const last = links.at(-1);
        if (first === undefined || last === undefined) {
          expect(Math.ceil(wish.fromMs / gridMs)).toBe(Math.ceil(wish.toMs / gridMs));
          return;
        }
        expect(first.fromMs).toBe(Math.ceil(wish.fromMs / gridMs) * gridMs);
        expect(last.toMs).toBe(Math.ceil(wish.toMs / gridMs) * gridMs);
        links.forEach((link, i) => {
          expect(link.toMs - link.fromMs).toBeLessThanOrEqual(longestMs);
          expect(link.toMs).toBeGreaterThan(link.fromMs);
          expect(link.fromMs % gridMs).toBe(0);
          if (i > 0) expect(link.fromMs).toBe(links[i - 1]?.toMs);
        });
        expect(links.length).toBeLessThanOrEqual(
          Math.ceil((last.toMs - first.fromMs) / (Math.floor(longestMs / gridMs) * gridMs)),
        );
      }),
    );
  });

  test("five hours are 2 h, 2 h and 1 h; each link is armed while the one before it runs", () => {
    const file = eventFile({
      window: { start: "2026-12-01T09:00:00", end: "2026-12-01T14:00:00", timeZone: "Asia/Shanghai" },
    });
    const { rows } = planEvent(file, contextFor());
    expect(
      rows.map((row) => [row.name, row.link, (row.fromMs - startMs) / hour, (row.untilMs - startMs) / hour]),
    ).toEqual([
      ["recording 1/3", 1, 0, 2],
      ["recording 2/3", 2, 2, 4],
      ["recording 3/3", 3, 4, 5],
    ]);
    expect(rows.slice(1).map((row) => row.armAtMs)).toEqual([startMs, startMs + 2 * hour]);
    expect(rows.map((row) => row.closeAtMs)).toEqual(rows.map((row) => row.untilMs));
    expect(new Set(rows.map((row) => row.key)).size).toBe(3);
  });

  test("a row is complete, intended and JSON", () => {
    const [row] = planEvent(eventFile(), contextFor()).rows;
    expect(row).toMatchObject({
      state: "intended",
      kind: "recording",
      name: "recording",
      purpose: "record",
      findable: "no",
      proofRule: "answer",
      spec: { stream: "town_hall", fromMs: startMs, untilMs: startMs + 1.5 * hour, format: "mp4" },
    });
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
  });
});

describe("arming", () => {
  test("every event in the first half of its window, spread", () => {
    const at = Array.from({ length: 200 }, (_, i) => {
      const { rows } = planEvent(eventFile({ id: `event-${i}` }), contextFor());
      return startMs - (rows[0]?.armAtMs ?? 0);
    });
    // From 10 min before to the middle between 10 min and 1 min before.
    expect(Math.max(...at)).toBeLessThanOrEqual(10 * minute);
    expect(Math.min(...at)).toBeGreaterThanOrEqual(5.5 * minute);
    expect(Math.max(...at) - Math.min(...at)).toBeGreaterThan(4 * minute);
  });

  test("the window opens before lead and 5 minutes, and closes before lead and 1 minute", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48 * hour }), fc.integer({ min: 0, max: hour }), (prepare, lead) => {
        const window = armingWindow(startMs, prepare, lead);
        expect(window.fromMs).toBeLessThanOrEqual(startMs - lead - 5 * minute);
        expect(window.toMs).toBeLessThan(startMs - lead - minute);
        expect(window.toMs).toBeGreaterThan(window.fromMs);
      }),
    );
  });

  test("scheduled inside the window it is armed at once", () => {
    const nowMs = startMs - 30_000;
    const { rows, refusals } = planEvent(eventFile(), contextFor({ nowMs }));
    expect(refusals).toEqual([]);
    expect(rows[0]).toMatchObject({ armAtMs: nowMs, fromMs: startMs });
  });

  test("scheduled after the start it records what is left, and says what is lost", () => {
    const nowMs = startMs + 10 * minute + 250;
    const { rows, warnings } = planEvent(eventFile(), contextFor({ nowMs }));
    expect(rows[0]).toMatchObject({
      armAtMs: nowMs,
      fromMs: startMs + 10 * minute + 1_000,
      untilMs: startMs + 1.5 * hour,
    });
    expect(warnings.join()).toMatch(/the first 10m1s cannot be recorded/);
  });

  test("reserve: armed beyond the end, closed at the end", () => {
    const { rows, warnings } = planEvent(
      eventFile({ overrun: { reserve: "60m" }, record: { postRoll: "1m", preRoll: "2m" } }),
      contextFor(),
    );
    const end = startMs + 91 * minute;
    expect(rows[0]?.fromMs).toBe(startMs - 2 * minute);
    expect(rows.at(-1)?.untilMs).toBe(end + hour);
    expect(rows.map((row) => row.closeAtMs)).toEqual(rows.map((row) => Math.min(row.untilMs, end)));
    expect(warnings.join()).toMatch(/armed 1h beyond the end/);
  });

  test("a start off the grid is rounded up, with a remark", () => {
    const file = eventFile({ window: { start: "2026-12-01T01:00:00.250Z", end: "2026-12-01T02:00:00Z" } });
    const { rows, warnings } = planEvent(file, contextFor());
    expect(rows[0]?.fromMs).toBe(startMs + 1_000);
    expect(warnings.join()).toMatch(/starts 750 ms later/);
  });

  test("the run is in the key", () => {
    const keys = [1, 2].map((run) => planEvent(eventFile(), contextFor({ run })).rows[0]?.key);
    expect(keys[0]).not.toBe(keys[1]);
  });
});

test("clash: the same stream of the same account at the same time", () => {
  const claim = (account: string, stream: string, from: number, to: number) => ({
    account,
    stream,
    window: { startMs: from, endMs: to },
  });
  const base = claim("a", "s", 10, 20);
  expect(clashes(base, claim("a", "s", 15, 25))).toBe(true);
  expect(clashes(base, claim("a", "s", 20, 30))).toBe(false);
  expect(clashes(base, claim("a", "t", 15, 25))).toBe(false);
  expect(clashes(base, claim("b", "s", 15, 25))).toBe(false);
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }), ([a = 0, b = 0, c = 0, d = 0]) => {
      const one = claim("a", "s", a, a + b + 1);
      const two = claim("a", "s", c, c + d + 1);
      const shared = Array.from({ length: 110 }, (_, t) => t).some(
        (t) => t >= a && t < a + b + 1 && t >= c && t < c + d + 1,
      );
      return clashes(one, two) === shared && clashes(two, one) === shared;
    }),
  );
});
