import type { EventFile } from "../model/event-file.ts";
import type { Capabilities, ServiceFacts } from "../model/service.ts";
import { parseDuration } from "./duration.ts";
import type { PlanContext, Refusal } from "./plan-types.ts";

/** One wish of the file that is more than the plainest event. */
interface Wish {
  readonly path: string;
  /** Completes "wangsu cannot …". */
  readonly what: string;
  /** Which services can; absent: it does not depend on the service. */
  readonly can?: (capabilities: Capabilities) => boolean;
  /** Completes "… is not built yet": this version does not do it for any service. Absent: done. */
  readonly notYet?: string;
}

/**
 * What the service cannot grant, by name and with the services that can, and what this version does not do yet. Nothing
 * that was written is dropped in silence.
 */
export function refusedWishes(file: EventFile, context: Pick<PlanContext, "service" | "services">): readonly Refusal[] {
  const { service, services } = context;
  const refusals = wishes(file).flatMap((wish): Refusal[] => {
    if (wish.can !== undefined && !wish.can(service.capabilities)) {
      const able = services.filter((other) => wish.can?.(other.capabilities) === true).map((other) => other.id);
      return [{ kind: "cannot", path: wish.path, message: `${service.id} cannot ${wish.what}; ${whoCan(able)}` }];
    }
    if (wish.notYet === undefined) return [];
    return [
      { kind: "not-yet", path: wish.path, message: `${wish.notYet} is not built yet in this version of Rundown` },
    ];
  });
  return service.built ? refusals : [notBuilt(service, services), ...refusals];
}

function notBuilt(service: ServiceFacts, services: readonly ServiceFacts[]): Refusal {
  const built = services.filter((other) => other.built).map((other) => other.id);
  const message = `events on ${service.id} are not built yet in this version of Rundown; built: ${built.join(", ")}`;
  return { kind: "not-yet", path: "", message };
}

function whoCan(able: readonly string[]): string {
  const last = able.at(-1);
  if (last === undefined) return "no service can";
  return able.length === 1 ? `${last} can` : `${able.slice(0, -1).join(", ")} and ${last} can`;
}

function wishes(file: EventFile): readonly Wish[] {
  return [
    ...sourceWishes(file.source),
    ...recordWishes(file.record),
    ...enrichments(file),
    ...timing(file),
    ...tidying(file),
  ];
}

function sourceWishes(source: EventFile["source"]): readonly Wish[] {
  const kinds = [
    ["push", "take a push"],
    ["pull", "pull a source"],
    ["loop", "play files in a loop"],
    ["mix", "mix several sources"],
    ["director", "run a director's console"],
  ] as const;
  return kinds
    .filter(([kind]) => source[kind] !== undefined)
    .map(([kind, what]) => ({
      path: `source.${kind}`,
      what,
      can: (capabilities) => capabilities.source[kind],
      ...(kind === "push" ? {} : { notYet: `source.${kind}` }),
    }));
}

/** hls and m3u8 are two names of one thing. */
function grants(formats: readonly string[], wanted: string): boolean {
  const names = wanted === "hls" || wanted === "m3u8" ? ["hls", "m3u8"] : [wanted];
  return names.some((name) => formats.includes(name));
}

const builtFormats: readonly string[] = ["mp4", "flv"];

function recordWishes(record: EventFile["record"]): readonly Wish[] {
  if (record === undefined || record === false) return [];
  const format = record.format ?? "mp4";
  const list: Wish[] = [
    {
      path: record.format === undefined ? "record" : "record.format",
      what: `record as ${format}`,
      can: (capabilities) => grants(capabilities.record, format),
      ...(builtFormats.includes(format) ? {} : { notYet: `recording as ${format}` }),
    },
  ];
  if (record.fileLength !== undefined) {
    list.push({
      path: "record.fileLength",
      what: "set the length of recorded files",
      can: (capabilities) => capabilities.recordFileLength,
      notYet: "record.fileLength",
    });
  }
  return list;
}

function enrichments(file: EventFile): readonly Wish[] {
  const list: Wish[] = [];
  if (file.screenshots !== undefined) {
    const every = file.screenshots.every !== undefined;
    list.push({
      path: every ? "screenshots.every" : "screenshots",
      what: every ? "set how often screenshots are made" : "hand out screenshots",
      can: (capabilities) => (every ? capabilities.screenshotsEvery : capabilities.screenshots),
      notYet: "collecting screenshots",
    });
  }
  (file.transcode ?? []).forEach((entry, i) => {
    const create = entry.create !== undefined;
    list.push({
      path: `transcode[${i}]`,
      what: create ? "make a transcode template" : "use a transcode template that exists",
      can: (capabilities) => (create ? capabilities.transcodeCreate : capabilities.transcodeExisting),
      notYet: "transcode",
    });
  });
  (file.relay ?? []).forEach((_, i) => {
    list.push({
      path: `relay[${i}]`,
      what: "relay to another address",
      can: (capabilities) => capabilities.relay,
      notYet: "relay",
    });
  });
  (file.cues ?? []).forEach((_, i) => {
    list.push({ path: `cues[${i}]`, what: "do cues", notYet: "doing cues" });
  });
  return list;
}

function timing(file: EventFile): readonly Wish[] {
  const list: Wish[] = [];
  const notYet = (path: string, what: string): void => void list.push({ path, what, notYet: what });
  if (file.window.end === "open") notYet("window.end", "an event without an end");
  if (file.addressesBefore !== undefined) notYet("addressesBefore", "addressesBefore");
  if (file.maxDuration !== undefined) notYet("maxDuration", "maxDuration");
  if ((parseDuration(file.overrun?.auto ?? "0s") ?? 0) > 0)
    notYet("overrun.auto", "moving the end by itself (overrun.auto)");
  if (file.approve !== undefined) notYet("approve", "approval by a person (approve)");
  if (file.atEnd === "cut") {
    list.push({ path: "atEnd", what: "cut a stream that is still pushed", can: (capabilities) => capabilities.cut });
  }
  return list;
}

function tidying(file: EventFile): readonly Wish[] {
  const list: Wish[] = [];
  const vendorFiles = file.keep?.vendorFiles ?? "forever";
  if (vendorFiles !== "forever") {
    list.push({
      path: "keep.vendorFiles",
      what: "delete recorded files",
      can: (capabilities) => capabilities.deleteFiles,
      notYet: "deleting the vendor's files (keep.vendorFiles)",
    });
  }
  const channel = file.keep?.channel ?? "0s";
  if (channel === "forever" || parseDuration(channel) !== 0) {
    list.push({
      path: "keep.channel",
      what: "make a channel that could be kept",
      can: (capabilities) => capabilities.channels,
      notYet: "keep.channel",
    });
  }
  (file.files?.to ?? []).forEach((place, i) => {
    if (!place.startsWith("file:"))
      list.push({ path: `files.to[${i}]`, what: place, notYet: "delivery to store: and s3: places" });
  });
  return list;
}
