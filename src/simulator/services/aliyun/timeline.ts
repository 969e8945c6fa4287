import type { ServiceContext, SimReply, SimRequest } from "../../simulated-service.ts";
import { intersect } from "../../spans.ts";
import type { Fields } from "./reply.ts";
import { reply } from "./reply.ts";
import { formsOf, sources } from "./streams.ts";
import { dayMs } from "./times.ts";

/** Where the playback domains answer the time-shift query (8.1). */
export const timelinePath = "/openapi/timeline/query";

/** Kept for a week unless the customer asked for more. */
const keptMs = 7 * dayMs;

/** 8.1: which parts of a past period can be replayed. Neither key nor signature; an envelope of its own. */
export function timeline(request: SimRequest, context: ServiceContext, nowMs: number): SimReply {
  const { query } = request;
  const text = (name: string): string => query.get(name) ?? "";
  for (const name of ["app", "stream", "format", "lhs_start_unix_s_0", "lhs_end_unix_s_0"]) {
    if (text(name) === "") return refused(`${name} is missing`);
  }
  if (request.method !== "GET") return refused("only GET is served");
  if (!["ts", "flv"].includes(text("format"))) return refused("format must be ts or flv");
  const seconds = ["lhs_start_unix_s_0", "lhs_end_unix_s_0"].map((name) => text(name));
  if (seconds.some((value) => !/^\d{1,12}$/.test(value))) return refused("lhs times must be unix seconds");
  const [fromMs = 0, untilMs = 0] = seconds.map((value) => Number(value) * 1000);
  if (untilMs <= fromMs) return refused("the end is not after the start");
  const window = { fromMs: Math.max(fromMs, nowMs - keptMs), untilMs: Math.min(untilMs, nowMs - context.lagMs) };
  const domain = query.get("domain") ?? request.host;
  const place = { domain, app: text("app"), stream: text("stream") };
  // A request that names no domain is about the stream wherever it is pushed.
  const named = query.has("domain") || sources(context.encoders, domain, place.app, place.stream).length > 0;
  const forms = named ? formsOf(place) : context.encoders.streams().filter((name) => endsLike(name, place));
  const pieces = forms
    .flatMap((form) => context.encoders.pushes(form))
    .flatMap((push) => intersect(push, window) ?? [])
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .map((piece) => ({ start: Math.ceil(piece.fromMs / 1000), end: Math.floor(piece.untilMs / 1000) }))
    .filter((piece) => piece.start < piece.end);
  return json(200, 0, "success", { content: { current: Math.floor(nowMs / 1000), timeline: pieces } });
}

function endsLike(encoder: string, { app, stream }: { readonly app: string; readonly stream: string }): boolean {
  return encoder === stream || encoder === `${app}/${stream}` || encoder.endsWith(`/${app}/${stream}`);
}

function refused(description: string): SimReply {
  return json(400, 400, description, {});
}

function json(status: number, retCode: number, description: string, fields: Fields): SimReply {
  const body = JSON.stringify({ retCode, description, ...fields });
  return reply(status, "application/json; charset=utf-8", body, retCode === 0 ? null : String(retCode));
}
