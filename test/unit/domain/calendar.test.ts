import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTime, isTimeZone, resolveTime, zoneOffsets } from "../../../src/domain/calendar.ts";
import type { Disambiguation } from "../../../src/domain/calendar.ts";
import { formatDuration, parseDuration } from "../../../src/domain/duration.ts";

const resolved = (text: string, zone: string | undefined, how: Disambiguation = "reject"): string => {
  const result = resolveTime(text, zone, how);
  return result.ok ? new Date(result.ms).toISOString() : result.message;
};

describe("local times", () => {
  const plain: readonly (readonly [string, string | undefined, string])[] = [
    ["2026-12-01T09:00:00", "Asia/Shanghai", "2026-12-01T01:00:00.000Z"],
    ["2026-12-01T09:00", "Asia/Shanghai", "2026-12-01T01:00:00.000Z"],
    ["2026-12-01T09:00:00+08:00", undefined, "2026-12-01T01:00:00.000Z"],
    ["2026-12-01T09:00:00Z", "Asia/Shanghai", "2026-12-01T09:00:00.000Z"],
    ["2026-07-01T09:00:00.250", "Europe/Berlin", "2026-07-01T07:00:00.250Z"],
    ["2028-02-29T00:00:00", "UTC", "2028-02-29T00:00:00.000Z"],
  ];
  test.each(plain)("%s in %s", (text, zone, expected) => {
    expect(resolved(text, zone)).toBe(expected);
  });

  const gap = "2026-03-29T02:30:00";
  const overlap = "2026-10-25T02:30:00";
  const changes: readonly (readonly [string, Disambiguation, string])[] = [
    [gap, "earlier", "2026-03-29T00:30:00.000Z"],
    [gap, "later", "2026-03-29T01:30:00.000Z"],
    [gap, "compatible", "2026-03-29T01:30:00.000Z"],
    [overlap, "earlier", "2026-10-25T00:30:00.000Z"],
    [overlap, "later", "2026-10-25T01:30:00.000Z"],
    [overlap, "compatible", "2026-10-25T00:30:00.000Z"],
  ];
  test.each(changes)("%s, %s, where the clock changes in Berlin", (text, how, expected) => {
    expect(resolved(text, "Europe/Berlin", how)).toBe(expected);
  });

  test("reject names both instants", () => {
    expect(resolved(gap, "Europe/Berlin")).toMatch(/does not exist.*01:30:00\+01:00 or 2026-03-29T03:30:00\+02:00/);
    expect(resolved(overlap, "Europe/Berlin")).toMatch(/happens twice.*02:30:00\+02:00 or 2026-10-25T02:30:00\+01:00/);
  });

  test("what is no time, no day, no zone", () => {
    expect(resolved("2026-02-30T09:00:00", "UTC")).toMatch(/not a day/);
    expect(resolved("2026-13-01T09:00:00Z", undefined)).toMatch(/not a day/);
    expect(resolved("2026-12-01T24:00:00", "UTC")).toMatch(/write it as/);
    expect(resolved("2026-12-01", "UTC")).toMatch(/write it as/);
    expect(resolved("2026-12-01T09:00:00", undefined)).toMatch(/has no offset/);
    expect(resolved("2026-12-01T09:00:00", "Mars/Base")).toMatch(/not a time zone/);
    expect(["Asia/Shanghai", "UTC", "Mars/Base", "+08:00", "", "../etc"].map(isTimeZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test("a time shown in its zone is the same instant again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"),
        (ms, zone) => {
          const [day, time, offset] = formatTime(ms, zone).split(" ");
          expect(resolveTime(`${day}T${time}${offset}`, undefined, "reject")).toEqual({ ok: true, ms });
        },
      ),
    );
  });
});

test("offsets of a zone over a span: one entry, and one for each clock change", () => {
  const hour = 3_600_000;
  const from = Date.UTC(2026, 2, 28);
  expect(zoneOffsets(from, from + 3 * 24 * hour, "Europe/Berlin")).toEqual([
    { fromMs: from, offsetMs: hour },
    { fromMs: Date.UTC(2026, 2, 29, 1), offsetMs: 2 * hour },
  ]);
  expect(zoneOffsets(from, from + hour, "Asia/Shanghai")).toEqual([{ fromMs: from, offsetMs: 8 * hour }]);
  expect(zoneOffsets(from, from + hour, "UTC")).toEqual([{ fromMs: from, offsetMs: 0 }]);
});

describe("durations", () => {
  test.each([
    ["90s", 90_000],
    ["5m", 300_000],
    ["2h", 7_200_000],
    ["7d", 604_800_000],
    ["1h30m", 5_400_000],
    ["0s", 0],
    ["1d2h3m4s", 93_784_000],
  ])("%s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(["", "5", "m", "1.5h", "-5m", "5 m", "5M", "30m1h", "5m5m", "1w", "500ms", "PT5M"])(
    "%s is none",
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  test("written and read back is the same", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });

  test("parts of a second are rounded up: nothing becomes 0s but zero", () => {
    expect([formatDuration(1), formatDuration(3_500), formatDuration(0)]).toEqual(["1s", "4s", "0s"]);
  });
});
