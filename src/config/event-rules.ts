import { hasOffset, isTimeZone, resolveTime } from "../domain/calendar.ts";
import { timePattern } from "../domain/time-pattern.ts";
import type { Disambiguation } from "../domain/calendar.ts";
import { parseDuration } from "../domain/duration.ts";
import { checkTemplate } from "../domain/file-names.ts";
import { holdsKey } from "./inline-secret.ts";
import type { Path } from "./fault.ts";
import { group, items, text } from "./raw.ts";
import type { RuleFault } from "./raw.ts";

export interface EventRuleOptions {
  /** `--allow-inline-secrets`: addresses may hold a key in clear. */
  readonly allowInlineSecrets?: boolean;
}

/** Rules of an event file that concern more than one key, or need the calendar. Runs on any value; never throws. */
export function eventRules(raw: unknown, options: EventRuleOptions = {}): readonly RuleFault[] {
  const event = group(raw);
  return [
    ...account(event),
    ...windowRules(event),
    ...oneOf(event["source"], ["source"], "one of push, pull, loop, mix, director"),
    ...items(event["transcode"]).flatMap((entry, i) => oneOf(entry, ["transcode", i], "either template or create")),
    ...unique(event["relay"], "relay"),
    ...unique(event["cues"], "cues"),
    ...moments(event),
    ...durations(event),
    ...fileName(group(event["files"])["name"]),
    ...(options.allowInlineSecrets === true ? [] : inlineSecrets(event)),
  ];
}

type Group = Readonly<Record<string, unknown>>;

function account(event: Group): readonly RuleFault[] {
  const named = event["account"] !== undefined;
  const service = event["service"] !== undefined;
  if (named && service) return [{ path: ["service"], message: "write account or service, not both", on: "key" }];
  if (named || service) return [];
  return [{ path: [], message: "account is missing (or service, which is enough for plan and rehearse)" }];
}

function windowRules(event: Group): readonly RuleFault[] {
  const window = group(event["window"]);
  const faults: RuleFault[] = [];
  const zone = text(window["timeZone"]) ?? undefined;
  if (zone !== undefined && !isTimeZone(zone)) {
    faults.push({ path: ["window", "timeZone"], message: `${zone} is not an IANA time zone such as Asia/Shanghai` });
  }
  const start = windowTime(window, "start", zone, faults);
  const end = windowTime(window, "end", zone, faults);
  if (start !== null && end !== null && end <= start) {
    faults.push({ path: ["window", "end"], message: "the end must be after the start" });
  }
  const most = length(event["maxDuration"]);
  if (start !== null && end !== null && most !== null && most < end - start) {
    faults.push({ path: ["maxDuration"], message: "is shorter than the window" });
  }
  return faults;
}

function windowTime(window: Group, key: "start" | "end", zone: string | undefined, faults: RuleFault[]): number | null {
  const written = text(window[key]);
  if (written === null || !timePattern.test(written)) return null;
  if (zone !== undefined && !isTimeZone(zone) && !hasOffset(written)) return null;
  // A mistyped timeZone is told as an unknown key.
  if (zone === undefined && Object.keys(window).some((name) => /zone|^tz$/i.test(name))) return null;
  const resolved = resolveTime(written, zone, disambiguation(window["disambiguation"]));
  if (resolved.ok) return resolved.ms;
  faults.push({ path: ["window", key], message: resolved.message });
  return null;
}

function disambiguation(value: unknown): Disambiguation {
  return value === "earlier" || value === "later" || value === "compatible" ? value : "reject";
}

function oneOf(value: unknown, path: Path, what: string): readonly RuleFault[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const count = Object.keys(value).length;
  return count === 1 ? [] : [{ path, message: `write exactly ${what}`, on: "key" }];
}

function unique(value: unknown, key: string): readonly RuleFault[] {
  const seen = new Set<string>();
  return items(value).flatMap((entry, i) => {
    const id = text(group(entry)["id"]);
    if (id === null) return [];
    if (seen.has(id)) return [{ path: [key, i, "id"], message: `${id} stands twice` }];
    seen.add(id);
    return [];
  });
}

