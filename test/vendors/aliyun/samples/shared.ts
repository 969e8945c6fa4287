import { benchStartMs } from "../../../support/operation-suite.ts";
import type { Bench, Params, Sample } from "../../../support/operation-suite.ts";

export const credentials = { accessKeyId: "testid", accessKeySecret: "testsecret" };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const domain = "live.example.com";
export const own = { DomainName: domain };
export const app = { ...own, AppName: "live" };
export const place = { ...app, StreamName: "hall" };
export const bucket = { OssBucket: "bucket", OssEndpoint: "oss-cn-shanghai.aliyuncs.com" };

/** A time of the bench, counted from its opening. */
export function at(ms: number): string {
  return `${new Date(benchStartMs + ms).toISOString().slice(0, 19)}Z`;
}

export const hours = (count: number): string => at(count * hourMs);
export const past = { StartTime: hours(-12), EndTime: hours(-1) };
export const around = { StartTime: hours(-2), EndTime: hours(2) };
export const ahead = { StartTime: hours(1), EndTime: hours(3) };

/** Calls first, then gives the parameters. */
export function after(calls: readonly (readonly [operation: string, params: Params])[], params: Params): Sample {
  return async (bench) => {
    for (const [operation, given] of calls) await bench.call(operation, given);
    return params;
  };
}

/** Somebody pushes `hall` to `live` for a day. */
export async function push(bench: Bench): Promise<void> {
  bench.simulator.addEncoder({
    service: "aliyun",
    stream: `${domain}/live/hall`,
    fromMs: bench.nowMs(),
    untilMs: bench.nowMs() + dayMs,
  });
  await until(bench, "describeLiveStreamsOnlineList", own, (body) => body["TotalNum"] === 1);
}

/** Asks until the answer is as wanted; gives up after 200 tries. */
export async function until(
  bench: Bench,
  operation: string,
  params: Params,
  wanted: (body: Params) => boolean,
): Promise<Params> {
  for (let tries = 0; tries < 200; tries += 1) {
    const body = await bench.call(operation, params);
    if (wanted(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${operation} never answered what was waited for`);
}

/** A time before another one, a span too long, a time that is none: for operations with StartTime and EndTime. */
export function badSpans(
  longestMs: number | null,
): readonly { readonly params: Params; readonly faults: readonly string[] }[] {
  const long = { StartTime: at(-1000), EndTime: at((longestMs ?? 0) + 1000) };
  return [
    { params: { StartTime: hours(-1), EndTime: hours(-2) }, faults: ["EndTime"] },
    { params: { StartTime: "2026-12-01 12:00:00", EndTime: "2026-02-30T00:00:00Z" }, faults: ["StartTime", "EndTime"] },
    ...(longestMs === null ? [] : [{ params: long, faults: ["EndTime"] }]),
  ];
}

export const badPages = [{ params: { PageNum: 0, PageSize: 0 }, faults: ["PageNum", "PageSize"] }];
