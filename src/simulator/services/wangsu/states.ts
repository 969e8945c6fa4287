import { randomBetween } from "../../random.ts";
import type { Call } from "./call.ts";
import type { Channel } from "./channel-book.ts";
import { isDomain } from "./receivers.ts";
import { Refusal } from "./refusal.ts";
import { localTime } from "./times.ts";

const spacingMs = 5000;
const minuteMs = 60_000;
const single = { empty: 1303, special: 1328, commas: 1312 };
const several = { empty: 1310, special: 1311, commas: 1312 };

/** getChannelLiveState (2.5). */
export function getChannelLiveState(call: Call): unknown {
  const { asOfMs, world } = call;
  const channel = world.channels.find(call.account.accessKeyId, call.form.text("pullId", 1303), asOfMs);
  return { channelState: world.channels.state(channel, asOfMs) };
}

/** batchGetChannelLiveState (2.6); without pullIds every push channel. */
export function batchGetChannelLiveState(call: Call): unknown {
  const { asOfMs, world } = call;
  return {
    channelStatusList: chosen(call).map((channel) => ({
      channelStatus: world.channels.state(channel, asOfMs),
      pullId: channel.pullId,
    })),
  };
}

/** forbidChannels (2.7): all or none. */
export function forbidChannels(call: Call): string {
  const { nowMs, world } = call;
  const channels = named(call, nowMs);
  if (channels.some((channel) => channel.forbidden.at(nowMs))) throw new Refusal(1315, "pullId is forbidden already");
  for (const channel of channels) world.channels.forbid(channel, nowMs);
  return "";
}

/** rebroadcastChannels (2.8): all or none, and not within 5 s of the forbid. */
export function rebroadcastChannels(call: Call): string {
  const { nowMs, world } = call;
  const channels = named(call, nowMs);
  if (channels.some((channel) => !channel.forbidden.at(nowMs))) {
    throw new Refusal(1317, "pullId is rebroadcast already or is live");
  }
  if (channels.some((channel) => nowMs - channel.forbidden.changedMs() < spacingMs)) {
    throw new Refusal(1340, "too little time has passed since the forbid");
  }
  for (const channel of channels) world.channels.allow(channel, nowMs);
  return "";
}

/** disconnectStream (2.28): cuts what is pushed now; nothing to cut is no failure. */
export function disconnectStream(call: Call): string {
  const { form, nowMs, world } = call;
  const channel = world.channels.find(call.account.accessKeyId, form.text("pullId", 1303), nowMs);
  if (channel.kind === "pull") throw new Refusal(1257, "this call does not apply to source-pull channels");
  world.channels.cut(channel);
  return "";
}

/** getChannelOnlineNumber (3.1); without pullIds every push channel. */
export function getChannelOnlineNumber(call: Call): unknown {
  return {
    onlineNumberList: chosen(call).map((channel) => ({ onlineNumber: viewers(call, channel), pullId: channel.pullId })),
  };
}

/** getHostOnlineNumber (3.2): the sums of 3.1, with the minute. */
export function getHostOnlineNumber(call: Call): unknown {
  const { form, asOfMs, world } = call;
  const domains = form.text("pushDomains", 1325).split(",");
  if (!domains.every(isDomain)) throw new Refusal(1330, "pushDomains is wrong");
  const channels = world.channels.visible(call.account.accessKeyId, "push", asOfMs);
  return {
    onlineNumberinfo: domains.map((domain) => ({
      onlineNumber: channels
        .filter((channel) => channel.domain === domain)
        .reduce((sum, channel) => sum + viewers(call, channel), 0),
      pushDomain: domain,
      searchTime: localTime(asOfMs).slice(0, 16),
    })),
  };
}

/** RTMP viewers of a channel in the present minute; nobody watches what is not live. */
function viewers(call: Call, channel: Channel): number {
  const { asOfMs, context, world } = call;
  if (world.channels.state(channel, asOfMs) !== 1 || !channel.protocols.includes("0")) return 0;
  return randomBetween(5, 60, context.seed, "viewers", channel.pullId, Math.floor(asOfMs / minuteMs));
}

/** The channels that a changing call names; several ids stand or fall together. */
function named(call: Call, atMs: number): readonly Channel[] {
  const ids = call.form.ids("pullId", single);
  const code = ids.length === 1 ? 1217 : 1313;
  return ids.map((id) => call.world.channels.find(call.account.accessKeyId, id, atMs, code));
}

function chosen(call: Call): readonly Channel[] {
  const { asOfMs, form, world } = call;
  if (form.raw("pullIds") === undefined) return world.channels.visible(call.account.accessKeyId, "push", asOfMs);
  return form.ids("pullIds", several).map((id) => world.channels.find(call.account.accessKeyId, id, asOfMs, 1313));
}
