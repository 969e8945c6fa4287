import type {
  CallName,
  ServiceContext,
  ServiceInstance,
  SimReply,
  SimRequest,
  SimulatedService,
} from "../../simulated-service.ts";
import { admit } from "./access.ts";
import type { Credentials } from "./access.ts";
import { actionOf } from "./actions.ts";
import type { Books, Handler } from "./call.ts";
import { expectedSources, openResources, streamOf, taskRows } from "./inventory.ts";
import { LoopBook } from "./loop-book.ts";
import { listLoops, startLoop, stopLoop, updateLoop } from "./loops.ts";
import { Params } from "./params.ts";
import { PresetBook } from "./preset-book.ts";
import { createPreset, deletePreset, getPreset, listPresets, updatePreset } from "./presets.ts";
import { PullBook } from "./pull-book.ts";
import { listStreamTranscodes, startStreamPull, stopStreamPull } from "./pulls.ts";
import { RedirectBook } from "./redirect-book.ts";
import { startRedirect, stopRedirect } from "./redirects.ts";
import { gatewayRefusal, Refusal, refused } from "./reply.ts";
import { listTasks } from "./task-list.ts";

const handlers: Readonly<Record<string, Handler>> = {
  Preset: createPreset,
  UpdatePreset: updatePreset,
  DelPreset: deletePreset,
  GetPresetList: listPresets,
  GetPresetDetail: getPreset,
  GetStreamTranList: listStreamTranscodes,
  StartStreamPull: startStreamPull,
  StopStreamPull: stopStreamPull,
  StartLoop: startLoop,
  StopLoop: stopLoop,
  UpdateLoop: updateLoop,
  GetLoopList: listLoops,
  RedirectStart: startRedirect,
  RedirectStop: stopRedirect,
  GetTaskList: listTasks,
};

/** Statuses of gateway codes that a fault file may ask for; others are 400. */
const gatewayStatus: Readonly<Record<string, number>> = {
  MissingAuthenticationToken: 403,
  SignatureDoesNotMatch: 403,
  InvalidClientTokenId: 403,
  AccessDenied: 403,
  NoSuchEntity: 404,
  LimitExceeded: 409,
  ServiceUnavailable: 500,
  ServiceTimeout: 500,
};

/** Kingsoft Cloud live transcoding, service ket (catalogue ksyun): all operations of the document. */
export const ksyun: SimulatedService = {
  id: "ksyun",
  fixedCredentials: {
    accessKeyId: "AKLTrundownSimulator00",
    secretAccessKey: "OKrundown/simulator+secret/0123456789abcdef",
    region: "cn-beijing-6",
  },
  throttled: { status: 429, code: "LimitExceeded", message: "The request speed of this OpenAPI is over the limit." },
  open,
};

function open(context: ServiceContext): ServiceInstance {
  const { clock, seed } = context;
  const accounts = context.credentials.map(credentialsOf);
  const books: Books = {
    presets: new PresetBook(),
    pulls: new PullBook(seed, context.encoders),
    loops: new LoopBook(seed),
    redirects: new RedirectBook(seed),
  };
  const answer = (request: SimRequest): SimReply => {
    const nowMs = clock.now();
    const refusal = admit(request, accounts, nowMs);
    if (refusal !== null) return refusal;
    const wireName = request.query.get("Action") ?? "";
    const handler = handlers[wireName];
    const envelope = actionOf(wireName)?.envelope ?? "large";
    if (handler === undefined) throw new Error(`${wireName} was admitted and has no handler`);
    try {
      const params = Params.of(request.method, request.query, request.body);
      return handler({ ...books, params, nowMs, asOfMs: nowMs - context.lagMs, context });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(envelope, error.code, error.message);
    }
  };
  return {
    name: nameOf,
    answer,
    failure: ({ name, status, code, message }) => {
      const envelope = actionOf(name.wireName)?.envelope ?? "large";
      if (/^\d+$/.test(String(code))) return refused(envelope, Number(code), message, status);
      const text = String(code);
      return gatewayRefusal(status === 200 ? (gatewayStatus[text] ?? 400) : status, text, message, name.operation);
    },
    recorders: () => [],
    expected: (lead) => expectedSources(books, lead),
    openResources: () => openResources(books, clock.now()),
    tasks: () => taskRows(books, clock.now()),
    callbacks: null,
  };
}

function nameOf(request: SimRequest): CallName {
  const wireName = request.query.get("Action");
  const action = actionOf(wireName);
  const known = action !== undefined && wireName !== null;
  return {
    operation: action?.operation ?? "unknown",
    wireName: known ? wireName : "unknown",
    stream: known ? streamIn(request) : null,
  };
}

function streamIn(request: SimRequest): string | null {
  try {
    const params = Params.of(request.method, request.query, request.body);
    const stream = params.raw("StreamID");
    if (typeof stream === "string") return stream;
    const src = params.raw("src");
    const first: unknown = Array.isArray(src) ? src[0] : src;
    return typeof first === "string" ? streamOf(first) : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function credentialsOf(raw: Readonly<Record<string, string>>): Credentials {
  const { accessKeyId, secretAccessKey, region } = raw;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error("ksyun credentials need accessKeyId and secretAccessKey");
  }
  return { accessKeyId, secretAccessKey, region: region ?? "cn-beijing-6" };
}
