import { randomHex } from "../../random.ts";

export interface LoopTask {
  readonly id: string;
  readonly format: number;
}

interface Setting {
  readonly atMs: number;
  readonly files: readonly string[];
  readonly untilMs: number;
}

/** One StartLoop: a task for each output of its template. */
export interface Loop {
  readonly tasks: readonly LoopTask[];
  readonly uniqName: string;
  readonly app: string;
  readonly stream: string;
  readonly preset: string;
  readonly pubDomain: string;
  readonly createdMs: number;
  readonly fromMs: number;
  /** Files and end as set at the start and by each UpdateLoop. */
  readonly settings: Setting[];
  stoppedMs: number | null;
}

type Wish = Omit<Loop, "tasks" | "settings" | "stoppedMs"> & {
  readonly formats: readonly number[];
  readonly files: readonly string[];
  readonly untilMs: number;
};

/** Loops of files. */
export class LoopBook {
  readonly #seed: number;
  readonly #loops: Loop[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  create({ formats, files, untilMs, ...wish }: Wish): Loop {
    const made: Loop = {
      ...wish,
      tasks: formats.map((format, at) => ({ id: randomHex(32, this.#seed, "loop", this.#loops.length, at), format })),
      settings: [{ atMs: wish.createdMs, files, untilMs }],
      stoppedMs: null,
    };
    this.#loops.push(made);
    return made;
  }

  all(): readonly Loop[] {
    return this.#loops;
  }

  /** Loops of an application, or of one name of it, that are scheduled or running at that moment. */
  openAt(uniqName: string, app: string, stream: string | null, atMs: number): readonly Loop[] {
    return this.#loops.filter(
      (loop) =>
        loop.uniqName === uniqName &&
        loop.app === app &&
        (stream === null || loop.stream === stream) &&
        isLoopOpen(loop, atMs),
    );
  }
}

export function isLoopOpen(loop: Loop, atMs: number): boolean {
  return loop.createdMs <= atMs && atMs < loopEnd(loop, atMs);
}

/** The end as it was known at that moment. */
export function loopEnd(loop: Loop, atMs: number): number {
  const planned = settingAt(loop, atMs).untilMs;
  return loop.stoppedMs === null ? planned : Math.min(planned, loop.stoppedMs);
}

export function settingAt(loop: Loop, atMs: number): Setting {
  const found = loop.settings.findLast((setting) => setting.atMs <= atMs) ?? loop.settings[0];
  if (found === undefined) throw new Error("a loop without settings");
  return found;
}
