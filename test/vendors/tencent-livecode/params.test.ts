import { describe, expect, it } from "vitest";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import { createClient } from "../../../src/vendors/tencent-livecode/client.ts";
import { context } from "./account.ts";

const client = createClient({
  name: "t",
  credentials: { appid: "1", key: "key-that-is-secret" },
  endpoint: null,
  timeoutMs: 1_000,
  defaults: {},
});

/** The parameters that are refused; empty when the call would be sent. */
function faults(operation: string, params: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    client.prepare(operation, params, context);
    return [];
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error;
    expect(error.kind).toBe("invalid-request");
    return error.faults.map((fault) => fault.param).sort();
  }
}

const tape = { channel_id: "a", start_time: "2026-12-01 09:00:00", end_time: "2026-12-01 10:00:00", task_sub_type: 0 };
const input = (id: string, layer: number, more: object = {}): object => ({
  input_stream_id: id,
  layout_params: { image_layer: layer, ...more },
});
const mix = { mix_stream_session_id: "s_1", output_stream_id: "a", input_stream_list: [input("a", 1), input("b", 2)] };

describe("parameters are refused before anything is sent", () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["setChannelStatus", { channel_id: "a", status: 2 }, []],
    ["setChannelStatus", { channel_id: "", status: 3, extra: 1 }, ["channel_id", "extra", "status"]],
    ["setChannelStatus", { status: "0" }, ["channel_id", "status"]],
    ["manageChannelPush", { channel_id: "a", abstime_end: 1, action: "forbid" }, []],
    ["manageChannelPush", { channel_id: "a", abstime_end: 1, action: "Forbid" }, []],
    ["manageChannelPush", { channel_id: "a", abstime_end: -1, action: "stop" }, ["abstime_end", "action"]],
    ["manageChannelPush", { channel_id: "a", abstime_end: 1.5, action: "resume" }, ["abstime_end"]],
    ["startRecordingTask", { ...tape, file_format: "mp4", record_type: "video" }, []],
    ["startRecordingTask", { ...tape, file_format: "aac", record_type: "audio" }, []],
    ["startRecordingTask", { ...tape, file_format: "aac" }, ["file_format"]],
    ["startRecordingTask", { ...tape, file_format: "avi", record_type: "text" }, ["file_format", "record_type"]],
    ["startRecordingTask", { ...tape, end_time: "2026-12-02 09:00:00" }, []],
    ["startRecordingTask", { ...tape, end_time: "2026-12-02 09:00:01" }, ["end_time"]],
    ["startRecordingTask", { ...tape, end_time: "2026-12-01 09:00:00" }, ["end_time"]],
    ["startRecordingTask", { ...tape, task_sub_type: 1, end_time: "2026-12-05 09:00:00" }, []],
    ["startRecordingTask", { ...tape, start_time: "2026-02-30 09:00:00" }, ["start_time"]],
    ["startRecordingTask", { ...tape, start_time: "2026-12-01T09:00:00Z" }, ["start_time"]],
    ["startRecordingTask", {}, ["channel_id", "end_time", "start_time", "task_sub_type"]],
    // A broken rule is reported beside a fault of a single parameter.
    [
      "startRecordingTask",
      { ...tape, channel_id: 7, file_format: "aac", nonsense: 1 },
      ["channel_id", "file_format", "nonsense"],
    ],
    ["stopRecordingTask", { channel_id: "a", task_id: 123 }, []],
    ["stopRecordingTask", { channel_id: "a", task_id: "12x", task_sub_type: 2 }, ["task_id", "task_sub_type"]],
    ["stopRecordingTask", { channel_id: "a", task_id: 2 ** 60 }, ["task_id"]],
    ["getChannelStatus", {}, ["channel_id"]],
    ["getLiveStat", { page_no: 0, page_size: 301 }, ["page_no", "page_size"]],
    ["getLivePushStat", { page_size: 300, stream_id: "a", pull_domain: "" }, []],
    ["getLivePlayStat", { stream: "a" }, ["stream"]],
    [
      "getRecordingFileList",
      { channel_id: "a", start_time: "2026-12-01 00:00:00", end_time: "2026-12-01 23:59:59" },
      [],
    ],
    [
      "getRecordingFileList",
      { channel_id: "a", start_time: "2026-12-01 12:00:00", end_time: "2026-12-02 11:00:00" },
      ["end_time"],
    ],
    [
      "getRecordingFileList",
      { channel_id: "a", start_time: "2026-12-01 00:00:00", end_time: "2026-12-02 00:00:00" },
      ["end_time"],
    ],
    ["getRecordingFileList", { channel_id: "a", page_size: 101, sort_type: "up" }, ["page_size", "sort_type"]],
    [
      "getChannelList",
      { page_size: 9, status: 2, order_type: 2, order_field: "name" },
      ["order_field", "order_type", "page_size", "status"],
    ],
    ["getLiveChannelList", { page_no: 1 }, ["page_no"]],
    ["getBillingBandwidth", { start_time: 2, end_time: 1, home_foreign: 3 }, ["end_time", "home_foreign"]],
    ["getLivePushStatHistory", { start_time: 1, end_time: 2 }, ["stream_id"]],
    ["getLivePlayStatHistory", { start_time: 1, end_time: 2, stream_id: "" }, []],
    ["startMixStream", mix, []],
    [
      "startMixStream",
      { ...mix, mix_stream_session_id: "s-1", output_stream_id: "x".repeat(81) },
      ["mix_stream_session_id", "output_stream_id", "output_stream_id"],
    ],
    ["startMixStream", { ...mix, output_stream_type: 1 }, ["output_stream_id"]],
    ["startMixStream", { ...mix, output_stream_id: "c" }, ["output_stream_id"]],
    ["startMixStream", { ...mix, output_stream_id: "c", output_stream_type: 1 }, []],
    ["startMixStream", { ...mix, mix_stream_template_id: 310 }, ["mix_stream_template_id"]],
    ["startMixStream", { ...mix, mix_stream_template_id: 11 }, ["mix_stream_template_id"]],
    [
      "startMixStream",
      { ...mix, mix_stream_template_id: 390, input_stream_list: [input("a", 1), input("b", 2), input("c", 3)] },
      ["mix_stream_template_id"],
    ],
    [
      "startMixStream",
      {
        ...mix,
        mix_stream_template_id: 390,
        input_stream_list: [input("a", 1, { input_type: 3, color: "0x000000" }), input("b", 2), input("c", 3)],
      },
      [],
    ],
    ["startMixStream", { ...mix, input_stream_list: [input("a", 1)] }, ["input_stream_list"]],
    ["startMixStream", { ...mix, input_stream_list: [input("a", 1), input("b", 1)] }, ["input_stream_list"]],
    ["startMixStream", { ...mix, input_stream_list: [input("a", 2), input("b", 3)] }, ["input_stream_list"]],
    ["startMixStream", { ...mix, input_stream_list: [input("a", 1), input("b", 7)] }, ["input_stream_list"]],
    [
      "startMixStream",
      {
        ...mix,
        input_stream_list: [1, 2, 3, 4, 5, 6, 7, 8].map((layer) =>
          input(layer === 1 ? "a" : `i${layer}`, layer, { input_type: 4 }),
        ),
      },
      [],
    ],
    [
      "startMixStream",
      {
        ...mix,
        input_stream_list: [input("a", 1, { image_width: 0.995 }), input("b", 2, { location_x: 3001, color: "red" })],
      },
      [
        "input_stream_list[0].layout_params.image_width",
        "input_stream_list[1].layout_params.color",
        "input_stream_list[1].layout_params.location_x",
      ],
    ],
    ["startMixStream", { ...mix, app_id: 1, timestamp: 2 }, ["app_id", "timestamp"]],
    [
      "cancelMixStream",
      { mix_stream_session_id: "s_1", output_stream_id: "a", input_stream_list: [input("a", 1)] },
      [],
    ],
    ["cancelMixStream", { ...mix, output_stream_type: 0 }, ["input_stream_list", "output_stream_type"]],
  ])("%s %j", (operation, params, refused) => {
    expect(faults(operation, params)).toEqual(refused);
  });

  it("names every fault with its parameter in one message", () => {
    expect(() => client.prepare("setChannelStatus", { channel_id: "", status: 3, x: 1 }, context)).toThrow(
      "channel_id: must not be empty; status: must be 0 or 1 or 2; x: is not a parameter",
    );
    expect(() => client.prepare("getChannelStatus", {}, context)).toThrow("channel_id: is missing");
  });
});

describe("names of operations", () => {
  it.each([
    "Mix_StreamV2",
    "mix_streamv2.start_mix_stream_advanced",
    "Mix_StreamV2/mix_streamv2.start_mix_stream_advanced",
    "Mix_StreamV2 / mix_streamv2.start_mix_stream_advanced",
  ])("%s belongs to two operations", (name) => {
    expect(() => client.prepare(name, mix, context)).toThrow(/startMixStream and cancelMixStream/);
  });

  it("refuses what is not described or not there", () => {
    expect(() => client.prepare("Live_Queue_Get", {}, context)).toThrow(/without being described/);
    expect(() => client.prepare("getQueueMessages", {}, context)).toThrow(/without being described/);
    expect(() => client.prepare("getchannelstatus", {}, context)).toThrow(/did you mean getChannelStatus/);
    expect(() => client.prepare("toString", {}, context)).toThrow(/has no operation toString/);
  });

  it("takes the vendor's own names", () => {
    expect(
      client.prepare("channel_manager", { channel_id: "a", abstime_end: 1, action: "resume" }, context).path,
    ).toContain("interface=channel_manager");
  });
});
