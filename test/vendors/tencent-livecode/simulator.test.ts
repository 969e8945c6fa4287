import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eventAt, scaledClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { formatChinaTime } from "../../../src/vendors/kit/china-time.ts";
import type { CallContext, ServiceConnection } from "../../../src/vendors/port.ts";
import { tencentLivecode } from "../../../src/vendors/tencent-livecode/index.ts";

const minute = 60_000;
const eventStart = Date.UTC(2026, 11, 1, 1);
const clock = scaledClock(Date.now(), eventStart, 200);
const context: CallContext = { clock };
const now = (): number => eventAt(clock, Date.now());
const credentials = { appid: "1252500000", key: "5d41402abc4b2a76b9719d911017c592" };
let simulator: RunningSimulator;
let connection: ServiceConnection;

beforeAll(async () => {
  simulator = await startSimulator({ clock, accounts: [{ service: "tencent-livecode", credentials }] });
  connection = tencentLivecode.connect({
    name: "t",
    credentials: tencentLivecode.parseCredentials(credentials),
    endpoint: simulator.endpoint("tencent-livecode"),
    timeoutMs: 5_000,
    defaults: {},
  });
  for (const stream of ["live", "other"]) {
    simulator.addEncoder({ service: "tencent-livecode", stream, fromMs: now(), untilMs: now() + 24 * 60 * minute });
  }
  await until(async () =>
    (await connection.observe(["live", "other"], context)).every((each) => each.state === "present"),
  );
});
afterAll(() => simulator.stop());

async function until(condition: () => Promise<boolean>): Promise<void> {
  await vi.waitUntil(condition, { timeout: 10_000, interval: 20 });
}

describe("against the simulator, which checks signatures by itself", () => {
  it("records a live stream, lists the file, serves it, and closes the task once", async () => {
    const { recording } = connection.kinds;
    if (recording === undefined) throw new Error("no kind recording");
    const fromMs = now();
    const spec = { stream: "live", fromMs, untilMs: fromMs + 60 * minute, format: "mp4" };
    const { ref, vendorId } = await recording.create("key", spec, context);
    expect(vendorId).toMatch(/^\d{17,20}$/);
    await until(() => Promise.resolve(now() > fromMs + 2 * minute));
    expect(await recording.close(ref, context)).toBe("closed");
    expect(await recording.close(ref, context)).toBe("gone");
    const query = { stream: "live", fromMs, untilMs: fromMs + 60 * minute };
    await until(async () => (await connection.listFiles?.(query, context))?.length === 1);
    const [file] = (await connection.listFiles?.(query, context)) ?? [];
    if (file === undefined) throw new Error("no file");
    expect(file.ext).toBe("mp4");
    expect(file.toMs - file.fromMs).toBeGreaterThan(minute);
    const response = await fetch(connection.fileUrl?.(file) ?? "");
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
  });

  it("sees a ban by the status of one stream", async () => {
    await connection.call("setChannelStatus", { channel_id: "other", status: 0 }, context);
    await until(async () => (await connection.observe(["other"], context))[0]?.forbidden === true);
    await connection.call(
      "manageChannelPush",
      { channel_id: "other", abstime_end: Math.floor(now() / 1000), action: "Resume" },
      context,
    );
    await until(async () => (await connection.observe(["other"], context))[0]?.forbidden === false);
    // The encoder comes back by itself; the mixing below needs it.
    await until(async () => (await connection.observe(["other"], context))[0]?.state === "present");
    expect(await connection.observe(["never-pushed"], context)).toMatchObject([{ state: "none" }]);
  });

  it("refuses a wrong key", async () => {
    const stranger = tencentLivecode.connect({
      name: "t",
      credentials: { ...credentials, key: "wrong" },
      endpoint: simulator.endpoint("tencent-livecode"),
      timeoutMs: 5_000,
      defaults: {},
    });
    await expect(stranger.observe(["live", "a"], context)).rejects.toMatchObject({ kind: "denied" });
  });

  it("says that a real-time recording needs a push", async () => {
    const span = { start_time: formatChinaTime(now()), end_time: formatChinaTime(now() + 20 * minute) };
    const call = connection.call("Live_Tape_Start", { channel_id: "nobody", ...span, task_sub_type: 1 }, context);
    await expect(call).rejects.toMatchObject({ kind: "wrong-state", code: "20111" });
  });
});
