import { createHash } from "node:crypto";
import type { Channel } from "./channel-book.ts";
import { seconds } from "./times.ts";

// Push and play addresses, built from the push id and signed anew at every read, as in the samples of 2.2, 2.3 and 2.10.

const suffixes = {
  originPullUrl: ["0", ""],
  fluentPullUrl: ["1", "_600"],
  sdPullUrl: ["2", "_800"],
  highPullUrl: ["3", "_1200"],
  hdPullUrl: ["4", "_2000"],
} as const;

const protocolNames: Readonly<Record<string, string>> = { "0": "RTMP", "1": "HDL", "2": "HLS", "3": "HDS" };

export function protocolName(digit: string): string {
  return protocolNames[digit] ?? digit;
}

/** The RTMP push address; the query signs it until `wsTime`. */
export function pushUrl(channel: Channel, atMs: number): string {
  const { pushId } = channel.config.at(atMs);
  const path = `${channel.domain}/${channel.channelType}/${pushId}`;
  return `rtmp://${path}?wsRecord=off&wsSecret=${md5(path, atMs)}&wsTime=${seconds(atMs)}`;
}

export function srtPushUrl(channel: Channel, atMs: number): string {
  const { pushId } = channel.config.at(atMs);
  const path = `${channel.domain}/${channel.channelType}/${pushId}`;
  const fields = `h=${path},m=publish,wsRecord=off,wsSecret=${md5(path, atMs)},wsTime=${seconds(atMs)}`;
  return `srt://${channel.domain}:10080?streamid=#!::${fields}`;
}

/** One entry for each play protocol of the channel, with an address for each of its rates. */
export function playLists(channel: Channel, atMs: number, rows: "zkgq" | "plain") {
  return channel.protocols.map((protocol) => ({
    pullDomain: playDomain(channel),
    pullProtocol: protocolName(protocol),
    pullUrlList: [playUrls(channel, protocol, atMs, rows)],
  }));
}

export function srtLists(channel: Channel, atMs: number) {
  return [
    { pullDomain: playDomain(channel), pullProtocol: "SRT", pullUrlList: [playUrls(channel, "srt", atMs, "zkgq")] },
  ];
}

/** The addresses of one protocol by rate; empty where the channel has not the rate. */
export function playUrls(
  channel: Channel,
  protocol: string,
  atMs: number,
  rows: "zkgq" | "plain",
): Readonly<Record<string, string>> {
  const { rates, pushId } = channel.config.at(atMs);
  const urls: Record<string, string> = {};
  for (const [key, [rate, suffix]] of Object.entries(suffixes)) {
    const has = rates.includes(rate);
    urls[key] = has ? playUrl(channel, protocol, `${pushId}${suffix}`, atMs) : "";
    const sharp = key.replace("PullUrl", "ZkgqPullUrl");
    if (rows === "zkgq") urls[sharp] = has ? playUrl(channel, protocol, `${pushId}${suffix}_zkgq`, atMs) : "";
  }
  return rows === "zkgq" ? { ...urls, audioUrl: "" } : urls;
}

function playUrl(channel: Channel, protocol: string, stream: string, atMs: number): string {
  const path = `${playDomain(channel)}/${channel.channelType}/${stream}`;
  const proof = `wsSecret=${md5(path, atMs)}&wsTime=${seconds(atMs)}`;
  switch (protocol) {
    case "0":
      return `rtmp://${path}`;
    case "1":
      return `http://${path}.flv`;
    case "2":
      return `http://${path}_transios/playlist.m3u8?${proof}`;
    case "3":
      return `http://${path}.f4m`;
    default:
      return `srt://${playDomain(channel)}:10080?streamid=#!::h=${path},m=request,${proof.replace("&", ",")}`;
  }
}

/** The play domain of a push domain is configured outside of the API; here it is `play.` in front of it. */
function playDomain(channel: Channel): string {
  return channel.kind === "pull" ? channel.domain : `play.${channel.domain}`;
}

/** Signs an address; the formula is nobody's business but the vendor's edge. */
export function md5(path: string, atMs: number): string {
  return createHash("md5")
    .update(`${path}${seconds(atMs)}`)
    .digest("hex");
}
