import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { settingAt } from "./loop-book.ts";
import type { Params } from "./params.ts";
import { formatsOf } from "./presets.ts";
import { ok, Refusal } from "./reply.ts";
import { vendorTime } from "./times.ts";

const hourMs = 3_600_000;
const minute = 60_000;
/** The remark's cap on a new loop; it beats the year that the table gives as the default. */
const longestMs = 20 * 24 * hourMs;
/** The files' lengths are not known here: each counts as one minute where LoopTimes decides. */
const fileMs = minute;
const farFuture = 1e12;

/** StartLoop: every call makes tasks, one for each output of the template. */
export function startLoop(call: Call): SimReply {
  const { params, nowMs } = call;
  const uniqName = params.uniqName();
  const app = params.app();
  const name = params.preset();
  const stream = params.streamId();
  const pubDomain = params.text("PubDomain");
  const files = readFiles(params);
  const startS = params.maybeInt("TaskStartTime", 0, farFuture);
  if (startS !== null && startS * 1000 <= nowMs + minute) throw new Refusal(1001, "TaskStartTime");
  const fromMs = startS === null ? nowMs : startS * 1000;
  const untilMs = endOf(params, fromMs, files.length);
  const template = call.presets.at(uniqName, app, name, nowMs);
  if (template === undefined) throw new Refusal(1005);
  const formats = formatsOf(template);
  const wish = { uniqName, app, stream, preset: name, pubDomain, createdMs: nowMs, fromMs };
  const { tasks } = call.loops.create({ ...wish, formats, files, untilMs });
  return ok("large", { List: tasks.map((task) => ({ TaskID: task.id, Format: task.format })) });
}

/** StopLoop ends all loops of the name, scheduled ones too. */
export function stopLoop(call: Call): SimReply {
  const { params, nowMs } = call;
  const open = call.loops.openAt(params.uniqName(), params.app(), params.streamId(), nowMs);
  if (open.length === 0) throw new Refusal(1200);
  for (const loop of open) loop.stoppedMs = nowMs;
  return ok("large");
}

/** UpdateLoop: only running loops (else 1301); DurationHour counts from now. */
export function updateLoop(call: Call): SimReply {
  const { params, nowMs } = call;
  const open = call.loops.openAt(params.uniqName(), params.app(), params.streamId(), nowMs);
  const hours = params.maybeInt("DurationHour", 1, longestMs / hourMs);
  const files = params.has("SrcInfo") ? readFiles(params) : null;
  if (hours === null && files === null) throw new Refusal(1000, "DurationHour, SrcInfo");
  if (open.length === 0) throw new Refusal(1200);
  const running = open.filter((loop) => loop.fromMs <= nowMs);
  if (running.length === 0) throw new Refusal(1301);
  for (const loop of running) {
    const before = settingAt(loop, nowMs);
    const untilMs = hours === null ? before.untilMs : nowMs + hours * hourMs;
    loop.settings.push({ atMs: nowMs, files: files ?? before.files, untilMs });
  }
  return ok("large");
}

/** GetLoopList: one row a task, scheduled ones too; numbers are text here, as in the document's example. */
export function listLoops(call: Call): SimReply {
  const { params, asOfMs } = call;
  const open = call.loops.openAt(params.uniqName(), params.app(), params.maybeText("StreamID"), asOfMs);
  const rows = open.flatMap((loop) =>
    loop.tasks.map((task) => ({
      OutputFormat: String(task.format),
      SrcInfo: settingAt(loop, asOfMs).files,
      App: loop.app,
      PubDomain: loop.pubDomain,
      Preset: loop.preset,
      ContinueHour: String(Math.max(0, Math.floor((asOfMs - loop.fromMs) / hourMs))),
      TaskID: task.id,
      StreamID: loop.stream,
      CreateTime: vendorTime(loop.createdMs),
    })),
  );
  return ok("large", { Total: rows.length, List: rows });
}

/** TaskStopTime wins over LoopTimes. */
function endOf(params: Params, fromMs: number, files: number): number {
  const stopS = params.maybeInt("TaskStopTime", 0, farFuture);
  const times = params.maybeInt("LoopTimes", 1, 1_000_000);
  const hours = params.maybeInt("DurationHour", 1, longestMs / hourMs);
  if (stopS !== null) {
    const lengthMs = stopS * 1000 - fromMs;
    if (lengthMs <= 30_000 || lengthMs > longestMs) throw new Refusal(1001, "TaskStopTime");
    return stopS * 1000;
  }
  const byCount = times === null ? longestMs : times * files * fileMs;
  return fromMs + Math.min(longestMs, byCount, hours === null ? longestMs : hours * hourMs);
}

/** Addresses in the order of play. */
function readFiles(params: Params): readonly string[] {
  const entries = params.list("SrcInfo").map((entry) => {
    const index = entry.maybeInt("Index", 0, 1_000_000);
    if (index === null) throw new Refusal(1000, "Index");
    return { path: entry.text("Path"), index };
  });
  if (entries.length > 100 || !entries.every((entry) => /^https?:\/\//.test(entry.path))) {
    throw new Refusal(1001, "SrcInfo");
  }
  return entries.toSorted((a, b) => a.index - b.index).map((entry) => entry.path);
}
