import type { ServiceContext, SimReply } from "../../simulated-service.ts";
import type { Credentials } from "./access.ts";
import type { Channel, ChannelBook } from "./channel-book.ts";
import type { Fields } from "./fields.ts";
import type { RecordBook } from "./record-book.ts";
import { Refused } from "./reply.ts";

/** One admitted call and all it may look at. Writes count from `nowMs`; reads see the world as of `asOfMs`. */
export interface Call {
  readonly account: Credentials;
  readonly fields: Fields;
  readonly nowMs: number;
  readonly asOfMs: number;
  readonly context: ServiceContext;
  readonly channels: ChannelBook;
  readonly records: RecordBook;
}

/** Answers one action; throws BadParameter or Refused for what the vendor would not do. */
export type Handler = (call: Call) => SimReply;

/** The account's channel at that moment; throws Refused 20301. */
export function channelAt(call: Call, id: string, atMs: number): Channel {
  const channel = call.channels.at(call.account.secretId, id, atMs);
  if (channel === undefined) throw new Refused(20301);
  return channel;
}

/** 3 disabled, 1 with an input stream, 0 without. */
export function statusAt(call: Call, channel: Channel, atMs: number): 0 | 1 | 3 {
  if (channel.disabled) return 3;
  return call.context.encoders.pushAt(channel.id, atMs) === undefined ? 0 : 1;
}
