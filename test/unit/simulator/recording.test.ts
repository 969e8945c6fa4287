import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { ask, china, eventNow, field, list, originMs, passed, raw, room, simulate, until } from "./support.ts";

const minute = 60_000;
const stream = "8888_hall";

function start(
  simulator: RunningSimulator,
  fromMs: number,
  untilMs: number,
  more: Record<string, string | number> = {},
) {
  return raw(simulator, "Live_Tape_Start", {
    "Param.s.channel_id": stream,
    "Param.s.start_time": china(fromMs),
    "Param.s.end_time": china(untilMs),
    "Param.n.task_sub_type": 0,
    "Param.s.file_format": "mp4",
    ...more,
  });
}

async function taskId(response: Response): Promise<string> {
  const text = await response.text();
  return /"task_id":(\d+)[,}]/.exec(text)?.[1] ?? `no task id in ${text}`;
}

function files(simulator: RunningSimulator, more: Record<string, string | number> = {}) {
  return ask(simulator, "Live_Tape_GetFilelist", { "Param.s.channel_id": stream, ...more });
}

describe("recording tasks", () => {
  test("the task id is a JSON number with more digits than JavaScript keeps", async () => {
    const simulator = await simulate(1);
    const id = await taskId(await start(simulator, originMs + 5 * minute, originMs + 10 * minute));
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    expect(BigInt(Number(id))).not.toBe(BigInt(id));
    expect(simulator.snapshot().openResources).toMatchObject([{ kind: "recordingTask", id, stream }]);
    expect(simulator.snapshot().tasks).toMatchObject([{ id, state: "scheduled", fromMs: originMs + 5 * minute }]);
  });

  test("every call makes a task; each is stopped once", async () => {
    const simulator = await simulate(1);
    const [from, to] = [originMs + 5 * minute, originMs + 10 * minute];
    const first = await taskId(await start(simulator, from, to));
    const second = await taskId(await start(simulator, from, to));
    expect(second).not.toBe(first);
    const stop = (id: string, channel = stream) =>
      ask(simulator, "Live_Tape_Stop", { "Param.s.channel_id": channel, "Param.s.task_id": id });
    expect(field(await stop(first, "8888_other"), "ret")).toBe(20327);
    expect(field(await stop(first), "ret")).toBe(0);
    expect(field(await stop(first), "ret")).toBe(20327);
    expect(field(await stop("123"), "ret")).toBe(20327);
    expect(simulator.snapshot().openResources.map((row) => row.id)).toEqual([second]);
    expect(simulator.snapshot().calls).toMatchObject({ startRecordingTask: 2, stopRecordingTask: 4 });
  });

  test("an ended task cannot be stopped", async () => {
    const simulator = await simulate(1000);
    const from = originMs + 5 * minute;
    const id = await taskId(await start(simulator, from, from + 5 * minute));
    await passed(simulator, from + 5 * minute);
    const answer = await ask(simulator, "Live_Tape_Stop", { "Param.s.channel_id": stream, "Param.s.task_id": id });
    expect(field(answer, "ret")).toBe(20327);
    expect(simulator.snapshot().openResources).toEqual([]);
  });

  test("bad parameters are 20300", async () => {
    const simulator = await simulate(1);
    const [from, to] = [originMs + 5 * minute, originMs + 10 * minute];
    const bad = [
      start(simulator, to, from),
      start(simulator, from, from + 25 * 60 * minute),
      start(simulator, originMs - 10 * minute, originMs - 5 * minute),
      start(simulator, from, to, { "Param.s.file_format": "avi" }),
      start(simulator, from, to, { "Param.s.file_format": "aac" }),
      start(simulator, from, to, { "Param.n.task_sub_type": 2 }),
      start(simulator, from, to, { "Param.s.end_time": "2026-12-01T10:00:00Z" }),
      start(simulator, from, to, { "Param.s.channel_id": "" }),
    ];
    for (const response of await Promise.all(bad)) expect(field(await response.json(), "ret")).toBe(20300);
    const audio = { "Param.s.file_format": "aac", "Param.s.record_type": "audio" };
    expect(field(await (await start(simulator, from, to, audio)).json(), "ret")).toBe(0);
  });

  test("real-time recording needs a push and lasts half an hour at most", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const realTime = () => start(simulator, originMs, originMs + 3 * 60 * minute, { "Param.n.task_sub_type": 1 });
    expect(field(await (await realTime()).json(), "ret")).not.toBe(0);
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: now, untilMs: now + 60 * minute });
    await until(async () => (field(await (await realTime()).json(), "ret") === 0 ? true : undefined));
    const task = simulator.snapshot().tasks[0];
    expect((task?.untilMs ?? 0) - (task?.fromMs ?? 0)).toBe(30 * minute);
  });
});

