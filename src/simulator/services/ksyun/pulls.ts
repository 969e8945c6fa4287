import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { Params } from "./params.ts";
import { formatsOf } from "./presets.ts";
import { ok, Refusal } from "./reply.ts";
import { vendorTime } from "./times.ts";

const longestTryMs = 5 * 60_000;
const defaultIntervalS = 6;
/** A pull without a template copies; 271 is the profile that keeps the size. */
const copyFormat = 271;
/** GetStreamTranList, TranStatus: only 30 is documented. */
const pulling = 30;
const waiting = 20;

/** StartStreamPull: every call makes a task. */
export function startStreamPull(call: Call): SimReply {
  const { params, nowMs } = call;
  const uniqName = params.uniqName();
  const app = params.app();
  const stream = params.streamId();
  const sourceUrl = params.text("SrcUrl");
  if (!/^(rtmp|https?):\/\/[^/]/.test(sourceUrl)) throw new Refusal(1001, "SrcUrl");
  for (const name of ["Vdoid", "DstUrl"]) params.maybeText(name);
  const extra = readExtra(params.maybeText("ExtParam"));
  const named = new URLSearchParams(params.maybeText("Params") ?? "").get("preset");
  const preset = named ?? extra.maybeText("preset") ?? "";
  const template = preset === "" ? undefined : call.presets.at(uniqName, app, preset, nowMs);
  if (preset !== "" && template === undefined) throw new Refusal(1005);
  const intervalS = extra.maybeInt("interval", 1, 20) ?? defaultIntervalS;
  const tries = extra.maybeInt("retrytimes", 1, 100);
  const made = call.pulls.create({
    uniqName,
    app,
    stream,
    sourceUrl,
    preset,
    outputFormat: template === undefined ? copyFormat : (formatsOf(template)[0] ?? copyFormat),
    createdMs: nowMs,
    connectMs: tries === null ? longestTryMs : Math.min(longestTryMs, tries * intervalS * 1000),
  });
  return ok("large", { TaskID: made.id });
}

/** StopStreamPull ends all pulls of the name. */
export function stopStreamPull(call: Call): SimReply {
  const { params, nowMs } = call;
  const open = call.pulls.openAt(params.uniqName(), params.app(), params.streamId(), nowMs);
  if (open.length === 0) throw new Refusal(1200);
  for (const pull of open) pull.stoppedMs = nowMs;
  return ok("large");
}

/** GetStreamTranList: the pulls of a stream, numbers of formats as text. */
export function listStreamTranscodes(call: Call): SimReply {
  const { params, asOfMs } = call;
  const open = call.pulls.openAt(params.uniqName(), params.app(), params.streamId(), asOfMs);
  if (open.length === 0) throw new Refusal(1200);
  return ok("large", {
    TranList: open.map((pull) => ({
      Preset: pull.preset,
      OutputFormat: String(pull.outputFormat),
      TaskID: pull.id,
      TranStatus: call.pulls.hasSource(pull, asOfMs) ? pulling : waiting,
      StreamName: pull.stream,
      CreateTime: vendorTime(pull.createdMs),
    })),
    ListCount: open.length,
  });
}

/** JSON text inside the body. */
function readExtra(text: string | null): Params {
  if (text === null) return new Params({});
  try {
    return Params.of("POST", new URLSearchParams(), text);
  } catch {
    throw new Refusal(1001, "ExtParam");
  }
}
