const offsetMs = 8 * 3_600_000;

/** `YYYY-MM-DD HH:mm:ss` in UTC+8; the document states no zone. */
export function vendorTime(ms: number): string {
  return new Date(ms + offsetMs).toISOString().slice(0, 19).replace("T", " ");
}

/** Start of a day `YYYY-MM-DD` in UTC+8; null when it is none. */
export function dayStart(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00+08:00`);
  return Number.isNaN(ms) || !vendorTime(ms).startsWith(text) ? null : ms;
}