describe("recorded files", () => {
  test("a drop-out makes two files, listed in China time, with the bytes the control room knows", async () => {
    const simulator = await simulate(1000, { seed: 7 });
    const from = originMs + 10 * minute;
    const to = from + 2 * minute;
    const drops = [{ fromMs: from + 40_000, untilMs: from + 70_000 }];
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from - 30_000, untilMs: to + 30_000, drops });
    await start(simulator, from, to);
    const answer = await until(async () => {
      const reply = await files(simulator);
      return field(reply, "output.all_count") === 2 ? reply : undefined;
    });
    expect(list(field(answer, "output.file_list"))).toMatchObject([
      { start_time: china(from), end_time: china(from + 40_000) },
      { start_time: china(from + 70_000), end_time: china(to) },
    ]);
    const known = simulator.snapshot().files;
    expect(known).toMatchObject([
      { stream, fromMs: from, toMs: from + 40_000, bytes: 80_000 },
      { stream, fromMs: from + 70_000, toMs: to, bytes: 100_000 },
    ]);
    for (const [index, file] of known.entries()) {
      const url = String(field(answer, `output.file_list.${index}.record_file_url`));
      const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
      expect(bytes.subarray(4, 8).toString("latin1")).toBe("ftyp");
      expect(bytes.length).toBe(file.bytes);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(file.sha256);
    }
    const listed = list(await room(simulator, "files"));
    expect(listed).toMatchObject(known.map(({ id, sha256, bytes }) => ({ id, sha256, bytes })));
    expect(listed).toMatchObject([{ from: new Date(from).toISOString() }, {}]);
  });

  test("files are served with HEAD, Range, If-Range and ETag", async () => {
    const simulator = await simulate(1000);
    const from = originMs + 10 * minute;
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from, untilMs: from + minute });
    await start(simulator, from + 5000, from + 50_000, { "Param.s.file_format": "flv" });
    const file = await until(() => simulator.snapshot().files[0]);
    const whole = await fetch(file.url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    const etag = whole.headers.get("etag") ?? "";
    expect(bytes.subarray(0, 3).toString("latin1")).toBe("FLV");
    expect(etag).not.toBe("");
    const head = await fetch(file.url, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(file.bytes));

    const ranged = async (range: string, more: Record<string, string> = {}) => {
      const response = await fetch(file.url, { headers: { range, ...more } });
      return { response, body: Buffer.from(await response.arrayBuffer()) };
    };
    for (const [range, first, end] of [
      ["bytes=0-9", 0, 10],
      ["bytes=1000-2000", 1000, 2001],
      ["bytes=70001-", 70_001, file.bytes],
      ["bytes=-5", file.bytes - 5, file.bytes],
    ] as const) {
      const { response, body } = await ranged(range);
      expect(response.status).toBe(206);
      expect(response.headers.get("content-range")).toBe(`bytes ${first}-${end - 1}/${file.bytes}`);
      expect(body.equals(bytes.subarray(first, end))).toBe(true);
    }
    expect((await ranged("bytes=5-", { "if-range": etag })).response.status).toBe(206);
    const changed = await ranged("bytes=5-", { "if-range": '"another"' });
    expect(changed.response.status).toBe(200);
    expect(changed.body.length).toBe(file.bytes);
    expect((await ranged(`bytes=${file.bytes}-`)).response.status).toBe(416);
    expect((await fetch(file.url, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await fetch(file.url.replace(/\d\.flv/, "0.flv"))).status).toBe(404);
  });

  test("an hls recording is an index whose slice is the file", async () => {
    const simulator = await simulate(1000);
    const from = originMs + 10 * minute;
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from, untilMs: from + minute });
    await start(simulator, from + 5000, from + 50_000, { "Param.s.file_format": "hls" });
    const file = await until(() => simulator.snapshot().files[0]);
    const index = await (await fetch(file.url)).text();
    const slice = index.split("\n").find((line) => line.startsWith("http")) ?? "";
    const bytes = Buffer.from(await (await fetch(slice)).arrayBuffer());
    expect([bytes[0], bytes[188], bytes[188 * 300]]).toEqual([0x47, 0x47, 0x47]);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(file.sha256);
  });

  test("the same seed makes the same bytes, another seed others", async () => {
    const sum = async (seed: number): Promise<string> => {
      const simulator = await simulate(1000, { seed });
      const from = originMs + 10 * minute;
      simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from, untilMs: from + 60_000 });
      await start(simulator, from, from + 30_000);
      return (await until(() => simulator.snapshot().files[0])).sha256;
    };
    const first = await sum(1);
    expect(await sum(1)).toBe(first);
    expect(await sum(2)).not.toBe(first);
  });

  test("the list is paged and its window is one day", async () => {
    const simulator = await simulate(1000);
    const from = originMs + 10 * minute;
    const drops = [20, 40].map((second) => ({ fromMs: from + second * 1000, untilMs: from + second * 1000 + 5000 }));
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from, untilMs: from + 60_000, drops });
    await start(simulator, from, from + 60_000);
    await until(async () => (field(await files(simulator), "output.all_count") === 3 ? true : undefined));
    const second = await files(simulator, {
      "Param.n.page_no": 2,
      "Param.n.page_size": 2,
      "Param.s.sort_type": "desc",
    });
    expect(list(field(second, "output.file_list"))).toMatchObject([{ start_time: china(from) }]);
    const window = (start_: number, end: number) =>
      files(simulator, { "Param.s.start_time": china(start_), "Param.s.end_time": china(end) });
    expect(field(await window(from + 30_000, from + 60_000), "output.all_count")).toBe(2);
    expect(field(await window(from, from + 20 * 60 * minute), "ret")).toBe(20300);
    expect(field(await files(simulator, { "Param.n.page_size": 101 }), "ret")).toBe(20300);
  });
});

