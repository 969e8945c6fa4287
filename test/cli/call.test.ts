import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseFaults } from "../../src/simulator/faults.ts";
import { openSetting } from "./call-setting.ts";
import type { Called, CallSetting } from "./call-setting.ts";

let setting: CallSetting;
const hourMs = 3_600_000;

beforeAll(async () => {
  setting = await openSetting();
  const now = Date.now();
  for (let number = 0; number < 25; number += 1) {
    const stream = `s${String(number).padStart(2, "0")}`;
    const fromMs = now - hourMs + number * 1_000;
    setting.simulator.addEncoder({ service: "tencent-livecode", stream, fromMs, untilMs: now + 24 * hourMs });
  }
});
afterAll(() => setting.close());

const task = { channel_id: "s00", start_time: "2030-01-01 00:00:00", end_time: "2030-01-01 01:00:00" };
const scheduled = JSON.stringify({ ...task, task_sub_type: 0 });

/** Runs a call and checks that the vendor has not seen it. */
async function refused(...args: readonly string[]): Promise<Called> {
  const before = setting.sent();
  const called = await setting.call(...args);
  expect(called.code, called.stdout).toBe(2);
  expect(setting.sent()).toBe(before);
  expect(called.value["ok"]).toBe(false);
  expect(called.failure).toMatchObject({ kind: "invalid-request", service: "tencent-livecode" });
  expect(called.failure).toMatchObject({ code: null, requestId: null, retryable: false, retryAfterMs: null });
  return called;
}

function fault(rule: Readonly<Record<string, unknown>>): void {
  setting.simulator.addFaults(parseFaults([{ service: "tencent-livecode", times: 1, ...rule }]));
}

describe("success", () => {
  it("prints the vendor's reply with its own names, and exits 0", async () => {
    const { code, value } = await setting.call("live", "getChannelStatus", "--params", '{"channel_id":"s00"}');
    expect(code).toBe(0);
    expect(value).toEqual({
      ok: true,
      service: "tencent-livecode",
      operation: "getChannelStatus",
      requestId: null,
      reply: { ret: 0, message: expect.any(String), output: { rate_type: 0, recv_type: 1, status: 1 } },
    });
  });

  it("keeps the digits of 64-bit integers, in the reply and as number or text in parameters", async () => {
    const made = await setting.call("live", "startRecordingTask", "--params", scheduled, "--yes");
    expect(made.code).toBe(0);
    const digits = /"task_id":(\d{16,20})[,}]/.exec(made.stdout)?.[1] ?? "";
    expect(Number.isSafeInteger(Number(digits))).toBe(false);
    const stop = `{"channel_id":"s00","task_id":${digits}}`;
    expect(await setting.call("live", "stopRecordingTask", "--params", stop, "--yes")).toMatchObject({ code: 0 });
    // The same task again, its id as text: the vendor knows which one is meant and says that it has ended.
    const again = JSON.stringify({ channel_id: "s00", task_id: digits });
    const gone = await setting.call("live", "Live_Tape_Stop", "--params", again, "--yes");
    expect(gone).toMatchObject({ code: 1, failure: { kind: "not-found", code: "20327", retryable: false } });
  });

  it("is readable for people", async () => {
    const { code, stdout: out } = await setting.rundown(
      "call",
      "live",
      "getChannelStatus",
      "--params",
      '{"channel_id":"s00"}',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ret: 0 });
    expect(out.split("\n").length).toBeGreaterThan(5);
  });

  it("takes parameters from a file", async () => {
    writeFileSync(join(setting.folder, "params.json"), '{\n  "channel_id": "s00"\n}\n');
    const { code } = await setting.call("live", "getChannelStatus", "--params-file", "params.json");
    expect(code).toBe(0);
  });
});

