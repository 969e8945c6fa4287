import { randomHex } from "../../random.ts";
import type { FileFormat, RecordedFile, Recorder } from "../../recordings.ts";
import type { TaskRow } from "../../simulated-service.ts";
import type { ChannelBook, Channel } from "./channel-book.ts";

/** One recording task. `untilMs` is the planned end, `stoppedMs` the moment it was ended by a call or with its channel. */
export interface RecordTask {
  readonly id: string;
  readonly transNo: string;
  readonly channel: Channel;
  readonly createdMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly fileType: "mp4" | "flv" | "m3u8";
  readonly whiteBoard: boolean;
  readonly notifyUrl: string | undefined;
  stoppedMs: number | null;
}

const formats: Readonly<Record<RecordTask["fileType"], FileFormat>> = { mp4: "mp4", flv: "flv", m3u8: "hls" };

/** All recording tasks ever made. */
export class RecordBook {
  readonly #seed: number;
  readonly #channels: ChannelBook;
  readonly #tasks: RecordTask[] = [];

  constructor(seed: number, channels: ChannelBook) {
    this.#seed = seed;
    this.#channels = channels;
  }

  create(task: Omit<RecordTask, "id" | "stoppedMs">): RecordTask {
    const made = { ...task, id: randomHex(32, this.#seed, "record", this.#tasks.length), stoppedMs: null };
    this.#tasks.push(made);
    return made;
  }

  all(): readonly RecordTask[] {
    return this.#tasks;
  }

  of(owner: string): readonly RecordTask[] {
    return this.#tasks.filter((task) => task.channel.owner === owner);
  }

  /** The tasks of a channel that are not started or running: one at most. */
  open(channel: Channel, nowMs: number): readonly RecordTask[] {
    return this.#tasks.filter((task) => task.channel === channel && isOpen(task, nowMs));
  }

  /** Ends what is open when its channel is deleted. */
  stop(channel: Channel, nowMs: number): void {
    for (const task of this.open(channel, nowMs)) task.stoppedMs = nowMs;
  }

  /** The stretches in which the tasks record, under every name somebody may push. */
  recorders(): readonly Recorder[] {
    return this.#tasks.flatMap((task) =>
      this.#channels.streams(task.channel).map((stream) => ({
        id: stream === task.channel.pullId ? task.id : `${task.id}/${stream}`,
        stream,
        format: formats[task.fileType],
        fromMs: task.fromMs,
        untilMs: endOf(task),
      })),
    );
  }

  taskOf(file: RecordedFile): RecordTask | undefined {
    return this.#tasks.find((task) => isOf(task, file));
  }

  rows(nowMs: number): readonly TaskRow[] {
    const names = ["scheduled", "recording", "ended", "stopped"] as const;
    return this.#tasks.map((task) => ({
      id: task.id,
      stream: task.channel.pullId,
      fromMs: task.fromMs,
      untilMs: task.untilMs,
      createdAtMs: task.createdMs,
      stoppedAtMs: task.stoppedMs,
      type: task.transNo,
      format: task.fileType,
      state: names[statusOf(task, nowMs)],
    }));
  }
}

/** Whether the file was made by the task, under whatever name the channel was pushed. */
export function isOf(task: RecordTask, file: RecordedFile): boolean {
  return file.recorderId === task.id || file.recorderId.startsWith(`${task.id}/`);
}

export function isOpen(task: RecordTask, atMs: number): boolean {
  return atMs < endOf(task);
}

/** 0 not started, 1 started, 2 finished, 3 terminated. */
export function statusOf(task: RecordTask, atMs: number): 0 | 1 | 2 | 3 {
  if (task.stoppedMs !== null && atMs >= task.stoppedMs) return 3;
  if (atMs < task.fromMs) return 0;
  return atMs < task.untilMs ? 1 : 2;
}

export function endOf(task: RecordTask): number {
  return task.stoppedMs === null ? task.untilMs : Math.max(task.createdMs, Math.min(task.untilMs, task.stoppedMs));
}
