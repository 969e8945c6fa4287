import type { EncoderScript, Encoders } from "../../encoders.ts";
import { randomId } from "../../random.ts";
import type { FileFormat, RecordedFile, Recorder } from "../../recordings.ts";
import type { ServiceContext, TaskRow } from "../../simulated-service.ts";
import { intersect, subtract, union } from "../../spans.ts";
import type { Span } from "../../spans.ts";
import type { Version } from "./shelf.ts";
import { placeOf, sources, usualApp } from "./streams.ts";
import type { Place } from "./streams.ts";
import { chinaParts } from "./times.ts";
import type { RecordConfig, RecordFormat, RecordType, World } from "./world.ts";

const fileFormat: Readonly<Record<RecordType, FileFormat>> = { m3u8: "hls", flv: "flv", mp4: "mp4" };

/** A recorder of the core with what the vendor knows of it. */
export interface Recording {
  readonly recorder: Recorder;
  readonly place: Place;
  readonly config: Version<RecordConfig>;
  readonly format: RecordFormat;
}

/**
 * What records: every configuration, for each encoder it is about and each of its formats. A configuration acts on a push
 * that already runs, its times bound it, deleting it ends it; commands (11.2) start and stop a single push.
 */
export function recordings(world: World, { encoders, seed }: ServiceContext): readonly Recording[] {
  return world.records.history().flatMap((config) => {
    const { domain, app, stream } = config.value;
    const own = sources(encoders, domain, app === "*" ? undefined : app, stream ?? undefined);
    return own.flatMap(({ encoder, ...place }) => {
      const spans = activeSpans(world, encoders, config, place, encoder);
      return config.value.formats.flatMap((format) =>
        spans.map((span) => ({
          recorder: {
            id: recordingId(seed, config, format, encoder),
            stream: encoder,
            format: fileFormat[format.type],
            ...span,
          },
          place,
          config,
          format,
        })),
      );
    });
  });
}

function recordingId(seed: number, config: Version<RecordConfig>, format: RecordFormat, encoder: string): string {
  return randomId(seed, "record", config.key, config.serial, format.type, encoder);
}

/** The time in which a configuration may record. */
function boundsOf(config: Version<RecordConfig>): Span {
  const { fromMs, untilMs } = config.value;
  return {
    fromMs: Math.max(config.fromMs, fromMs ?? 0),
    untilMs: Math.min(config.untilMs, untilMs ?? Number.POSITIVE_INFINITY),
  };
}

function activeSpans(
  world: World,
  encoders: Encoders,
  config: Version<RecordConfig>,
  place: Place,
  encoder: string,
): readonly Span[] {
  const bounds = boundsOf(config);
  let spans: readonly Span[] = config.value.onDemand === 0 && bounds.fromMs < bounds.untilMs ? [bounds] : [];
  for (const { command, atMs, ...other } of world.commands) {
    if (other.domain !== place.domain || other.app !== place.app || other.stream !== place.stream) continue;
    const push = encoders.pushAt(encoder, atMs);
    // What is started or stopped by hand is the recording of the present push.
    const rest = push === undefined ? null : intersect({ fromMs: atMs, untilMs: push.untilMs }, config);
    if (rest === null) continue;
    spans = command === "start" ? union([...spans, rest]) : spans.flatMap((span) => subtract(span, [rest]));
  }
  return spans;
}

/** Whether a configuration covers a stream. */
export function covers({ domain, app, stream }: RecordConfig, place: Place): boolean {
  return domain === place.domain && (app === "*" || app === place.app) && (stream === null || stream === place.stream);
}

/** A finished file and what the vendor knows of it. */
export interface Recorded extends Recording {
  readonly file: RecordedFile;
  /** The object's name without the dot and the format. */
  readonly object: string;
}

