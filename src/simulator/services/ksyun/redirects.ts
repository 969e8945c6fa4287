import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import type { Params } from "./params.ts";
import { mostRedirects } from "./redirect-book.ts";
import { ok, Refusal } from "./reply.ts";

const tenMinutesMs = 10 * 60_000;
const mostPairs = 20;
const failed = 1300;

/** RedirectStart: a task for each pair; a customer who has all the redirects he may have gets 1300 for the rest. */
export function startRedirect(call: Call): SimReply {
  const { params, nowMs } = call;
  const uniqName = params.uniqName("uniqname");
  const app = params.app("app");
  const sources = addresses(params, "src", /^(rtmp|https?):\/\/[^/]/);
  const targets = addresses(params, "durl", /^rtmp:\/\/[^/]/);
  if (sources.length > mostPairs) throw new Refusal(1001, "src");
  if (sources.length !== targets.length) throw new Refusal(1030);
  if (params.has("trans_params")) for (const one of params.list("trans_params")) readTransParams(one);
  const { fromMs, untilMs } = readTimes(params, nowMs);
  const reqlist = sources.map((src, at) => {
    const used = call.redirects.openAt(nowMs).filter((one) => one.uniqName === uniqName).length;
    if (used >= mostRedirects) return { reqid: "", errno: failed };
    const wish = { uniqName, app, src, durl: targets[at] ?? "", createdMs: nowMs, fromMs, untilMs };
    return { reqid: call.redirects.create(wish).id, errno: 0 };
  });
  return ok("small", { uniqname: uniqName, task_type: "redirect", reqlist });
}

/** RedirectStop ends one task: the one with that id, or the oldest of that pair. */
export function stopRedirect(call: Call): SimReply {
  const { params, nowMs } = call;
  const open = call.redirects.openAt(nowMs);
  const id = params.maybeText("reqid");
  let found = open.find((one) => one.id === id);
  if (id === null) {
    const uniqName = params.uniqName("uniqname");
    const app = params.app("app");
    const src = params.text("src");
    const durl = params.text("durl");
    found = open.find((one) => one.uniqName === uniqName && one.app === app && one.src === src && one.durl === durl);
  }
  if (found === undefined) throw new Refusal(1301);
  found.stoppedMs = nowMs;
  return ok("small");
}

/** A future start must be 10 minutes ahead, a future end more than 10 minutes after the start; 0 and past mean none. */
function readTimes(params: Params, nowMs: number): { readonly fromMs: number; readonly untilMs: number | null } {
  const most = Number.MAX_SAFE_INTEGER;
  const startMs = (params.maybeInt("task_start_time", 0, most) ?? 0) * 1000;
  const stopMs = (params.maybeInt("task_stop_time", 0, most) ?? 0) * 1000;
  if (startMs > nowMs && startMs < nowMs + tenMinutesMs) throw new Refusal(1001, "task_start_time");
  const fromMs = Math.max(startMs, nowMs);
  if (stopMs <= nowMs) return { fromMs, untilMs: null };
  if (stopMs <= fromMs + tenMinutesMs) throw new Refusal(1001, "task_stop_time");
  return { fromMs, untilMs: stopMs };
}

function readTransParams(one: Params): void {
  one.maybeInt("trans", 0, 1);
  if (one.has("logos")) {
    for (const logo of one.list("logos")) {
      if (!/^https?:\/\//.test(logo.text("wm_image"))) throw new Refusal(1001, "wm_image");
      if (!/^(TOP|CENTER|BOTTOM)_(LEFT|CENTER|RIGHT)$|^CENTER$/.test(logo.text("wm_gravity"))) {
        throw new Refusal(1001, "wm_gravity");
      }
    }
  }
  if (!one.has("fops")) return;
  const fops = one.object("fops");
  for (const name of ["bitrate", "res", "fps", "vcodec", "acodec"]) fops.maybeText(name);
}

function addresses(params: Params, name: string, pattern: RegExp): readonly string[] {
  const given = params.raw(name);
  if (name === "durl" && Array.isArray(given) && given.length === 0) throw new Refusal(1030, name);
  return params.array(name).map((value) => {
    if (typeof value === "string" && pattern.test(value)) return value;
    throw new Refusal(name === "durl" ? 1030 : 1001, name);
  });
}
