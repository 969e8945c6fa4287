import { describe, expect, test } from "vitest";
import { describePlan } from "../../../src/domain/describe-plan.ts";
import { planEvent } from "../../../src/domain/plan.ts";
import type { Refusal } from "../../../src/domain/plan-types.ts";
import type { EventFile } from "../../../src/model/event-file.ts";
import { serviceFacts } from "../../../src/vendors/registry.ts";
import { contextFor, eventFile, startMs } from "../../support/plan.ts";

describe("what cannot be granted", () => {
  type Case = readonly [what: string, more: Partial<EventFile>, kind: Refusal["kind"], path: string, message: RegExp];
  const cases: readonly Case[] = [
    [
      "pull",
      { source: { pull: { url: { env: "A" } } } },
      "cannot",
      "source.pull",
      /^tencent-livecode cannot pull a source; wangsu, aliyun and ksyun can$/,
    ],
    ["loop", { source: { loop: { files: [{ env: "A" }] } } }, "cannot", "source.loop", /aliyun and ksyun can/],
    ["mix", { source: { mix: { inputs: ["a"] } } }, "not-yet", "source.mix", /source\.mix is not built yet/],
    ["director", { source: { director: {} } }, "cannot", "source.director", /; aliyun can$/],
    [
      "file length",
      { record: { fileLength: "30m" } },
      "cannot",
      "record.fileLength",
      /cannot set the length of recorded files; aliyun can/,
    ],
    ["hls", { record: { format: "hls" } }, "not-yet", "record.format", /recording as hls is not built yet/],
    ["aac", { record: { format: "aac" } }, "not-yet", "record.format", /recording as aac/],
    ["screenshots", { screenshots: {} }, "not-yet", "screenshots", /not built yet/],
    ["screenshot interval", { screenshots: { every: "10s" } }, "cannot", "screenshots.every", /how often.*aliyun can/],
    ["transcode", { transcode: [{ template: "hd" }] }, "cannot", "transcode[0]", /wangsu, aliyun and ksyun can/],
    ["relay", { relay: [{ id: "a", to: { env: "A" } }] }, "cannot", "relay[0]", /wangsu and ksyun can/],
    ["cues", { cues: [{ id: "a", call: { operation: "x" } }] }, "not-yet", "cues[0]", /cues is not built yet/],
    ["approval", { approve: ["start"] }, "not-yet", "approve", /not built yet/],
    ["automatic overrun", { overrun: { reserve: "1h", auto: "10m" } }, "not-yet", "overrun.auto", /not built yet/],
    ["maxDuration", { maxDuration: "12h" }, "not-yet", "maxDuration", /not built yet/],
    ["addressesBefore", { addressesBefore: "24h" }, "not-yet", "addressesBefore", /not built yet/],
    ["deleting vendor files", { keep: { vendorFiles: "7d" } }, "cannot", "keep.vendorFiles", /no service can/],
    ["keeping a channel", { keep: { channel: "7d" } }, "cannot", "keep.channel", /wangsu and tencent-channel can/],
    ["a store", { files: { to: ["store:cold/x"] } }, "not-yet", "files.to[0]", /not built yet/],
    ["no end", { window: { start: "2026-12-01T09:00:00Z", end: "open" } }, "not-yet", "window.end", /without an end/],
  ];
  test.each(cases)("%s", (_what, more, kind, path, message) => {
    const { refusals } = planEvent(eventFile(more), contextFor());
    expect(refusals).toEqual([{ kind, path, message: expect.stringMatching(message) }]);
  });

  test("what is done is not refused", () => {
    const file = eventFile({
      lineUp: "5m",
      atEnd: "cut",
      onLost: "stop",
      missedStart: "skip",
      overrun: { reserve: "10m", auto: "0s" },
      keep: { vendorFiles: "forever", channel: "0s" },
      record: { format: "flv", preRoll: "1m", postRoll: "1m" },
      files: { to: ["file:./here"], when: "atEnd", minCoverage: 0.5, waitFor: "1m" },
    });
    expect(planEvent(file, contextFor()).refusals).toEqual([]);
  });

  test("a service that is not built, with its own limits told too", () => {
    const context = contextFor({ service: serviceFacts.ksyun });
    const { refusals } = planEvent(eventFile({ service: "ksyun" }), context);
    expect(refusals.map(({ message }) => message)).toEqual([
      "events on ksyun are not built yet in this version of Rundown; built: tencent-livecode",
      "ksyun cannot record as mp4; wangsu, aliyun and tencent-livecode can",
    ]);
  });

  test("a window that is over", () => {
    const { refusals } = planEvent(eventFile(), contextFor({ nowMs: startMs + 90 * 60_000 }));
    expect(refusals.map(({ kind, path }) => [kind, path])).toEqual([["past", "window.end"]]);
  });

  test("default places that are not built", () => {
    const context = contextFor({ deliver: { value: ["s3://bucket/x"], origin: "configuration" } });
    expect(planEvent(eventFile(), context).refusals.map(({ kind, path }) => [kind, path])).toEqual([
      ["not-yet", "files.to"],
    ]);
    expect(planEvent(eventFile({ files: { to: ["file:/x"] } }), context).refusals).toEqual([]);
  });
});

