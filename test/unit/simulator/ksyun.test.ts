import { describe, expect, it, vi } from "vitest";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { ask, at, done, inMinutes, minute, small, stream } from "./ksyun-support.ts";
import { eventNow, originMs, simulate } from "./support.ts";

const template = {
  ...at,
  Preset: "mypreset",
  Output: [{ format: { output_format: 258 } }, { format: { output_format: 274, suffix: "_hevc" } }],
};
const named = { ...at, Preset: "mypreset" };
const pull = { ...stream, SrcUrl: "rtmp://outside.example.com/live/source" };
const file = (name: string, index: number): object => ({ Path: `http://bucket.ks3.example.com/${name}`, Index: index });
const loop = {
  ...named,
  StreamID: "main",
  SrcInfo: [file("b.mp4", 1), file("a.mp4", 0)],
  PubDomain: "push.example.com",
};
const pair = { ...small, src: ["rtmp://a/live/1"], durl: ["rtmp://b/live/1"] };
const days = { StartDate: "2026-12-01", EndDate: "2026-12-01" };

async function errNum(simulator: RunningSimulator, action: string, params: object): Promise<unknown> {
  const { status, body } = await ask(simulator, action, { ...params });
  expect(status).toBe(200);
  return body["ErrNum"] ?? body["errno"];
}

async function passed(simulator: RunningSimulator, eventMs: number): Promise<void> {
  await vi.waitUntil(async () => (await eventNow(simulator)) >= eventMs, { timeout: 10_000, interval: 10 });
}

function idsOf(list: unknown, field: string): readonly string[] {
  if (!Array.isArray(list)) throw new Error("no list");
  return list.map((row: unknown) => String(Reflect.get(Object(row), field)));
}

describe("templates of ksyun", () => {
  it("are made once, changed, shown and deleted", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    expect(await errNum(simulator, "GetPresetList", at)).toBe(1200);
    await done(simulator, "Preset", { ...template, Description: "demo" });
    expect(await errNum(simulator, "Preset", template)).toBe(1201);
    expect(await done(simulator, "GetPresetList", at)).toMatchObject({
      PresetList: [{ Preset: "mypreset", App: "live", FmtNum: "2", Description: "demo", UpdateTime: "" }],
    });
    await done(simulator, "UpdatePreset", { ...template, Output: [{ format: { output_format: 287 } }] });
    expect(await done(simulator, "GetPresetDetail", named)).toMatchObject({
      PresetDetail: {
        Description: "",
        Output: [{ format: { output_format: 287 } }],
        Video: {},
        CreateTime: expect.stringMatching(/^2026-12-01 09:00:\d\d$/),
      },
    });
    expect(await errNum(simulator, "GetPresetDetail", { ...named, App: "other" })).toBe(1200);
    await done(simulator, "DelPreset", named);
    expect(await errNum(simulator, "DelPreset", named)).toBe(1200);
    expect(await errNum(simulator, "UpdatePreset", template)).toBe(1200);
    expect(await errNum(simulator, "GetPresetDetail", named)).toBe(1200);
    await done(simulator, "Preset", template);
  });

  it("are read behind their writes", async () => {
    const simulator = await simulate(1, { lagMs: 1500 });
    await done(simulator, "Preset", template);
    expect(await errNum(simulator, "GetPresetDetail", named)).toBe(1200);
    await vi.waitUntil(async () => (await errNum(simulator, "GetPresetDetail", named)) === 0, { timeout: 5_000 });
    await done(simulator, "DelPreset", named);
    expect(await errNum(simulator, "GetPresetDetail", named)).toBe(0);
  });

  it.each([
    [1000, { UniqName: "" }],
    [1002, { UniqName: "a b" }],
    [1003, { App: "a" }],
    [1005, { Preset: "p".repeat(33) }],
    [1000, { Output: undefined }],
    [1001, { Output: [] }],
    [1000, { Output: [{}] }],
    [1000, { Output: [{ format: {} }] }],
    [1006, { Output: [{ format: { output_format: 1 } }] }],
    [1001, { Output: [{ format: { output_format: 258, vbr: 100 } }] }],
    [1001, { Output: [{ format: { output_format: 258, suffix: "x" } }] }],
    [1001, { Output: [{ format: { output_format: 258 } }, { format: { output_format: 258 } }] }],
    [1001, { Output: [{ format: { output_format: 258, logo_switch: 1 } }] }],
    [1000, { Video: { LOGO: [{}] } }],
  ])("are refused with %i for %j", async (code, wrong) => {
    const simulator = await simulate(1);
    expect(await errNum(simulator, "Preset", { ...template, ...wrong })).toBe(code);
    expect(simulator.snapshot().openResources).toEqual([]);
  });

  it("are refused when the body is no object", async () => {
    const simulator = await simulate(1);
    for (const body of ["", "[]", "null", "{"]) {
      expect((await ask(simulator, "Preset", {}, { body })).body).toMatchObject({ ErrNum: 1001 });
    }
  });
});

