import type { Bench, Params, Samples } from "../../support/operation-suite.ts";
import { setTimeout as pause } from "node:timers/promises";

/** A stream that somebody pushes. */
async function pushed(bench: Bench): Promise<Params> {
  const fromMs = bench.nowMs();
  bench.simulator.addEncoder({ service: "tencent-queue", stream: "123", fromMs, untilMs: fromMs + 3_600_000 });
  // The push starts a millisecond later.
  while (bench.nowMs() < fromMs + 3) await pause(1);
  return { channel_id: "123" };
}

/** For the shared suite: every operation. */
export const samples: Samples = {
  getQueueMessages: {
    required: { bid: 100 },
    all: { bid: 100, count: 100 },
    bad: [
      { params: { bid: 101, count: 0 }, faults: ["bid", "count"] },
      { params: { count: 101 }, faults: ["count"] },
      { params: { bid: "100", count: 1.5 }, faults: ["bid", "count"] },
    ],
  },
  getRecordingFileList: {
    required: { channel_id: "123" },
    all: { channel_id: "直播 a+b", page_no: 1, page_size: 100 },
    bad: [
      { params: { channel_id: "", page_no: 0 }, faults: ["channel_id", "page_no"] },
      { params: { page_size: 101 }, faults: ["page_size"] },
      { params: { channel_id: 123 }, faults: ["channel_id"] },
    ],
  },
  getChannelStatus: {
    required: pushed,
    all: pushed,
    bad: [
      { params: { channel_id: "" }, faults: ["channel_id"] },
      { params: { channel_id: 123 }, faults: ["channel_id"] },
      { params: { channel_id: ["123"], "Param.s.channel_id": "123" }, faults: ["channel_id", "Param.s.channel_id"] },
    ],
  },
};
