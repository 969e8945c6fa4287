import { setTimeout as pause } from "node:timers/promises";
import { formatChinaTime } from "../../../src/vendors/kit/china-time.ts";
import { benchStartMs } from "../../support/operation-suite.ts";
import type { Bench, Params, Samples } from "../../support/operation-suite.ts";

const Region = "sh";
const minute = 60_000;
const at = (offsetMs: number): string => formatChinaTime(benchStartMs + offsetMs);

/** Parameters of a channel that has only what is demanded. */
export const plainChannel: Params = {
  channelName: "town hall",
  outputSourceType: 3,
  sourceList: [{ name: "camera", type: 1 }],
};

export async function makeChannel(bench: Pick<Bench, "call">, more: Params = {}): Promise<string> {
  const { channel_id: id } = await bench.call("createLvbChannel", { ...plainChannel, ...more });
  return String(id);
}

async function stopped(bench: Bench): Promise<string> {
  const id = await makeChannel(bench);
  await bench.call("stopLvbChannel", { channelIds: [id] });
  return id;
}

const span = { startTime: at(10 * minute), endTime: at(40 * minute), tapeType: 0 };

async function makeTask(bench: Bench): Promise<{ readonly channelId: string; readonly taskId: string }> {
  const channelId = await makeChannel(bench);
  const { task_id: id } = await bench.call("createRecord", { channelId, ...span });
  return { channelId, taskId: String(id) };
}

/** A channel that somebody pushes to. */
async function liveChannel(bench: Bench): Promise<string> {
  const channelId = await makeChannel(bench);
  const fromMs = bench.nowMs();
  bench.simulator.addEncoder({ service: "tencent-channel", stream: channelId, fromMs, untilMs: fromMs + 60 * minute });
  for (let tries = 0; tries < 200; tries += 1) {
    const { channelInfo } = await bench.call("describeLvbChannel", { channelId });
    if (JSON.stringify(channelInfo).includes('"channel_status":"1"')) return channelId;
    await pause(5);
  }
  throw new Error("the push did not start");
}

/** Ids are 64 bits long: text keeps their digits, and so does a JSON number while it is exact. */
const wrongId = { params: { channelId: "12a" }, faults: ["channelId"] };
const wrongRegion = { params: { Region: "gz1" }, faults: ["Region"] };
const wrongIds = [
  { params: { channelIds: [] }, faults: ["channelIds"] },
  { params: { channelIds: "1" }, faults: ["channelIds"] },
  { params: { channelIds: ["1", "x", 2 ** 53] }, faults: ["channelIds[1]", "channelIds[2]"] },
];

