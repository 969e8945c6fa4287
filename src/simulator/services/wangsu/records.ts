import { randomHex } from "../../random.ts";
import type { RecordedFile } from "../../recordings.ts";
import type { Call } from "./call.ts";
import { isOf, isOpen, statusOf } from "./record-book.ts";
import type { RecordTask } from "./record-book.ts";
import { Refusal } from "./refusal.ts";
import { compactMinute, localTime, seconds } from "./times.ts";

const minuteMs = 60_000;
const longestMs = 72 * 3_600_000;
const fileTypes = ["mp4", "flv", "m3u8"] as const;

/** createRecordTask (2.18). Times are cut to the minute. */
export function createRecordTask(call: Call): string {
  const { form, nowMs, world } = call;
  const transNo = transNoOf(call) ?? "";
  const quick = form.text("quickStart");
  if (quick !== "true" && quick !== "false") throw new Refusal(1000, "quickStart must be true or false");
  const { fromMs, untilMs } = spanOf(call, quick === "true");
  const fileType = form.oneOf("fileType", fileTypes, "mp4");
  if (form.boolean("isConcat", false) && fileType !== "m3u8") throw new Refusal(1000, "isConcat needs fileType m3u8");
  form.boolean("isRecordIm", false);
  const whiteBoard = form.boolean("isRecordWhiteBoard", false);
  const notifyUrl = form.maybe("notifyUrl");
  if (notifyUrl !== undefined && !/^https?:\/\//.test(notifyUrl)) throw new Refusal(1554, "notifyUrl is malformed");
  const channel = world.channels.find(call.account.accessKeyId, form.text("pullId", 1303), nowMs);
  if (channel.forbidden.at(nowMs)) throw new Refusal(1339, "the channel is forbidden");
  if (!channel.protocols.some((protocol) => protocol === "0" || protocol === "1")) {
    throw new Refusal(1338, "live recording failed: the channel plays neither RTMP nor HDL");
  }
  if (form.boolean("httpPullRecord", false) && !channel.protocols.some((one) => one === "1" || one === "2")) {
    throw new Refusal(1000, "httpPullRecord needs HDL or HLS");
  }
  if (world.records.open(channel, nowMs).length > 0) throw new Refusal(1337, "a task of this channel exists already");
  if (transNo !== "" && world.records.of(channel.owner).some((task) => task.transNo === transNo)) {
    throw new Refusal(1630, "TRANSNO exists already");
  }
  const made = { transNo, channel, createdMs: nowMs, fromMs, untilMs, fileType, whiteBoard, notifyUrl };
  // In the document's sample data is text that holds JSON.
  return JSON.stringify({ taskId: world.records.create(made).id });
}

function spanOf(call: Call, quick: boolean): { readonly fromMs: number; readonly untilMs: number } {
  const { form, nowMs } = call;
  const start = form.int("startTime", 1334);
  const end = form.int("endTime", 1335);
  if (end === undefined) throw new Refusal(1004, "endTime is missing");
  if (quick && start !== undefined) throw new Refusal(1334, "startTime must be absent when quickStart is true");
  if (!quick && start === undefined) throw new Refusal(1004, "startTime is missing");
  const fromMs = quick ? nowMs : minuteOf((start ?? 0) * 1000);
  const untilMs = minuteOf(end * 1000);
  if (!quick && fromMs <= nowMs) throw new Refusal(1334, "the start must be later than now, cut to the minute");
  if (untilMs <= nowMs || untilMs <= fromMs) throw new Refusal(1335, "the end must be later than now and the start");
  if (untilMs - fromMs > longestMs) throw new Refusal(1335, "the end must be at most 72 hours after the start");
  return { fromMs, untilMs };
}

/** endRecordTask (2.19). */
export function endRecordTask(call: Call): string {
  const task = taskById(call, call.form.text("taskId"), call.nowMs);
  if (!isOpen(task, call.nowMs)) throw new Refusal(1631, "the recording task is over already");
  task.stoppedMs = call.nowMs;
  return "";
}

/** queryRecordTask (2.20). */
export function queryRecordTask(call: Call): unknown {
  const task = lookUp(call);
  return stateOfTask(call, task, call.asOfMs);
}

/** What 2.20 answers and the notices of 2.18.5 carry. */
export function stateOfTask(call: Pick<Call, "context">, task: RecordTask, atMs: number): unknown {
  const { context } = call;
  return {
    fileList: filesOf(call, task, atMs).map((file) => ({
      videoId: videoId(context.seed, file),
      fileName: fileName(task, file),
      fileSize: String(file.bytes),
      videoDuration: String(Math.round((file.toMs - file.fromMs) / 1000)),
      startTime: localTime(file.fromMs),
      endTime: localTime(file.toMs),
      fileUrl: context.fileUrl(file),
    })),
    transNo: task.transNo,
    taskId: task.id,
    ...(task.whiteBoard ? { recordBoardTaskId: randomHex(32, context.seed, "board", task.id) } : {}),
    status: statusOf(task, atMs),
  };
}

/** getRecordFileInfo (2.27): by channels or by videos, newest first. */
export function getRecordFileInfo(call: Call): unknown {
  const { form, world, context } = call;
  const pullIds = form.maybe("pullIds");
  const videoIds = form.maybe("videoIds");
  if ((pullIds === undefined) === (videoIds === undefined)) {
    throw new Refusal(1000, "exactly one of pullIds and videoIds must be given");
  }
  const byVideo = videoIds !== undefined;
  const wanted = byVideo
    ? form.ids("videoIds", { empty: 1540, special: 1541, commas: 1542 })
    : form.ids("pullIds", { empty: 1310, special: 1311, commas: 1312 });
  if (wanted.length > 50) throw new Refusal(1000, "at most 50 ids");
  const tasks = world.records.of(call.account.accessKeyId);
  const rows = tasks.flatMap((task) => filesOf(call, task, call.asOfMs).map((file) => ({ task, file })));
  if (byVideo) {
    const known = new Set(rows.map(({ file }) => videoId(context.seed, file)));
    if (wanted.some((one) => !known.has(one))) throw new Refusal(1545, "one of the videoIds does not exist");
  } else {
    // Files outlive their channel, so a deleted one is known too.
    const known = new Set(world.channels.all().map((channel) => channel.pullId));
    if (wanted.some((one) => !known.has(one))) throw new Refusal(1313, "one of the pullIds does not exist");
  }
  const list = rows
    .filter(({ task, file }) => wanted.includes(byVideo ? videoId(context.seed, file) : task.channel.pullId))
    .toSorted((a, b) => b.file.fromMs - a.file.fromMs)
    .map(({ task, file }) => ({
      password: "",
      pullId: task.channel.pullId,
      sharePageUrl: `http://share.cloudv.haplat.net/vod-share/${videoId(context.seed, file)}`,
      startTime: seconds(file.fromMs),
      videoDuration: Math.round((file.toMs - file.fromMs) / 1000),
      videoId: videoId(context.seed, file),
      videoName: fileName(task, file).replace(/\.\w+$/, ""),
    }));
  return { list };
}

/** The caller's own task number, undefined when absent or empty. */
export function transNoOf(call: Call): string | undefined {
  const value = call.form.maybe("transNo");
  if (value !== undefined && value.length > 32) throw new Refusal(1602, "TRANSNO is not legal: at most 32 characters");
  return value;
}

function lookUp(call: Call): RecordTask {
  const taskId = call.form.maybe("taskId");
  if (taskId !== undefined) return taskById(call, taskId, call.asOfMs);
  const transNo = transNoOf(call);
  if (transNo === undefined) throw new Refusal(1004, "taskId or transNo is missing");
  const { records } = call.world;
  const found = records
    .of(call.account.accessKeyId)
    .find((task) => task.transNo === transNo && task.createdMs <= call.asOfMs);
  if (found === undefined) throw new Refusal(1603, "TRANSNO does not exist");
  return found;
}

function taskById(call: Call, taskId: string, atMs: number): RecordTask {
  const { records } = call.world;
  const found = records.of(call.account.accessKeyId).find((task) => task.id === taskId && task.createdMs <= atMs);
  if (found === undefined) throw new Refusal(1012, "taskId is wrong: there is no such task");
  return found;
}

function filesOf(call: Pick<Call, "context">, task: RecordTask, atMs: number): readonly RecordedFile[] {
  return call.context
    .filesAt(atMs)
    .filter((file) => isOf(task, file))
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function fileName(task: RecordTask, file: RecordedFile): string {
  const name = task.channel.config.at(file.fromMs).name;
  return `${name}_${compactMinute(file.fromMs)}-${file.id}.${task.fileType}`;
}

function videoId(seed: number, file: RecordedFile): string {
  return randomHex(32, seed, "video", file.id);
}

function minuteOf(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}
