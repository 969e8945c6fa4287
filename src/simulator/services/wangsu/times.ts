const offsetMs = 8 * 3_600_000;

/** Epoch milliseconds as local text of the vendor, UTC+8, `YYYY-MM-DD HH:MM:SS`. */
export function localTime(ms: number): string {
  return new Date(Math.round(ms / 1000) * 1000 + offsetMs).toISOString().slice(0, 19).replace("T", " ");
}

/** As `localTime`, only digits, to the minute: what file names carry. */
export function compactMinute(ms: number): string {
  return localTime(ms).replaceAll(/[-: ]/g, "").slice(0, 12);
}

export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
