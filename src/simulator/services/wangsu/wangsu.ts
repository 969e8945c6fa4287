import type { EncoderScript } from "../../encoders.ts";
import { randomHex } from "../../random.ts";
import type {
  CallName,
  OpenResource,
  ServiceContext,
  ServiceInstance,
  SimReply,
  SimRequest,
  SimulatedService,
} from "../../simulated-service.ts";
import { Gate } from "./access.ts";
import type { Account } from "./access.ts";
import type { World } from "./call.ts";
import { callbackManner } from "./callbacks.ts";
import { ChannelBook, exists } from "./channel-book.ts";
import { DirectoryBook } from "./directories.ts";
import { DocumentBook } from "./documents.ts";
import { Form } from "./form.ts";
import { endOf as forwardEnd, ForwardBook } from "./forwards.ts";
import { liveToVodRecorders } from "./live-to-vod.ts";
import { operationAt } from "./operations.ts";
import { Receivers } from "./receivers.ts";
import { endOf, isOpen, RecordBook } from "./record-book.ts";
import { Refusal } from "./refusal.ts";
import { failed, ok } from "./reply.ts";

const throttled = { status: 429, code: 429, message: "more than 200 requests a minute" };
const perMinute = 200;
const minuteMs = 60_000;

/** Wangsu cloud video, live streaming (catalogue wangsu): all 32 calls of the document. */
export const wangsu: SimulatedService = {
  id: "wangsu",
  fixedCredentials: {
    accessKeyId: "bf6b3ba4bd6811e99eb390e2ba00c682",
    accessKeySecret: "1234567890abcdef1234567890abcdef",
  },
  throttled,
  open,
};

function open(context: ServiceContext): ServiceInstance {
  const gate = new Gate(context.credentials.map(accountOf));
  const world = newWorld(context);
  const minutes = new Map<string, { number: number; calls: number }>();
  let answers = 0;

  const nextId = (): string => {
    answers += 1;
    return randomHex(32, context.seed, "request", answers);
  };
  const tooMany = (account: Account, nowMs: number): boolean => {
    const number = Math.floor(nowMs / minuteMs);
    const known = minutes.get(account.accessKeyId);
    const calls = known?.number === number ? known.calls + 1 : 1;
    minutes.set(account.accessKeyId, { number, calls });
    return calls > perMinute;
  };
  const answer = (request: SimRequest): SimReply => {
    const nowMs = context.clock.now();
    const requestId = nextId();
    try {
      const found = operationAt(request.path);
      if (found === undefined) throw new Refusal(404, `Not Found: ${request.path}`, 404);
      const account = gate.admit(request, nowMs);
      if (tooMany(account, nowMs)) throw new Refusal(throttled.code, throttled.message, throttled.status);
      if (!found.methods.includes(request.method)) throw new Refusal(1006, `${request.method} is not allowed`);
      const form = formOf(request);
      const data = found.handler({ account, form, nowMs, asOfMs: nowMs - context.lagMs, context, world });
      return ok(data, requestId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return failed(error.code, error.message, requestId, error.status);
    }
  };

  return {
    name: nameOf,
    answer,
    failure: ({ status, code, message }) => failed(code, message, nextId(), status),
    recorders: () => [...world.records.recorders(), ...liveToVodRecorders(world.channels)],
    expected: (lead) => expected(world, lead),
    openResources: () => openResources(world, context.clock.now()),
    tasks: () => world.records.rows(context.clock.now()),
    callbacks: callbackManner(context, world),
  };
}

function newWorld(context: ServiceContext): World {
  const channels = new ChannelBook(context.seed, context.encoders);
  return {
    channels,
    records: new RecordBook(context.seed, channels),
    forwards: new ForwardBook(context.seed),
    directories: new DirectoryBook(context.seed),
    documents: new DocumentBook(context.seed),
    receivers: new Receivers(),
  };
}

function formOf(request: SimRequest): Form {
  return new Form(request.method === "GET" ? request.query : new URLSearchParams(request.body));
}

function nameOf(request: SimRequest): CallName {
  const found = operationAt(request.path);
  const form = formOf(request);
  const stream = form.maybe("pullId") ?? form.maybe("pullIds") ?? form.maybe("channelName") ?? null;
  return { operation: found?.operation ?? "unknown", wireName: found?.wireName ?? "unknown", stream };
}

function accountOf(raw: Readonly<Record<string, string>>): Account {
  const { accessKeyId, accessKeySecret } = raw;
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    throw new Error("wangsu credentials need accessKeyId and accessKeySecret");
  }
  return { accessKeyId, accessKeySecret };
}

/** An encoder for each recording task, from before its start until after its end. */
function expected(world: World, lead: { readonly leadMs: number; readonly tailMs: number }): readonly EncoderScript[] {
  return world.records.all().flatMap((task) => {
    // What has been pushed stays pushed: a task made late or ended early changes only what comes after.
    const fromMs = Math.max(task.fromMs - lead.leadMs, task.createdMs);
    if (endOf(task) <= fromMs) return [];
    return [{ stream: task.channel.pullId, fromMs, untilMs: endOf(task) + lead.tailMs, drops: [] }];
  });
}

function openResources(world: World, nowMs: number): readonly OpenResource[] {
  const channels = world.channels.all().filter((channel) => exists(channel, nowMs));
  return [
    ...channels.map(({ pullId, createdMs }) => ({
      kind: "channel",
      id: pullId,
      stream: pullId,
      openedAtMs: createdMs,
      untilMs: null,
    })),
    ...channels
      .filter((channel) => channel.forbidden.at(nowMs))
      .map(({ pullId, forbidden }) => ({
        kind: "ban",
        id: pullId,
        stream: pullId,
        openedAtMs: forbidden.changedMs(),
        untilMs: null,
      })),
    ...world.records
      .all()
      .filter((task) => isOpen(task, nowMs))
      .map((task) => ({
        kind: "recordingTask",
        id: task.id,
        stream: task.channel.pullId,
        openedAtMs: task.createdMs,
        untilMs: task.untilMs,
      })),
    ...world.forwards.open(nowMs).map((task) => ({
      kind: "relay",
      id: task.id,
      stream: task.channel.pullId,
      openedAtMs: task.createdMs,
      untilMs: Number.isFinite(forwardEnd(task)) ? forwardEnd(task) : null,
    })),
  ];
}