describe("values in force", () => {
  const inForce = (more: Partial<EventFile>, context = contextFor()) =>
    new Map(
      planEvent(eventFile(more), context).values.map(({ path, value, origin }) => [path, `${value} (${origin})`]),
    );

  test("defaults, and where values come from", () => {
    const values = inForce(
      { lineUp: "5m" },
      contextFor({ account: "main", perMinute: { value: 120, origin: "configuration" } }),
    );
    expect(Object.fromEntries(values)).toMatchObject({
      prepareBefore: "10m (default)",
      lineUp: "5m (event file)",
      reconnectWindow: "60s (default)",
      noSignalAfter: "5m (default)",
      onNoSignal: "alarm (default)",
      onLost: "alarm (default)",
      atEnd: "leave (default)",
      missedStart: "join (default)",
      "overrun.reserve": "0s (default)",
      "files.when": "asRecorded (default)",
      "files.name": "{id}/{date}_{from}-{to}_{path}.{ext} (default)",
      "files.minCoverage": "0.98 (default)",
      "files.waitFor": "15m (default)",
      "files.to": "file:///srv/recordings (default)",
      "record.format": "mp4 (event file)",
      "record.fileLength": "the vendor's own (vendor)",
      "keep.vendorFiles": "forever (default)",
      "keep.channel": "0s (default)",
      "channel.name": "town_hall (default)",
      "rateLimit.perMinute": "120 (configuration)",
      watch: "10s (vendor)",
      service: "tencent-livecode (configuration)",
    });
  });

  test("the stream: from the channel's name, else from the id; with the account's prefix", () => {
    expect(planEvent(eventFile(), contextFor({ streamPrefix: "8888_" })).spec.stream).toBe("8888_town_hall");
    expect(planEvent(eventFile({ channel: { name: "Hall-1" } }), contextFor()).spec.stream).toBe("Hall-1");
  });

  test("polls are never above the rate nor faster than the vendor's numbers, and that is told", () => {
    const slow = planEvent(eventFile(), contextFor({ perMinute: { value: 3, origin: "configuration" } }));
    expect(slow.watchMs).toBe(20_000);
    expect(slow.warnings.join()).toMatch(/watch: every 20s instead of 10s/);
    expect(planEvent(eventFile(), contextFor({ watchMs: { value: 1_000, origin: "configuration" } })).watchMs).toBe(
      5_000,
    );
  });

  test("the window is read in its zone, with the zone's offsets", () => {
    const { window } = planEvent(eventFile(), contextFor()).spec;
    expect(window).toMatchObject({ startMs, endMs: startMs + 90 * 60_000, timeZone: "Asia/Shanghai" });
    expect(window.offsets.map((offset) => offset.offsetMs)).toEqual([8 * 3_600_000]);
  });
});

test("steps are in order of time, calls come from the service, files are fetched after the end", () => {
  const { steps } = planEvent(
    eventFile({ lineUp: "5m", atEnd: "cut", overrun: { reserve: "5m" } }),
    contextFor({ preview: (step) => ({ operation: step.do, wireName: `Wire_${step.do}`, params: { sign: "…" } }) }),
  );
  expect(steps.map((step) => step.atMs)).toEqual(steps.map((step) => step.atMs).sort((a, b) => a - b));
  const called = steps.flatMap((step) => (step.call === null ? [] : [step.call.wireName]));
  expect([called.slice(0, 2).sort(), called.slice(2).sort()]).toEqual([
    ["Wire_create", "Wire_observe"],
    ["Wire_close", "Wire_cut", "Wire_list-files"],
  ]);
  const end = startMs + 90 * 60_000;
  const fetching = steps.find((step) => step.call?.operation === "list-files");
  expect(fetching?.atMs).toBe(end);
  expect(fetching?.wait).toMatch(/15m/);
});

test("a plan for people: both clocks, calls, waits, origins, masked addresses", () => {
  const plan = planEvent(
    eventFile({ relay: [{ id: "a", to: { env: "A" } }] }),
    contextFor({
      preview: (step) => ({
        operation: step.do,
        wireName: "Live_Tape_Start",
        params: { "Param.s.channel_id": "town_hall", n: 1 },
      }),
    }),
  );
  const text = describePlan(plan, { addresses: [{ label: "push", address: "rtmp://push.example.com/…abcd" }] }).join(
    "\n",
  );
  expect(text).toContain("2026-12-01 09:00:00 +08:00 (2026-12-01 01:00:00Z)  on air");
  expect(text).toContain("call Live_Tape_Start Param.s.channel_id=town_hall n=1");
  expect(text).toContain("wait for a signal, 5m; then alarm");
  expect(text).toContain("prepareBefore: 10m  (default)");
  expect(text).toContain("push: rtmp://push.example.com/…abcd");
  expect(text).toMatch(/Refused:\n {2}relay\[0\]: tencent-livecode cannot relay/);
});
