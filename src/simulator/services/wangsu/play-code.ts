import * as addresses from "./addresses.ts";
import type { Call } from "./call.ts";
import { Refusal } from "./refusal.ts";
import { seconds } from "./times.ts";

const sizes = /^(\d{3,4})\*(\d{3,4})$/;

/** getPlayCode (2.10), for channels of both kinds. */
export function getPlayCode(call: Call): unknown {
  const { form, asOfMs, world } = call;
  const playerId = form.maybe("playerId");
  if (playerId !== undefined && !/^[A-Za-z0-9]+$/.test(playerId)) throw new Refusal(1118, "playerId is malformed");
  const size = sizes.exec(form.maybe("playerSize") ?? "480*360");
  const [width, height] = [Number(size?.[1]), Number(size?.[2])];
  if (!(width >= 480 && width <= 1920 && height >= 360 && height <= 1080)) {
    throw new Refusal(1215, "playerSize is wrong");
  }
  form.flag("autoPlay", false, 1214);
  const codeType = form.oneOf("codeType", ["0", "2", "4", "5"], "0", 1213);
  const channel = world.channels.find(call.account.accessKeyId, form.text("pullId", 1303), asOfMs);
  const wants = (type: string): boolean => codeType === "0" || codeType === type;
  const player = playerId ?? channel.playerId;
  const row = (protocol: string) => {
    const { audioUrl, ...urls } = addresses.playUrls(channel, protocol, asOfMs, "zkgq");
    return { pullProtocol: protocolOf(protocol), urlInfo: { audioPullUrl: audioUrl ?? "", ...urls } };
  };
  return {
    pullCodeInfo: {
      audioAutoCode: "",
      autoCode: wants("5") ? `http://cloudv.chinanetcenter.com/player/auto-play.action?videoId=${channel.pullId}` : "",
      pullId: "",
      srtVideoUrl: wants("4") && channel.kind === "push" ? [row("srt")] : [],
      swfCode: wants("2") ? `null/swf/player/${player}.swf?pullId=${channel.pullId}` : "",
      videoUrl: wants("4") ? channel.protocols.map(row) : [],
    },
  };
}

/** setPushTimestampAntiLeech (2.11). */
export function setPushTimestampAntiLeech(call: Call): unknown {
  const { form, nowMs, world } = call;
  const channel = world.channels.find(call.account.accessKeyId, form.text("pullId", 1303), nowMs);
  const value = form.text("effectiveHourLong", 1241);
  if (!/^[1-9]\d*$/.test(value)) throw new Refusal(1242, "the validity must be a whole number greater than 0");
  if (Number(value) > 2_147_483_647) throw new Refusal(1243, "the validity exceeds the integer size");
  if (channel.kind === "pull") throw new Refusal(1257, "this call does not apply to source-pull channels");
  const state = world.channels.state(channel, nowMs);
  if (state === 1) throw new Refusal(1238, "the channel is live");
  if (state === 3) throw new Refusal(1239, "the channel is forbidden");
  const before = channel.config.at(nowMs);
  channel.config.set(nowMs, { ...before, pushValidSeconds: Number(value) });
  const path = `${channel.domain}/${channel.channelType}/${before.pushId}`;
  const until = nowMs + Number(value) * 1000;
  return { pushUrl: `rtmp://${path}?wsRecord=off&pusht=${seconds(until)}&pushKey=${addresses.md5(path, until)}` };
}

/** getChannelShareUrl (2.26): `data` is the address itself. */
export function getChannelShareUrl(call: Call): string {
  const channel = call.world.channels.find(call.account.accessKeyId, call.form.text("pullId", 1303), call.asOfMs);
  return `http://share.cloudv.haplat.net/live-share/${channel.pullId}`;
}

function protocolOf(protocol: string): string {
  return protocol === "srt" ? "SRT" : addresses.protocolName(protocol);
}