/** The files that were ready at that moment, in order. */
export function recorded(world: World, context: ServiceContext, atMs: number): readonly Recorded[] {
  const files = new Map<string, RecordedFile[]>();
  for (const file of context.filesAt(atMs)) files.set(file.recorderId, [...(files.get(file.recorderId) ?? []), file]);
  const known = new Map(recordings(world, context).map((one) => [one.recorder.id, one]));
  return [...known].flatMap(([id, recording]) =>
    (files.get(id) ?? []).map((file, index) => ({
      ...recording,
      file,
      object: objectName(recording.format.object, recording.place, file, index),
    })),
  );
}

/** An object's name with all variables filled in; times are China's, as in the document's example. */
export function objectName(
  pattern: string,
  { app, stream }: Place,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  sequence: number,
): string {
  const [start, end] = [chinaParts(fromMs), chinaParts(toMs)];
  const escapedTime = ({ date, time }: typeof start): string => `${date}-${time.replaceAll(":", "-")}`;
  const values: Readonly<Record<string, string>> = {
    AppName: app,
    StreamName: stream,
    Sequence: String(sequence),
    EscapedStartTime: escapedTime(start),
    EscapedEndTime: escapedTime(end),
    StartTime: `${start.date}-${start.time}`,
    EndTime: `${end.date}-${end.time}`,
    UnixTimestamp: String(Math.floor(fromMs / 1000)),
    Date: start.date,
    Hour: start.time.slice(0, 2),
    Minute: start.time.slice(3, 5),
    Second: start.time.slice(6, 8),
  };
  return pattern.replaceAll(/\{(\w+)\}/g, (variable, name: string) => values[name] ?? variable);
}

/** The configurations as the control room shows tasks. */
export function recordTasks(world: World, { encoders, seed, clock }: ServiceContext): readonly TaskRow[] {
  const now = clock.now();
  return world.records.history().flatMap((config) => {
    const { domain, app, stream, formats } = config.value;
    const found = sources(encoders, domain, app === "*" ? undefined : app, stream ?? undefined);
    const names = found.length > 0 ? found.map((one) => one.encoder) : [stream ?? `${domain}/${app}`];
    const { fromMs, untilMs } = boundsOf({ ...config, untilMs: Number.POSITIVE_INFINITY });
    const stopped = config.untilMs < Math.min(untilMs, Number.POSITIVE_INFINITY) ? config.untilMs : null;
    return names.flatMap((name) =>
      formats.map((format) => ({
        id: recordingId(seed, config, format, name),
        stream: name,
        fromMs,
        untilMs,
        createdAtMs: config.createdMs,
        stoppedAtMs: stopped,
        type: config.value.onDemand === 0 ? "configuration" : "on demand",
        format: format.type,
        state: stopped !== null ? "stopped" : now >= untilMs ? "ended" : now >= fromMs ? "recording" : "scheduled",
      })),
    );
  });
}

/**
 * An encoder for each stream that has a record configuration of its own. Only configurations are looked at, never the
 * encoders, which are made of this.
 */
export function expectedEncoders(
  world: World,
  lead: { readonly leadMs: number; readonly tailMs: number },
): readonly EncoderScript[] {
  return world.records.history().flatMap((config) => {
    const { stream } = config.value;
    if (stream === null) return [];
    const bounds = boundsOf(config);
    // What has been pushed stays pushed: a configuration made late or deleted early changes only what comes after.
    const fromMs = Math.max(bounds.fromMs - lead.leadMs, config.fromMs);
    if (bounds.untilMs <= fromMs) return [];
    return [{ stream, fromMs, untilMs: bounds.untilMs + lead.tailMs, drops: [] }];
  });
}

/** The application of a stream that an encoder names alone: that of its record configuration, else the usual one. */
export function appOf(world: World, encoder: string, domain: string): string {
  const named = placeOf(encoder, domain, undefined);
  const config = world.records.open().find(({ value }) => value.domain === domain && value.stream === named?.stream);
  return encoder.includes("/") || config === undefined ? (named?.app ?? usualApp) : config.value.app;
}