describe("pulls of ksyun", () => {
  it("have a state by their source, double when started twice, and end all at once", async () => {
    const simulator = await simulate(10, { lagMs: 0 });
    expect(await errNum(simulator, "StopStreamPull", stream)).toBe(1200);
    const first = await done(simulator, "StartStreamPull", pull);
    expect(first["TaskID"]).toMatch(/^[0-9a-f]{32}$/);
    expect(await done(simulator, "GetStreamTranList", stream)).toMatchObject({
      TranList: [{ TaskID: first["TaskID"], TranStatus: 20, OutputFormat: "271", StreamName: "main" }],
      ListCount: 1,
    });
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "ksyun", stream: "main", fromMs: now, untilMs: now + 60 * minute });
    await passed(simulator, now + 1000);
    const second = await done(simulator, "StartStreamPull", pull);
    expect(second["TaskID"]).not.toBe(first["TaskID"]);
    expect(await done(simulator, "GetStreamTranList", stream)).toMatchObject({
      TranList: [{ TranStatus: 30 }, { TranStatus: 30 }],
      ListCount: 2,
    });
    expect(simulator.snapshot().openResources).toMatchObject([{ kind: "pull" }, { kind: "pull", stream: "main" }]);
    await done(simulator, "StopStreamPull", stream);
    expect(await errNum(simulator, "GetStreamTranList", stream)).toBe(1200);
    expect(await errNum(simulator, "StopStreamPull", stream)).toBe(1200);
    expect(simulator.snapshot().tasks.map((task) => task.state)).toEqual(["stopped", "stopped"]);
  });

  it("give up when no source comes: after 5 minutes, or after the tries they were given", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    await done(simulator, "StartStreamPull", pull);
    await done(simulator, "StartStreamPull", {
      ...pull,
      StreamID: "short",
      ExtParam: '{"interval":10,"retrytimes":6}',
    });
    const [long, short] = simulator.snapshot().tasks;
    expect((long?.untilMs ?? 0) - (long?.createdAtMs ?? 0)).toBe(5 * minute);
    expect((short?.untilMs ?? 0) - (short?.createdAtMs ?? 0)).toBe(minute);
    await passed(simulator, long?.untilMs ?? 0);
    expect(await errNum(simulator, "GetStreamTranList", stream)).toBe(1200);
    expect(await errNum(simulator, "StopStreamPull", stream)).toBe(1200);
  });

  it("outlive a silence of 20 minutes and are deleted after a longer one", async () => {
    const simulator = await simulate(1);
    const push = (from: number, until: number): void =>
      simulator.addEncoder({
        service: "ksyun",
        stream: "main",
        fromMs: originMs + from * minute,
        untilMs: originMs + until * minute,
      });
    push(1, 10);
    push(29, 40);
    push(61, 70);
    await done(simulator, "StartStreamPull", pull);
    expect(simulator.snapshot().openResources).toMatchObject([{ untilMs: originMs + 60 * minute }]);
  });

  it("have a source by themselves when everybody pushes", async () => {
    const simulator = await simulate(10, { lagMs: 0, autoPush: { leadMs: 0, tailMs: 0 } });
    await done(simulator, "StartStreamPull", pull);
    await vi.waitUntil(async () => {
      const { TranList } = await done(simulator, "GetStreamTranList", stream);
      return idsOf(TranList, "TranStatus")[0] === "30";
    });
  });

  it.each([
    [1000, { SrcUrl: undefined }],
    [1001, { SrcUrl: "ftp://a/b" }],
    [1000, { StreamID: "" }],
    [1004, { StreamID: 7 }],
    [1005, { Params: "preset=nosuch" }],
    [1005, { ExtParam: '{"preset":"nosuch"}' }],
    [1001, { ExtParam: '{"interval":21}' }],
    [1001, { ExtParam: "interval" }],
    [1001, { ExtParam: { interval: 5 } }],
  ])("are refused with %i for %j", async (code, wrong) => {
    const simulator = await simulate(1);
    expect(await errNum(simulator, "StartStreamPull", { ...pull, ...wrong })).toBe(code);
  });
});

