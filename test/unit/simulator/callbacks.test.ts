import { createServer } from "node:http";
import type { Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { FaultRule } from "../../../src/simulator/faults.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { china, eventNow, field, list, originMs, passed, post, raw, room, sign, simulate, until } from "./support.ts";

const minute = 60_000;
const stream = "8888_hall";
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

interface Received {
  readonly type: number;
  readonly body: unknown;
  readonly genuine: boolean;
  readonly wallMs: number;
}

/** A receiver that answers the first `refusals` messages with a code of its own. */
async function receiver(refusals = 0): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    let text = "";
    incoming.on("data", (part: Buffer) => (text += part.toString()));
    incoming.on("end", () => {
      const body: unknown = JSON.parse(text);
      const genuine = field(body, "sign") === sign(Number(field(body, "t")));
      received.push({ type: Number(field(body, "event_type")), body, genuine, wallMs: Date.now() });
      outgoing.end(JSON.stringify({ code: received.length <= refusals ? 1 : 0 }));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, received };
}

/** One push of a minute, recorded. */
async function broadcast(simulator: RunningSimulator, url: string): Promise<void> {
  expect((await post(simulator, "callbacks", { service: "tencent-livecode", url })).status).toBe(201);
  const from = originMs + 10 * minute;
  simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: from, untilMs: from + minute });
  await raw(simulator, "Live_Tape_Start", {
    "Param.s.channel_id": stream,
    "Param.s.start_time": china(from),
    "Param.s.end_time": china(from + minute),
    "Param.n.task_sub_type": 0,
  });
}

const rule = (fault: FaultRule["fault"], operation: string): FaultRule => ({ operation, fault });

describe("callbacks", () => {
  test("tell of push, interruption and file, signed and ten minutes ahead", async () => {
    const simulator = await simulate(1000);
    const { url, received } = await receiver();
    await broadcast(simulator, url);
    await until(() => (received.length === 3 ? true : undefined));
    const body = (type: number): unknown => received.find((one) => one.type === type)?.body;
    expect(received.every((one) => one.genuine)).toBe(true);
    expect(field(body(1), "sequence")).toBe(field(body(0), "sequence"));
    expect(body(0)).toMatchObject({ stream_id: stream, channel_id: stream, push_duration: String(minute) });
    expect(field(body(1), "event_time")).toBe(originMs / 1000 + 600);
    const late = Number(field(body(1), "t")) - Number(field(body(1), "event_time"));
    expect(late).toBeGreaterThanOrEqual(600);
    const file = simulator.snapshot().files[0];
    expect(body(100)).toMatchObject({ file_id: file?.id, file_size: file?.bytes, video_url: file?.url, duration: 60 });
  });

  test("are repeated a minute apart until they are accepted, three times at most", async () => {
    const simulator = await simulate(500);
    const { url, received } = await receiver(3);
    await post(simulator, "callbacks", { service: "tencent-livecode", url });
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: now, untilMs: now + 24 * 60 * minute });
    await until(() => (received.length === 4 ? true : undefined));
    for (const [index, one] of received.entries()) {
      const before = received[index - 1];
      if (before !== undefined) expect((one.wallMs - before.wallMs) * 500).toBeGreaterThan(minute - 5000);
      expect(one.body).toEqual(received[0]?.body);
    }
    const told = await until(async () => {
      const record = list(field(await room(simulator, "callbacks"), "callbacks"))[0];
      return field(record, "delivered") === true ? record : undefined;
    });
    expect(told).toMatchObject({ name: "streamPushed", tries: 4 });
  });

  test("are given up after the third repeat", async () => {
    const simulator = await simulate(2000);
    const { url, received } = await receiver(100);
    await post(simulator, "callbacks", { service: "tencent-livecode", url });
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: now, untilMs: now + 24 * 60 * minute });
    await until(() => (received.length === 4 ? true : undefined));
    await passed(simulator, (await eventNow(simulator)) + 3 * minute);
    expect(received).toHaveLength(4);
  });

  test("can be lost, doubled, forged, late and reordered", async () => {
    const lateMs = 5 * minute;
    const faults = [
      rule({ kind: "lost" }, "streamPushed"),
      rule({ kind: "doubled" }, "streamInterrupted"),
      rule({ kind: "forged" }, "recordingFileGenerated"),
    ];
    const first = await simulate(1000, { faults });
    const one = await receiver();
    await broadcast(first, one.url);
    await until(() => (one.received.length === 4 ? true : undefined));
    const types = one.received.map(({ type, genuine }) => `${type}${genuine ? "" : " forged"}`);
    expect(types.filter((type) => type.startsWith("0"))).toEqual(["0", "0"]);
    expect(types.filter((type) => type.startsWith("100"))).toEqual(["100 forged", "100"]);

    const second = await simulate(1000, {
      faults: [rule({ kind: "reordered" }, "streamInterrupted"), rule({ kind: "late", ms: lateMs }, "streamPushed")],
    });
    const two = await receiver();
    await broadcast(second, two.url);
    await until(() => (two.received.length === 3 ? true : undefined));
    expect(two.received.map(({ type }) => type)).toEqual([100, 0, 1]);
  });
});
