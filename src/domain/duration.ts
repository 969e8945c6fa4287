const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** `90s`, `5m`, `2h`, `7d`, `1h30m`: whole numbers, each unit at most once, largest first. */
export const durationPattern = /^(?=\d)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** Milliseconds of a duration as written in a file; null when it is none. */
export function parseDuration(text: string): number | null {
  const match = durationPattern.exec(text);
  if (match === null) return null;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(days) * units.d + Number(hours) * units.h + Number(minutes) * units.m + Number(seconds) * units.s;
}

/** Writes milliseconds as `1h30m`; parts of a second are rounded up, so that nothing becomes `0s` but zero. */
export function formatDuration(ms: number): string {
  let rest = Math.ceil(Math.max(0, ms) / 1_000) * 1_000;
  let text = "";
  for (const unit of ["d", "h", "m", "s"] as const) {
    const count = Math.floor(rest / units[unit]);
    rest -= count * units[unit];
    if (count > 0) text += `${count}${unit}`;
  }
  return text === "" ? "0s" : text;
}
