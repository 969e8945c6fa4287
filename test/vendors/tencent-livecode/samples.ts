import { formatChinaTime } from "../../../src/vendors/kit/china-time.ts";
import { benchStartMs } from "../../support/operation-suite.ts";
import type { Bench, Params, Samples } from "../../support/operation-suite.ts";
import { setTimeout as pause } from "node:timers/promises";

const minute = 60_000;
const at = (offsetMs: number): string => formatChinaTime(benchStartMs + offsetMs);
const seconds = (offsetMs: number): number => Math.floor((benchStartMs + offsetMs) / 1000);

/** Streams that somebody pushes. */
async function push(bench: Bench, ...streams: readonly string[]): Promise<void> {
  const fromMs = bench.nowMs();
  for (const stream of streams) {
    bench.simulator.addEncoder({ service: "tencent-livecode", stream, fromMs, untilMs: fromMs + 60 * minute });
  }
  // The push starts a millisecond later.
  while (bench.nowMs() < fromMs + 3) await pause(1);
}

const input = (id: string, layer: number): Params => ({ input_stream_id: id, layout_params: { image_layer: layer } });
const session = { mix_stream_session_id: "session_1", output_stream_id: "live" };
const wrongSession = {
  params: { mix_stream_session_id: "a b", output_stream_id: "" },
  faults: ["mix_stream_session_id", "output_stream_id"],
};
const tape = { channel_id: "live", start_time: at(10 * minute), end_time: at(40 * minute), task_sub_type: 0 };
const span = { start_time: seconds(-5 * minute), end_time: seconds(-4 * minute) };
const stat = {
  required: {},
  all: { page_no: 1, page_size: 300, stream_id: "live", pull_domain: "play.example.com" },
  bad: [
    { params: { page_no: 0, page_size: 301 }, faults: ["page_no", "page_size"] },
    { params: { page_size: 0, stream_id: "" }, faults: ["page_size", "stream_id"] },
    { params: { pull_domain: 5, page_no: "1" }, faults: ["pull_domain", "page_no"] },
  ],
};
const wrongSpan = [
  { params: { end_time: seconds(-6 * minute) }, faults: ["end_time"] },
  { params: { start_time: -1, end_time: 1.5 }, faults: ["start_time", "end_time"] },
];

