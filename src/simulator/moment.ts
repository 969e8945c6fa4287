import { z } from "zod";

const durationPattern = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/;

/** A duration: milliseconds, or text such as 90s, 5m, 1h30m, 250ms. */
export const durationSchema = z.union(
  [z.number().nonnegative(), z.string().refine((text) => durationMs(text) !== null)],
  { error: "a duration is milliseconds or text such as 90s, 5m, 1h30m" },
);

/** A moment of event time: epoch milliseconds, an ISO instant, "now", or an offset such as +5m or now+5m. */
export const momentSchema = z.union([z.number(), z.string().refine((text) => parseMoment(text, 0, 0) !== null)], {
  error:
    "a moment is epoch milliseconds, an ISO 8601 instant with offset or Z, +5m (after the clock's origin) or now+5m",
});

export type Duration = number | string;
export type Moment = number | string;

/** Milliseconds of a duration, null when the text is none. */
export function durationMs(value: Duration): number | null {
  if (typeof value === "number") return value;
  const match = durationPattern.exec(value);
  if (match === null || value === "") return null;
  const [, days, hours, minutes, seconds, millis] = match;
  return (
    Number(days ?? 0) * 86_400_000 +
    Number(hours ?? 0) * 3_600_000 +
    Number(minutes ?? 0) * 60_000 +
    Number(seconds ?? 0) * 1000 +
    Number(millis ?? 0)
  );
}

/** Event milliseconds of a moment, null when it is none. `originMs` is what +5m counts from, `nowMs` what now+5m does. */
export function parseMoment(value: Moment, originMs: number, nowMs: number): number | null {
  if (typeof value === "number") return value;
  if (value === "now") return nowMs;
  const offset = /^(now)?\+(.+)$/.exec(value);
  if (offset !== null) {
    const length = durationMs(offset[2] ?? "");
    return length === null ? null : (offset[1] === undefined ? originMs : nowMs) + length;
  }
  if (!/^\d{4}-\d{2}-\d{2}T.+(?:Z|[+-]\d{2}:?\d{2})$/.test(value)) return null;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? null : instant;
}
