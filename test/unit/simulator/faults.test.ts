import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { FaultFileError, faultFileSchema, parseFaults } from "../../../src/simulator/faults.ts";
import type { FaultRule } from "../../../src/simulator/faults.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { ask, china, eventNow, field, originMs, post, raw, room, simulate, until } from "./support.ts";

const minute = 60_000;
const stream = "8888_hall";

const live = (simulator: RunningSimulator) => raw(simulator, "Live_Channel_GetLiveChannelList");

function start(simulator: RunningSimulator): Promise<Response> {
  return raw(simulator, "Live_Tape_Start", {
    "Param.s.channel_id": stream,
    "Param.s.start_time": china(originMs + 10 * minute),
    "Param.s.end_time": china(originMs + 11 * minute),
    "Param.n.task_sub_type": 0,
    "Param.s.file_format": "mp4",
  });
}

const rule = (fault: FaultRule["fault"], more: Omit<FaultRule, "fault"> = {}): FaultRule => ({ ...more, fault });

describe("fault files", () => {
  test("are parsed with every fault at once", () => {
    const rules = parseFaults({
      rundown: 1,
      faults: [
        { operation: "startRecordingTask", when: { nth: 1 }, fault: { kind: "lost-answer" } },
        { when: { from: "+5m", until: "2026-12-01T02:00:00Z" }, times: 2, fault: { kind: "hang", ms: "1m30s" } },
      ],
    });
    expect(rules).toHaveLength(2);
    expect(parseFaults(rules)).toEqual(rules);
    const wrong = () =>
      parseFaults({ faults: [{ fault: { kind: "explode" } }, { when: { from: "soon" }, fault: { kind: "refuse" } }] });
    expect(wrong).toThrow(FaultFileError);
    expect(wrong).toThrow(/faults\.0\.fault\.kind.*faults\.1\.when\.from/s);
  });

  test("have a JSON Schema", () => {
    const schema = z.toJSONSchema(faultFileSchema, { io: "input" });
    expect(field(schema, "properties.faults.type")).toBe("array");
  });
});