describe("loops of ksyun", () => {
  it("are one task an output, listed in order of play, changed while they run and stopped by name", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    expect(await done(simulator, "GetLoopList", at)).toMatchObject({ Total: 0, List: [] });
    expect(await errNum(simulator, "StartLoop", loop)).toBe(1005);
    await done(simulator, "Preset", template);
    const { List: started } = await done(simulator, "StartLoop", loop);
    expect(started).toMatchObject([{ Format: 258 }, { Format: 274 }]);
    const listed = await done(simulator, "GetLoopList", stream);
    expect(listed).toMatchObject({
      Total: 2,
      List: [
        {
          OutputFormat: "258",
          SrcInfo: ["http://bucket.ks3.example.com/a.mp4", "http://bucket.ks3.example.com/b.mp4"],
          PubDomain: "push.example.com",
          ContinueHour: "0",
          StreamID: "main",
        },
        { OutputFormat: "274" },
      ],
    });
    expect(idsOf(listed["List"], "TaskID")).toEqual(idsOf(started, "TaskID"));
    await done(simulator, "UpdateLoop", { ...stream, DurationHour: 480, SrcInfo: [file("c.mp4", 0)] });
    expect(await done(simulator, "GetLoopList", at)).toMatchObject({
      List: [{ SrcInfo: ["http://bucket.ks3.example.com/c.mp4"] }, {}],
    });
    expect(await done(simulator, "GetTaskList", { ...at, TaskType: "8", ...days })).toMatchObject({
      Total: 2,
      TaskInfo: [{ QuotaType: "8", DstAddr: "rtmp://push.example.com/live/main", TranStatus: "1" }, {}],
    });
    await done(simulator, "StopLoop", stream);
    expect(await errNum(simulator, "StopLoop", stream)).toBe(1200);
    expect(await errNum(simulator, "UpdateLoop", { ...stream, DurationHour: 1 })).toBe(1200);
    expect(await done(simulator, "GetLoopList", at)).toMatchObject({ Total: 0 });
    expect(await done(simulator, "GetTaskList", { ...at, TaskType: "8", ...days })).toMatchObject({
      TaskInfo: [{ TranStatus: "0" }, { TranStatus: "0" }],
    });
  });

  it("are scheduled more than a minute ahead, listed before they begin, and not changed then", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    await done(simulator, "Preset", template);
    expect(await errNum(simulator, "StartLoop", { ...loop, TaskStartTime: inMinutes(1) })).toBe(1001);
    const times = { TaskStartTime: inMinutes(5), TaskStopTime: inMinutes(35) };
    await done(simulator, "StartLoop", { ...loop, ...times, LoopTimes: 1 });
    expect(await done(simulator, "GetLoopList", stream)).toMatchObject({ Total: 2 });
    expect(await errNum(simulator, "UpdateLoop", { ...stream, DurationHour: 1 })).toBe(1301);
    expect(simulator.snapshot().tasks).toMatchObject(
      [1, 2].map(() => ({
        type: "loop",
        state: "scheduled",
        fromMs: originMs + 5 * minute,
        untilMs: originMs + 35 * minute,
      })),
    );
  });

  it("end by stop time, by count, by hours, else after 20 days", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    await done(simulator, "Preset", { ...template, Output: [{ format: { output_format: 258 } }] });
    const lengths = [];
    for (const end of [{}, { LoopTimes: 3 }, { DurationHour: 5 }, { TaskStopTime: inMinutes(90), LoopTimes: 1 }]) {
      await done(simulator, "StartLoop", { ...loop, ...end });
      const row = simulator.snapshot().tasks.at(-1);
      lengths.push(Math.round(((row?.untilMs ?? 0) - (row?.fromMs ?? 0)) / minute));
    }
    expect(lengths).toEqual([20 * 24 * 60, 6, 300, 90]);
  });

  it("come to their end", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    await done(simulator, "Preset", template);
    await done(simulator, "StartLoop", { ...loop, LoopTimes: 1 });
    await passed(simulator, simulator.snapshot().tasks[0]?.untilMs ?? 0);
    expect(await done(simulator, "GetLoopList", at)).toMatchObject({ Total: 0 });
  });

  it.each([
    [1000, { PubDomain: undefined }],
    [1001, { SrcInfo: [] }],
    [1000, { SrcInfo: [{ Path: "http://a/b" }] }],
    [1001, { SrcInfo: [{ Path: "/a/b", Index: 0 }] }],
    [1001, { TaskStopTime: inMinutes(0) }],
    [1001, { TaskStartTime: inMinutes(5), TaskStopTime: inMinutes(5) + 30 }],
    [1001, { TaskStopTime: inMinutes(21 * 24 * 60) }],
    [1001, { DurationHour: 481 }],
  ])("are refused with %i for %j", async (code, wrong) => {
    const simulator = await simulate(1, { lagMs: 0 });
    await done(simulator, "Preset", template);
    expect(await errNum(simulator, "StartLoop", { ...loop, ...wrong })).toBe(code);
  });

  it("are not updated with nothing", async () => {
    const simulator = await simulate(1);
    expect(await errNum(simulator, "UpdateLoop", stream)).toBe(1000);
  });
});

