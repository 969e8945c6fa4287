import { z } from "zod";
import * as addresses from "./addresses.ts";
import type { Call } from "./call.ts";
import type { Channel } from "./channel-book.ts";
import { isDomain } from "./receivers.ts";
import { Refusal } from "./refusal.ts";
import { localTime, seconds } from "./times.ts";

const protocols = ["0", "1", "2", "3"];
const rates = ["0", "1", "2", "3", "4"];
const whiteBoard = z.object({ open: z.literal([0, 1]) });
const share = z.object({ share: z.literal([0, 1]) });

/** createChannel (2.1). */
export function createChannel(call: Call): unknown {
  const { form, nowMs, world } = call;
  const name = nameOf(form.text("channelName", 1221));
  const domain = form.text("pushDomain", 1208);
  if (!isDomain(domain)) throw new Refusal(1207, "the push domain does not exist");
  const channelType = form.text("channelType", 1223);
  if (!/^\w+$/.test(channelType)) throw new Refusal(1222, "the channel type has special characters");
  form.text("pullRate", 1254);
  const channel = world.channels.create(
    {
      kind: "push",
      owner: call.account.accessKeyId,
      createdMs: nowMs,
      domain,
      channelType,
      protocols: protocolsOf(call),
      playerId: form.maybe("playerId") ?? "default",
    },
    {
      name,
      rates: ratesOf(call) ?? ["0"],
      sourceUrl: "",
      sourceProtocol: "",
      directoryId: "",
      live2vod: false,
      appScenario: "",
      ...optionsOf(call),
    },
  );
  return { createTime: seconds(nowMs), pullId: channel.pullId };
}

/** editChannel (2.9). */
export function editChannel(call: Call): unknown {
  const { form, nowMs, world } = call;
  const channel = pushChannel(call, nowMs, 1257);
  const state = world.channels.state(channel, nowMs);
  const name = form.maybe("channelName");
  const changes = {
    ...(name === undefined ? {} : { name: nameOf(name) }),
    ...(ratesOf(call) === undefined ? {} : { rates: ratesOf(call) ?? [] }),
    ...optionsOf(call),
  };
  const reset = form.flag("resetPushId", false, 1224);
  if (state === 1) throw new Refusal(1231, "the channel is live and cannot be edited");
  if (state === 3) throw new Refusal(1237, "the channel is forbidden and cannot be edited");
  const before = channel.config.at(nowMs);
  const pushId = reset ? world.channels.newPushId(channel.number, channel.config.all().length) : before.pushId;
  channel.config.set(nowMs, { ...before, ...changes, pushId });
  return {
    channelName: channel.config.at(nowMs).name,
    pushUrl: addresses.pushUrl(channel, nowMs),
    srtPushUrl: addresses.srtPushUrl(channel, nowMs),
  };
}

/** getChannelConfigure (2.2). */
export function getChannelConfigure(call: Call): unknown {
  const { asOfMs, world } = call;
  const channel = pushChannel(call, asOfMs, 1258);
  const config = channel.config.at(asOfMs);
  return {
    appScenario: config.appScenario,
    channelName: config.name,
    channelStatus: world.channels.state(channel, asOfMs),
    createTime: localTime(channel.createdMs),
    createUser: "simulated",
    directoryId: config.directoryId,
    live2vod: config.live2vod ? 1 : 0,
    playerId: channel.playerId,
    pullConfigureList: addresses.playLists(channel, asOfMs, "zkgq"),
    pushConfigureInfo: [
      { pushProtocol: "RTMP", pushUrl: addresses.pushUrl(channel, asOfMs) },
      { pushProtocol: "SRT", pushUrl: addresses.srtPushUrl(channel, asOfMs) },
    ],
    srtPullConfigureList: addresses.srtLists(channel, asOfMs),
  };
}