describe("faults of calls", () => {
  test("a lost answer makes the task and resets the connection", async () => {
    const faults = [rule({ kind: "lost-answer" }, { operation: "Live_Tape_Start", times: 1 })];
    const simulator = await simulate(1, { faults });
    await expect(start(simulator)).rejects.toThrow();
    expect(simulator.snapshot().tasks).toHaveLength(1);
    expect((await start(simulator)).status).toBe(200);
    expect(simulator.snapshot().tasks).toHaveLength(2);
    const calls = await room(simulator, "calls");
    expect(field(calls, "services.tencent-livecode.startRecordingTask")).toEqual({ calls: 2, errors: 1, faults: 1 });
    expect(field(calls, "log.0")).toMatchObject({
      operation: "startRecordingTask",
      status: null,
      fault: "lost-answer",
    });
  });

  test("a refused connection makes no task", async () => {
    const simulator = await simulate(1, { faults: [rule({ kind: "refuse" }, { operation: "startRecordingTask" })] });
    await expect(start(simulator)).rejects.toThrow();
    expect(simulator.snapshot().tasks).toEqual([]);
  });

  test("cut, empty and HTML answers, codes and throttling arrive as asked for", async () => {
    const simulator = await simulate(1);
    simulator.addFaults([rule({ kind: "cut-body" }, { operation: "startRecordingTask" })]);
    const cut = await start(simulator);
    expect(cut.status).toBe(200);
    await expect(cut.text()).rejects.toThrow();
    expect(simulator.snapshot().tasks).toHaveLength(1);
    await room(simulator, "faults", { method: "DELETE" });

    const seen = async (fault: FaultRule["fault"]) => {
      simulator.addFaults([rule(fault, { times: 1 })]);
      const response = await live(simulator);
      return { status: response.status, text: await response.text(), headers: response.headers };
    };
    expect(await seen({ kind: "empty-body" })).toMatchObject({ status: 200, text: "" });
    const page = await seen({ kind: "html-error", status: 503 });
    expect(page.status).toBe(503);
    expect(page.text).toContain("<html>");
    expect((await seen({ kind: "http", status: 418 })).status).toBe(418);
    const error = await seen({ kind: "error", code: 20107, message: "no" });
    expect(JSON.parse(error.text)).toEqual({ ret: 20107, message: "no" });
    const throttled = await seen({ kind: "throttle", retryAfterMs: "1500ms" });
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get("retry-after")).toBe("2");
    expect(JSON.parse(throttled.text)).toMatchObject({ ret: 429 });
    expect((await live(simulator)).status).toBe(200);
  });

  test("a hanging call is done at once and answered late", async () => {
    const simulator = await simulate(1, {
      faults: [rule({ kind: "hang", wallMs: 150 }, { operation: "startRecordingTask" })],
    });
    const begun = Date.now();
    const answer = start(simulator);
    await until(() => (simulator.snapshot().tasks.length === 1 ? true : undefined));
    expect((await answer).status).toBe(200);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(140);
  });

  test("conditions: the n-th call, a stretch of time, a stream", async () => {
    const simulator = await simulate(10);
    await post(simulator, "faults", [
      { operation: "getLiveChannelList", when: { nth: [2, 3] }, fault: { kind: "http", status: 500 } },
      { operation: "getChannelStatus", when: { stream }, fault: { kind: "http", status: 501 } },
      { operation: "getLiveStat", when: { from: "now+10h" }, fault: { kind: "http", status: 502 } },
    ]).then(async (response) => expect(response.status).toBe(201));
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await live(simulator)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    const status = (name: string) => raw(simulator, "Live_Channel_GetStatus", { "Param.s.channel_id": name });
    expect((await status(stream)).status).toBe(501);
    expect((await status("other")).status).toBe(200);
    expect((await raw(simulator, "Get_LiveStat")).status).toBe(200);
    expect((await post(simulator, "faults", { faults: [{ fault: { kind: "nonsense" } }] })).status).toBe(400);
  });

  test("chances follow from the seed", async () => {
    const draw = async (seed: number): Promise<string> => {
      const faults = [rule({ kind: "http", status: 500 }, { when: { probability: 0.5 } })];
      const simulator = await simulate(1, { seed, faults });
      let drawn = "";
      for (let call = 0; call < 24; call += 1) drawn += (await live(simulator)).status === 500 ? "x" : ".";
      return drawn;
    };
    const first = await draw(5);
    expect(first).toMatch(/x.*\.|\..*x/);
    expect(await draw(5)).toBe(first);
    expect(await draw(6)).not.toBe(first);
  });

  test("more calls than the rate limit are throttled until the next minute", async () => {
    const simulator = await simulate(600, { rateLimit: { perMinute: 3 } });
    const statuses = await until(async () => {
      const minuteBefore = Math.floor((await eventNow(simulator)) / minute);
      const answers = await Promise.all(Array.from({ length: 5 }, () => live(simulator)));
      const sameMinute = Math.floor((await eventNow(simulator)) / minute) === minuteBefore;
      return sameMinute ? answers.map((answer) => answer.status) : undefined;
    });
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    await until(async () => ((await live(simulator)).status === 200 ? true : undefined));
  });
});

describe("faults of downloads", () => {
  test("a cut download is whole after it was resumed", async () => {
    const simulator = await simulate(1000);
    const from = originMs + 10 * minute;
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from, untilMs: from + minute });
    await start(simulator);
    const file = await until(() => simulator.snapshot().files[0]);
    simulator.addFaults([rule({ kind: "cut-after-bytes", bytes: 30_000 }, { times: 2 })]);

    const parts: Buffer[] = [];
    let have = 0;
    let broken = 0;
    for (let attempt = 0; attempt < 5 && have < file.bytes; attempt += 1) {
      const response = await fetch(file.url, { headers: { range: `bytes=${have}-` } });
      expect(response.status).toBe(206);
      try {
        for await (const part of response.body ?? []) {
          parts.push(Buffer.from(part));
          have += part.length;
        }
      } catch {
        broken += 1;
      }
    }
    expect(broken).toBe(2);
    expect(createHash("sha256").update(Buffer.concat(parts)).digest("hex")).toBe(file.sha256);
    expect(simulator.snapshot().calls["download"]).toBe(3);

    simulator.addFaults([rule({ kind: "http", status: 503 }, { operation: "download", times: 1 })]);
    expect(field(await ask(simulator, "Live_Channel_GetLiveChannelList"), "ret")).toBe(0);
    expect((await fetch(file.url)).status).toBe(503);
    expect((await fetch(file.url)).status).toBe(200);
  });
});
