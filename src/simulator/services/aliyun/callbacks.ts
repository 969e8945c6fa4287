import type { Push } from "../../encoders.ts";
import type { Callback, CallbackManner, DueCallback, ServiceContext } from "../../simulated-service.ts";
import { intersect } from "../../spans.ts";
import { appOf, recorded, recordings } from "./recorders.ts";
import type { Recorded } from "./recorders.ts";
import { clientIp, nodeName, placeOf } from "./streams.ts";
import type { Place } from "./streams.ts";
import type { World } from "./world.ts";

type Key = "real" | "forged";

/**
 * 7.4 and 11.14: a GET for pushes, JSON for records; 5 repeats, 1 s apart, until the answer is 200. Nothing is signed, so
 * a forged one is told by what it claims: the opposite of what happened, a file that is not there. Each goes to the
 * receiver of its domain that calls have configured, and to the one registered at the console.
 */
export function callbackManner(world: World, context: ServiceContext): CallbackManner {
  const usual = (encoder: string): Place => consolePlace(world, encoder);
  return {
    repeats: 5,
    pauseMs: 1000,
    accepted: (status) => status === 200,
    pushed: (push, key) => streamStatus(context, usual(push.stream), push, "publish", key),
    interrupted: (push, key) => streamStatus(context, usual(push.stream), push, "publish_done", key),
    fileReady: (file, _url, key) => {
      const found = recorded(world, context, file.visibleMs).find((one) => one.file.id === file.id);
      const place = found?.place ?? usual(file.stream);
      const uri = found === undefined ? file.id : `${found.object}.${found.format.type}`;
      return recordFile(place, uri, file, key);
    },
    further: (sinceMs, untilMs) =>
      [
        ...configuredPushes(world, context),
        ...configuredFiles(world, context, untilMs),
        ...configuredStates(world, context),
      ].filter(({ atMs }) => atMs > sinceMs && atMs <= untilMs),
  };
}

/** The place of a push as the console's receiver is told it. */
function consolePlace(world: World, encoder: string): Place {
  const parts = encoder.split("/");
  const stream = parts.at(-1) ?? encoder;
  const config = world.records.open().find(({ value }) => value.stream === stream)?.value;
  const domain = parts.length > 2 ? parts.slice(0, -2).join("/") : config?.domain;
  const known = domain ?? world.domains.open()[0]?.value.name ?? "live.example.com";
  return placeOf(encoder, known, undefined) === null || encoder.includes("/")
    ? { domain: known, app: parts.at(-2) ?? appOf(world, encoder, known), stream }
    : { domain: known, app: appOf(world, encoder, known), stream };
}

function streamStatus(
  { seed }: ServiceContext,
  place: Place,
  push: Push,
  action: "publish" | "publish_done",
  key: Key,
  url?: string,
): Callback {
  const opposite = action === "publish" ? "publish_done" : "publish";
  const atMs = action === "publish" ? push.fromMs : push.untilMs;
  return {
    name: "streamStatus",
    stream: place.stream,
    method: "GET",
    headers: {},
    body: "",
    query: {
      action: key === "real" ? action : opposite,
      app: place.domain,
      appname: place.app,
      id: place.stream,
      ip: clientIp(seed, place.stream),
      node: nodeName(seed, place.stream),
      time: String(Math.floor(atMs / 1000)),
      usrargs: "",
    },
    ...(url === undefined ? {} : { url }),
  };
}

function recordFile(
  { domain, app, stream }: Place,
  uri: string,
  file: { readonly fromMs: number; readonly toMs: number },
  key: Key,
  url?: string,
): Callback {
  return json("recordFile", stream, url, {
    domain,
    app,
    stream,
    uri: key === "real" ? uri : `forged/${uri}`,
    duration: (file.toMs - file.fromMs) / 1000,
    start_time: Math.round(file.fromMs / 1000),
    stop_time: Math.round(file.toMs / 1000),
  });
}

function json(
  name: string,
  stream: string,
  url: string | undefined,
  fields: Readonly<Record<string, unknown>>,
): Callback {
  return {
    name,
    stream,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
    ...(url === undefined ? {} : { url }),
  };
}

/** streamStatus to the receivers that SetLiveStreamsNotifyUrlConfig has set, for what happens while they are. */
function configuredPushes(world: World, context: ServiceContext): readonly DueCallback[] {
  return world.pushNotify.history().flatMap(({ key: domain, value, fromMs, untilMs }) =>
    context.encoders.streams().flatMap((encoder) => {
      const place = placeOf(encoder, domain, undefined);
      if (place === null) return [];
      const own = { ...place, app: appOf(world, encoder, domain) };
      return context.encoders.pushes(encoder).flatMap((push) =>
        (["publish", "publish_done"] as const).flatMap((action) => {
          const atMs = action === "publish" ? push.fromMs : push.untilMs;
          const make = (key: Key): Callback => streamStatus(context, own, push, action, key, value.url);
          return fromMs <= atMs && atMs < untilMs ? [{ id: `${domain}/${push.sequence}/${action}`, atMs, make }] : [];
        }),
      );
    }),
  );
}

/** recordFile to the receivers of AddLiveRecordNotifyConfig. */
function configuredFiles(world: World, context: ServiceContext, nowMs: number): readonly DueCallback[] {
  if (world.recordNotify.history().length === 0) return [];
  return recorded(world, context, nowMs).flatMap((one: Recorded) => {
    const url = world.recordNotify.at(one.place.domain, one.file.visibleMs)?.value.url;
    const make = (key: Key): Callback => recordFile(one.place, `${one.object}.${one.format.type}`, one.file, key, url);
    return url === undefined ? [] : [{ id: `${one.place.domain}/${one.file.id}/file`, atMs: one.file.visibleMs, make }];
  });
}

/** recordStatus where NeedStatusNotify asks for it: started once, paused when the push ends, resumed by the next. */
function configuredStates(world: World, context: ServiceContext): readonly DueCallback[] {
  if (!world.recordNotify.history().some(({ value }) => value.states)) return [];
  return recordings(world, context)
    .filter(({ config, format }) => config.value.formats[0] === format)
    .flatMap(({ recorder, place }) =>
      context.encoders
        .pushes(recorder.stream)
        .flatMap((push) => intersect(push, recorder) ?? [])
        .flatMap((piece, index) => [
          { event: index === 0 ? "record_started" : "record_resumed", atMs: piece.fromMs },
          { event: "record_paused", atMs: piece.untilMs },
        ])
        .flatMap(({ event, atMs }) => {
          const notify = world.recordNotify.at(place.domain, atMs)?.value;
          if (notify?.states !== true) return [];
          const { domain, app, stream } = place;
          const make = (): Callback => json("recordStatus", stream, notify.url, { domain, app, stream, event });
          return [{ id: `${recorder.id}/${event}/${atMs}`, atMs, make }];
        }),
    );
}
