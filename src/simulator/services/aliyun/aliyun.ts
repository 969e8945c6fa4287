import type {
  CallName,
  ServiceContext,
  ServiceInstance,
  SimReply,
  SimRequest,
  SimulatedService,
} from "../../simulated-service.ts";
import { Access, paramsOf } from "./access.ts";
import type { Credentials } from "./access.ts";
import type { Args } from "./args.ts";
import { callbackManner } from "./callbacks.ts";
import { check } from "./check.ts";
import { handlers } from "./handlers/all.ts";
import { uuid } from "./ids.ts";
import { objectAt } from "./objects.ts";
import { expectedEncoders, recordings, recordTasks } from "./recorders.ts";
import { Refusal } from "./refusal.ts";
import { answered, failed } from "./reply.ts";
import type { Fields, Format } from "./reply.ts";
import { openResources } from "./resources.ts";
import { actionTable, operationOf } from "./tables/actions.ts";
import { timeline, timelinePath } from "./timeline.ts";
import { World } from "./world.ts";

/** Alibaba Cloud ApsaraVideo Live (catalogue aliyun): all RPC actions and the time-shift query of the document. */
export const aliyun: SimulatedService = {
  id: "aliyun",
  fixedCredentials: { accessKeyId: "testid", accessKeySecret: "testsecret" },
  throttled: { status: 503, code: "Throttling", message: "Request was denied due to request throttling." },
  open,
};

function open(context: ServiceContext): ServiceInstance {
  const access = new Access(context.credentials.map(credentialsOf));
  const world = new World(context);
  let requests = 0;
  const requestId = (): string => {
    requests += 1;
    return uuid(context.seed, "request", requests).toUpperCase();
  };

  const work = (request: SimRequest, params: ReadonlyMap<string, string>): Fields => {
    const nowMs = context.clock.now();
    const action = params.get("Action") ?? "";
    const [table, handler] = [actionTable.get(action), handlers.get(action)];
    if (request.path !== "/" && request.path !== "") {
      throw new Refusal(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    }
    access.admit(request.method, params, nowMs);
    if (table === undefined || handler === undefined) {
      throw new Refusal(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    }
    const args = check(action, table, params);
    for (const name of ownedDomains(action, args)) world.domain(name, nowMs);
    const seenMs = action.startsWith("Describe") ? nowMs - context.lagMs : nowMs;
    return handler({ action, args, nowMs, seenMs, context, world });
  };

  const answer = (request: SimRequest): SimReply => {
    if (request.path === timelinePath) return timeline(request, context, context.clock.now());
    const params = paramsOf(request);
    const format = formatOf(params);
    const id = requestId();
    try {
      if (format === null) throw new Refusal(400, "InvalidParameter", "Specified parameter Format is not valid.");
      return answered(format, params.get("Action") ?? "", id, work(request, params));
    } catch (error) {
      if (error instanceof Refusal) return failed(format ?? "JSON", id, error);
      throw error;
    }
  };

  return {
    name: nameOf,
    answer,
    // A fault has no request at hand any more; clients ask for JSON.
    failure: ({ status, code, message }) =>
      failed("JSON", requestId(), {
        status: status === 200 ? statusOf(String(code)) : status,
        code: String(code),
        message,
      }),
    recorders: () => recordings(world, context).map(({ recorder }) => recorder),
    expected: (lead) => expectedEncoders(world, lead),
    openResources: () => openResources(world, context),
    tasks: () => recordTasks(world, context),
    callbacks: callbackManner(world, context),
    object: (name) => objectAt(world, context, name),
  };
}

/** The status that goes with a code when a fault file names the code alone. */
function statusOf(code: string): number {
  const [, status] = statuses.find(([pattern]) => pattern.test(code)) ?? [null, 400];
  return status;
}

const statuses: readonly (readonly [RegExp, number])[] = [
  [/NotFound$/, 404],
  [/Already(Exists?|Started)$/, 409],
  [/Timeout$/, 408],
  [/^Throttling/, 503],
  [/^(InternalError|ResourceNumberExceed)$|Configure_failed$/, 500],
  [/^(ServiceBusy|OperationDenied)$/, 403],
  [/^(PermissionDenied|IllegalOperation)$/, 401],
];

/** XML unless JSON is asked for (3.4); null for anything else. */
function formatOf(params: ReadonlyMap<string, string>): Format | null {
  const format = (params.get("Format") ?? "XML").toUpperCase();
  return format === "JSON" || format === "XML" ? format : null;
}

function nameOf(request: SimRequest): CallName {
  if (request.path === timelinePath) {
    return { operation: "queryTimeshiftTimeline", wireName: timelinePath, stream: request.query.get("stream") };
  }
  const params = paramsOf(request);
  const action = params.get("Action") ?? "";
  const operation = operationOf(action);
  return {
    operation,
    wireName: operation === "unknown" ? "unknown" : action,
    stream: params.get("StreamName") ?? null,
  };
}

/** The domains that an action is about; a new one and a pattern are not. */
function ownedDomains(action: string, args: Args): readonly string[] {
  const exempt = ["AddLiveDomain", "DescribeLiveUserDomains", "SetCasterConfig"];
  if (exempt.includes(action)) return [];
  const single = ["Domain", "DomainTranscodeName", "PushDomain", "PullDomain"].flatMap(
    (name) => args.maybe(name) ?? [],
  );
  return [...single, ...args.list("DomainName"), ...args.list("DomainNames")];
}

function credentialsOf(raw: Readonly<Record<string, string>>): Credentials {
  const { accessKeyId, accessKeySecret, securityToken } = raw;
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    throw new Error("aliyun credentials need accessKeyId and accessKeySecret");
  }
  return { accessKeyId, accessKeySecret, securityToken: securityToken ?? null };
}