/** For the shared suite: every documented operation. */
export const samples: Samples = {
  createLvbChannel: {
    required: plainChannel,
    all: {
      Region,
      channelName: "国际乒乓球锦标赛3",
      channelDescribe: "a+b & c=d *~/ 第15个",
      outputSourceType: 2,
      playerPassword: "pass word",
      sourceList: [{ name: "现场 1", type: 1 }],
      watermarkId: 3,
      outputRate: [0, 10, 20],
    },
    variants: [
      { ...plainChannel, channelDescribe: "" },
      // Too long for an address: sent by POST.
      { ...plainChannel, channelDescribe: "描述".repeat(400) },
    ],
    bad: [
      wrongRegion,
      { params: { channelName: "", outputSourceType: 4 }, faults: ["channelName", "outputSourceType"] },
      { params: { sourceList: [] }, faults: ["sourceList"] },
      {
        params: {
          sourceList: [
            { name: "a", type: 1 },
            { name: "b", type: 1 },
          ],
        },
        faults: ["sourceList"],
      },
      {
        params: { sourceList: [{ name: "", type: 2, url: "x" }] },
        faults: ["sourceList[0].name", "sourceList[0].type", "sourceList[0].url"],
      },
      { params: { outputRate: [10, 20], watermarkId: -1 }, faults: ["outputRate", "watermarkId"] },
      { params: { outputRate: [0, 15] }, faults: ["outputRate[1]"] },
    ],
  },
  modifyLvbChannel: {
    required: async (bench) => ({ channelId: await makeChannel(bench), channelName: "another name" }),
    all: async (bench) => ({
      Region,
      channelId: await makeChannel(bench),
      channelName: "test-15",
      channelDescribe: "第15个测试频道用例",
    }),
    bad: [wrongId, wrongRegion, { params: { channelId: 1.5, channelName: "" }, faults: ["channelId", "channelName"] }],
  },
  deleteLvbChannel: {
    required: async (bench) => ({ channelIds: [await stopped(bench)] }),
    all: async (bench) => ({ Region, channelIds: [await stopped(bench), await stopped(bench)] }),
    bad: wrongIds,
  },
  startLvbChannel: {
    required: async (bench) => ({ channelIds: [await stopped(bench)] }),
    all: async (bench) => ({ Region, channelIds: [await stopped(bench), await stopped(bench)] }),
    bad: wrongIds,
  },
  stopLvbChannel: {
    required: async (bench) => ({ channelIds: [await makeChannel(bench)] }),
    all: async (bench) => ({ Region, channelIds: [await makeChannel(bench), await makeChannel(bench)] }),
    bad: wrongIds,
  },
  describeLvbChannelList: {
    required: {},
    all: { Region, channelStatus: 0, ascDesc: 1, pageNo: 1, pageSize: 10, orderBy: "create_time" },
    bad: [
      wrongRegion,
      { params: { channelStatus: 5, ascDesc: 2 }, faults: ["channelStatus", "ascDesc"] },
      { params: { pageNo: 0, pageSize: 0, orderBy: "" }, faults: ["pageNo", "pageSize", "orderBy"] },
    ],
  },
  describeLvbChannel: {
    required: async (bench) => ({ channelId: await makeChannel(bench) }),
    all: async (bench) => ({ Region, channelId: await makeChannel(bench) }),
    bad: [wrongId, wrongRegion, { params: { channelId: "123456789012345678901" }, faults: ["channelId"] }],
  },
  createRecord: {
    required: async (bench) => ({ channelId: await makeChannel(bench), ...span }),
    all: async (bench) => ({
      Region,
      channelId: await makeChannel(bench),
      ...span,
      endTime: at(10 * minute + 86_400_000),
    }),
    variants: [
      async (bench) => ({
        channelId: await liveChannel(bench),
        startTime: at(0),
        endTime: at(5 * minute),
        tapeType: 1,
      }),
    ],
    bad: [
      wrongId,
      { params: { tapeType: 2, startTime: "2026-12-01T10:00:00Z" }, faults: ["tapeType", "startTime"] },
      { params: { startTime: "2026-02-30 10:00:00" }, faults: ["startTime"] },
      { params: { endTime: at(10 * minute) }, faults: ["endTime"] },
      { params: { endTime: at(10 * minute + 86_401_000) }, faults: ["endTime"] },
    ],
  },
  stopRecord: {
    required: (bench) => makeTask(bench),
    all: async (bench) => ({ Region, ...(await makeTask(bench)) }),
    bad: [wrongId, wrongRegion, { params: { taskId: -1 }, faults: ["taskId"] }],
  },
  deleteRecord: {
    required: (bench) => makeTask(bench),
    all: async (bench) => ({ Region, ...(await makeTask(bench)) }),
    bad: [wrongId, wrongRegion, { params: { taskId: "" }, faults: ["taskId"] }],
  },
  describeRecordList: {
    required: async (bench) => ({ channelId: (await makeTask(bench)).channelId }),
    all: async (bench) => ({ Region, channelId: (await makeTask(bench)).channelId, pageNo: 1, pageSize: 10 }),
    bad: [wrongId, wrongRegion, { params: { pageNo: 0, pageSize: 1.5 }, faults: ["pageNo", "pageSize"] }],
  },
  getVodRecordFiles: {
    required: async (bench) => ({ channelId: await makeChannel(bench), startTime: at(-60 * minute) }),
    all: async (bench) => ({
      Region,
      channelId: await makeChannel(bench),
      startTime: at(-60 * minute),
      endTime: at(60 * minute),
      pageNum: 1,
      pageSize: 20,
    }),
    bad: [
      wrongId,
      { params: { startTime: "yesterday", pageNum: 0 }, faults: ["startTime", "pageNum"] },
      { params: { endTime: at(-61 * minute) }, faults: ["endTime"] },
    ],
  },
  describeRecord: {
    required: (bench) => makeTask(bench),
    all: async (bench) => ({ Region, ...(await makeTask(bench)), pageNo: 1, pageSize: 10 }),
    bad: [wrongId, wrongRegion, { params: { pageNo: "1", pageSize: 0 }, faults: ["pageNo", "pageSize"] }],
  },
};
