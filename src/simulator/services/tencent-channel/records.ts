import type { RecordedFile } from "../../recordings.ts";
import type { SimReply } from "../../simulated-service.ts";
import { intersect } from "../../spans.ts";
import { chinaTime } from "../tencent-kit/times.ts";
import { channelAt } from "./call.ts";
import type { Call } from "./call.ts";
import { endOf, spanOf, statusOf } from "./record-book.ts";
import type { RecordTask } from "./record-book.ts";
import { ok, Refused } from "./reply.ts";

const longestMs = 24 * 3_600_000;
const longestRealTimeMs = 30 * 60_000;
/** Within this a repeat makes a second task (rule record-timeout); later it is a conflict. */
const blindMs = 3_000;
const keptMs = 61 * 24 * 3_600_000;

/** CreateRecord. */
export function createRecord(call: Call): SimReply {
  const { fields, nowMs } = call;
  const channelId = fields.id("channelId");
  const realTime = fields.int("tapeType", 0, 1) === 1;
  const endMs = fields.time("endTime");
  // The table demands the start, the example of real-time recording leaves it out.
  const startMs = realTime ? nowMs : fields.time("startTime");
  const channel = channelAt(call, channelId, nowMs);
  if (realTime && call.context.encoders.pushAt(channel.id, nowMs) === undefined) throw new Refused(20111);
  const untilMs = realTime ? Math.min(endMs, nowMs + longestRealTimeMs) : endMs;
  if (untilMs <= Math.max(startMs, nowMs) || untilMs - startMs > longestMs) throw new Refused(20323);
  const span = { fromMs: startMs, untilMs };
  const conflict = call.records
    .ofChannel(channelId, nowMs)
    .filter((task) => nowMs - task.createdMs > blindMs)
    .some((task) => intersect(spanOf(task), span) !== null);
  if (conflict) throw new Refused(20322);
  const task = call.records.create({ channelId, createdMs: nowMs, realTime, ...span });
  // A 64-bit number in JSON: written as digits, since no number of this language holds it.
  const reply = ok({ task_id: 0 });
  return { ...reply, body: reply.body.replace('"task_id":0', `"task_id":${task.id}`) };
}

/** StopRecord: 20327 for a task that is unknown or has ended. */
export function stopRecord(call: Call): SimReply {
  const task = taskAt(call, call.nowMs);
  if (call.nowMs >= endOf(task)) throw new Refused(20327);
  call.records.stop(task, call.nowMs);
  return ok();
}

/** DeleteRecord: a task that runs ends; its files stay. */
export function deleteRecord(call: Call): SimReply {
  const task = taskAt(call, call.nowMs);
  call.records.stop(task, call.nowMs);
  task.deletedMs = call.nowMs;
  return ok();
}

/** DescribeRecordList: the times are seconds within the task, as in the document's example. */
export function listRecords(call: Call): SimReply {
  const channel = channelAt(call, call.fields.id("channelId"), call.asOfMs);
  const tasks = call.records.ofChannel(channel.id, call.asOfMs).filter((task) => endOf(task) > call.asOfMs - keptMs);
  return ok({
    totalCount: tasks.length,
    taskSet: call.fields.page(tasks, "pageNo", 10).map((task) => {
      const files = filesOf(call, task);
      const [first] = files;
      const last = files.at(-1);
      return {
        id: task.id,
        startTime: first === undefined ? "0" : seconds(task, first.fromMs),
        endTime: last === undefined ? "0" : seconds(task, last.toMs),
        status: String(statusOf(task, call.asOfMs)),
        count: files.length,
      };
    }),
  });
}

/** DescribeRecord: the fragments of one task. */
export function describeRecord(call: Call): SimReply {
  const task = taskAt(call, call.asOfMs);
  const channel = channelAt(call, task.channelId, call.asOfMs);
  const files = filesOf(call, task);
  return ok({
    totalCount: files.length,
    fileSet: call.fields.page(files, "pageNo", 10).map((file) => ({
      fileId: file.id,
      startTime: seconds(task, file.fromMs),
      endTime: seconds(task, file.toMs),
      fileName: fileName(channel.name, file),
    })),
  });
}

/** GetVodRecordFiles: the files of a channel that begin within the window. */
export function listFiles(call: Call): SimReply {
  const { fields, asOfMs } = call;
  const channel = channelAt(call, fields.id("channelId"), asOfMs);
  const fromMs = Math.max(fields.time("startTime"), asOfMs - keptMs);
  const untilMs = fields.maybeTime("endTime") ?? Number.POSITIVE_INFINITY;
  const tasks = call.records.all().filter((task) => task.channelId === channel.id);
  const files = tasks
    .flatMap((task) => filesOf(call, task).map((file) => ({ task, file })))
    .filter(({ file }) => file.fromMs >= fromMs && file.fromMs <= untilMs)
    .toSorted((a, b) => a.file.fromMs - b.file.fromMs);
  return ok({
    codeDesc: "Success",
    filesInfo: fields.page(files, "pageNum", 20).map(({ task, file }) => ({
      fileId: file.id,
      fileName: fileName(channel.name, file),
      reportMessage: null,
      taskId: task.id,
      startTime: seconds(task, file.fromMs),
      endTime: seconds(task, file.toMs),
    })),
    totalCount: files.length,
  });
}

function taskAt(call: Call, atMs: number): RecordTask {
  const channelId = call.fields.id("channelId");
  const id = call.fields.id("taskId");
  const task = call.records.find(channelAt(call, channelId, atMs).id, id, atMs);
  if (task === undefined) throw new Refused(20327);
  return task;
}

function filesOf(call: Call, task: RecordTask): readonly RecordedFile[] {
  return call.context
    .filesAt(call.asOfMs, task.channelId)
    .filter((file) => file.recorderId === task.id)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Seconds from the start of the task, as text. */
function seconds(task: RecordTask, ms: number): string {
  return String(Math.round((ms - spanOf(task).fromMs) / 1000));
}

/** As in the examples: the channel's name, then begin and end to the minute. */
function fileName(channel: string, file: RecordedFile): string {
  const minute = (ms: number): string =>
    chinaTime(ms).replaceAll("-", "").replaceAll(":", "").replace(" ", "-").slice(0, 13);
  return `LVB -${channel}-${minute(file.fromMs)}-${minute(file.toMs)}`;
}
