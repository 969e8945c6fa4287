import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { appid, ask, eventNow, field, list, originMs, passed, post, room, simulate, until } from "./support.ts";

const minute = 60_000;
const stream = "8888_hall";
const service = "tencent-livecode";

const status = (simulator: RunningSimulator) =>
  ask(simulator, "Live_Channel_GetStatus", { "Param.s.channel_id": stream });

async function pushing(simulator: RunningSimulator, name = stream): Promise<void> {
  const now = await eventNow(simulator);
  simulator.addEncoder({ service, stream: name, fromMs: now, untilMs: now + 24 * 60 * minute });
}

async function becomes(simulator: RunningSimulator, wanted: number): Promise<void> {
  await until(async () => (field(await status(simulator), "output.status") === wanted ? true : undefined));
}

describe("streams", () => {
  test("reads are behind writes by the lag", async () => {
    const simulator = await simulate(10, { lagMs: 10_000 });
    expect(field(await status(simulator), "ret")).toBe(20601);
    await pushing(simulator);
    const room_ = await room(simulator, "state");
    const pushedMs = Number(field(room_, "streams.0.pushes.0.fromMs"));
    expect(field(await status(simulator), "ret")).toBe(20601);
    await becomes(simulator, 1);
    expect(await eventNow(simulator)).toBeGreaterThanOrEqual(pushedMs + 10_000);
  });

  test("a cut ends the push, the encoder comes back with a new sequence", async () => {
    const simulator = await simulate(50);
    await post(simulator, "encoders", { service, stream, until: "now+10h", reconnectAfter: "20s" });
    await becomes(simulator, 1);
    await ask(simulator, "Live_Channel_SetStatus", { "Param.s.channel_id": stream, "Param.n.status": 2 });
    await becomes(simulator, 0);
    await becomes(simulator, 1);
    const pushes = list(field(await room(simulator, "state"), "streams.0.pushes"));
    expect(pushes).toHaveLength(2);
    expect(field(pushes[1], "fromMs")).toBe(Number(field(pushes[0], "untilMs")) + 20_000);
    expect(field(pushes[1], "sequence")).not.toBe(field(pushes[0], "sequence"));
  });

  test("an encoder that does not reconnect stays away after a cut", async () => {
    const simulator = await simulate(100);
    const body = { service, stream, until: "now+10h", reconnect: false };
    expect((await post(simulator, "encoders", body)).status).toBe(201);
    await becomes(simulator, 1);
    await ask(simulator, "Live_Channel_SetStatus", { "Param.s.channel_id": stream, "Param.n.status": 2 });
    await becomes(simulator, 0);
    await passed(simulator, (await eventNow(simulator)) + 20_000);
    expect(field(await status(simulator), "output.status")).toBe(0);
  });

  test("a ban refuses pushes until it is lifted, and lasts three months at most", async () => {
    const simulator = await simulate(100);
    await pushing(simulator);
    await becomes(simulator, 1);
    await ask(simulator, "Live_Channel_SetStatus", { "Param.s.channel_id": stream, "Param.n.status": 0 });
    await becomes(simulator, 3);
    const ban = simulator.snapshot().openResources[0];
    expect(ban).toMatchObject({ kind: "ban", stream });
    expect(new Date(ban?.untilMs ?? 0).toISOString().slice(0, 10)).toBe("2027-03-01");
    await ask(simulator, "Live_Channel_SetStatus", { "Param.s.channel_id": stream, "Param.n.status": 1 });
    await becomes(simulator, 1);
    expect(simulator.snapshot().openResources).toEqual([]);
  });

  test("channel_manager forbids until a moment and resumes by itself", async () => {
    const simulator = await simulate(100);
    await pushing(simulator);
    await becomes(simulator, 1);
    const end = Math.ceil((await eventNow(simulator)) / 1000) + 60;
    const forbid = (action: string, abstime: number) =>
      ask(simulator, "channel_manager", {
        "Param.s.channel_id": stream,
        "Param.n.abstime_end": abstime,
        "Param.s.action": action,
      });
    expect(field(await forbid("forbid", end), "ret")).toBe(0);
    await becomes(simulator, 3);
    await becomes(simulator, 1);
    expect(await eventNow(simulator)).toBeGreaterThan(end * 1000);
    await forbid("Forbid", end + 365 * 24 * 3600);
    const ban = simulator.snapshot().openResources[0];
    expect(ban?.untilMs ?? Number.POSITIVE_INFINITY).toBeLessThan((end + 93 * 24 * 3600) * 1000);
    expect(field(await forbid("Resume", end), "ret")).toBe(0);
    expect(field(await forbid("pause", end), "ret")).toBe(20300);
  });

  test("lists know who pushes and who has pushed", async () => {
    const simulator = await simulate(100);
    for (const name of ["a", "b"]) await pushing(simulator, name);
    const now = await eventNow(simulator);
    simulator.addEncoder({ service, stream: "c", fromMs: now, untilMs: now + 10_000 });
    await passed(simulator, now + 11_000);
    const live = await ask(simulator, "Live_Channel_GetLiveChannelList");
    expect(list(field(live, "output.channel_list"))).toEqual([{ channel_id: "a" }, { channel_id: "b" }]);
    const all = await ask(simulator, "Live_Channel_GetChannelList", { "Param.n.page_size": 10 });
    expect(field(all, "output.all_count")).toBe(3);
    const ended = await ask(simulator, "Live_Channel_GetChannelList", { "Param.n.status": 0 });
    expect(field(ended, "output")).toEqual({ all_count: 1, channel_list: [{ channel_id: "c" }] });
    expect(field(await ask(simulator, "Live_Channel_GetChannelList", { "Param.n.page_size": 9 }), "ret")).toBe(20300);
  });
});

