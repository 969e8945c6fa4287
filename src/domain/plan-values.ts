import type { EventFile } from "../model/event-file.ts";
import type { EventSpec } from "../model/event-spec.ts";
import type { ServiceFacts } from "../model/service.ts";
import { formatTime, hasOffset, resolveTime, zoneOffsets } from "./calendar.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import type { Origin, PlanContext, Refusal, ValueInForce } from "./plan-types.ts";

export const defaultFileName = "{id}/{date}_{from}-{to}_{path}.{ext}";

export interface Values {
  readonly spec: EventSpec;
  readonly values: readonly ValueInForce[];
  readonly watchMs: number;
  readonly refusals: readonly Refusal[];
}

/** Fills in what the file leaves out and remembers where every value came from; interfaces, section 3. */
export function valuesInForce(file: EventFile, context: PlanContext): Values {
  const list = new ValueList();
  const { service } = context;
  const timeZone = file.window.timeZone ?? "UTC";
  const startMs = list.time("window.start", file.window.start, file);
  const endMs = file.window.end === "open" ? startMs : list.time("window.end", file.window.end, file);
  list.add("window.timeZone", timeZone, file.window.timeZone === undefined ? "default" : "event file");
  list.add("window.disambiguation", file.window.disambiguation ?? "reject", originOf(file.window.disambiguation));
  list.add("service", service.id, context.account === null ? "event file" : "configuration");
  const stream = `${context.streamPrefix ?? ""}${file.channel?.name ?? file.id.replaceAll("-", "_")}`;
  list.add("channel.name", stream, originOf(file.channel?.name));
  const record = recordValues(file.record, list);
  const spec: EventSpec = {
    v: 1,
    id: file.id,
    title: file.title ?? file.id,
    labels: file.labels ?? {},
    account: context.account ?? file.account ?? service.id,
    service: service.id,
    path: "main",
    stream,
    window: { startMs, endMs, timeZone, offsets: zoneOffsets(startMs - dayMs, endMs + dayMs, timeZone) },
    prepareBeforeMs: list.duration("prepareBefore", file.prepareBefore, "10m"),
    lineUpMs: file.lineUp === undefined ? null : list.duration("lineUp", file.lineUp, "0s"),
    record,
    reconnectWindowMs: list.duration("reconnectWindow", file.reconnectWindow, "60s"),
    noSignalAfterMs: list.duration("noSignalAfter", file.noSignalAfter, "5m"),
    onNoSignal: list.choice("onNoSignal", file.onNoSignal, "alarm"),
    onLost: list.choice("onLost", file.onLost, "alarm"),
    atEnd: list.choice("atEnd", file.atEnd, "leave"),
    missedStart: list.choice("missedStart", file.missedStart, "join"),
    overrun: overrunValues(file.overrun, list),
    files: fileValues(file.files, context, list),
  };
  list.choice("keep.vendorFiles", file.keep?.vendorFiles, "forever");
  list.choice("keep.channel", file.keep?.channel, "0s");
  const watchMs = watchInterval(context, service);
  list.add("watch", formatDuration(watchMs), watchMs === context.watchMs.value ? context.watchMs.origin : "vendor");
  list.add("rateLimit.perMinute", String(context.perMinute.value), context.perMinute.origin);
  return { spec, values: list.values, watchMs, refusals: list.refusals };
}

const dayMs = 86_400_000;

/** Never shorter than the vendor's numbers change, never above the rate. */
export function watchInterval(context: Pick<PlanContext, "watchMs" | "perMinute">, service: ServiceFacts): number {
  return Math.max(context.watchMs.value, service.watch.shortestMs, Math.ceil(60_000 / context.perMinute.value));
}

function recordValues(record: EventFile["record"], list: ValueList): EventSpec["record"] {
  if (record === undefined || record === false) {
    list.add("record", "none", record === undefined ? "default" : "event file");
    return null;
  }
  const format = list.choice("record.format", record.format, "mp4");
  const preRollMs = list.duration("record.preRoll", record.preRoll, "0s");
  const postRollMs = list.duration("record.postRoll", record.postRoll, "0s");
  list.add(
    "record.fileLength",
    record.fileLength ?? "the vendor's own",
    record.fileLength === undefined ? "vendor" : "event file",
  );
  return { format, preRollMs, postRollMs };
}

function overrunValues(overrun: EventFile["overrun"], list: ValueList): EventSpec["overrun"] {
  const reserveMs = list.duration("overrun.reserve", overrun?.reserve, "0s");
  list.duration("overrun.auto", overrun?.auto, "0s");
  return { reserveMs };
}

function fileValues(files: EventFile["files"], context: PlanContext, list: ValueList): EventSpec["files"] {
  const to = files?.to?.map(context.resolvePlace) ?? context.deliver.value;
  list.add("files.to", to.join(", "), files?.to === undefined ? context.deliver.origin : "event file");
  const minCoverage = files?.minCoverage ?? 0.98;
  list.add("files.minCoverage", String(minCoverage), originOf(files?.minCoverage));
  return {
    to: to.filter((place) => place.startsWith("file:")),
    when: list.choice("files.when", files?.when, "asRecorded"),
    name: list.choice("files.name", files?.name, defaultFileName),
    minCoverage,
    waitForMs: list.duration("files.waitFor", files?.waitFor, "15m"),
  };
}

class ValueList {
  readonly values: ValueInForce[] = [];
  readonly refusals: Refusal[] = [];

  add(path: string, value: string, origin: Origin): void {
    this.values.push({ path, value, origin });
  }

  choice<T extends string>(path: string, written: T | undefined, fallback: T): T {
    this.add(path, written ?? fallback, originOf(written));
    return written ?? fallback;
  }

  duration(path: string, written: string | undefined, fallback: string): number {
    const text = written ?? fallback;
    this.add(path, text, originOf(written));
    return parseDuration(text) ?? this.wrong(path, `${text} is not a duration`);
  }

  time(path: string, written: string, file: EventFile): number {
    const { timeZone, disambiguation = "reject" } = file.window;
    const resolved = resolveTime(written, timeZone, disambiguation);
    if (!resolved.ok) return this.wrong(path, resolved.message);
    const shown = hasOffset(written) ? written : `${written} = ${formatTime(resolved.ms, timeZone ?? "UTC")}`;
    this.add(path, shown, "event file");
    return resolved.ms;
  }

  /** Files are checked when they are read; a caller that did not gets a refusal instead of an exception. */
  private wrong(path: string, message: string): number {
    this.refusals.push({ kind: "wrong", path, message });
    return 0;
  }
}

function originOf(written: unknown): Origin {
  return written === undefined ? "default" : "event file";
}
