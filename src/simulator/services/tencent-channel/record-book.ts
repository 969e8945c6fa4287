import { randomId } from "../../random.ts";
import type { Span } from "../../spans.ts";
import type { TaskRow } from "../../simulated-service.ts";

/** One recording task. `untilMs` is the planned end. */
export interface RecordTask extends Span {
  readonly id: string;
  readonly channelId: string;
  readonly createdMs: number;
  readonly realTime: boolean;
  stoppedMs: number | null;
  deletedMs: number | null;
}

/** All recording tasks ever made; what a deleted one has recorded stays. */
export class RecordBook {
  readonly #seed: number;
  readonly #tasks: RecordTask[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  create(task: Omit<RecordTask, "id" | "stoppedMs" | "deletedMs">): RecordTask {
    const id = randomId(this.#seed, "record", this.#tasks.length);
    const made = { ...task, id, stoppedMs: null, deletedMs: null };
    this.#tasks.push(made);
    return made;
  }

  all(): readonly RecordTask[] {
    return this.#tasks;
  }

  /** The tasks of a channel that existed at that moment, in the order of their making. */
  ofChannel(channelId: string, atMs: number): readonly RecordTask[] {
    return this.#tasks.filter((task) => task.channelId === channelId && exists(task, atMs));
  }

  find(channelId: string, id: string, atMs: number): RecordTask | undefined {
    return this.ofChannel(channelId, atMs).find((task) => task.id === id);
  }

  /** Ends a task, if it has not ended yet. */
  stop(task: RecordTask, nowMs: number): void {
    if (nowMs < endOf(task)) task.stoppedMs = nowMs;
  }
}

/** When a task has ended or will. */
export function endOf(task: RecordTask): number {
  return Math.min(task.untilMs, task.stoppedMs ?? Number.POSITIVE_INFINITY);
}

/** The stretch in which a task records. */
export function spanOf(task: RecordTask): Span {
  return { fromMs: Math.max(task.fromMs, task.createdMs), untilMs: endOf(task) };
}

/** Value of `status`: 0 not started, 1 starting or running, 2 completed. */
export function statusOf(task: RecordTask, atMs: number): 0 | 1 | 2 {
  if (atMs >= endOf(task)) return 2;
  return atMs < task.fromMs ? 0 : 1;
}

export function rowOf(task: RecordTask, nowMs: number): TaskRow {
  const running = nowMs < task.fromMs ? "scheduled" : "recording";
  const state = task.stoppedMs !== null ? "stopped" : nowMs >= task.untilMs ? "ended" : running;
  return {
    id: task.id,
    stream: task.channelId,
    fromMs: task.fromMs,
    untilMs: task.untilMs,
    createdAtMs: task.createdMs,
    stoppedAtMs: task.stoppedMs,
    type: task.realTime ? "realtime" : "scheduled",
    format: "flv",
    state,
  };
}

function exists(task: RecordTask, atMs: number): boolean {
  return task.createdMs <= atMs && (task.deletedMs === null || atMs < task.deletedMs);
}
