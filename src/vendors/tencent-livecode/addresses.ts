import type { AccountAccess, Addresses, AddressQuery } from "../port.ts";
import type { Credentials } from "./config.ts";
import { pushSecret } from "./sign.ts";

/**
 * Push and play addresses of a stream. The customer composes them, no call is needed (rule mode-features); their
 * parameters are those of the document's example of event 100 (quirk push-url-params). With a push key the push address
 * is signed until `validUntilMs` and secret.
 */
export function addresses(
  query: AddressQuery,
  credentials: Credentials,
  defaults: AccountAccess["defaults"],
): Addresses {
  const app = text(defaults["app"]) ?? "live";
  const pushHost = text(defaults["domain"]) ?? hostOf(credentials.bizid, "livepush");
  const playHost = text(defaults["playDomain"]) ?? hostOf(credentials.bizid, "liveplay");
  return {
    push: pushHost === null ? null : pushAddress(pushHost, app, query, credentials),
    play: playHost === null ? [] : playAddresses(playHost, app, query.stream),
  };
}

function pushAddress(host: string, app: string, query: AddressQuery, credentials: Credentials): Addresses["push"] {
  const { bizid, pushKey } = credentials;
  const expiresSeconds = Math.ceil(query.validUntilMs / 1000);
  const pairs = bizid === undefined ? [] : [`bizid=${bizid}`];
  if (pushKey !== undefined) {
    const txTime = expiresSeconds.toString(16).toUpperCase();
    pairs.push(`txSecret=${pushSecret(pushKey, query.stream, txTime)}`, `txTime=${txTime}`);
  }
  return {
    server: `rtmp://${host}/${app}/`,
    key: pairs.length === 0 ? query.stream : `${query.stream}?${pairs.join("&")}`,
    secret: pushKey !== undefined,
    expiresMs: pushKey === undefined ? null : expiresSeconds * 1000,
  };
}

function playAddresses(host: string, app: string, stream: string): Addresses["play"] {
  const path = `${host}/${app}/${encodeURIComponent(stream)}`;
  return [
    { protocol: "rtmp", url: `rtmp://${path}` },
    { protocol: "flv", url: `http://${path}.flv` },
    { protocol: "hls", url: `http://${path}.m3u8` },
  ];
}

function hostOf(bizid: string | undefined, service: string): string | null {
  return bizid === undefined ? null : `${bizid}.${service}.myqcloud.com`;
}

function text(value: string | boolean | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
