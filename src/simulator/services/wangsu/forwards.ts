import { z } from "zod";
import { randomHex } from "../../random.ts";
import type { DueCallback } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import type { Channel } from "./channel-book.ts";
import { Refusal } from "./refusal.ts";
import { seconds } from "./times.ts";

const shortestMs = 300_000;

const codingSchema = z.object({
  acodec: z.string().default(""),
  bitrate: z.int().positive().nullable().default(null),
  frameRate: z.int().positive().nullable().default(null),
  resolution: z.string().default(""),
  vcodec: z.string().default(""),
  wmimage: z.string().default(""),
  wmposition: z.string().default(""),
});

type Coding = z.output<typeof codingSchema>;

interface ForwardTask {
  readonly id: string;
  readonly channel: Channel;
  readonly url: string;
  readonly createdMs: number;
  /** As the caller gave them, epoch seconds. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly coding: Coding;
  readonly notifyUrl: string | undefined;
  stoppedMs: number | null;
}

/** Relays. A second one to the same address is a second task; abnormal (3) is never reached by itself. */
export class ForwardBook {
  readonly #seed: number;
  readonly #tasks: ForwardTask[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  create(task: Omit<ForwardTask, "id" | "stoppedMs">): ForwardTask {
    const made = { ...task, id: randomHex(32, this.#seed, "forward", this.#tasks.length), stoppedMs: null };
    this.#tasks.push(made);
    return made;
  }

  all(): readonly ForwardTask[] {
    return this.#tasks;
  }

  /** What a read at that moment sees, newest first. */
  visible(owner: string, atMs: number): readonly ForwardTask[] {
    return this.#tasks.filter((task) => task.channel.owner === owner && task.createdMs <= atMs).toReversed();
  }

  open(nowMs: number): readonly ForwardTask[] {
    return this.#tasks.filter((task) => forwardStatus(task, nowMs) < 2);
  }

  /** Ends the relays of a channel that is deleted. */
  stop(channel: Channel, nowMs: number): void {
    for (const task of this.open(nowMs)) if (task.channel === channel) task.stoppedMs = nowMs;
  }

  /** Notices of state changes within the span. */
  due(sinceMs: number, untilMs: number): readonly DueCallback[] {
    return this.#tasks.flatMap((task) => {
      const { notifyUrl } = task;
      if (notifyUrl === undefined) return [];
      return [fromOf(task), endOf(task)].flatMap((atMs) => {
        if (atMs <= sinceMs || atMs > untilMs) return [];
        const row = describe(task, atMs);
        const message = {
          name: "forwardTaskStatus",
          stream: task.channel.pullId,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(row),
          url: notifyUrl,
        };
        return [{ id: `forward/${task.id}/${row.status}`, atMs, make: () => message }];
      });
    });
  }
}

/** startForwardTask (2.30). */
export function startForwardTask(call: Call): unknown {
  const { form, nowMs, world } = call;
  const url = form.text("forwardUrl");
  if (!/^rtmp:\/\/[^\s/]+/.test(url)) throw new Refusal(1012, "forwardUrl must be rtmp");
  const start = form.int("startTime", 1012);
  const end = form.int("endTime", 1012);
  if (end !== undefined && end * 1000 < Math.max(nowMs, (start ?? 0) * 1000) + shortestMs) {
    throw new Refusal(1012, "endTime must be at least 5 minutes after the start and now");
  }
  const coding = codingOf(form.maybe("codingParams"));
  const notifyUrl = form.maybe("notifyUrl");
  if (notifyUrl !== undefined && !/^https?:\/\//.test(notifyUrl)) throw new Refusal(1554, "notifyUrl is malformed");
  const channel = world.channels.find(call.account.accessKeyId, form.text("pullId", 1303), nowMs);
  return { taskId: world.forwards.create({ channel, url, createdMs: nowMs, start, end, coding, notifyUrl }).id };
}

/** endForwardTask (2.31); a repeat answers 200. */
export function endForwardTask(call: Call): string {
  const { form, nowMs, world } = call;
  const id = form.text("taskId");
  const task = world.forwards.visible(call.account.accessKeyId, nowMs).find((one) => one.id === id);
  if (task === undefined) throw new Refusal(1012, "taskId is wrong: there is no such task");
  if (forwardStatus(task, nowMs) < 2) task.stoppedMs = nowMs;
  return "";
}

/** listForwardTasks (2.32): the total counts the rows of this page. */
export function listForwardTasks(call: Call): unknown {
  const { form, asOfMs, world } = call;
  const states = form.choices("status", ["0", "1", "2", "3"], 1012);
  const [pullId, taskId] = [form.maybe("pullId"), form.maybe("taskId")];
  const rows = world.forwards
    .visible(call.account.accessKeyId, asOfMs)
    .filter((task) => pullId === undefined || task.channel.pullId === pullId)
    .filter((task) => taskId === undefined || task.id === taskId)
    .filter((task) => states === undefined || states.includes(String(forwardStatus(task, asOfMs))));
  const page = form.page(rows);
  return { forwardTaskList: page.map((task) => describe(task, asOfMs)), total: page.length };
}

/** 0 not started, 1 forwarding, 2 ended. */
export function forwardStatus(task: ForwardTask, atMs: number): 0 | 1 | 2 {
  if (atMs >= endOf(task)) return 2;
  return atMs < fromOf(task) ? 0 : 1;
}

/** When a relay ends by itself or was ended. */
export function endOf(task: ForwardTask): number {
  const planned = task.end === undefined ? Number.POSITIVE_INFINITY : task.end * 1000;
  return Math.min(planned, task.stoppedMs ?? Number.POSITIVE_INFINITY);
}

function fromOf(task: ForwardTask): number {
  return Math.max(task.createdMs, (task.start ?? 0) * 1000);
}

function describe(task: ForwardTask, atMs: number) {
  return {
    codingParams: task.coding,
    createTime: seconds(task.createdMs),
    createUser: "simulated",
    endTime: task.end ?? null,
    forwardUrl: task.url,
    // The sample of 2.32 calls it id, its table and the callback taskId.
    id: task.id,
    notifyUrl: task.notifyUrl ?? "",
    pullId: task.channel.pullId,
    startTime: task.start ?? null,
    status: forwardStatus(task, atMs),
    taskId: task.id,
  };
}

function codingOf(text: string | undefined): Coding {
  let given: unknown;
  try {
    given = JSON.parse(text ?? "{}");
  } catch {
    throw new Refusal(1012, "codingParams is no JSON");
  }
  const parsed = codingSchema.safeParse(given);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => String(issue.path[0]));
    throw new Refusal(names.includes("bitrate") ? 1563 : names.includes("frameRate") ? 1561 : 1012, "codingParams");
  }
  const coding = parsed.data;
  if (coding.resolution !== "" && !/^\d+x\d+$/.test(coding.resolution)) throw new Refusal(1565, "resolution is wrong");
  if ((coding.wmimage === "") !== (coding.wmposition === "")) {
    throw new Refusal(1012, "wmimage and wmposition go together");
  }
  return coding;
}
