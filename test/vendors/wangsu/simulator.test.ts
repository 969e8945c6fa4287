import { afterEach, describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator, SimulatorOptions } from "../../../src/simulator/server.ts";
import { pagesOf } from "../../../src/vendors/kit/pages.ts";
import { recordOf } from "../../../src/vendors/kit/rules.ts";
import type { CallContext, ServiceConnection } from "../../../src/vendors/port.ts";
import { wangsu } from "../../../src/vendors/wangsu/index.ts";
import { access } from "./account.ts";

const originMs = Date.parse("2026-12-01T01:00:00Z");
const running: RunningSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

interface Stage {
  readonly context: CallContext;
  /** A connection with a memory of its own, as every process has one. */
  readonly connect: () => ServiceConnection;
}

async function stage(rate: number, options: Partial<SimulatorOptions> = {}): Promise<Stage> {
  const clock = scaledClock(Date.now(), originMs, rate);
  const simulator = await startSimulator({ accounts: [], lagMs: 0, ...options, clock });
  running.push(simulator);
  return { context: { clock }, connect: () => wangsu.connect(access(simulator.endpoint("wangsu"))) };
}

const channel = { channelName: "频道 +*~/=%", pushDomain: "push.example.com", channelType: "live", pullRate: [0] };

async function made(connection: ServiceConnection, context: CallContext): Promise<string> {
  const { body } = await connection.call("createChannel", channel, context);
  return String(recordOf(recordOf(body)["data"])["pullId"]);
}

/** One row more in every list. */
async function fill(connection: ServiceConnection, context: CallContext, n: number): Promise<void> {
  const pullId = await made(connection, context);
  const source = { sourcePullUrl: "rtmp://a/b", sourcePullProtocol: 0, pullDomain: "play.example.com" };
  await connection.call("createPullChannel", { channelName: "a", ...source, pullRate: 0 }, context);
  await connection.call("createRecordDirectory", { directoryType: `d${n}`, firstLevelDirectory: "a" }, context);
  await connection.call("startForwardTask", { pullId, forwardUrl: "rtmp://a/b" }, context);
}

describe("the client against the simulator", () => {
  it("says what the caller said, letter by letter", async () => {
    const { connect, context } = await stage(1);
    const connection = connect();
    const pullId = await made(connection, context);
    const { body, requestId } = await connection.call("getChannelConfigure", { pullId }, context);
    expect(recordOf(recordOf(body)["data"])["channelName"]).toBe(channel.channelName);
    expect(requestId).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([1, 100])("equal requests of one process never share a signature, at %i×", async (rate) => {
    const { connect, context } = await stage(rate);
    const connection = connect();
    const pullId = await made(connection, context);
    const calls = Array.from({ length: 30 }, () => connection.call("getChannelLiveState", { pullId }, context));
    for (const settled of await Promise.allSettled(calls)) expect(settled.status).toBe("fulfilled");
  });

  it("equal requests of two processes in one second: the later is refused, and goes through when signed anew", async () => {
    const { connect, context } = await stage(0.001);
    const [one, other] = [connect(), connect()];
    const pullId = await made(one, context);
    await one.call("getChannelLiveState", { pullId }, context);
    const again = () => other.call("getChannelLiveState", { pullId }, context);
    await expect(again()).rejects.toMatchObject({ kind: "unavailable", code: "4009", retryable: true });
    expect(await again()).toMatchObject({ body: { code: 200 } });
  });

  it("a lost answer leaves the outcome unknown, and the task is found by its transNo", async () => {
    const { connect, context } = await stage(1, {
      faults: [{ service: "wangsu", operation: "createRecordTask", times: 1, fault: { kind: "lost-answer" } }],
    });
    const connection = connect();
    const pullId = await made(connection, context);
    const params = { pullId, transNo: "n1", quickStart: true, endTime: Math.floor(originMs / 1000) + 3600 };
    await expect(connection.call("createRecordTask", params, context)).rejects.toMatchObject({
      kind: "unknown-outcome",
    });
    const { body } = await connection.call("queryRecordTask", { transNo: "n1" }, context);
    expect(recordOf(recordOf(body)["data"])).toMatchObject({ transNo: "n1", status: 1 });
    await expect(connection.call("createRecordTask", params, context)).rejects.toMatchObject({
      kind: "already-exists",
      code: "1337",
    });
  });

  it.each(["listChannels", "listPullChannels", "listRecordDirectories", "listForwardTasks"])(
    "all pages of %s, also where the last one is full",
    async (id) => {
      const { connect, context } = await stage(1);
      const connection = connect();
      for (let n = 0; n < 4; n += 1) await fill(connection, context, n);
      const operation = wangsu.operations[id];
      if (operation === undefined) throw new Error(`no ${id}`);
      const counts: number[] = [];
      const pages = pagesOf("wangsu", operation, { pageSize: 2 }, (params) => connection.call(id, params, context));
      for await (const page of pages) counts.push(page.seen);
      expect(counts).toEqual([2, 4]);
    },
  );

  it("prints a request without its proof", async () => {
    const { connect, context } = await stage(1);
    const preview = connect().prepare("getChannelShareUrl", { pullId: "a" }, context);
    expect(preview).toMatchObject({ method: "GET", body: null, headers: { host: "api.cloudv.haplat.net" } });
    expect(preview.url).toMatch(/\/wangsu\/live\/channelManage\/getChannelShareUrl\/\?pullId=a$/);
    expect(JSON.stringify(preview)).toContain("Signature=***");
    expect(JSON.stringify(preview)).not.toMatch(/[0-9a-f]{64}|1234567890abcdef/);
  });

  it("wrong credentials are denied", async () => {
    const { context } = await stage(1);
    const simulator = running[0];
    const account = access(simulator?.endpoint("wangsu") ?? null);
    const call = (credentials: Readonly<Record<string, string>>) =>
      wangsu
        .connect({ ...account, credentials: wangsu.parseCredentials(credentials) })
        .call("listChannels", {}, context);
    const id = "bf6b3ba4bd6811e99eb390e2ba00c682";
    await expect(call({ accessKeyId: id, accessKeySecret: "wrong" })).rejects.toMatchObject({
      kind: "denied",
      code: "4008",
    });
    await expect(call({ accessKeyId: "x", accessKeySecret: "wrong" })).rejects.toMatchObject({
      kind: "denied",
      code: "4002",
    });
  });

  it("names are taken by id and by the vendor's name; there is no other", async () => {
    const { connect, context } = await stage(1);
    const connection = connect();
    expect(await connection.call("getChannelList", {}, context)).toMatchObject({ body: { code: 200 } });
    expect(
      await connection.call(
        "setPushTsate",
        { pullId: await made(connection, context), effectiveHourLong: 60 },
        context,
      ),
    ).toMatchObject({ body: { code: 200 } });
    await expect(connection.call("webPush", {}, context)).rejects.toMatchObject({ kind: "invalid-request" });
  });
});
