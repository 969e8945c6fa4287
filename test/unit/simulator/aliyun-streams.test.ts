import { describe, expect, test } from "vitest";
import { ask, domain, iso, place } from "./aliyun-support.ts";
import { eventNow, field, list, originMs, passed, simulate } from "./support.ts";

const minute = 60_000;
const hour = 3_600_000;

describe("streams at the aliyun simulator", () => {
  test("a forbidden stream is cut and refused until it is resumed or its time has come", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: originMs, untilMs: originMs + 24 * hour });
    await passed(simulator, originMs + 1000);
    const online = async (): Promise<unknown> =>
      field((await ask(simulator, "DescribeLiveStreamsOnlineList", place)).body, "TotalNum");
    expect(await online()).toBe(1);
    const forbid = { ...place, LiveStreamType: "publisher" };
    expect((await ask(simulator, "ForbidLiveStream", forbid)).status).toBe(200);
    expect(await online()).toBe(0);
    const blocked = await ask(simulator, "DescribeLiveStreamsBlockList", { DomainName: domain });
    expect(blocked.body).toMatchObject({ StreamUrls: { StreamUrl: [`rtmp://${domain}/live/hall`] }, TotalNum: 1 });
    expect(simulator.snapshot().openResources).toMatchObject([{ kind: "ban", stream: "hall", untilMs: null }]);
    await ask(simulator, "ResumeLiveStream", forbid);
    await passed(simulator, (await eventNow(simulator)) + 6000);
    expect(await online()).toBe(1);

    const resumeMs = (await eventNow(simulator)) + 100_000;
    await ask(simulator, "ForbidLiveStream", { ...forbid, ResumeTime: iso(resumeMs) });
    await passed(simulator, resumeMs + 7000);
    expect(await online()).toBe(1);
    expect(simulator.snapshot().openResources).toEqual([]);
    const span = { StartTime: iso(originMs - hour), EndTime: iso(originMs + 24 * hour) };
    const history = await ask(simulator, "DescribeLiveStreamsControlHistory", { DomainName: domain, ...span });
    const actions = list(field(history.body, "ControlInfo.LiveStreamControlInfo")).map((row) => field(row, "Action"));
    expect(actions).toEqual(["ForbidLiveStream", "ResumeLiveStream", "ForbidLiveStream"]);
    const pushes = await ask(simulator, "DescribeLiveStreamsPublishList", { ...place, ...span });
    const rows = list(field(pushes.body, "PublishInfo.LiveStreamPublishInfo"));
    expect(rows.map((row) => field(row, "StopTime") !== undefined)).toEqual([true, true, false]);
  });

  test("a pull is a stream between its times, and gone when it is deleted", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const now = await eventNow(simulator);
    const pull = { ...place, StreamName: "pulled", SourceUrl: "rtmp://origin.example/live/a" };
    const times = { StartTime: iso(now + 200_000), EndTime: iso(now + hour) };
    expect((await ask(simulator, "AddLivePullStreamInfoConfig", { ...pull, ...times })).status).toBe(200);
    expect((await ask(simulator, "AddLivePullStreamInfoConfig", { ...pull, ...times })).status).toBe(409);
    const online = async (): Promise<unknown> =>
      field((await ask(simulator, "DescribeLiveStreamsOnlineList", { DomainName: domain })).body, "TotalNum");
    expect(await online()).toBe(0);
    await passed(simulator, now + 201_000);
    expect(await online()).toBe(1);
    await ask(simulator, "DeleteLivePullStreamInfoConfig", { ...place, StreamName: "pulled" });
    expect(await online()).toBe(0);
    const long = { StartTime: iso(now), EndTime: iso(now + 8 * 24 * hour) };
    expect((await ask(simulator, "AddLivePullStreamInfoConfig", { ...pull, ...long })).status).toBe(400);
    const file = { ...pull, SourceUrl: "http://files.example/a.mp4", ...times };
    expect((await ask(simulator, "AddLivePullStreamInfoConfig", file)).status).toBe(400);
  });

  test("encoders with a domain and an application push there only", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    simulator.addEncoder({
      service: "aliyun",
      stream: "a.example/show/one",
      fromMs: originMs,
      untilMs: originMs + hour,
    });
    await passed(simulator, originMs + 20);
    const count = async (params: Record<string, string>): Promise<unknown> =>
      field((await ask(simulator, "DescribeLiveStreamsOnlineList", params)).body, "TotalNum");
    expect(await count({ DomainName: "a.example" })).toBe(1);
    expect(await count({ DomainName: "a.example", AppName: "show", StreamName: "one" })).toBe(1);
    expect(await count({ DomainName: "a.example", AppName: "live" })).toBe(0);
    expect(await count({ DomainName: "a.example", StreamName: "on" })).toBe(0);
    expect(await count({ DomainName: "a.example", StreamName: "on", QueryType: "fuzzy" })).toBe(1);
    expect(await count({ DomainName: "b.example" })).toBe(0);
  });

  test("statistics follow from the pushes and are the same for the same seed", async () => {
    const look = async (): Promise<readonly unknown[]> => {
      const simulator = await simulate(1500, { lagMs: 0, seed: 7 });
      const stream = `${domain}/live/hall`;
      simulator.addEncoder({
        service: "aliyun",
        stream,
        fromMs: originMs + 10 * minute,
        untilMs: originMs + 20 * minute,
      });
      await passed(simulator, originMs + 30 * minute);
      const span = { StartTime: iso(originMs), EndTime: iso(originMs + 25 * minute) };
      const traffic = await ask(simulator, "DescribeLiveDomainTrafficData", { DomainName: domain, ...span });
      const users = await ask(simulator, "DescribeLiveStreamHistoryUserNum", { ...place, ...span });
      const rates = await ask(simulator, "DescribeLiveStreamBitRateData", { ...place, ...span });
      const bytes = list(field(traffic.body, "TrafficDataPerInterval.DataModule")).map((row) =>
        Number(field(row, "TrafficValue")),
      );
      const numbers = list(field(users.body, "LiveStreamUserNumInfos.LiveStreamUserNumInfo"))
        .map((row) => Number(field(row, "UserNum")))
        .toReversed();
      const samples = list(field(rates.body, "FrameRateAndBitRateInfos.FrameRateAndBitRateInfo"));
      expect(bytes.map((value) => value > 0)).toEqual([false, false, true, true, false]);
      expect(numbers.filter((value) => value > 0)).toHaveLength(10);
      expect(samples).toHaveLength(10);
      return [bytes, numbers, samples];
    };
    expect(await look()).toEqual(await look());
  });

  test("daily numbers add up what was recorded and photographed", async () => {
    const simulator = await simulate(5000, { lagMs: 0 });
    const bucket = { OssBucket: "b", OssEndpoint: "e" };
    const app = { DomainName: domain, AppName: "live" };
    await ask(simulator, "AddLiveAppRecordConfig", { ...app, ...bucket, "RecordFormat.1.Format": "flv" });
    const object = "{StreamName}/{UnixTimestamp}.jpg";
    await ask(simulator, "AddLiveAppSnapshotConfig", {
      ...app,
      ...bucket,
      TimeInterval: 60,
      SequenceOssObject: object,
    });
    const from = (await eventNow(simulator)) + 20 * minute;
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: from, untilMs: from + 10 * minute });
    await passed(simulator, from + 11 * minute);
    const now = await eventNow(simulator);
    const span = { StartTime: iso(originMs), EndTime: iso(now) };
    const recorded = await ask(simulator, "DescribeLiveDomainRecordData", { DomainName: domain, ...span });
    expect(field(recorded.body, "RecordDataInfos.RecordDataInfo.0")).toMatchObject({
      Total: 600,
      Detail: { FLV: 600 },
    });
    const shot = await ask(simulator, "DescribeLiveDomainSnapshotData", { DomainName: domain, ...span });
    expect(field(shot.body, "SnapshotDataInfos.SnapshotDataInfo.0.Total")).toBe(10);

    const first = await ask(simulator, "DescribeLiveStreamSnapshotInfo", { ...place, ...span, Limit: 7 });
    expect(list(field(first.body, "LiveStreamSnapshotInfoList.LiveStreamSnapshotInfo"))).toHaveLength(7);
    const next = String(field(first.body, "NextStartTime"));
    const rest = await ask(simulator, "DescribeLiveStreamSnapshotInfo", { ...place, ...span, StartTime: next });
    expect(list(field(rest.body, "LiveStreamSnapshotInfoList.LiveStreamSnapshotInfo")).length).toBeGreaterThan(1);
    expect(field(rest.body, "NextStartTime")).toBeUndefined();
    const future = { DomainName: domain, StartTime: iso(originMs), EndTime: iso(now + 24 * hour) };
    expect(await ask(simulator, "DescribeLiveDomainRecordData", future)).toMatchObject({
      body: { Code: "InvalidEndTime.BeyondCurrent" },
    });
  });

  test("the time-shift query answers without key and signature, in its own words", async () => {
    const simulator = await simulate(5000, { lagMs: 0 });
    const from = Math.ceil((await eventNow(simulator)) / 1000) * 1000 + 20 * minute;
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: from, untilMs: from + minute });
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: from + 2 * minute, untilMs: from + 3 * minute });
    await passed(simulator, from + 4 * minute);
    const seconds = (ms: number): number => Math.floor(ms / 1000);
    const base = `${simulator.endpoint("aliyun")}/openapi/timeline/query?app=live&stream=hall`;
    const window = `lhs_start_unix_s_0=${seconds(from + 30_000)}&lhs_end_unix_s_0=${seconds(from + 10 * minute)}`;
    const answer: unknown = await (await fetch(`${base}&format=ts&${window}`)).json();
    expect(answer).toMatchObject({ retCode: 0, description: "success" });
    expect(field(answer, "content.timeline")).toEqual([
      { start: seconds(from + 30_000), end: seconds(from + minute) },
      { start: seconds(from + 2 * minute), end: seconds(from + 3 * minute) },
    ]);
    for (const bad of [`${base}&format=mp4&${window}`, `${base}&format=ts`]) {
      const refused: unknown = await (await fetch(bad)).json();
      expect(field(refused, "retCode")).not.toBe(0);
    }
    expect(simulator.snapshot().calls["queryTimeshiftTimeline"]).toBe(3);
  });
});
