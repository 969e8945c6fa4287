import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eventAt, scaledClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { formatChinaTime } from "../../../src/vendors/kit/china-time.ts";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
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

  const seconds = (ms: number): number => Math.floor(ms / 1000);
  const input = (id: string, layer: number): object => ({ input_stream_id: id, layout_params: { image_layer: layer } });
  const mix = { mix_stream_session_id: "session_1", output_stream_id: "live" };
  const span = { start_time: seconds(eventStart), end_time: seconds(eventStart + minute) };
  const stat = { page_no: 1, page_size: 20, stream_id: "live", pull_domain: "play.example.com" };
  const tape = (): Readonly<Record<string, unknown>> => ({
    channel_id: "live",
    start_time: formatChinaTime(now() + 60 * minute),
    end_time: formatChinaTime(now() + 90 * minute),
    task_sub_type: 0,
  });
  // Required parameters only, then all of them.
  const cases: readonly (readonly [
    string,
    () => Readonly<Record<string, unknown>>,
    () => Readonly<Record<string, unknown>>,
  ])[] = [
    ["setChannelStatus", () => ({ channel_id: "live", status: 1 }), () => ({ channel_id: "live", status: 1 })],
    [
      "startMixStream",
      () => ({ ...mix, input_stream_list: [input("live", 1), input("other", 2)] }),
      () => ({
        ...mix,
        output_stream_type: 0,
        mix_stream_template_id: 10,
        input_stream_list: [
          input("live", 1),
          {
            input_stream_id: "other",
            layout_params: {
              image_layer: 2,
              input_type: 0,
              image_width: 160,
              image_height: 240,
              location_x: 10,
              location_y: 0.5,
              color: "0x000000",
            },
            crop_params: { crop_width: 100, crop_height: 100, crop_x: 0, crop_y: 0 },
          },
        ],
      }),
    ],
    [
      "cancelMixStream",
      () => ({ ...mix, input_stream_list: [input("live", 1)] }),
      () => ({ ...mix, input_stream_list: [input("live", 1)] }),
    ],
    [
      "manageChannelPush",
      () => ({ channel_id: "live", abstime_end: seconds(now() + minute), action: "resume" }),
      () => ({ channel_id: "live", abstime_end: seconds(now() + minute), action: "Resume" }),
    ],
    ["startRecordingTask", tape, () => ({ ...tape(), file_format: "hls", record_type: "video" })],
    ["getChannelStatus", () => ({ channel_id: "live" }), () => ({ channel_id: "live" })],
    ["getLiveStat", () => ({}), () => stat],
    ["getLivePushStat", () => ({}), () => stat],
    ["getLivePlayStat", () => ({}), () => stat],
    [
      "getRecordingFileList",
      () => ({ channel_id: "live" }),
      () => ({
        channel_id: "live",
        page_no: 1,
        page_size: 100,
        sort_type: "desc",
        start_time: "2026-12-01 00:00:00",
        end_time: "2026-12-01 23:59:59",
      }),
    ],
    [
      "getChannelList",
      () => ({}),
      () => ({ status: 1, page_no: 1, page_size: 10, order_field: "create_time", order_type: 1 }),
    ],
    ["getLiveChannelList", () => ({}), () => ({})],
    [
      "getBillingBandwidth",
      () => span,
      () => ({ ...span, domain: "play.example.com", home_foreign: 1, get_top_bd: 1 }),
    ],
    ["getLivePushStatHistory", () => ({ ...span, stream_id: "live" }), () => ({ ...span, stream_id: "live" })],
    ["getLivePlayStatHistory", () => span, () => ({ ...span, stream_id: "live", domain: "play.example.com" })],
  ];

  it.each(cases)("%s answers", async (operation, required, all) => {
    for (const params of [required(), all()]) {
      const reply = await connection.call(operation, params, context).catch((error: unknown) => {
        throw error instanceof VendorFailure ? new Error(JSON.stringify(error.toInfo())) : error;
      });
      expect(reply.body).toMatchObject(operation.endsWith("MixStream") ? { code: 0 } : { ret: 0 });
    }
  });

  it("stopRecordingTask answers, with the id of the task in text or digits", async () => {
    for (const more of [{}, { task_sub_type: 0 }]) {
      const { body } = await connection.call("Live_Tape_Start", tape(), context);
      const id = /"task_id":"(\d+)"/.exec(JSON.stringify(body))?.[1];
      await connection.call("stopRecordingTask", { channel_id: "live", task_id: id, ...more }, context);
    }
  });
});
