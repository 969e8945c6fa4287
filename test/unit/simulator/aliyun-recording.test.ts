import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { ask, domain, iso, place } from "./aliyun-support.ts";
import type { Params } from "./aliyun-support.ts";
import { eventNow, field, list, originMs, passed, simulate } from "./support.ts";

const bucket = { OssBucket: "bucket", OssEndpoint: "oss.example.com" };
const around = { StartTime: iso(originMs - 3_600_000), EndTime: iso(originMs + 86_400_000) };
const pattern = "record/{AppName}/{StreamName}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}";

function formats(...types: readonly string[]): Params {
  return Object.fromEntries(
    types.flatMap((type, index) => [
      [`RecordFormat.${index + 1}.Format`, type],
      [`RecordFormat.${index + 1}.OssObjectPrefix`, pattern],
    ]),
  );
}

async function contents(simulator: RunningSimulator): Promise<readonly unknown[]> {
  const answer = await ask(simulator, "DescribeLiveStreamRecordContent", { ...place, ...around });
  expect(answer.status).toBe(200);
  return list(field(answer.body, "RecordContentInfoList.RecordContentInfo"));
}

function push(simulator: RunningSimulator, fromMs: number, untilMs: number, stream = "hall"): void {
  simulator.addEncoder({ service: "aliyun", stream, fromMs, untilMs });
}

