import { Temporal } from "temporal-polyfill/implementation";
import { timePattern } from "./time-pattern.ts";

/** What a local time means that a clock change skips or repeats. */
export type Disambiguation = "earlier" | "later" | "compatible" | "reject";

export type ResolvedTime =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly message: string };

/** Whether a time carries its own offset and needs no time zone. */
export function hasOffset(text: string): boolean {
  return /(Z|[+-]\d{2}:\d{2})$/.test(text);
}

/** An IANA name; a bare offset such as `+08:00` is none, because it knows no clock changes. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant (epoch ms) of a time as written in an event file. A local time that the zone's clock change skips or
 * repeats is read by `disambiguation`; with `reject` the answer names both instants it could mean.
 */
export function resolveTime(text: string, timeZone: string | undefined, disambiguation: Disambiguation): ResolvedTime {
  if (!timePattern.test(text))
    return no("write it as 2026-12-01T09:00:00, with Z or an offset when there is no timeZone");
  if (hasOffset(text)) return instant(text);
  const local = plain(text);
  if (local === null) return no(`${text} is not a day of the calendar`);
  if (timeZone === undefined) return no("has no offset: add window.timeZone, or write the offset");
  if (!isTimeZone(timeZone)) return no(`${timeZone} is not a time zone`);
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = local.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { ok: true, ms: earlier.epochMilliseconds };
  if (disambiguation !== "reject") {
    const chosen = local.toZonedDateTime(timeZone, { disambiguation });
    return { ok: true, ms: chosen.epochMilliseconds };
  }
  const skipped = !earlier.toPlainDateTime().equals(local);
  const what = skipped ? "does not exist" : "happens twice";
  return no(
    `${text} ${what} in ${timeZone}, because the clock changes: it can mean ${stamp(earlier)} or ${stamp(later)}; ` +
      "write one of these, or disambiguation: earlier or later",
  );
}

/** `2026-12-01 09:00:00 +08:00` in a zone; parts of a second only when there are some. */
export function formatTime(ms: number, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toZonedDateTimeISO(timeZone);
  const text = zoned.toPlainDateTime().toString({ smallestUnit: ms % 1_000 === 0 ? "second" : "millisecond" });
  return `${text.replace("T", " ")} ${zoned.offset}`;
}

/** How far a zone is ahead of UTC over a span, oldest first: one entry, and one more for each clock change in it. */
export function zoneOffsets(
  fromMs: number,
  untilMs: number,
  timeZone: string,
): readonly { readonly fromMs: number; readonly offsetMs: number }[] {
  let zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(fromMs)).toZonedDateTimeISO(timeZone);
  const found = [{ fromMs: Math.floor(fromMs), offsetMs: zoned.offsetNanoseconds / 1_000_000 }];
  for (;;) {
    const next = zoned.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds >= untilMs) return found;
    found.push({ fromMs: next.epochMilliseconds, offsetMs: next.offsetNanoseconds / 1_000_000 });
    zoned = next;
  }
}

function instant(text: string): ResolvedTime {
  try {
    return { ok: true, ms: Temporal.Instant.from(text).epochMilliseconds };
  } catch {
    return no(`${text} is not a day of the calendar, or its offset does not exist`);
  }
}

function plain(text: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    return null;
  }
}

function stamp(zoned: Temporal.ZonedDateTime): string {
  return zoned.toString({ timeZoneName: "never", smallestUnit: "second" });
}

function no(message: string): ResolvedTime {
  return { ok: false, message };
}
