import stringWidth from "string-width";
import { expect, test } from "vitest";
import { eventId, instant, labels, listenAddress, phaseNames } from "../../../src/cli/arguments.ts";
import { exitCodeOf, Interrupted, UnreachableError, UserError, WorkFailed } from "../../../src/cli/errors.ts";
import { bytes, clockTime, duration, localTime } from "../../../src/cli/format.ts";
import { maskAddress } from "../../../src/cli/mask.ts";
import { Output } from "../../../src/cli/output.ts";
import { table } from "../../../src/cli/table.ts";
import { eventBar } from "../../../src/cli/timeline/bar.ts";
import { percentiles } from "../../../src/cli/timeline/percentiles.ts";
import { timelineText } from "../../../src/cli/timeline/view.ts";
import { endMs, spec, startMs, state } from "./fixtures.ts";

test.each([
  [
    "rtmp://8888.livepush.myqcloud.com/live/8888_a?bizid=8888&txSecret=0123456789abcdef&txTime=5FC5",
    "rtmp://8888.livepush.myqcloud.com/…5FC5",
  ],
  ["https://user:secret@host.example.com/x/secret-key-abcd", "https://host.example.com/…abcd"],
  ["rtmp://host.example.com/key", "rtmp://host.example.com/…"],
  ["https://host.example.com", "https://host.example.com"],
  ["just-a-long-secret-key", "…-key"],
  ["short", "…"],
])("%s is shown as %s", (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});

test("durations, sizes and times are short", () => {
  expect([340, 1000, 125_000, 5_400_000, 90_061_000].map(duration)).toEqual(["340ms", "1s", "2m5s", "1h30m", "1d1h"]);
  expect([0, 1023, 1024, 10_800_000].map(bytes)).toEqual(["0 B", "1023 B", "1.0 KiB", "10.3 MiB"]);
  expect(localTime(startMs, "Asia/Shanghai")).toBe("2026-12-01 09:00:00");
  expect(clockTime(startMs, "America/New_York")).toBe("20:00:00");
  expect(localTime(Date.UTC(2026, 0, 1), "UTC")).toBe("2026-01-01 00:00:00");
});

test("columns stay straight with Chinese text", () => {
  expect(
    table(
      ["A", "B"],
      [
        ["会", "x"],
        ["ab", "y"],
      ],
    ).split("\n"),
  ).toEqual(["A   B", "会  x", "ab  y"]);
});

test("wrong arguments say what would be right", () => {
  expect(() => eventId("Town Hall")).toThrow(/3 to 48 of a-z/);
  expect(() => labels(["team"])).toThrow(/key=value/);
  expect(() => phaseNames(["liv"])).toThrow(/one of scheduled/);
  expect(() => instant("from", "tomorrow")).toThrow(/2026-12-01T09:00:00\+08:00/);
  expect(() => instant("from", "2026-12-01T09:00:00")).toThrow(/offset/);
  expect(instant("from", "2026-12-01T09:00:00+08:00")).toBe(startMs);
  expect(instant("to", "2026-12-01")).toBe(Date.UTC(2026, 11, 1));
  expect(() => listenAddress("--health", "nowhere")).toThrow(/host:port/);
  expect(() => listenAddress("--health", "127.0.0.1:70000")).toThrow(/host:port/);
  expect(listenAddress("--health", "[::1]:80")).toEqual({ host: "::1", port: 80 });
  expect(listenAddress("--health", "4021")).toEqual({ host: "127.0.0.1", port: 4021 });
});

test("errors have their exit codes", () => {
  const refused = Object.assign(new Error("14 UNAVAILABLE"), { code: 14 });
  expect(
    [
      new UserError("x"),
      new UnreachableError("x"),
      new WorkFailed("x"),
      new Interrupted(),
      new Error("query", { cause: refused }),
      "text",
    ].map(exitCodeOf),
  ).toEqual([2, 3, 1, 130, 3, 1]);
});

test("with --json only values go to standard output", () => {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({ write: (text: string) => void (written[name] += text) });
  const streams = { stdout: stream("stdout"), stderr: stream("stderr") };
  const json = new Output(true, streams);
  json.result("for people");
  json.say("remark");
  json.value({ a: 1 });
  expect(written).toEqual({ stdout: '{"a":1}\n', stderr: "remark\n" });
  const text = new Output(false, streams);
  text.result("\u001B[31mred\u001B[39m");
  text.value({ b: 1 });
  expect(written.stdout).toBe('{"a":1}\nred\n');
});

test("percentiles are by rank", () => {
  expect(percentiles([])).toBeNull();
  expect(percentiles([5, 1, 3])).toEqual({ count: 3, median: 3, p99: 5, max: 5 });
  expect(percentiles(Array.from({ length: 200 }, (_, index) => index + 1))).toEqual({
    count: 200,
    median: 100,
    p99: 198,
    max: 200,
  });
});

test("the bar shows window, signal, gap, marks and now", () => {
  const nowMs = startMs + 60 * 60_000;
  const spans = [
    { fromMs: startMs, toMs: startMs + 30 * 60_000 },
    { fromMs: startMs + 40 * 60_000, toMs: null },
  ];
  const bar = eventBar(spec, state({ signalSpans: spans }), nowMs, 109);
  const count = (cell: string): number => bar.cells.filter((candidate) => candidate === cell).length;
  expect(bar.fromMs).toBe(startMs - 600_000);
  expect(count("now")).toBe(1);
  expect(count("no-signal")).toBeGreaterThanOrEqual(9);
  expect(count("no-signal")).toBeLessThanOrEqual(11);
  expect(count("on-air")).toBeGreaterThan(45);
  expect(count("window")).toBeGreaterThan(25);
  expect(bar.marks).toMatch(/^ A +L$/);
  expect(
    timelineText({ nowMs, speed: 100, events: [{ spec, state: state() }], lines: ["x".repeat(200)] }, 80),
  ).toContain("town-hall");
  expect(eventBar(spec, null, endMs, 40).cells).not.toContain("no-signal");
});

test("no line of the timeline is wider than the terminal, whatever its width and the names in it", () => {
  const nowMs = startMs + 60 * 60_000;
  const event = { spec, state: state({ signalSpans: [{ fromMs: startMs, toMs: null }] }) };
  for (const columns of [60, 80, 120]) {
    const view = { nowMs, speed: 100, events: [event, event], lines: ["季度大会".repeat(40), "y".repeat(200)] };
    const widths = timelineText(view, columns)
      .split("\n")
      .map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
  }
});
