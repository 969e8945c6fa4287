import { randomHex } from "../../random.ts";
import type { Recorder } from "../../recordings.ts";
import type {
  CallName,
  ServiceContext,
  ServiceInstance,
  SimReply,
  SimRequest,
  SimulatedService,
} from "../../simulated-service.ts";
import { fragments } from "../tencent-kit/fragments.ts";
import { BadParameter, Params } from "../tencent-kit/params.ts";
import { codes, failed, ok } from "../tencent-kit/reply.ts";
import { signatureRefusal } from "../tencent-kit/signature.ts";
import { chinaTime } from "../tencent-kit/times.ts";
import { ScreenshotQueue } from "./screenshots.ts";

const host = "fcgi.video.qcloud.com";
const screenshotQueue = 100;

/** Interface → operation of the catalogue. */
const operations: Readonly<Record<string, string>> = {
  Live_Queue_Get: "getQueueMessages",
  Live_Tape_GetFilelist: "getRecordingFileList",
  Live_Channel_GetStatus: "getChannelStatus",
};

/** Tencent's guide of 2016 for recordings and screenshots (catalogue tencent-queue). */
export const tencentQueue: SimulatedService = {
  id: "tencent-queue",
  fixedCredentials: { appid: "1252500000", key: "5d41402abc4b2a76b9719d911017c592" },
  throttled: { status: 429, code: codes.throttled, message: "too many requests" },
  open,
};

interface Account {
  readonly appid: string;
  readonly key: string;
  readonly queue: ScreenshotQueue;
}

function open(context: ServiceContext): ServiceInstance {
  const accounts = context.credentials.map((raw) => accountOf(raw, context));

  const answer = (request: SimRequest): SimReply => {
    const nowMs = context.clock.now();
    const account = accounts.find((candidate) => candidate.appid === request.query.get("cmd"));
    const refusal = refusalOf(request, account, nowMs);
    if (refusal !== null || account === undefined) return refusal ?? failed(codes.refused, "cmd is invalid");
    const call: Call = { params: new Params(request.query), nowMs, asOfMs: nowMs - context.lagMs, context, account };
    try {
      switch (operationOf(request)) {
        case "getQueueMessages":
          return getQueueMessages(call);
        case "getRecordingFileList":
          return getRecordingFileList(call);
        case "getChannelStatus":
          return getChannelStatus(call);
        default:
          return failed(codes.refused, "interface is invalid");
      }
    } catch (error) {
      if (!(error instanceof BadParameter)) throw error;
      return failed(codes.badParameters, error.message);
    }
  };

  return {
    name: nameOf,
    answer,
    failure: ({ status, code, message }) => failed(code, message, status),
    recorders: () => recorders(context),
    // Nobody is armed here: recordings and screenshots follow the push.
    expected: () => [],
    openResources: () => [],
    tasks: () => [],
    callbacks: null,
  };
}

interface Call {
  readonly params: Params;
  readonly nowMs: number;
  readonly asOfMs: number;
  readonly context: ServiceContext;
  readonly account: Account;
}

/** Section 5.1: takes messages, the oldest first. `count` is typed text. */
function getQueueMessages(call: Call): SimReply {
  call.params.int("Param.n.bid", screenshotQueue, screenshotQueue);
  const count = call.params.int("Param.n.count", 1, 100, 1);
  const messages = call.account.queue.take(count, call.nowMs);
  return ok({
    count: String(messages.length),
    data: messages.map(({ stream, name }) => ({ stream_id: stream, pic_url: name })),
  });
}

/** Section 5.2: the fragments of one LVB code, by time. */
function getRecordingFileList(call: Call): SimReply {
  const { params, context } = call;
  const files = context.filesAt(call.asOfMs, liveCode(params)).toSorted((a, b) => a.fromMs - b.fromMs);
  return ok({
    all_count: files.length,
    file_list: params.page(files, 1, 100, 10).map((file) => ({
      vid: `${call.account.appid}_${randomHex(32, context.seed, "vid", file.id)}`,
      start_time: chinaTime(file.fromMs),
      end_time: chinaTime(file.toMs),
    })),
  });
}

/** Section 5.3: 0 interrupted, 1 an input stream is there; a code that was never pushed is unknown. */
function getChannelStatus(call: Call): SimReply {
  const stream = liveCode(call.params);
  const { encoders } = call.context;
  const first = encoders.pushes(stream)[0];
  if (first === undefined || first.fromMs > call.asOfMs) {
    return failed(codes.neverPushed, "the LVB code was never used to push");
  }
  return ok({ rate_type: 0, recv_type: 1, status: encoders.pushAt(stream, call.asOfMs) === undefined ? 0 : 1 });
}

/** The table has the text, the examples the number. */
function liveCode(params: Params): string {
  return params.maybe("Param.s.channel_id") ?? params.text("Param.n.channel_id");
}

/** Every push is recorded, cut each half hour (section 2). */
function recorders(context: ServiceContext): readonly Recorder[] {
  return context.encoders.streams().flatMap((stream) => {
    const pushes = context.encoders.pushes(stream);
    const always = { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER };
    return fragments(always, pushes, context.clock.now()).map((piece) => ({
      id: `domain_${stream}`,
      stream,
      format: "flv" as const,
      ...piece,
    }));
  });
}

function refusalOf(request: SimRequest, account: Account | undefined, nowMs: number): SimReply | null {
  if (request.path !== "/common_access") return failed(codes.notFound, "Not Found", 404);
  if (request.host.endsWith(".video.qcloud.com") && request.host !== host) {
    return failed(codes.notFound, "Not Found: this interface is not served by this host", 404);
  }
  if (request.method !== "GET") return failed(codes.refused, "the interfaces are called by GET", 405);
  if (account === undefined) return failed(codes.refused, "cmd is invalid");
  return signatureRefusal(request, account.key, nowMs);
}

function nameOf(request: SimRequest): CallName {
  const wireName = request.query.get("interface") ?? "";
  const operation = operationOf(request);
  const stream = request.query.get("Param.s.channel_id");
  return { operation, wireName: operation === "unknown" ? "unknown" : wireName, stream };
}

function operationOf(request: SimRequest): string {
  const wireName = request.query.get("interface") ?? "";
  return Object.hasOwn(operations, wireName) ? (operations[wireName] ?? "unknown") : "unknown";
}

function accountOf(raw: Readonly<Record<string, string>>, context: ServiceContext): Account {
  const { appid, key } = raw;
  if (appid === undefined || key === undefined) throw new Error("tencent-queue credentials need appid and key");
  return { appid, key, queue: new ScreenshotQueue(context.encoders) };
}