/** listChannels (2.3). The key of the list and the meaning of the total are those of the document's sample. */
export function listChannels(call: Call): unknown {
  const { form, asOfMs, world } = call;
  const scenario = scenarioOf(call);
  const all = ordered(call, world.channels.visible(call.account.accessKeyId, "push", asOfMs));
  const page = form.page(
    all.filter((channel) => scenario === undefined || channel.config.at(asOfMs).appScenario === scenario),
  );
  return {
    channelTotal: page.length,
    channellist: page.map((channel) => {
      const config = channel.config.at(asOfMs);
      return {
        appScenario: config.appScenario,
        channelName: config.name,
        channelStatus: world.channels.state(channel, asOfMs),
        channelType: channel.channelType,
        createTime: localTime(channel.createdMs),
        directoryId: config.directoryId,
        live2vod: config.live2vod ? 1 : 0,
        pullId: channel.pullId,
        pushUrl: addresses.pushUrl(channel, asOfMs),
        srtPushUrl: addresses.srtPushUrl(channel, asOfMs),
        userId: "110041",
      };
    }),
  };
}

/** deleteChannels (2.4): all or none. Open tasks end with their channel. */
export function deleteChannels(call: Call): string {
  const { form, nowMs, world } = call;
  const ids = form.ids("pullId", { empty: 1303, special: 1328, commas: 1312 });
  const channels = ids.map((id) => world.channels.find(call.account.accessKeyId, id, nowMs));
  for (const channel of channels) {
    world.records.stop(channel, nowMs);
    world.forwards.stop(channel, nowMs);
    world.channels.delete(channel, nowMs);
  }
  return "";
}

/** By creation time: `listOrder` 0 newest first, 1 oldest first. */
export function ordered(call: Call, newestFirst: readonly Channel[]): readonly Channel[] {
  return call.form.flag("listOrder", false, 1320) ? newestFirst.toReversed() : newestFirst;
}

/** 1200, 1205. */
export function nameOf(name: string): string {
  if (Array.from(name).length > 40) throw new Refusal(1200, "the channel name is too long");
  if (/[<>'"&\\\r\n]/.test(name)) throw new Refusal(1205, "the channel name has special characters");
  return name;
}

/** 1219, 1256. Default RTMP. */
export function protocolsOf(call: Call): readonly string[] {
  const chosen = call.form.choices("pullProtocol", protocols, 1219) ?? ["0"];
  if (chosen.includes("2") && chosen.includes("3")) throw new Refusal(1256, "HLS and HDS may not be combined");
  return chosen;
}

export function ratesOf(call: Call, code = 1220): readonly string[] | undefined {
  return call.form.choices("pullRate", rates, code);
}

function optionsOf(call: Call) {
  const { form, nowMs, world } = call;
  const directoryId = form.maybe("directoryId");
  if (directoryId !== undefined) world.directories.find(call.account.accessKeyId, directoryId, nowMs);
  if (!encoded(form.maybe("whiteBoardConfig"), whiteBoard)) throw new Refusal(1278, "whiteBoardConfig is not legal");
  if (!encoded(form.maybe("funcConfig"), share)) throw new Refusal(1000, "funcConfig is not legal");
  const scenario = scenarioOf(call);
  const live2vod = form.maybe("live2vod");
  if (live2vod !== undefined && live2vod !== "0" && live2vod !== "1")
    throw new Refusal(1000, "live2vod must be 0 or 1");
  return {
    ...(directoryId === undefined ? {} : { directoryId }),
    ...(scenario === undefined ? {} : { appScenario: scenario }),
    ...(live2vod === undefined ? {} : { live2vod: live2vod === "1" }),
  };
}

/** No call lists or makes application scenarios: every well-formed name exists here but those that begin with `unknown`. */
function scenarioOf(call: Call): string | undefined {
  const scenario = call.form.maybe("appScenario");
  if (scenario !== undefined && (!/^[\p{L}\p{N}_-]+$/u.test(scenario) || scenario.startsWith("unknown"))) {
    throw new Refusal(1648, "the application scenario does not exist");
  }
  return scenario;
}

function encoded(value: string | undefined, schema: z.ZodType): boolean {
  if (value === undefined) return true;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(value, "base64url").toString("utf8"))).success;
  } catch {
    return false;
  }
}

function pushChannel(call: Call, atMs: number, pullCode: number): Channel {
  const channel = call.world.channels.find(call.account.accessKeyId, call.form.text("pullId", 1303), atMs);
  if (channel.kind === "pull") throw new Refusal(pullCode, "this call is not for source-pull channels");
  return channel;
}