/** For the shared suite: every documented operation. */
export const samples: Samples = {
  setChannelStatus: {
    required: { channel_id: "8888_test123", status: 0 },
    all: { channel_id: "中文 a+b*c~/", status: 1 },
    variants: [{ channel_id: "live", status: 2 }],
    bad: [
      { params: { channel_id: "" }, faults: ["channel_id"] },
      { params: { status: 3 }, faults: ["status"] },
      { params: { channel_id: 1, status: "0" }, faults: ["channel_id", "status"] },
    ],
  },
  startMixStream: {
    required: async (bench) => {
      await push(bench, "live", "other");
      return { ...session, input_stream_list: [input("live", 1), input("other", 2)] };
    },
    all: async (bench) => {
      await push(bench, "live", "other");
      const layout = { image_layer: 2, input_type: 0, image_width: 160, image_height: 240, location_x: 10 };
      const small = {
        input_stream_id: "other",
        layout_params: { ...layout, location_y: 0.5, color: "0x000000" },
        crop_params: { crop_width: 100, crop_height: 100, crop_x: 0, crop_y: 0 },
      };
      return {
        ...session,
        output_stream_type: 0,
        mix_stream_template_id: 10,
        input_stream_list: [input("live", 1), small],
      };
    },
    bad: [
      wrongSession,
      { params: { input_stream_list: [input("live", 1)] }, faults: ["input_stream_list"] },
      {
        params: { output_stream_type: 2, mix_stream_template_id: 11 },
        faults: ["output_stream_type", "mix_stream_template_id"],
      },
    ],
  },
  cancelMixStream: {
    required: { ...session, input_stream_list: [input("live", 1)] },
    all: { ...session, input_stream_list: [input("live", 1)] },
    bad: [
      wrongSession,
      { params: { input_stream_list: [] }, faults: ["input_stream_list"] },
      { params: { input_stream_list: [input("live", 1), input("other", 2)] }, faults: ["input_stream_list"] },
    ],
  },
  manageChannelPush: {
    required: { channel_id: "live", abstime_end: seconds(minute), action: "forbid" },
    all: { channel_id: "live", abstime_end: seconds(minute), action: "Resume" },
    bad: [
      { params: { channel_id: "", action: "stop" }, faults: ["channel_id", "action"] },
      { params: { abstime_end: -1 }, faults: ["abstime_end"] },
      { params: { abstime_end: "2026-12-01 09:00:00" }, faults: ["abstime_end"] },
    ],
  },
  startRecordingTask: {
    required: tape,
    all: { ...tape, file_format: "hls", record_type: "video" },
    variants: [
      { ...tape, file_format: "aac", record_type: "audio" },
      async (bench) => {
        await push(bench, "live");
        return { ...tape, task_sub_type: 1 };
      },
    ],
    bad: [
      { params: { start_time: "2026-12-01T09:00:00Z", task_sub_type: 2 }, faults: ["start_time", "task_sub_type"] },
      { params: { end_time: at(10 * minute) }, faults: ["end_time"] },
      { params: { end_time: at(10 * minute + 86_401_000) }, faults: ["end_time"] },
      { params: { file_format: "aac" }, faults: ["file_format"] },
      { params: { file_format: "avi", record_type: "text" }, faults: ["file_format", "record_type"] },
    ],
  },
  stopRecordingTask: {
    required: (bench) => task(bench),
    all: async (bench) => ({ ...(await task(bench)), task_sub_type: 0 }),
    bad: [
      { params: { channel_id: "", task_id: "x1" }, faults: ["channel_id", "task_id"] },
      { params: { task_id: -1 }, faults: ["task_id"] },
      { params: { task_id: 2 ** 60, task_sub_type: 2 }, faults: ["task_id", "task_sub_type"] },
    ],
  },
  getChannelStatus: {
    required: async (bench) => {
      await push(bench, "live");
      return { channel_id: "live" };
    },
    all: async (bench) => {
      await push(bench, "live");
      return { channel_id: "live" };
    },
    bad: [
      { params: { channel_id: "" }, faults: ["channel_id"] },
      { params: { channel_id: 8888 }, faults: ["channel_id"] },
      { params: { channel_id: ["live"], appid: 1 }, faults: ["channel_id", "appid"] },
    ],
  },
  getLiveStat: stat,
  getLivePushStat: stat,
  getLivePlayStat: stat,
  getRecordingFileList: {
    required: { channel_id: "live" },
    all: {
      channel_id: "live",
      page_no: 1,
      page_size: 100,
      sort_type: "desc",
      start_time: "2026-12-01 00:00:00",
      end_time: "2026-12-01 23:59:59",
    },
    bad: [
      { params: { page_no: 0, page_size: 101, sort_type: "up" }, faults: ["page_no", "page_size", "sort_type"] },
      { params: { start_time: "2026-12-01 10:00:00", end_time: "2026-12-01 09:00:00" }, faults: ["end_time"] },
      { params: { start_time: "2026-12-01 10:00:00", end_time: "2026-12-02 09:00:00" }, faults: ["end_time"] },
    ],
  },
  getChannelList: {
    required: {},
    all: { status: 1, page_no: 1, page_size: 10, order_field: "create_time", order_type: 1 },
    bad: [
      { params: { status: 2, page_size: 9 }, faults: ["status", "page_size"] },
      { params: { order_field: "name", order_type: 2 }, faults: ["order_field", "order_type"] },
      { params: { page_no: 0, page_size: 101 }, faults: ["page_no", "page_size"] },
    ],
  },
  getLiveChannelList: {
    required: {},
    all: {},
    bad: [
      { params: { status: 1 }, faults: ["status"] },
      { params: { page_no: 1, page_size: 10 }, faults: ["page_no", "page_size"] },
      { params: { t: 1, sign: "x" }, faults: ["t", "sign"] },
    ],
  },
  getBillingBandwidth: {
    required: span,
    all: { ...span, domain: "play.example.com", home_foreign: 1, get_top_bd: 1 },
    bad: [...wrongSpan, { params: { home_foreign: 3, get_top_bd: true }, faults: ["home_foreign", "get_top_bd"] }],
  },
  getLivePushStatHistory: {
    required: { ...span, stream_id: "live" },
    all: { ...span, stream_id: "live" },
    bad: [...wrongSpan, { params: { stream_id: "" }, faults: ["stream_id"] }],
  },
  getLivePlayStatHistory: {
    required: span,
    all: { ...span, stream_id: "live", domain: "play.example.com" },
    bad: [...wrongSpan, { params: { stream_id: 1, domain: 2 }, faults: ["stream_id", "domain"] }],
  },
};

async function task(bench: Bench): Promise<Params> {
  const body = await bench.call("startRecordingTask", tape);
  const id = /"task_id":"(\d+)"/.exec(JSON.stringify(body))?.[1];
  return { channel_id: tape.channel_id, task_id: id };
}