const sum = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("recording at the aliyun simulator", () => {
  test("a configuration acts on a push that runs, is bounded by its times, and its end leaves the file", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    push(simulator, originMs, originMs + 3_600_000);
    const now = await eventNow(simulator);
    // The document's times have whole seconds.
    const [fromMs, untilMs] = [Math.ceil(now / 1000) * 1000 + 200_000, Math.ceil(now / 1000) * 1000 + 300_000];
    const times = { StartTime: iso(fromMs), EndTime: iso(untilMs) };
    const config = { ...place, ...bucket, ...times, ...formats("mp4") };
    expect((await ask(simulator, "AddLiveAppRecordConfig", config)).status).toBe(200);
    expect(await ask(simulator, "AddLiveAppRecordConfig", config)).toMatchObject({
      status: 409,
      body: { Code: "ConfigAlreadyExists" },
    });
    await passed(simulator, untilMs + 2001);
    const files = simulator.snapshot().files;
    expect(files.map(({ fromMs: from, toMs, stream }) => ({ from, toMs, stream }))).toEqual([
      { from: fromMs, toMs: untilMs, stream: "hall" },
    ]);
    const [row] = await contents(simulator);
    expect(row).toMatchObject({
      OssBucket: "bucket",
      StartTime: times.StartTime,
      EndTime: times.EndTime,
      Duration: 100,
    });
    expect(field(row, "OssObjectPrefix")).toMatch(
      /^record\/live\/hall\/0_\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d_\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d$/,
    );
    expect(simulator.snapshot().tasks).toMatchObject([
      { stream: "hall", format: "mp4", state: "ended", fromMs, untilMs },
    ]);
    expect(simulator.snapshot().files[0]?.taskId).toBe(simulator.snapshot().tasks[0]?.id);
  });

  test("deleting a configuration ends the recording, deleting it again is not found", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    push(simulator, originMs, originMs + 86_400_000);
    await ask(simulator, "AddLiveAppRecordConfig", { ...place, ...bucket, ...formats("flv") });
    await passed(simulator, (await eventNow(simulator)) + 5000);
    expect(await contents(simulator)).toEqual([]);
    expect((await ask(simulator, "DeleteLiveAppRecordConfig", place)).status).toBe(200);
    const now = await eventNow(simulator);
    expect(await ask(simulator, "DeleteLiveAppRecordConfig", place)).toMatchObject({
      status: 404,
      body: { Code: "InvalidConfig.NotFound" },
    });
    await passed(simulator, now + 2000);
    const [file] = simulator.snapshot().files;
    expect(file?.toMs).toBeLessThanOrEqual(now);
    expect(await contents(simulator)).toHaveLength(1);
    expect(simulator.snapshot().tasks[0]?.state).toBe("stopped");
  });

  test("each push makes a file of its own for each format; pieces under a second vanish; files are served by name", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const config = { ...place, ...bucket, ...formats("flv", "mp4") };
    await ask(simulator, "AddLiveAppRecordConfig", config);
    const now = await eventNow(simulator);
    push(simulator, now + 50_000, now + 60_000);
    push(simulator, now + 70_000, now + 70_900);
    push(simulator, now + 80_000, now + 95_000);
    await passed(simulator, now + 97_500);
    const rows = await contents(simulator);
    expect(rows).toHaveLength(4);
    const names = rows.map((row) => String(field(row, "OssObjectPrefix")));
    const files = simulator.snapshot().files;
    for (const type of ["flv", "mp4"]) {
      for (const name of new Set(names)) {
        const url = `${simulator.url}/_files/aliyun/bucket/${name}.${type}`;
        const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
        expect(files.some((file) => file.sha256 === sum(bytes) && file.url.endsWith(type))).toBe(true);
        const part = await fetch(url, { headers: { range: "bytes=10-19" } });
        expect(part.status).toBe(206);
        expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
      }
    }
    expect((await fetch(`${simulator.url}/_files/aliyun/bucket/none.mp4`)).status).toBe(404);
  });

  test("reads are a lag behind writes", async () => {
    const simulator = await simulate(1, { lagMs: 60_000 });
    await ask(simulator, "AddLiveAppRecordConfig", { ...place, ...bucket });
    const seen = await ask(simulator, "DescribeLiveRecordConfig", { DomainName: domain });
    expect(seen.body).toMatchObject({ TotalNum: 0, LiveAppRecordList: { LiveAppRecord: [] } });
  });

  test("a configuration of a whole application records every stream of it, on demand only by hand", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const demand = { ...bucket, OnDemand: 1, ...formats("flv") };
    await ask(simulator, "AddLiveAppRecordConfig", { DomainName: domain, AppName: "*", ...demand });
    const now = await eventNow(simulator);
    push(simulator, now + 500, now + 500_000);
    push(simulator, now + 500, now + 500_000, `${domain}/live/side`);
    await passed(simulator, now + 5000);
    const command = (what: string): ReturnType<typeof ask> =>
      ask(simulator, "RealTimeRecordCommand", { ...place, Command: what });
    expect((await command("start")).status).toBe(200);
    expect(await command("start")).toMatchObject({ status: 409, body: { Code: "TaskAlreadyStarted" } });
    await passed(simulator, (await eventNow(simulator)) + 10_000);
    expect((await command("stop")).status).toBe(200);
    await passed(simulator, (await eventNow(simulator)) + 3000);
    expect(simulator.snapshot().files.map((file) => file.stream)).toEqual(["hall"]);
    const other = { ...place, StreamName: "nobody", Command: "start" };
    expect(await ask(simulator, "RealTimeRecordCommand", other)).toMatchObject({
      status: 404,
      body: { Code: "InvalidStream.NotFound" },
    });
  });

  test("an index file lists slices by absolute address; joined they are the file", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    await ask(simulator, "AddLiveAppRecordConfig", { ...place, ...bucket, ...formats("m3u8") });
    const now = await eventNow(simulator);
    push(simulator, now + 50_000, now + 60_000);
    push(simulator, now + 70_000, now + 85_000);
    await passed(simulator, now + 87_500);
    const wanted = { ...place, ...bucket, OssObject: "index/{StreamName}.m3u8", ...around };
    const made = await ask(simulator, "CreateLiveStreamRecordIndexFiles", wanted);
    const url = String(field(made.body, "RecordInfo.RecordUrl"));
    const index = await (await fetch(url)).text();
    const slices = index.split("\n").filter((line) => line.startsWith("http"));
    const bodies = await Promise.all(
      slices.map(async (slice) => new Uint8Array(await (await fetch(slice)).arrayBuffer())),
    );
    expect(bodies.map(sum)).toEqual(simulator.snapshot().files.map((file) => file.sha256));
    expect(index.startsWith("#EXTM3U\n") && index.endsWith("#EXT-X-ENDLIST\n")).toBe(true);
    const id = String(field(made.body, "RecordInfo.RecordId"));
    const read = await ask(simulator, "DescribeLiveStreamRecordIndexFile", { ...place, RecordId: id });
    expect(field(read.body, "RecordIndexInfo.RecordUrl")).toBe(url);
    const idle = { ...wanted, StreamName: "nobody" };
    expect((await ask(simulator, "CreateLiveStreamRecordIndexFiles", idle)).status).toBe(404);
    expect((await ask(simulator, "DescribeLiveStreamRecordIndexFile", { ...place, RecordId: "x" })).status).toBe(404);
  });

  test("names, windows and kinds that the document forbids are refused", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const day = 86_400_000;
    const base = { ...place, ...bucket };
    const { StreamName: _, ...whole } = base;
    const bad: readonly Params[] = [
      { ...base, OnDemand: 2 },
      { ...base, EndTime: iso(originMs + 16 * day) },
      { ...base, EndTime: iso(originMs - day) },
      { ...base, StartTime: iso(originMs + 2 * day), EndTime: iso(originMs + day) },
      { ...whole, EndTime: iso(originMs + day) },
      { ...base, "RecordFormat.1.Format": "avi" },
      { ...base, "RecordFormat.1.Format": "flv", "RecordFormat.1.OssObjectPrefix": "{AppName}" },
      { ...base, "RecordFormat.1.Format": "m3u8", "RecordFormat.1.SliceOssObjectPrefix": "{Sequence}" },
    ];
    for (const params of bad) expect((await ask(simulator, "AddLiveAppRecordConfig", params)).status).toBe(400);
    const long = { ...place, StartTime: iso(originMs - 5 * day), EndTime: iso(originMs) };
    expect(await ask(simulator, "DescribeLiveStreamRecordContent", long)).toMatchObject({
      status: 400,
      body: { Code: "InvalidStartTime.ValueNotSupported" },
    });
    expect(simulator.snapshot().openResources).toEqual([]);
  });

  test("auto-push pushes what has a record configuration of its own", async () => {
    const simulator = await simulate(50, { lagMs: 0, autoPush: { leadMs: 5000, tailMs: 5000 } });
    const now = Math.ceil((await eventNow(simulator)) / 1000) * 1000;
    const times = { StartTime: iso(now + 60_000), EndTime: iso(now + 80_000) };
    await ask(simulator, "AddLiveAppRecordConfig", { ...place, ...bucket, ...times, ...formats("flv") });
    await passed(simulator, now + 56_000);
    const online = await ask(simulator, "DescribeLiveStreamsOnlineList", place);
    expect(field(online.body, "TotalNum")).toBe(1);
    await passed(simulator, now + 86_000);
    expect(simulator.snapshot().files).toMatchObject([{ fromMs: now + 60_000, toMs: now + 80_000 }]);
    const after = await ask(simulator, "DescribeLiveStreamsOnlineList", place);
    expect(field(after.body, "TotalNum")).toBe(0);
  });

  test("a caster with a record configuration records its programme while it runs", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const created = await ask(simulator, "CreateCaster", { ClientToken: "t", NormType: 1, ChargeType: "PostPaid" });
    const CasterId = String(field(created.body, "CasterId"));
    const format = { Format: "flv", OssObjectPrefix: pattern, SliceOssObjectPrefix: "", CycleDuration: 900 };
    const RecordConfig = JSON.stringify({ ...bucket, VideoFormat: [format] });
    expect((await ask(simulator, "SetCasterConfig", { CasterId, DomainName: domain, RecordConfig })).status).toBe(200);
    await ask(simulator, "StartCaster", { CasterId });
    const started = await eventNow(simulator);
    await passed(simulator, started + 10_000);
    await ask(simulator, "StopCaster", { CasterId });
    await passed(simulator, (await eventNow(simulator)) + 2500);
    const files = simulator.snapshot().files;
    expect(files).toHaveLength(1);
    expect((files[0]?.toMs ?? 0) - (files[0]?.fromMs ?? 0)).toBeGreaterThanOrEqual(10_000);
  });
});