describe("statistics", () => {
  test("are plausible while the stream is live and empty when it is not", async () => {
    const simulator = await simulate(100);
    const one = { "Param.s.stream_id": stream };
    expect(field(await ask(simulator, "Get_LivePushStat", one), "output")).toEqual([]);
    await pushing(simulator);
    await becomes(simulator, 1);
    const stat = await ask(simulator, "Get_LiveStat", one);
    expect(field(stat, "output.stream_count")).toBe(1);
    expect(field(stat, "output.stream_info.0")).toMatchObject({
      stream_name: stream,
      fps: expect.closeTo(25, -1),
      bandwidth: expect.any(Number),
    });
    const [pushStat, playStat] = [await ask(simulator, "Get_LivePushStat"), await ask(simulator, "Get_LivePlayStat")];
    expect(field(pushStat, "output.stream_info.0.speed")).toBeGreaterThan(1_000_000);
    expect(field(pushStat, "output.total_online")).toBeUndefined();
    expect(field(playStat, "output.total_online")).toBeGreaterThan(0);
    expect(field(playStat, "output.stream_info.0.fps")).toBeUndefined();
  });

  test("histories and billing follow the pushes", async () => {
    const simulator = await simulate(1000);
    await pushing(simulator);
    await passed(simulator, originMs + 10 * minute);
    const seconds = Math.floor(originMs / 1000);
    const window = { "Param.n.start_time": seconds, "Param.n.end_time": seconds + 600 };
    const one = { ...window, "Param.s.stream_id": stream };
    const pushes = await ask(simulator, "Get_LivePushStatHistory", one);
    expect(list(field(pushes, "output.stream_info")).length).toBeGreaterThan(60);
    const plays = await ask(simulator, "Get_LivePlayStatHistory", one);
    expect(field(plays, "output.stream_id")).toBe(stream);
    expect(field(plays, "output.sum_info.0.sum_flux")).toBeGreaterThan(0);
    const bill = await ask(simulator, "Get_BillingBandwidth", { ...window, "Param.s.domain": "d.example.com" });
    expect(list(field(bill, "output.total_info"))).toHaveLength(3);
    expect(field(bill, "output.domain")).toBe("d.example.com");
    const old = { ...one, "Param.n.start_time": seconds - 4 * 24 * 3600 };
    expect(field(await ask(simulator, "Get_LivePushStatHistory", old), "ret")).toBe(20300);
    expect(field(await ask(simulator, "Get_LivePlayStatHistory", old), "ret")).toBe(0);
  });
});

describe("mixing", () => {
  const input = (name: string, layer: number, more: Record<string, number> = {}) => ({
    input_stream_id: name,
    layout_params: { image_layer: layer, ...more },
  });
  const body = (para: Record<string, unknown>) => ({
    timestamp: 1,
    eventId: 1,
    interface: {
      interfaceName: "Mix_StreamV2",
      para: {
        app_id: Number(appid),
        interface: "mix_streamv2.start_mix_stream_advanced",
        mix_stream_session_id: "session",
        output_stream_id: "a",
        input_stream_list: [input("a", 1), input("b", 2, { image_width: 160, image_height: 240 })],
        ...para,
      },
    },
  });
  const mix = async (simulator: RunningSimulator, para: Record<string, unknown> = {}) =>
    field(await ask(simulator, "Mix_StreamV2", {}, body(para)), "code");

  test("starts over live inputs, keeps to its output, and cools down after the cancel", async () => {
    const simulator = await simulate(50);
    expect(await mix(simulator)).toBe(-505);
    for (const name of ["a", "b"]) await pushing(simulator, name);
    await until(async () => ((await mix(simulator)) === 0 ? true : undefined));
    expect(simulator.snapshot().openResources).toMatchObject([{ kind: "mixSession", id: "session", stream: "a" }]);
    const other = { output_stream_id: "b" };
    expect(String(await mix(simulator, other))).toMatch(/^-30\d{3}$/);
    const cancelledMs = await eventNow(simulator);
    expect(await mix(simulator, { input_stream_list: [input("a", 1)] })).toBe(0);
    expect(simulator.snapshot().openResources).toEqual([]);
    expect(String(await mix(simulator, other))).toMatch(/^-30\d{3}$/);
    await until(async () => ((await mix(simulator, other)) === 0 ? true : undefined));
    expect((await eventNow(simulator)) - cancelledMs).toBeGreaterThanOrEqual(30_000);
    expect(simulator.snapshot().calls).toMatchObject({ cancelMixStream: 1 });
  });

  test("refuses what the document forbids", async () => {
    const simulator = await simulate(100);
    for (const name of ["a", "b"]) await pushing(simulator, name);
    await until(async () => ((await mix(simulator)) === 0 ? true : undefined));
    const outside = [input("a", 1), input("b", 2, { location_x: 1900, image_width: 160 })];
    expect(await mix(simulator, { input_stream_list: outside })).toBe(-21);
    for (const bad of [
      { mix_stream_session_id: "no-dash" },
      { mix_stream_session_id: "x".repeat(81) },
      { output_stream_type: 1 },
      { output_stream_id: "c" },
      { mix_stream_template_id: 310 },
      { app_id: 1 },
      { input_stream_list: [input("a", 1), input("b", 1)] },
      { input_stream_list: [input("a", 1), input("b", 7)] },
    ]) {
      expect(await mix(simulator, bad)).toBe(-1);
    }
  });
});
