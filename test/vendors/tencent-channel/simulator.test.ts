import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { realClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { recordOf } from "../../../src/vendors/kit/rules.ts";
import type { ServiceConnection } from "../../../src/vendors/port.ts";
import { tencentChannel } from "../../../src/vendors/tencent-channel/index.ts";
import { context, secretId, secretKey } from "./account.ts";
import { makeChannel } from "./samples.ts";

let simulator: RunningSimulator;
let connection: ServiceConnection;

function connectWith(key: string): ServiceConnection {
  return tencentChannel.connect({
    name: "test",
    credentials: tencentChannel.parseCredentials({ secretId, secretKey: key }),
    endpoint: simulator.endpoint("tencent-channel"),
    timeoutMs: 5_000,
    defaults: {},
  });
}

beforeEach(async () => {
  const accounts = [{ service: "tencent-channel", credentials: { secretId, secretKey } }] as const;
  simulator = await startSimulator({ clock: realClock, accounts });
  connection = connectWith(secretKey);
});
afterEach(() => simulator.stop());

const bench = {
  call: async (operation: string, params: Readonly<Record<string, unknown>>) =>
    recordOf((await connection.call(operation, params, context)).body),
};

describe("against the simulator, which checks signatures by itself", () => {
  it("a batch with mixed results is a failure that names the failed items; the others are done", async () => {
    const [first, second] = [await makeChannel(bench), await makeChannel(bench, { channelDescribe: "长".repeat(900) })];
    const call = connection.call("StopLVBChannel", { channelIds: [first, "77", second] }, context);
    await expect(call).rejects.toMatchObject({
      kind: "not-found",
      code: "5400",
      message: "1 of 3 failed: 77 (20301 Channel does not exist); the others are done",
    });
    await vi.waitUntil(
      async () => (await bench.call("describeLvbChannelList", { channelStatus: 3 }))["all_count"] === "2",
      { timeout: 10_000, interval: 20 },
    );
  });

  it("reports the inner code of what the channel's state forbids", async () => {
    const id = await makeChannel(bench);
    await expect(bench.call("deleteLvbChannel", { channelIds: [id] })).rejects.toMatchObject({
      kind: "wrong-state",
      code: "20109",
    });
    await expect(bench.call("stopRecord", { channelId: id, taskId: "1" })).rejects.toMatchObject({
      kind: "not-found",
      code: "20327",
    });
  });

  it("refuses a wrong key", async () => {
    await expect(connectWith("wrong").call("describeLvbChannelList", {}, context)).rejects.toMatchObject({
      kind: "denied",
      code: "4100",
    });
  });

  it("a lost answer of a create is an unknown outcome, and its channel is there", async () => {
    simulator.addFaults([{ operation: "createLvbChannel", times: 1, fault: { kind: "lost-answer" } }]);
    await expect(makeChannel(bench)).rejects.toMatchObject({ kind: "unknown-outcome" });
    await vi.waitUntil(async () => (await bench.call("describeLvbChannelList", {}))["all_count"] === "1", {
      timeout: 10_000,
      interval: 20,
    });
  });

  it("reads the vendor's throttling", async () => {
    simulator.addFaults([
      { operation: "describeLvbChannelList", times: 1, fault: { kind: "throttle", retryAfterMs: "30s" } },
    ]);
    await expect(bench.call("describeLvbChannelList", {})).rejects.toMatchObject({
      kind: "throttled",
      code: "4400",
      retryAfterMs: 30_000,
    });
    expect(await bench.call("describeLvbChannelList", {})).toMatchObject({ code: 0 });
  });

  it("cannot run an event yet", async () => {
    await expect(connection.observe(["a"], context)).rejects.toMatchObject({ kind: "invalid-request" });
  });
});
