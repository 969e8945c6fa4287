const offsetMs = 8 * 3_600_000;

/** Epoch milliseconds as China Standard Time, `YYYY-MM-DD HH:MM:SS`, to the nearest second. */
export function chinaTime(ms: number): string {
  const rounded = Math.round(ms / 1000) * 1000;
  return new Date(rounded + offsetMs).toISOString().slice(0, 19).replace("T", " ");
}

/** Epoch milliseconds of a China Standard Time, null when the text is none. */
export function parseChinaTime(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text.replace(" ", "T")}Z`);
  if (Number.isNaN(ms)) return null;
  // Date.parse takes 2026-02-30 as a day of March.
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ") === text ? ms - offsetMs : null;
}

/** The same moment three calendar months later: how long a ban lasts at most. */
export function threeMonthsAfter(ms: number): number {
  const date = new Date(ms);
  const later = new Date(ms);
  later.setUTCMonth(later.getUTCMonth() + 3);
  // The 30th of November has no counterpart in February: the month's last day, not a day of March.
  if (later.getUTCDate() !== date.getUTCDate()) later.setUTCDate(0);
  return later.getTime();
}
