import type { Call } from "./call.ts";
import { BadParameter } from "../tencent-kit/params.ts";
import { codes, failed, ok } from "../tencent-kit/reply.ts";
import type { SimReply } from "../../simulated-service.ts";

const longestScheduledMs = 24 * 3_600_000;
const longestRealTimeMs = 30 * 60_000;

/** Live_Tape_Start (Operation API / Create Recording Task): every call makes a task. */
export function startRecordingTask(call: Call): SimReply {
  const { params, nowMs } = call;
  const stream = params.text("Param.s.channel_id");
  const subType = params.int("Param.n.task_sub_type", 0, 1) === 1 ? 1 : 0;
  const recordType = params.oneOf("Param.s.record_type", ["video", "audio"], "video");
  const format = params.oneOf("Param.s.file_format", ["flv", "hls", "mp4", "aac"], "flv");
  if (format === "aac" && recordType === "video") throw new BadParameter("aac is only for record_type audio");
  const endMs = params.time("Param.s.end_time");
  if (endMs === undefined) throw new BadParameter("Param.s.end_time is missing");
  if (endMs <= nowMs) throw new BadParameter("Param.s.end_time has passed");
  // Required by the table even where it is ignored.
  const startMs = params.time("Param.s.start_time");
  if (startMs === undefined) throw new BadParameter("Param.s.start_time is missing");
  const task = { appid: call.account.appid, stream, createdMs: nowMs, subType, format } as const;
  if (subType === 1) {
    if (call.context.encoders.pushAt(stream, nowMs) === undefined) {
      return failed(codes.noSource, "real-time recording needs a stream that is being pushed");
    }
    const untilMs = Math.min(endMs, nowMs + longestRealTimeMs);
    return created(call.tasks.create({ ...task, fromMs: nowMs, untilMs }).id);
  }
  if (endMs <= startMs) throw new BadParameter("Param.s.end_time is not after Param.s.start_time");
  if (endMs - startMs > longestScheduledMs) throw new BadParameter("the task is longer than 1 day");
  return created(call.tasks.create({ ...task, fromMs: startMs, untilMs: endMs }).id);
}

/** Live_Tape_Stop (Operation API / End Recording Task): 20327 for an unknown, stopped or ended task. */
export function stopRecordingTask(call: Call): SimReply {
  const { params, nowMs } = call;
  const stream = params.text("Param.s.channel_id");
  // The table has the text, the example the number.
  const id = params.maybe("Param.s.task_id") ?? params.text("Param.n.task_id");
  const subType = params.int("Param.n.task_sub_type", 0, 1, 0);
  const task = call.tasks.find(id);
  const known =
    task !== undefined && task.appid === call.account.appid && task.stream === stream && task.subType === subType;
  if (!known || task.stoppedMs !== null || nowMs >= task.untilMs) {
    return failed(codes.noTask, "The recording task does not exist");
  }
  task.stoppedMs = nowMs;
  return ok();
}

function created(id: string): SimReply {
  return ok({ task_id: BigInt(id) });
}
