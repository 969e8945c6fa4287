import { randomHex } from "../../random.ts";
import type { RecordedFile } from "../../recordings.ts";
import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { BadParameter } from "../tencent-kit/params.ts";
import { ok } from "../tencent-kit/reply.ts";
import { chinaTime } from "../tencent-kit/times.ts";

const dayMs = 24 * 3_600_000;

/** Live_Tape_GetFilelist (Query API / Query Recording File): the fragments that touch the window. */
export function getRecordingFileList(call: Call): SimReply {
  const { params, context } = call;
  const stream = params.text("Param.s.channel_id");
  const descending = params.oneOf("Param.s.sort_type", ["asc", "desc"], "asc") === "desc";
  const fromMs = params.time("Param.s.start_time");
  const untilMs = params.time("Param.s.end_time");
  if (fromMs !== undefined && untilMs !== undefined) checkWindow(fromMs, untilMs);
  const mine = new Set(call.tasks.all().flatMap((task) => (task.appid === call.account.appid ? [task.id] : [])));
  const files = context
    .filesAt(call.asOfMs, stream)
    .filter((file) => mine.has(file.recorderId))
    .filter((file) => (fromMs === undefined || file.toMs > fromMs) && (untilMs === undefined || file.fromMs <= untilMs))
    .toSorted((a, b) => (a.fromMs - b.fromMs) * (descending ? -1 : 1));
  const page = params.page(files, 1, 100, 10);
  return ok({
    all_count: files.length,
    file_list: page.map((file) => ({
      vid: vidOf(context.seed, file),
      start_time: chinaTime(file.fromMs),
      end_time: chinaTime(file.toMs),
      file_id: file.id,
      record_file_url: context.fileUrl(file),
    })),
  });
}

/** The VOD platform's name of a file. */
export function vidOf(seed: number, file: RecordedFile): string {
  return `200011683_${randomHex(32, seed, "vid", file.id)}`;
}

function checkWindow(fromMs: number, untilMs: number): void {
  if (untilMs < fromMs) throw new BadParameter("Param.s.end_time is before Param.s.start_time");
  const sameDay = chinaTime(fromMs).slice(0, 10) === chinaTime(untilMs).slice(0, 10);
  if (untilMs - fromMs >= dayMs || !sameDay) {
    throw new BadParameter("Param.s.end_time must be less than 24 hours later and on the same day");
  }
}