describe("auto-push", () => {
  test("pushes what is armed, before its start until after its end", async () => {
    const simulator = await simulate(1000, { autoPush: { leadMs: 30_000, tailMs: 20_000 } });
    const from = originMs + 10 * minute;
    await start(simulator, from, from + minute);
    await start(simulator, from + minute, from + 2 * minute);
    const made = await until(() => {
      const { files: known } = simulator.snapshot();
      return known.length === 2 ? known : undefined;
    });
    expect(made).toMatchObject([
      { fromMs: from, toMs: from + minute },
      { fromMs: from + minute, toMs: from + 2 * minute },
    ]);
    const state = await room(simulator, "state");
    expect(list(field(state, "streams.0.pushes"))).toMatchObject([
      { fromMs: from - 30_000, untilMs: from + 2 * minute + 20_000 },
    ]);
  });

  test("a scripted encoder takes the place of the assumed one", async () => {
    const simulator = await simulate(1000, { autoPush: { leadMs: 30_000, tailMs: 20_000 } });
    const from = originMs + 10 * minute;
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from + 10_000, untilMs: from + 20_000 });
    await start(simulator, from, from + minute);
    await passed(simulator, from + minute + 3000);
    expect(simulator.snapshot().files).toMatchObject([{ fromMs: from + 10_000, toMs: from + 20_000 }]);
  });

  test("a task stopped early ends its encoder the tail later", async () => {
    const simulator = await simulate(100, { autoPush: { leadMs: 5000, tailMs: 10_000 } });
    const from = (await eventNow(simulator)) + 10_000;
    const id = await taskId(await start(simulator, from, from + 60 * minute));
    await passed(simulator, from + 10_000);
    await ask(simulator, "Live_Tape_Stop", { "Param.s.channel_id": stream, "Param.s.task_id": id });
    const stoppedMs = simulator.snapshot().tasks[0]?.stoppedAtMs ?? 0;
    const state = await room(simulator, "state");
    expect(field(state, "streams.0.pushes.0.untilMs")).toBe(stoppedMs + 10_000);
  });
});
