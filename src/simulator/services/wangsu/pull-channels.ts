import * as addresses from "./addresses.ts";
import type { Call } from "./call.ts";
import type { Channel } from "./channel-book.ts";
import { nameOf, ordered, protocolsOf, ratesOf } from "./channels.ts";
import { isDomain } from "./receivers.ts";
import { Refusal } from "./refusal.ts";
import { localTime } from "./times.ts";

const longestUrl = 1024;
const names: Readonly<Record<string, string>> = { "0": "RTMP", "1": "Http flv", "2": "HLS", "3": "HDS" };

/** createPullChannel (2.12). */
export function createPullChannel(call: Call): unknown {
  const { form, nowMs, world } = call;
  const name = nameOf(form.text("channelName", 1221));
  const sourceUrl = form.text("sourcePullUrl", 1260);
  form.text("sourcePullProtocol", 1253);
  const sourceProtocol = form.oneOf("sourcePullProtocol", ["0", "1"], "0", 1267);
  judgeSource(sourceUrl, sourceProtocol);
  const domain = form.text("pullDomain", 1265);
  if (!isDomain(domain)) throw new Refusal(1263, "the pull domain is not configured");
  form.text("pullRate", 1254);
  const channel = world.channels.create(
    {
      kind: "pull",
      owner: call.account.accessKeyId,
      createdMs: nowMs,
      domain,
      channelType: "live",
      protocols: protocolsOf(call),
      playerId: form.maybe("playerId") ?? "default",
    },
    {
      name,
      rates: ratesOf(call, 1266) ?? ["0"],
      directoryId: "",
      live2vod: false,
      appScenario: "",
      sourceUrl,
      sourceProtocol,
    },
  );
  return { pullId: channel.pullId };
}

/** editPullChannel (2.13). */
export function editPullChannel(call: Call): unknown {
  const { form, nowMs } = call;
  const channel = pullChannel(call, nowMs);
  const before = channel.config.at(nowMs);
  const name = form.maybe("channelName");
  const sourceProtocol = form.oneOf("sourcePullProtocol", ["0", "1", "2", "3"], "0", 1248);
  const protocol = form.maybe("sourcePullProtocol") === undefined ? before.sourceProtocol : sourceProtocol;
  const sourceUrl = form.maybe("sourcePullUrl") ?? before.sourceUrl;
  judgeSource(sourceUrl, protocol);
  const rates = ratesOf(call, 1266) ?? before.rates;
  channel.config.set(nowMs, {
    ...before,
    name: name === undefined ? before.name : nameOf(name),
    rates,
    sourceUrl,
    sourceProtocol: protocol,
  });
  return {};
}

/** getPullChannelConfigure (2.14): the state is always empty. */
export function getPullChannelConfigure(call: Call): unknown {
  const { asOfMs } = call;
  const channel = pullChannel(call, asOfMs);
  const config = channel.config.at(asOfMs);
  return {
    channelName: config.name,
    channelStatus: "",
    createTime: localTime(channel.createdMs),
    createUser: "simulated",
    playerId: channel.playerId,
    sourcePullConfigureInfoList: [
      {
        pullConfigureList: addresses
          .playLists(channel, asOfMs, "plain")
          .map(({ pullProtocol, pullUrlList }) => ({ pullProtocol, pullUrlList })),
        sourcePullProtocol: names[config.sourceProtocol] ?? "",
        sourcePullUrl: config.sourceUrl,
      },
    ],
  };
}

/** listPullChannels (2.15): the total is that of all source-pull channels. */
export function listPullChannels(call: Call): unknown {
  const { form, asOfMs, world } = call;
  const all = ordered(call, world.channels.visible(call.account.accessKeyId, "pull", asOfMs));
  return {
    channelList: form.page(all).map((channel) => {
      const config = channel.config.at(asOfMs);
      return {
        channelName: config.name,
        channelType: channel.channelType,
        createTime: localTime(channel.createdMs),
        pullId: channel.pullId,
        sourcePullProtocol: names[config.sourceProtocol] ?? "",
        sourcePullUrl: config.sourceUrl,
        userId: "110041",
      };
    }),
    channelTotal: all.length,
  };
}

/** 1261, 1262, 1264. */
function judgeSource(url: string, protocol: string): void {
  if (!/^(rtmp|https?):\/\/[^\s/]+/.test(url)) throw new Refusal(1261, "the source pull URL is malformed");
  if (url.length > longestUrl) throw new Refusal(1262, "the source pull URL is too long");
  if (url.startsWith("rtmp:") !== (protocol === "0")) {
    throw new Refusal(1264, "the source pull URL must agree with the source pull protocol");
  }
}

function pullChannel(call: Call, atMs: number): Channel {
  const channel = call.world.channels.find(call.account.accessKeyId, call.form.text("pullId", 1303), atMs);
  if (channel.kind === "push") throw new Refusal(1259, "this call is for source-pull channels only");
  return channel;
}
