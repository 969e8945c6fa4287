import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import type { VendorFile } from "../../../src/model/files.ts";
import { chinaDayStart, formatChinaTime, parseChinaTime } from "../../../src/vendors/kit/china-time.ts";
import type { FileQuery } from "../../../src/vendors/port.ts";
import { fileUrl, splitByDay } from "../../../src/vendors/tencent-livecode/files.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo } from "./account.ts";

const minute = 60_000;
const midnight = Date.UTC(2026, 11, 1, 16);

interface Entry {
  readonly vid: string | number;
  readonly start_time: string;
  readonly end_time: string;
  readonly file_id: string | number;
  readonly record_file_url: string;
}
let server: LocalServer;
let entries: Entry[];
beforeAll(async () => {
  server = await localServer((seen, response) => {
    const from = parseChinaTime(seen.query.get("Param.s.start_time") ?? "") ?? 0;
    const until = parseChinaTime(seen.query.get("Param.s.end_time") ?? "") ?? 0;
    const size = Number(seen.query.get("Param.n.page_size"));
    const skip = (Number(seen.query.get("Param.n.page_no")) - 1) * size;
    const hits = entries.filter(
      (each) => (parseChinaTime(each.end_time) ?? 0) > from && (parseChinaTime(each.start_time) ?? 0) <= until,
    );
    json(JSON.stringify({ ret: 0, output: { all_count: hits.length, file_list: hits.slice(skip, skip + size) } }))(
      seen,
      response,
    );
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
  entries = [];
});

function entry(n: number, fromMs: number, toMs: number, more: Partial<Entry> = {}): Entry {
  return {
    vid: `200011683_${n}`,
    start_time: formatChinaTime(fromMs),
    end_time: formatChinaTime(toMs),
    file_id: `90000000000000${n}`,
    record_file_url: `http://127.0.0.1/f/${n}.mp4?x=1`,
    ...more,
  };
}

function list(query: FileQuery, nowMs = midnight + 86_400_000): Promise<readonly VendorFile[]> {
  const connection = connectTo(server.url, { credentials: { bizid: "8888" } });
  return connection.listFiles?.(query, { clock: scaledClock(Date.now(), nowMs, 1) }) ?? Promise.resolve([]);
}

describe("splitByDay", () => {
  it("covers the span with pieces the vendor takes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e9 }), fc.integer({ min: 0, max: 400_000 }), (start, length) => {
        const from = start * 1000;
        const until = from + length * 1000;
        const spans = splitByDay(from, until);
        expect(spans[0]?.fromMs).toBe(from);
        expect(spans.at(-1)?.untilMs).toBe(until);
        for (const [index, span] of spans.entries()) {
          expect(chinaDayStart(span.fromMs)).toBe(chinaDayStart(span.untilMs));
          expect(span.untilMs - span.fromMs).toBeLessThan(86_400_000);
          const next = spans[index + 1];
          if (next !== undefined) expect(next.fromMs - span.untilMs).toBe(1_000);
        }
      }),
    );
  });
});

describe("listFiles", () => {
  it("asks day by day in China Standard Time and lists a file across midnight once", async () => {
    entries = [
      entry(1, midnight - 50 * minute, midnight - 20 * minute),
      entry(2, midnight - 20 * minute, midnight + 10 * minute),
      entry(3, midnight + 10 * minute, midnight + 30 * minute),
    ];
    const files = await list({ stream: "a", fromMs: midnight - 50 * minute, untilMs: midnight + 30 * minute });
    expect(
      server.seen.map((seen) => [seen.query.get("Param.s.start_time"), seen.query.get("Param.s.end_time")]),
    ).toEqual([
      ["2026-12-01 23:09:00", "2026-12-01 23:59:59"],
      ["2026-12-02 00:00:00", "2026-12-02 00:31:00"],
    ]);
    expect(files).toEqual(
      [1, 2, 3].map((n) => ({
        id: `90000000000000${n}`,
        fromMs: midnight + [-50, -20, 10][n - 1]! * minute,
        toMs: midnight + [-20, 10, 30][n - 1]! * minute,
        ext: "mp4",
        ref: { url: `http://127.0.0.1/f/${n}.mp4?x=1`, vid: `200011683_${n}`, fileId: `90000000000000${n}` },
      })),
    );
    expect(files.map(fileUrl)).toEqual([1, 2, 3].map((n) => `http://127.0.0.1/f/${n}.mp4?x=1`));
  });

  it("reads all pages", async () => {
    const from = midnight - 600 * minute;
    entries = Array.from({ length: 230 }, (_, n) => entry(n, from + n * minute, from + (n + 1) * minute));
    const files = await list({ stream: "a", fromMs: from, untilMs: from + 230 * minute });
    expect(files.length).toBe(230);
    expect(server.seen.map((seen) => seen.query.get("Param.n.page_no"))).toEqual(["1", "2", "3"]);
  });

  it("leaves out what does not overlap, and asks for nothing that lies ahead", async () => {
    entries = [entry(1, midnight - 30 * minute, midnight - 20 * minute)];
    const query = { stream: "a", fromMs: midnight - 20 * minute, untilMs: midnight + 600 * minute };
    expect(await list(query, midnight - 5 * minute)).toEqual([]);
    expect(server.seen.length).toBe(1);
    server.seen.length = 0;
    expect(await list(query, midnight - 60 * minute)).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  it("composes the address from vid, and leaves out a file that has none yet", async () => {
    const from = midnight - 30 * minute;
    const to = midnight - 20 * minute;
    entries = [
      entry(1, from, to, { record_file_url: "" }),
      entry(2, from, to, { record_file_url: "", vid: "abc", file_id: "" }),
      entry(3, from, to, { record_file_url: "", vid: "" }),
      entry(4, from, to, {
        record_file_url: "http://1252033264.vod2.myqcloud.com/d7/f0.m3u8",
        vid: "",
        file_id: 9031868222958,
      }),
    ];
    const files = await list({ stream: "a", fromMs: from, untilMs: to });
    expect(files.map((file) => [file.id, file.ext, fileUrl(file)])).toEqual([
      ["900000000000001", "flv", "http://200011683.vod.myqcloud.com/200011683_1.f0.flv"],
      ["abc", "flv", "http://8888.vod.myqcloud.com/abc.f0.flv"],
      ["9031868222958", "m3u8", "http://1252033264.vod2.myqcloud.com/d7/f0.m3u8"],
    ]);
  });
});
