import { malformed, Refusal } from "./refusal.ts";

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Epoch milliseconds as the document writes times: UTC, `YYYY-MM-DDThh:mm:ssZ`, to the nearest second. */
export function iso(ms: number): string {
  return `${new Date(Math.round(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Epoch milliseconds of such a time, null when the text is none. The seconds may be left out. */
export function parseIso(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?Z$/.exec(text);
  if (match === null) return null;
  const full = `${match[1]}${match[2] ?? ":00"}Z`;
  const ms = Date.parse(full);
  // Date.parse takes 2026-02-30 as a day of March.
  return Number.isNaN(ms) || iso(ms) !== full ? null : ms;
}

/** The UTC day, `YYYYMMDD`. */
export function dayOf(ms: number): string {
  return iso(ms).slice(0, 10).replaceAll("-", "");
}

/** China Standard Time split up, as object names and caster times use it. */
export function chinaParts(ms: number): { readonly date: string; readonly time: string } {
  const text = iso(ms + 8 * hourMs);
  return { date: text.slice(0, 10), time: text.slice(11, 19) };
}

/** A window of time; refuses one that runs backwards or is longer than `longestMs`. */
export function window(
  fromMs: number,
  untilMs: number,
  longestMs = Number.POSITIVE_INFINITY,
): { readonly fromMs: number; readonly untilMs: number } {
  if (untilMs <= fromMs) {
    throw new Refusal(400, "InvalidEndTime.Mismatch", "Specified end time does not math the specified start time.");
  }
  if (untilMs - fromMs > longestMs) {
    throw new Refusal(
      400,
      "InvalidStartTime.ValueNotSupported",
      "Specified end time does not math the specified start time.",
    );
  }
  return { fromMs, untilMs };
}

/** Times that must lie ahead. */
export function ahead(name: string, ms: number, nowMs: number, longestMs: number): number {
  if (ms > nowMs + longestMs) throw malformed(name);
  return ms;
}
