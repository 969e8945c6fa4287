import { randomId } from "../../random.ts";
import type { FileFormat, Recorder } from "../../recordings.ts";
import type { TaskRow } from "../../simulated-service.ts";

/** One recording task. `untilMs` is the planned end, `stoppedMs` the moment of Live_Tape_Stop. */
export interface Task {
  readonly id: string;
  readonly appid: string;
  readonly stream: string;
  readonly createdMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly subType: 0 | 1;
  readonly format: FileFormat;
  stoppedMs: number | null;
}

/** All recording tasks ever made. Every call makes one: the vendor knows no key of ours and no duplicates. */
export class TaskBook {
  readonly #seed: number;
  readonly #tasks: Task[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  create(task: Omit<Task, "id" | "stoppedMs">): Task {
    const made = { ...task, id: randomId(this.#seed, "task", this.#tasks.length), stoppedMs: null };
    this.#tasks.push(made);
    return made;
  }

  find(id: string): Task | undefined {
    return this.#tasks.find((task) => task.id === id);
  }

  all(): readonly Task[] {
    return this.#tasks;
  }

  /** Tasks that can still record. */
  open(nowMs: number): readonly Task[] {
    return this.#tasks.filter((task) => task.stoppedMs === null && nowMs < task.untilMs);
  }

  /** The stretches in which the tasks record, for the core to make files of. */
  recorders(): readonly Recorder[] {
    return this.#tasks.map((task) => ({
      id: task.id,
      stream: task.stream,
      format: task.format,
      fromMs: Math.max(task.fromMs, task.createdMs),
      untilMs: endOf(task),
    }));
  }

  rows(nowMs: number): readonly TaskRow[] {
    return this.#tasks.map((task) => ({
      id: task.id,
      stream: task.stream,
      fromMs: task.fromMs,
      untilMs: task.untilMs,
      createdAtMs: task.createdMs,
      stoppedAtMs: task.stoppedMs,
      type: task.subType === 1 ? "realtime" : "scheduled",
      format: task.format,
      state: stateOf(task, nowMs),
    }));
  }
}

/** When a task has ended or will. */
export function endOf(task: Task): number {
  return Math.min(task.untilMs, task.stoppedMs ?? Number.POSITIVE_INFINITY);
}

function stateOf(task: Task, nowMs: number): TaskRow["state"] {
  if (task.stoppedMs !== null) return "stopped";
  if (nowMs >= task.untilMs) return "ended";
  return nowMs >= task.fromMs ? "recording" : "scheduled";
}