describe("failures", () => {
  const get = ["live", "getChannelStatus", "--params", '{"channel_id":"s00"}'] as const;
  const start = ["live", "startRecordingTask", "--params", scheduled, "--yes"] as const;

  it("of the vendor: exit 1, with its code", async () => {
    const called = await setting.call("live", "getChannelStatus", "--params", '{"channel_id":"nobody"}');
    expect(called.code).toBe(1);
    expect(called.value).toEqual({
      ok: false,
      failure: {
        kind: "not-found",
        service: "tencent-livecode",
        operation: "getChannelStatus",
        code: "20601",
        message: expect.any(String),
        requestId: null,
        retryable: false,
        retryAfterMs: null,
      },
    });
  });

  it("of parameters that only the vendor refuses: exit 1, since something was sent", async () => {
    fault({ operation: "getChannelStatus", fault: { kind: "error", code: 20300 } });
    expect(await setting.call(...get)).toMatchObject({ code: 1, failure: { kind: "invalid-request", code: "20300" } });
  });

  it("throttled: the pause that the vendor asks for, and no second request", async () => {
    fault({ operation: "getChannelStatus", fault: { kind: "throttle", retryAfterMs: 7_000 } });
    const before = setting.sent();
    const called = await setting.call(...get);
    expect(called).toMatchObject({ code: 1, failure: { kind: "throttled", retryable: true, retryAfterMs: 7_000 } });
    expect(setting.sent()).toBe(before + 1);
  });

  it.each([
    ["an HTML page", { kind: "html-error", status: 502 }, "unavailable", 3, "unknown-outcome"],
    ["an empty body", { kind: "empty-body" }, "malformed-reply", 1, "unknown-outcome"],
    ["a cut body", { kind: "cut-body" }, "malformed-reply", 1, "unknown-outcome"],
    ["a connection that is reset", { kind: "lost-answer" }, "unavailable", 3, "unknown-outcome"],
    ["no answer in time", { kind: "hang", wallMs: 3_000 }, "unavailable", 3, "unknown-outcome"],
  ])("%s: a read may be asked again, a change has an unknown outcome", async (_name, what, read, code, change) => {
    const before = setting.sent();
    fault({ operation: "getChannelStatus", fault: what });
    expect(await setting.call(...get)).toMatchObject({ code, failure: { kind: read, retryable: true } });
    fault({ operation: "startRecordingTask", fault: what });
    expect(await setting.call(...start)).toMatchObject({ code: 1, failure: { kind: change, retryable: true } });
    // One request each; the simulator counts a request when it is done with it.
    await vi.waitFor(() => expect(setting.sent()).toBe(before + 2), { timeout: 20_000 });
  });

  it("nobody listens: exit 3, also for a change", async () => {
    const called = await setting.call("nowhere", "startRecordingTask", "--params", scheduled, "--yes");
    expect(called).toMatchObject({ code: 3, failure: { kind: "unavailable", retryable: true } });
  });
});

describe("refusals, before anything is sent", () => {
  it("all faults at once, each with its parameter", async () => {
    const params =
      '{"channel_id":7,"start_time":"2030-01-01 01:00:00","end_time":"2030-01-01 00:00:00","codec":"x","file_format":"aac"}';
    const { failure } = await refused("live", "startRecordingTask", "--params", params, "--yes");
    for (const part of [
      "channel_id: must be of type string",
      "task_sub_type: is missing",
      "codec: is not a parameter",
      "file_format: aac is for record_type audio only",
    ]) {
      expect(failure["message"]).toContain(part);
    }
    const { failure: ranges } = await refused("live", "getChannelList", "--params", '{"page_size":101,"page_no":0}');
    expect(ranges["message"]).toMatch(/page_no.*page_size|page_size.*page_no/);
    const { failure: ids } = await refused("live", "stopRecordingTask", "--params", '{"channel_id":"a","task_id":"x"}');
    expect(ids["message"]).toBe("task_id: must be a decimal number");
  });

  it("a vendor's name of two operations, with both ids", async () => {
    for (const name of ["Mix_StreamV2", "mix_streamv2.start_mix_stream_advanced"]) {
      const { failure } = await refused("live", name, "--params", "{}", "--yes");
      expect(failure["message"]).toMatch(/startMixStream.*cancelMixStream/);
    }
  });

  it("what the document names without describing", async () => {
    const { failure } = await refused("live", "getQueueMessages", "--yes");
    expect(failure["message"]).toMatch(/without being described/);
  });

  it("an unknown operation, with the nearest one", async () => {
    expect((await refused("live", "startRecordTask")).failure["message"]).toMatch(/did you mean startRecordingTask\?/);
    expect((await refused("live", "Live_Tape_Strat")).failure["message"]).toMatch(/did you mean Live_Tape_Start\?/);
    expect((await refused("live", "qwertyuiop")).failure["message"]).toMatch(/rundown vendors tencent-livecode/);
  });

  it("a change without a yes", async () => {
    const { failure } = await refused("live", "startRecordingTask", "--params", scheduled);
    expect(failure["message"]).toContain("--yes");
    const people = await setting.rundown("call", "live", "startRecordingTask", "--params", scheduled);
    expect(people).toMatchObject({ code: 2, stdout: "" });
    expect(people.stderr).toContain("--yes");
  });

  it("--all where there are no pages", async () => {
    const { failure } = await refused("live", "getChannelStatus", "--all", "--params", '{"channel_id":"s00"}');
    expect(failure["message"]).toContain("leave --all out");
  });

  it.each([
    ["no JSON", "{channel_id}"],
    ["a list", "[]"],
    ["null", "null"],
    ["text", '"s00"'],
    ["nothing", ""],
    ["a key twice", '{"channel_id":"a","channel_id":"b"}'],
  ])("parameters that are %s", async (_name, text) => {
    writeFileSync(join(setting.folder, "wrong.json"), text);
    const typed = await refused("live", "getChannelStatus", "--params", text);
    expect(typed.failure["message"]).toContain("--params");
    const file = await refused("live", "getChannelStatus", "--params-file", "wrong.json");
    expect(file.failure["message"]).toContain("wrong.json");
  });

  it("a file that is missing or a folder, and two sources at once", async () => {
    mkdirSync(join(setting.folder, "folder"), { recursive: true });
    for (const name of ["missing.json", "folder"]) {
      const { failure } = await refused("live", "getChannelStatus", "--params-file", name);
      expect(failure["message"]).toContain(name);
    }
    await refused("live", "getChannelStatus", "--params", "{}", "--params-file", "params.json");
  });

  it("an account that is not there, with the nearest one", async () => {
    const { code, value } = await setting.call("lives", "getChannelStatus");
    expect(code).toBe(2);
    expect(value).toMatchObject({ ok: false, error: { message: expect.stringContaining("did you mean live?") } });
  });
});

