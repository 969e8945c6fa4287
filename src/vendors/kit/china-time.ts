const offsetMs = 8 * 3_600_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** `YYYY-MM-DD HH:MM:SS` in China Standard Time (UTC+8, no summer time); milliseconds are dropped. */
export function formatChinaTime(ms: number): string {
  return new Date(ms + offsetMs).toISOString().slice(0, 19).replace("T", " ");
}

/** Epoch milliseconds of `YYYY-MM-DD HH:MM:SS` in UTC+8; null when the text is no such time. */
export function parseChinaTime(text: string): number | null {
  if (!pattern.test(text)) return null;
  const ms = Date.parse(`${text.replace(" ", "T")}.000+08:00`);
  // Date.parse rolls 30 February over on some engines; what does not come back is no time.
  return Number.isNaN(ms) || formatChinaTime(ms) !== text ? null : ms;
}

/** Start of the UTC+8 calendar day that contains `ms`. */
export function chinaDayStart(ms: number): number {
  return Math.floor((ms + offsetMs) / 86_400_000) * 86_400_000 - offsetMs;
}
