import type { SimReply } from "../../simulated-service.ts";
import { BadParameter } from "../tencent-kit/params.ts";
import { chinaTime } from "../tencent-kit/times.ts";
import { channelAt, statusAt } from "./call.ts";
import type { Call } from "./call.ts";
import type { Channel } from "./channel-book.ts";
import type { Fields } from "./fields.ts";
import { batch, ok, Refused } from "./reply.ts";

const bizid = "2000";
const rates: readonly string[] = ["0", "10", "20"];
/** Watermarks are made in the console; these are there. */
const watermarks = { first: 1, last: 9 };
const forEver = Date.parse("9999-12-31T00:00:00Z");

/** CreateLVBChannel: every call makes a channel. */
export function createChannel(call: Call): SimReply {
  const { fields } = call;
  const name = fields.text("channelName");
  const output = outputOf(fields.int("outputSourceType", 0, 1000));
  const sourceName = sourceOf(fields);
  checkRates(fields);
  const watermark = fields.maybeInt("watermarkId", 0, Number.MAX_SAFE_INTEGER);
  if (watermark !== undefined && (watermark < watermarks.first || watermark > watermarks.last))
    throw new Refused(20500);
  const channel = call.channels.create({
    owner: call.account.secretId,
    name,
    describe: fields.maybe("channelDescribe") ?? "",
    output,
    password: fields.maybe("playerPassword") ?? null,
    sourceName,
    createdMs: call.nowMs,
    disabled: false,
  });
  return ok({
    codeDesc: "Success",
    channel_id: channel.id,
    channelInfo: {
      upstream_address: pushAddress(channel),
      downstream_address: { rate_type: 0, ...playAddresses(channel) },
    },
  });
}

/** ModifyLVBChannel: not while it is live (20108). */
export function modifyChannel(call: Call): SimReply {
  const { fields } = call;
  const id = fields.id("channelId");
  const name = fields.text("channelName");
  const channel = channelAt(call, id, call.nowMs);
  if (statusAt(call, channel, call.nowMs) === 1) throw new Refused(20108);
  call.channels.update({ ...channel, name, describe: fields.maybe("channelDescribe") ?? channel.describe }, call.nowMs);
  return ok();
}

/** StartLVBChannel: enables channels that are disabled. */
export function startChannels(call: Call): SimReply {
  return each(call, (channel) => {
    if (!channel.disabled) throw new Refused(20109);
    call.context.encoders.lift(channel.id);
    call.channels.update({ ...channel, disabled: false }, call.nowMs);
  });
}

/** StopLVBChannel: ends the push and refuses further ones; a disabled channel stays disabled. */
export function stopChannels(call: Call): SimReply {
  return each(call, (channel) => {
    if (channel.disabled) return;
    call.context.encoders.ban(channel.id, forEver);
    call.channels.update({ ...channel, disabled: true }, call.nowMs);
  });
}

/** DeleteLVBChannel: only disabled channels; their recording tasks end. */
export function deleteChannels(call: Call): SimReply {
  return each(call, (channel) => {
    if (!channel.disabled) throw new Refused(20109);
    for (const task of call.records.ofChannel(channel.id, call.nowMs)) call.records.stop(task, call.nowMs);
    call.channels.delete(channel.id, call.nowMs);
  });
}

/** DescribeLVBChannelList: by time of creation. */
export function listChannels(call: Call): SimReply {
  const { fields, asOfMs } = call;
  const wanted = fields.maybeInt("channelStatus", 0, 4);
  const newestFirst = fields.maybeInt("ascDesc", 0, 1) === 1;
  const channels = call.channels
    .all(call.account.secretId, asOfMs)
    .map((channel) => ({ channel, status: statusAt(call, channel, asOfMs) }))
    .filter(({ status }) => wanted === undefined || status === wanted);
  const ordered = newestFirst ? channels.toReversed() : channels;
  return ok({
    all_count: String(ordered.length),
    channelSet: fields.page(ordered, "pageNo", 10).map(({ channel, status }) => ({
      channel_id: channel.id,
      channel_name: channel.name,
      channel_status: String(status),
      create_time: chinaTime(channel.createdMs),
    })),
  });
}

/** DescribeLVBChannel. */
export function describeChannel(call: Call): SimReply {
  const channel = channelAt(call, call.fields.id("channelId"), call.asOfMs);
  const { flv_downstream_address: _flv, ...addresses } = playAddresses(channel);
  return ok({
    channelInfo: [
      {
        channel_id: channel.id,
        channel_name: channel.name,
        channel_describe: channel.describe,
        channel_status: String(statusAt(call, channel, call.asOfMs)),
        upstream_list: [
          {
            sourceName: channel.source.name,
            sourceID: channel.source.id,
            sourceType: "1",
            sourceAddress: pushAddress(channel),
          },
        ],
        ...addresses,
        player_id: "226",
        resolution: null,
        password: channel.password,
      },
    ],
  });
}

/** Does something to each channel of a batch; those that refuse are told in the answer. */
function each(call: Call, act: (channel: Channel) => void): SimReply {
  const ids = call.fields.ids("channelIds");
  const faults = new Map<string, Refused>();
  for (const id of new Set(ids)) {
    try {
      act(channelAt(call, id, call.nowMs));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      faults.set(id, error);
    }
  }
  return batch(ids, faults);
}

function outputOf(value: number): 1 | 2 | 3 {
  if (value === 1 || value === 2 || value === 3) return value;
  throw new Refused(20113);
}

/** The name of the one source; pulling is not described. */
function sourceOf(fields: Fields): string {
  const [first, ...others] = fields.numbers("sourceList");
  if (first === undefined) throw new Refused(20111);
  if (others.length > 0) throw new BadParameter("sourceList: only one LVB source is supported");
  const name = fields.text(`sourceList.${first}.name`);
  if (fields.int(`sourceList.${first}.type`, 0, 1000) !== 1) throw new Refused(20112);
  return name;
}

function checkRates(fields: Fields): void {
  const given = fields.numbers("outputRate").map((at) => fields.text(`outputRate.${at}`));
  if (given.some((rate) => !rates.includes(rate))) throw new BadParameter(`outputRate is none of ${rates.join(", ")}`);
  if (given.length > 0 && !given.includes("0")) throw new BadParameter("outputRate lacks 0, the original bitrate");
}

// The channel's id is the key of its push address, so encoders of the control room push to the id.
function pushAddress(channel: Channel): string {
  return `rtmp://${bizid}.livepush.myqcloud.com/live/${channel.id}?bizid=${bizid}`;
}

function playAddresses(channel: Channel) {
  const base = `${bizid}.liveplay.myqcloud.com/live/${channel.id}`;
  const rtmp = channel.output !== 2;
  return {
    hls_downstream_address: channel.output === 1 ? "" : `http://${base}.m3u8`,
    rtmp_downstream_address: rtmp ? `rtmp://${base}` : "",
    flv_downstream_address: rtmp ? `http://${base}.flv` : "",
  };
}
