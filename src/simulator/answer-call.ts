import type { CallLog } from "./call-log.ts";
import { sleep } from "./event-clock.ts";
import type { EventClock } from "./event-clock.ts";
import type { FaultPlan } from "./fault-plan.ts";
import type { Fault } from "./faults.ts";
import { durationMs } from "./moment.ts";
import type { ServiceHost } from "./service-host.ts";
import type { CallName, SimReply, SimRequest } from "./simulated-service.ts";
import { htmlPage, resetConnection, sendCut } from "./wire.ts";
import type { WireContext } from "./wire.ts";

/** What answering a call needs besides the service. */
export interface CallDesk {
  readonly clock: EventClock;
  readonly faults: FaultPlan;
  readonly log: CallLog;
  readonly stopped: AbortSignal;
  /** Calls of one service in a clock minute of event time; null for no limit. */
  readonly perMinute: number | null;
}

/** Answers one vendor call: the fault that strikes it, the rate limit, else the vendor. */
export function callAnswerer(host: ServiceHost, desk: CallDesk): (context: WireContext) => Promise<Response> {
  let minute = { number: -1, calls: 0 };
  const throttled = (): boolean => {
    const number = Math.floor(desk.clock.now() / 60_000);
    minute = { number, calls: minute.number === number ? minute.calls + 1 : 1 };
    return desk.perMinute !== null && minute.calls > desk.perMinute;
  };

  return async (context) => {
    const request = await requestOf(context, host.id);
    const name = host.instance.name(request);
    const names = [name.operation, name.wireName];
    const fault = desk.faults.strike({ target: "call", service: host.id, names, stream: name.stream });
    const note = (status: number | null, error: string | null): void =>
      desk.log.add({
        atMs: desk.clock.now(),
        wallMs: Date.now(),
        service: host.id,
        ...name,
        status,
        error,
        fault: fault?.kind ?? null,
      });
    const send = (reply: SimReply): Response => {
      note(reply.status, reply.error);
      return new Response(reply.body, { status: reply.status, headers: { ...reply.headers } });
    };
    const reset = (error: string): Response => {
      note(null, error);
      return resetConnection(context);
    };
    const work = (): SimReply => host.instance.answer(request, name);

    if (fault === undefined) return send(throttled() ? throttleReply(host, name, null) : work());
    if (done(fault)) work();
    switch (fault.kind) {
      case "error": {
        const message = fault.message ?? "an error asked for by the fault file";
        return send(host.instance.failure({ name, status: 200, code: fault.code, message }));
      }
      case "throttle":
        return send(throttleReply(host, name, fault.retryAfterMs ?? null));
      case "refuse":
      case "lost-answer":
        return reset(fault.kind);
      case "empty-body":
        return send({ status: 200, headers: {}, body: "", error: fault.kind });
      case "html-error": {
        const status = fault.status ?? 502;
        return send({ status, headers: { "content-type": "text/html" }, body: htmlPage(status), error: fault.kind });
      }
      case "http":
        return send({ status: fault.status, headers: {}, body: "", error: fault.kind });
      case "hang": {
        const reply = fault.effect === false ? null : work();
        await sleep(fault.wallMs ?? desk.clock.toWall(durationMs(fault.ms ?? 0) ?? 0), desk.stopped);
        return reply === null ? reset(fault.kind) : send(reply);
      }
      case "cut-body": {
        const reply = work();
        note(reply.status, fault.kind);
        const body = Buffer.from(reply.body);
        const headers = { ...reply.headers, "content-length": String(body.length) };
        return sendCut(context, reply.status, headers, body.subarray(0, Math.floor(body.length / 2)));
      }
      case "cut-after-bytes":
      case "late":
      case "doubled":
      case "reordered":
      case "lost":
      case "forged":
        return send(work());
    }
  };
}

/** Whether the operation is done although its answer is replaced by the fault's. */
function done(fault: Fault): boolean {
  switch (fault.kind) {
    case "lost-answer":
      return true;
    case "empty-body":
      return fault.effect ?? true;
    case "error":
    case "html-error":
    case "http":
      return fault.effect ?? false;
    case "throttle":
    case "refuse":
    case "hang":
    case "cut-body":
    case "cut-after-bytes":
    case "late":
    case "doubled":
    case "reordered":
    case "lost":
    case "forged":
      return false;
  }
}

function throttleReply(host: ServiceHost, name: CallName, retryAfter: number | string | null): SimReply {
  const reply = host.instance.failure({ name, ...host.service.throttled });
  if (retryAfter === null) return reply;
  const seconds = Math.ceil((durationMs(retryAfter) ?? 0) / 1000);
  return { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } };
}

async function requestOf(context: WireContext, service: string): Promise<SimRequest> {
  const url = new URL(context.req.url);
  const host = (context.req.header("host") ?? "").toLowerCase().replace(/:\d+$/, "");
  return {
    method: context.req.method,
    host,
    path: url.pathname.slice(service.length + 1),
    query: url.searchParams,
    headers: context.req.raw.headers,
    body: context.req.method === "GET" ? "" : await context.req.text(),
  };
}
