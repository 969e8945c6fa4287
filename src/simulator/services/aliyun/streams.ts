import type { Encoders, Push } from "../../encoders.ts";
import { randomBetween } from "../../random.ts";

/** Where a stream is at the vendor. */
export interface Place {
  readonly domain: string;
  readonly app: string;
  readonly stream: string;
}

/** The application of encoders that name none. */
export const usualApp = "live";

/**
 * What an encoder may be called: `domain/app/stream`, `app/stream` on every domain, or the stream's name alone, which
 * pushes to whatever domain and application is asked about.
 */
export function formsOf({ domain, app, stream }: Place): readonly string[] {
  return [`${domain}/${app}/${stream}`, `${app}/${stream}`, stream];
}

/** The place that an encoder pushes to on this domain; null when it pushes to another one. */
export function placeOf(encoder: string, domain: string, app: string | undefined): Place | null {
  const parts = encoder.split("/");
  const stream = parts.at(-1) ?? encoder;
  const place = { domain, app: parts.at(-2) ?? app ?? usualApp, stream };
  const other = parts.length > 2 && parts.slice(0, -2).join("/") !== domain;
  return other || (app !== undefined && place.app !== app) ? null : place;
}

/** An encoder and where it pushes. */
export interface Source extends Place {
  readonly encoder: string;
}

/** The encoders that push to a domain, or to an application or a stream of it. */
export function sources(
  encoders: Encoders,
  domain: string,
  app?: string,
  stream?: string,
  fuzzy = false,
): readonly Source[] {
  return encoders.streams().flatMap((encoder) => {
    const place = placeOf(encoder, domain, app);
    if (place === null) return [];
    const wanted = stream === undefined || (fuzzy ? place.stream.includes(stream) : place.stream === stream);
    return wanted ? [{ ...place, encoder }] : [];
  });
}

/** All pushes of a stream in order, whatever its encoders are called. */
export function pushesOf(encoders: Encoders, place: Place): readonly Push[] {
  return formsOf(place)
    .flatMap((form) => encoders.pushes(form))
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** The push that is on at that moment, if any. */
export function pushAt(encoders: Encoders, place: Place, atMs: number): Push | undefined {
  return pushesOf(encoders, place).find((push) => push.fromMs <= atMs && atMs < push.untilMs);
}

export function urlOf({ domain, app, stream }: Place): string {
  return `rtmp://${domain}/${app}/${stream}`;
}

/** Addresses of the broadcaster and of the node it pushes to: always the same for a stream. */
export function clientIp(seed: number, stream: string): string {
  return `203.0.113.${randomBetween(1, 254, seed, "client", stream)}`;
}

export function nodeName(seed: number, stream: string): string {
  return `198.51.100.${randomBetween(1, 254, seed, "server", stream)}`;
}