describe("redirects of ksyun", () => {
  it("are a task a pair, stopped one at a time by id or pair, and listed by day", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const two = { ...small, src: ["rtmp://a/live/1", "rtmp://a/live/2"], durl: ["rtmp://b/live/1", "rtmp://b/live/2"] };
    const started = await done(simulator, "RedirectStart", two);
    expect(started).toMatchObject({ uniqname: "mytest", task_type: "redirect", reqlist: [{ errno: 0 }, { errno: 0 }] });
    await done(simulator, "RedirectStart", pair);
    const ids = idsOf(started["reqlist"], "reqid");
    const list = { ...at, TaskType: "6", ...days };
    const listed = await done(simulator, "GetTaskList", list);
    expect(listed).toMatchObject({ Total: 3, Count: 3, Marker: 0, ...days });
    expect(idsOf(listed["TaskInfo"], "TaskID").slice(0, 2)).toEqual(ids);
    await done(simulator, "RedirectStop", { reqid: ids[1] });
    expect(await errNum(simulator, "RedirectStop", { reqid: ids[1] })).toBe(1301);
    const byPair = { ...small, src: pair.src[0], durl: pair.durl[0] };
    await done(simulator, "RedirectStop", byPair);
    await done(simulator, "RedirectStop", byPair);
    expect(await errNum(simulator, "RedirectStop", byPair)).toBe(1301);
    expect(idsOf((await done(simulator, "GetTaskList", list))["TaskInfo"], "TranStatus")).toEqual(["0", "0", "0"]);
  });

  it("take times only as the document says", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const start = (times: object): Promise<unknown> => errNum(simulator, "RedirectStart", { ...pair, ...times });
    expect(await start({ task_start_time: inMinutes(9) })).toBe(1001);
    expect(await start({ task_stop_time: inMinutes(9) })).toBe(1001);
    expect(await start({ task_start_time: inMinutes(20), task_stop_time: inMinutes(30) })).toBe(1001);
    expect(await start({ task_start_time: inMinutes(20), task_stop_time: inMinutes(31) })).toBe(0);
    expect(await start({ task_start_time: inMinutes(-20), task_stop_time: inMinutes(-10) })).toBe(0);
    expect(simulator.snapshot().openResources).toMatchObject([
      { kind: "redirect", stream: "1", untilMs: originMs + 31 * minute },
      { kind: "redirect", untilMs: null },
    ]);
    expect(simulator.snapshot().tasks.map((task) => task.state)).toEqual(["scheduled", "recording"]);
  });

  it.each([
    [1030, { durl: [] }],
    [1030, { durl: ["rtmp://b/live/1", "rtmp://b/live/2"] }],
    [1030, { durl: ["http://b/live/1"] }],
    [1001, { src: ["nowhere"] }],
    [1001, { src: Array(21).fill("rtmp://a/live/1") }],
    [1002, { uniqname: "a" }],
    [1003, { app: "a b" }],
    [1001, { trans_params: [{ trans: 2 }] }],
    [1000, { trans_params: [{ logos: [{}] }] }],
    [1001, { trans_params: [{ logos: [{ wm_image: "http://a/b", wm_gravity: "TOP" }] }] }],
  ])("are refused with %i for %j", async (code, wrong) => {
    const simulator = await simulate(1);
    const params = { ...pair, ...wrong };
    expect(await errNum(simulator, "RedirectStart", params)).toBe(code);
  });

  it("are 200 at most; what is over fails alone, in its place", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const many = (count: number): object => ({
      ...small,
      src: Array.from({ length: count }, (_, index) => `rtmp://a/live/${index}`),
      durl: Array.from({ length: count }, (_, index) => `rtmp://b/live/${index}`),
    });
    for (let call = 0; call < 9; call += 1) await done(simulator, "RedirectStart", { ...many(20) });
    await done(simulator, "RedirectStart", { ...many(19) });
    expect(await done(simulator, "RedirectStart", { ...many(3) })).toMatchObject({
      reqlist: [
        { errno: 0, reqid: expect.stringMatching(/^[0-9a-f]{32}$/) },
        { errno: 1300, reqid: "" },
        { errno: 1300, reqid: "" },
      ],
    });
    const list = { UniqName: "mytest", TaskType: "6", ...days };
    const page = await done(simulator, "GetTaskList", { ...list, Marker: 150 });
    expect(page).toMatchObject({ Total: 200, Count: 50, Marker: 150 });
    expect(await done(simulator, "GetTaskList", { ...list, Marker: 198, Limit: 7 })).toMatchObject({ Count: 2 });
  });

  it("are listed by their day in China", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    await done(simulator, "RedirectStart", pair);
    const list = { UniqName: "mytest", TaskType: "6" };
    const total = async (from: string, until: string): Promise<unknown> =>
      (await done(simulator, "GetTaskList", { ...list, StartDate: from, EndDate: until }))["Total"];
    expect(await total("2026-11-30", "2026-11-30")).toBe(0);
    expect(await total("2026-11-30", "2026-12-01")).toBe(1);
    expect(await total("2026-12-02", "2026-12-03")).toBe(0);
    for (const wrong of [{ StartDate: "2026-02-30" }, { TaskType: "9" }, { Limit: 51 }, { Marker: -1 }]) {
      expect(await errNum(simulator, "GetTaskList", { ...list, ...days, ...wrong })).toBe(1001);
    }
    expect(await done(simulator, "GetTaskList", { ...list, ...days, App: "other" })).toMatchObject({ Total: 0 });
  });
});