function moments(event: Group): readonly RuleFault[] {
  const window = group(event["window"]);
  const check = (value: unknown, path: Path): readonly RuleFault[] => {
    const written = text(value);
    if (written === null) return [];
    if (written.startsWith("live-"))
      return [{ path, message: "live is not known before it comes; write live+, or start-" }];
    if (!timePattern.test(written)) return [];
    const zone = text(window["timeZone"]) ?? undefined;
    if (zone !== undefined && !isTimeZone(zone)) return [];
    const resolved = resolveTime(written, zone, disambiguation(window["disambiguation"]));
    return resolved.ok ? [] : [{ path, message: resolved.message }];
  };
  const approve = group(event["approve"]);
  return [
    ...items(event["cues"]).flatMap((cue, i) => check(group(cue)["at"], ["cues", i, "at"])),
    ...items(event["relay"]).flatMap((relay, i) =>
      ["from", "until"].flatMap((key) => check(group(relay)[key], ["relay", i, key])),
    ),
    ...["start", "cleanup"].flatMap((step) => check(group(approve[step])["by"], ["approve", step, "by"])),
  ];
}

const longest = 30 * 86_400_000;

function durations(event: Group): readonly RuleFault[] {
  const faults: RuleFault[] = [];
  const overrun = group(event["overrun"]);
  const record = group(event["record"]);
  const atMost = (value: unknown, path: Path, mostMs: number, most: string): void => {
    const ms = length(value);
    if (ms !== null && ms > mostMs) faults.push({ path, message: `at most ${most}` });
  };
  const positive = (value: unknown, path: Path): void => {
    if (length(value) === 0) faults.push({ path, message: "must be longer than 0s" });
  };
  atMost(event["prepareBefore"], ["prepareBefore"], longest, "30d");
  atMost(event["addressesBefore"], ["addressesBefore"], longest * 12, "360d");
  atMost(event["lineUp"], ["lineUp"], 86_400_000, "24h");
  atMost(event["reconnectWindow"], ["reconnectWindow"], 86_400_000, "24h");
  atMost(record["preRoll"], ["record", "preRoll"], 86_400_000, "24h");
  atMost(record["postRoll"], ["record", "postRoll"], 86_400_000, "24h");
  atMost(overrun["reserve"], ["overrun", "reserve"], 7 * 86_400_000, "7d");
  positive(record["fileLength"], ["record", "fileLength"]);
  positive(event["lineUp"], ["lineUp"]);
  positive(event["maxDuration"], ["maxDuration"]);
  positive(group(event["screenshots"])["every"], ["screenshots", "every"]);
  items(event["cues"]).forEach((cue, i) =>
    positive(group(group(cue)["until"])["within"], ["cues", i, "until", "within"]),
  );
  const auto = length(overrun["auto"]);
  if (auto !== null && auto > (length(overrun["reserve"]) ?? 0)) {
    faults.push({
      path: ["overrun", "auto"],
      message: "is longer than overrun.reserve, for which vendor tasks are armed",
    });
  }
  return faults;
}

function length(value: unknown): number | null {
  const written = text(value);
  return written === null ? null : parseDuration(written);
}

function fileName(value: unknown): readonly RuleFault[] {
  const name = text(value);
  if (name === null) return [];
  return checkTemplate(name).map((message) => ({ path: ["files", "name"], message }));
}

function inlineSecrets(event: Group): readonly RuleFault[] {
  const source = group(event["source"]);
  const found: { readonly path: Path; readonly value: unknown; readonly pushes: boolean }[] = [
    { path: ["source", "pull", "url"], value: group(source["pull"])["url"], pushes: false },
    ...items(group(source["loop"])["files"]).map((value, i) => ({
      path: ["source", "loop", "files", i],
      value,
      pushes: false,
    })),
    ...items(event["relay"]).map((relay, i) => ({ path: ["relay", i, "to"], value: group(relay)["to"], pushes: true })),
  ];
  return found.flatMap(({ path, value, pushes }) => {
    const address = text(value);
    if (address === null || !holdsKey(address, pushes)) return [];
    const message = "holds a key in clear; write { env: NAME } or { file: PATH }, or use --allow-inline-secrets";
    return [{ path, message }];
  });
}
