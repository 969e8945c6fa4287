import type { EncoderScript } from "../../encoders.ts";
import type {
  CallName,
  OpenResource,
  ServiceContext,
  ServiceInstance,
  SimReply,
  SimRequest,
  SimulatedService,
} from "../../simulated-service.ts";
import { admit } from "./access.ts";
import type { Credentials } from "./access.ts";
import type { Handler } from "./call.ts";
import { callbackManner } from "./callbacks.ts";
import { getRecordingFileList } from "./file-list.ts";
import { interfaceOf } from "./interfaces.ts";
import { mixOutput, mixStream } from "./mix-stream.ts";
import { Mixing } from "./mixing.ts";
import { BadParameter, Params } from "../tencent-kit/params.ts";
import { codes, failed, mixReply } from "../tencent-kit/reply.ts";
import * as statistics from "./statistics.ts";
import {
  getChannelList,
  getChannelStatus,
  getLiveChannelList,
  manageChannelPush,
  setChannelStatus,
} from "./streams.ts";
import { endOf, TaskBook } from "./task-book.ts";
import { startRecordingTask, stopRecordingTask } from "./tasks.ts";

const mixInterface = "Mix_StreamV2";

const handlers: Readonly<Record<string, Handler>> = {
  Live_Channel_SetStatus: setChannelStatus,
  Mix_StreamV2: mixStream,
  channel_manager: manageChannelPush,
  Live_Tape_Start: startRecordingTask,
  Live_Tape_Stop: stopRecordingTask,
  Live_Channel_GetStatus: getChannelStatus,
  Get_LiveStat: statistics.getLiveStat,
  Get_LivePushStat: statistics.getLivePushStat,
  Get_LivePlayStat: statistics.getLivePlayStat,
  Live_Tape_GetFilelist: getRecordingFileList,
  Live_Channel_GetChannelList: getChannelList,
  Live_Channel_GetLiveChannelList: getLiveChannelList,
  Get_BillingBandwidth: statistics.getBillingBandwidth,
  Get_LivePushStatHistory: statistics.getLivePushStatHistory,
  Get_LivePlayStatHistory: statistics.getLivePlayStatHistory,
  Live_Queue_Get: () => failed(codes.refused, "Live_Queue_Get is not served here: the document does not describe it"),
};

/** Tencent Cloud live-code mode (catalogue tencent-livecode): all interfaces of the document. */
export const tencentLivecode: SimulatedService = {
  id: "tencent-livecode",
  fixedCredentials: {
    appid: "1252500000",
    key: "5d41402abc4b2a76b9719d911017c592",
    pushKey: "40328529ca4381a80c6ecf2e6aa57438",
    bizid: "8888",
  },
  throttled: { status: 429, code: codes.throttled, message: "too many requests" },
  open,
};

function open(context: ServiceContext): ServiceInstance {
  const accounts = context.credentials.map(credentialsOf);
  const tasks = new TaskBook(context.seed);
  const mixing = new Mixing();

  const answer = (request: SimRequest): SimReply => {
    const nowMs = context.clock.now();
    const wireName = request.query.get("interface") ?? "";
    const admitted = admit(request, accounts, nowMs);
    if ("refusal" in admitted) return admitted.refusal;
    const handler = handlers[wireName];
    if (handler === undefined) return failed(codes.refused, "interface is invalid");
    const params = new Params(request.query);
    const { body } = request;
    const asOfMs = nowMs - context.lagMs;
    try {
      return handler({ account: admitted.account, params, body, nowMs, asOfMs, context, tasks, mixing });
    } catch (error) {
      if (!(error instanceof BadParameter)) throw error;
      return wireName === mixInterface
        ? mixReply(-1, error.message, nowMs)
        : failed(codes.badParameters, error.message);
    }
  };

  return {
    name: nameOf,
    answer,
    failure: ({ name, status, code, message }) =>
      name.wireName === mixInterface
        ? mixReply(code, message, context.clock.now(), status)
        : failed(code, message, status),
    recorders: () => tasks.recorders(),
    expected: (lead) => expected(tasks, lead),
    openResources: () => openResources(context, tasks, mixing),
    tasks: () => tasks.rows(context.clock.now()),
    callbacks: callbackManner(context),
  };
}

function nameOf(request: SimRequest): CallName {
  const wireName = request.query.get("interface") ?? "";
  const entry = interfaceOf(wireName);
  if (wireName === mixInterface) {
    const mix = mixOutput(request.body);
    const operation = mix?.cancels === true ? "cancelMixStream" : "startMixStream";
    return { operation, wireName, stream: mix?.stream ?? null };
  }
  const stream = request.query.get("Param.s.channel_id") ?? request.query.get("Param.s.stream_id");
  return { operation: entry?.operation ?? "unknown", wireName: entry === undefined ? "unknown" : wireName, stream };
}

function credentialsOf(raw: Readonly<Record<string, string>>): Credentials {
  const { appid, key } = raw;
  if (appid === undefined || key === undefined) {
    throw new Error("tencent-livecode credentials need appid and key");
  }
  return { appid, key };
}

/** An encoder for each scheduled task, from before its start until after its end or its stop. */
function expected(
  tasks: TaskBook,
  lead: { readonly leadMs: number; readonly tailMs: number },
): readonly EncoderScript[] {
  return tasks.all().flatMap((task) => {
    if (task.subType === 1) return [];
    // What has been pushed stays pushed: a task made late or stopped early changes only what comes after.
    const fromMs = Math.max(task.fromMs - lead.leadMs, task.createdMs);
    const stopped = task.stoppedMs;
    if (stopped !== null && stopped <= fromMs) return [];
    return [{ stream: task.stream, fromMs, untilMs: endOf(task) + lead.tailMs, drops: [] }];
  });
}

function openResources(context: ServiceContext, tasks: TaskBook, mixing: Mixing): readonly OpenResource[] {
  const now = context.clock.now();
  return [
    ...tasks.open(now).map((task) => ({
      kind: "recordingTask",
      id: task.id,
      stream: task.stream,
      openedAtMs: task.createdMs,
      untilMs: task.untilMs,
    })),
    ...mixing.open(),
    ...context.encoders.bansAt(now).map((ban) => ({
      kind: "ban",
      id: ban.stream,
      stream: ban.stream,
      openedAtMs: ban.fromMs,
      untilMs: ban.untilMs,
    })),
  ];
}