describe("--dry-run", () => {
  it("prints the request without signature and key, and sends nothing", async () => {
    const before = setting.sent();
    const { code, value } = await setting.call("live", "startRecordingTask", "--params", scheduled, "--dry-run");
    expect(code).toBe(0);
    expect(setting.sent()).toBe(before);
    expect(value).toMatchObject({ ok: true, dryRun: true, operation: "startRecordingTask" });
    const text = JSON.stringify(value);
    expect(text).not.toMatch(/sign=[0-9a-f]/);
    expect(value["request"]).toMatchObject({
      method: "GET",
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/tencent-livecode\/common_access\?.*&sign=\*\*\*$/),
      headers: { host: "fcgi.video.qcloud.com" },
      body: null,
    });
    expect(value["curl"]).toMatch(/^curl -X GET 'http:.*sign=\*\*\*'/);
  });

  it("shows bodies, and still refuses wrong parameters", async () => {
    const inputs = { input_stream_id: "a", layout_params: { image_layer: 1 } };
    const params = { mix_stream_session_id: "m", output_stream_id: "a", input_stream_list: [inputs] };
    const { value, code } = await setting.call(
      "live",
      "cancelMixStream",
      "--params",
      JSON.stringify(params),
      "--dry-run",
    );
    expect(code).toBe(0);
    expect(value["request"]).toMatchObject({
      method: "POST",
      body: expect.stringContaining('"mix_stream_session_id":"m"'),
    });
    expect(value["curl"]).toContain("--data-raw '{");
    await refused("live", "cancelMixStream", "--params", "{}", "--dry-run");
  });
});

describe("--all", () => {
  it("follows the pages, one request each, with progress on standard error", async () => {
    const before = setting.sent();
    const called = await setting.call("live", "getChannelList", "--all", "--params", '{"page_size":10}');
    expect(called.code).toBe(0);
    expect(setting.sent()).toBe(before + 3);
    const bodies = called.value["reply"];
    expect(Array.isArray(bodies) ? bodies.map((body) => body.output.channel_list.length) : bodies).toEqual([10, 10, 5]);
    expect(called.stderr).toMatch(/page 1, 10 of 25.*page 2, 20 of 25.*page 3, 25 of 25/s);
  });

  it("asks for the largest pages when none is said, and starts where it is told", async () => {
    const before = setting.sent();
    expect((await setting.call("live", "getChannelList", "--all")).value["reply"]).toHaveLength(1);
    const rest = await setting.call("live", "getChannelList", "--all", "--params", '{"page_size":10,"page_no":3}');
    expect(rest.value["reply"]).toHaveLength(1);
    expect(setting.sent()).toBe(before + 2);
  });

  it("fails as a whole when a page fails", async () => {
    fault({ operation: "getChannelList", when: { nth: 2 }, fault: { kind: "throttle", retryAfterMs: 3_000 } });
    const called = await setting.call("live", "getChannelList", "--all", "--params", '{"page_size":10}');
    expect(called).toMatchObject({ code: 1, failure: { kind: "throttled", retryAfterMs: 3_000 } });
    expect(called.value).not.toHaveProperty("reply");
  });
});
