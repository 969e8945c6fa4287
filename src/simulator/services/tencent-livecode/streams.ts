import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { codes, failed, ok } from "../tencent-kit/reply.ts";
import { threeMonthsAfter } from "../tencent-kit/times.ts";

/** What Live_Channel_GetStatus reads: 0 interrupted, 1 broadcasting, 3 disabled. */
type Status = 0 | 1 | 3;

/** Live_Channel_SetStatus (Operation API / Enable Close Push): 0 disables for 3 months, 1 enables, 2 cuts once. */
export function setChannelStatus(call: Call): SimReply {
  const stream = call.params.text("Param.s.channel_id");
  const { encoders } = call.context;
  switch (call.params.int("Param.n.status", 0, 2)) {
    case 0:
      encoders.ban(stream, threeMonthsAfter(call.nowMs));
      break;
    case 1:
      encoders.lift(stream);
      break;
    default:
      encoders.cut(stream);
  }
  return ok();
}

/** channel_manager (Operation API / Pause and Resume after Latency): either case of the action is taken. */
export function manageChannelPush(call: Call): SimReply {
  const stream = call.params.text("Param.s.channel_id");
  const untilMs = call.params.int("Param.n.abstime_end", 0, 100_000_000_000) * 1000;
  call.params.text("Param.s.action");
  const action = call.params.oneOf("Param.s.action", ["forbid", "Forbid", "resume", "Resume"], "forbid");
  if (action.toLowerCase() === "forbid") {
    call.context.encoders.ban(stream, Math.min(untilMs, threeMonthsAfter(call.nowMs)));
  } else {
    call.context.encoders.lift(stream);
  }
  return ok();
}

/** Live_Channel_GetStatus (Query API / Query Live Status): 20601 until the first push. */
export function getChannelStatus(call: Call): SimReply {
  const stream = call.params.text("Param.s.channel_id");
  const status = statusOf(call, stream);
  if (status === null) return failed(codes.neverPushed, "the LVB code was never used to push");
  return ok({ rate_type: 0, recv_type: 1, status });
}

/** Live_Channel_GetChannelList (Query API / Query Channel List): every code that was pushed, by its first push. */
export function getChannelList(call: Call): SimReply {
  const { params } = call;
  const wanted = params.maybe("Param.n.status") === undefined ? null : params.int("Param.n.status", 0, 3);
  params.oneOf("Param.s.order_field", ["create_time"], "create_time");
  const descending = params.int("Param.n.order_type", 0, 1, 0) === 1;
  const known = call.context.encoders
    .streams()
    .map((stream) => ({ stream, firstMs: firstPush(call, stream), status: statusOf(call, stream) }))
    .filter(({ status }) => status !== null && (wanted === null || status === wanted))
    .toSorted((a, b) => (a.firstMs - b.firstMs) * (descending ? -1 : 1));
  const page = params.page(known, 10, 100, 10);
  return ok({ all_count: known.length, channel_list: page.map(({ stream }) => ({ channel_id: stream })) });
}

/** Live_Channel_GetLiveChannelList (Query API / Query Live Channel List): the codes pushed now, without pages. */
export function getLiveChannelList(call: Call): SimReply {
  const live = liveStreams(call);
  return ok({ all_count: live.length, channel_list: live.map((stream) => ({ channel_id: stream })) });
}

/** Streams that were pushed at the moment that reads see. */
export function liveStreams(call: Call): readonly string[] {
  return call.context.encoders
    .streams()
    .filter((stream) => call.context.encoders.pushAt(stream, call.asOfMs) !== undefined)
    .toSorted();
}

function statusOf(call: Call, stream: string): Status | null {
  const { encoders } = call.context;
  if (firstPush(call, stream) > call.asOfMs) return null;
  if (encoders.banned(stream, call.asOfMs)) return 3;
  return encoders.pushAt(stream, call.asOfMs) === undefined ? 0 : 1;
}

function firstPush(call: Call, stream: string): number {
  return call.context.encoders.pushes(stream)[0]?.fromMs ?? Number.POSITIVE_INFINITY;
}
