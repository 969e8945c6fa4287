import type { Bench, Params, Samples } from "../../support/operation-suite.ts";

const channel = {
  channelName: "town-hall",
  pushDomain: "push.example.com",
  channelType: "live",
  pullProtocol: [0, 1, 2],
  pullRate: [0],
};
const pullChannel = {
  channelName: "from-afar",
  sourcePullUrl: "rtmp://source.example.com/live/a",
  sourcePullProtocol: 0,
  pullDomain: "play.example.com",
  pullRate: "0",
};
const documents = [{ fileName: "agenda", fileType: "pdf", fetchUrl: "https://files.example.com/agenda.pdf" }];

const idOf = (body: Params, name: string): string => {
  const { data } = body;
  const value: unknown = typeof data === "string" ? JSON.parse(data) : data;
  const entry = Object.entries(value ?? {}).find(([key]) => key === name);
  return String(entry?.[1]);
};
const made = async (bench: Bench): Promise<string> => idOf(await bench.call("createChannel", channel), "pullId");
const pulled = async (bench: Bench): Promise<string> =>
  idOf(await bench.call("createPullChannel", pullChannel), "pullId");
let directories = 0;
const directory = async (bench: Bench): Promise<string> => {
  directories += 1;
  const directoryType = `年会_${directories}`;
  const body = await bench.call("createRecordDirectory", { directoryType, firstLevelDirectory: "movie-1" });
  return idOf(body, "directoryId");
};
const second = (bench: Bench, minutes: number): number => Math.floor(bench.nowMs() / 1000) + minutes * 60;
const quickTask = async (bench: Bench): Promise<Params> => ({
  pullId: await made(bench),
  quickStart: true,
  endTime: second(bench, 60),
});
const recording = async (bench: Bench, more: Params = {}): Promise<string> =>
  idOf(await bench.call("createRecordTask", { ...(await quickTask(bench)), ...more }), "taskId");
const relay = async (bench: Bench): Promise<string> => {
  const params = { pullId: await made(bench), forwardUrl: "rtmp://target.example.com/live/b" };
  return idOf(await bench.call("startForwardTask", params), "taskId");
};
const options = async (bench: Bench): Promise<Params> => ({
  directoryId: await directory(bench),
  check: "check-text",
  whiteBoardConfig: { open: 1, whiteBoardId: "board1" },
  funcConfig: { share: 0 },
  live2vod: 1,
  appScenario: "meeting",
});
const ofChannel = { required: async (bench: Bench) => ({ pullId: await made(bench) }) };
const oneChannel = { ...ofChannel, all: ofChannel.required };
const pages = { pageIndex: 1, pageSize: 50 };
const badPages = [
  { params: { pageIndex: 0, pageSize: 51 }, faults: ["pageIndex", "pageSize"] },
  { params: { pageIndex: 1.5, pageSize: 0 }, faults: ["pageIndex", "pageSize"] },
];
const badId = [{ params: { pullId: "a b" }, faults: ["pullId"] }];
const longText = "x".repeat(33);

/** Good and bad parameters of every operation. */
export const samples: Samples = {
  createChannel: {
    required: { channelName: "a", pushDomain: "push.example.com", channelType: "live", pullRate: 0 },
    all: async (bench) => ({ ...channel, playerId: "player1", ...(await options(bench)) }),
    variants: [
      {
        ...channel,
        channelName: "频".repeat(40),
        pullProtocol: "0,3",
        pullRate: "0,1,2,3,4",
        playerId: "",
        funcConfig: "",
      },
      { ...channel, whiteBoardConfig: "eyJvcGVuIjogMSwid2hpdGVCb2FyZElkIjogInh4eCJ9", funcConfig: '{"share": 1}' },
    ],
    bad: [
      { params: { channelName: "频".repeat(41), channelType: "a-b" }, faults: ["channelName", "channelType"] },
      { params: { pullProtocol: [2, 3], pullRate: "5" }, faults: ["pullProtocol", "pullRate"] },
      {
        params: { live2vod: 2, whiteBoardConfig: {}, funcConfig: { share: 2 } },
        faults: ["live2vod", "whiteBoardConfig", "funcConfig"],
      },
      // The document's own sample is damaged: its JSON holds `\o`.
      { params: { whiteBoardConfig: "eyJvcGVuIjogMSwid2hpdGVcb2FyZElkIjogInh4eCJ9" }, faults: ["whiteBoardConfig"] },
    ],
  },
  getChannelConfigure: { ...oneChannel, bad: badId },
  listChannels: {
    required: {},
    all: { listOrder: 1, ...pages, appScenario: "meeting" },
    bad: [...badPages, { params: { listOrder: 2 }, faults: ["listOrder"] }],
  },
  deleteChannels: {
    ...oneChannel,
    variants: [async (bench) => ({ pullId: [await made(bench), await made(bench)] })],
    bad: [
      { params: { pullId: "" }, faults: ["pullId"] },
      { params: { pullId: ["a", ""] }, faults: ["pullId"] },
      { params: { pullId: "a, b" }, faults: ["pullId"] },
    ],
  },
  getChannelLiveState: { ...oneChannel, bad: badId },
  batchGetChannelLiveState: {
    required: async (bench) => ({ pullIds: await made(bench) }),
    all: async (bench) => ({ pullIds: [await made(bench), await made(bench)] }),
    bad: [{ params: { pullIds: [] }, faults: ["pullIds"] }],
  },
  forbidChannels: { ...oneChannel, bad: [{ params: { pullId: "," }, faults: ["pullId"] }] },
  rebroadcastChannels: {
    required: async (bench) => lifted(bench),
    all: async (bench) => lifted(bench),
    bad: [{ params: { pullId: "," }, faults: ["pullId"] }],
  },
  editChannel: {
    ...ofChannel,
    all: async (bench) => ({
      pullId: await made(bench),
      channelName: "新名",
      resetPushId: 1,
      pullRate: "0,1,2",
      ...(await options(bench)),
    }),
    bad: [
      { params: { resetPushId: 2, pullRate: [] }, faults: ["resetPushId", "pullRate"] },
      { params: { channelName: "", funcConfig: "not base64!" }, faults: ["channelName", "funcConfig"] },
      { params: { pullProtocol: "0" }, faults: ["pullProtocol"] },
    ],
  },
  getPlayCode: {
    ...ofChannel,
    all: async (bench) => ({
      pullId: await made(bench),
      playerId: "player1",
      playerSize: "1280*720",
      autoPlay: 1,
      codeType: 4,
    }),
    variants: [async (bench) => ({ pullId: await made(bench), playerSize: "480*360", codeType: 0 })],
    bad: [
      { params: { playerSize: "1920*1080", autoPlay: 2 }, faults: ["playerSize", "autoPlay"] },
      { params: { playerSize: "479*360", codeType: 3 }, faults: ["playerSize", "codeType"] },
    ],
  },
  setPushTimestampAntiLeech: {
    required: async (bench) => ({ pullId: await made(bench), effectiveHourLong: 3600 }),
    all: async (bench) => ({ pullId: await made(bench), effectiveHourLong: "2147483647" }),
    bad: [
      { params: { effectiveHourLong: 0 }, faults: ["effectiveHourLong"] },
      { params: { effectiveHourLong: "2147483648" }, faults: ["effectiveHourLong"] },
      { params: { effectiveHourLong: 1.5 }, faults: ["effectiveHourLong"] },
    ],
  },
  createPullChannel: {
    required: pullChannel,
    all: { ...pullChannel, pullProtocol: ["0", "1", "2"], playerId: "8275B97428DC1438" },
    variants: [{ ...pullChannel, sourcePullProtocol: "1", sourcePullUrl: "http://source.example.com/live/a.flv" }],
    bad: [
      { params: { sourcePullProtocol: 1 }, faults: ["sourcePullUrl"] },
      { params: { sourcePullProtocol: 2, pullProtocol: "2,3" }, faults: ["sourcePullProtocol", "pullProtocol"] },
      { params: { sourcePullUrl: "ftp://a", channelName: "x".repeat(41) }, faults: ["sourcePullUrl", "channelName"] },
    ],
  },
  editPullChannel: {
    required: async (bench) => ({ pullId: await pulled(bench) }),
    all: async (bench) => ({
      pullId: await pulled(bench),
      channelName: "other",
      sourcePullUrl: "http://source.example.com/a.m3u8",
      sourcePullProtocol: 2,
      pullRate: [0, 1],
    }),
    bad: [
      { params: { sourcePullUrl: "rtmp://a/b", sourcePullProtocol: "3" }, faults: ["sourcePullUrl"] },
      { params: { sourcePullProtocol: 4 }, faults: ["sourcePullProtocol"] },
    ],
  },
  getPullChannelConfigure: {
    required: async (bench) => ({ pullId: await pulled(bench) }),
    all: async (bench) => ({ pullId: await pulled(bench) }),
    bad: badId,
  },
  listPullChannels: { required: {}, all: { listOrder: 0, ...pages }, bad: badPages },
  setChannelStateCallback: {
    required: { domainName: "push.example.com", notifyUrl: "http://127.0.0.1:9/hooks" },
    all: { domainName: "push.example.com", notifyUrl: "https://hooks.example.com/a", open: 0 },
    variants: [{ domainName: "push.example.com", notifyUrl: "https://hooks.example.com/a", open: "1" }],
    bad: [{ params: { notifyUrl: "HTTP://x", open: 2 }, faults: ["notifyUrl", "open"] }],
  },
  createRecordTask: {
    required: quickTask,
    all: async (bench) => ({
      pullId: await made(bench),
      transNo: "0123456789abcdef0123456789abcdef",
      quickStart: false,
      startTime: second(bench, 10),
      endTime: second(bench, 10 + 72 * 60),
      notifyUrl: "http://127.0.0.1:9/hooks",
      fileType: "m3u8",
      isConcat: true,
      isRecordWhiteBoard: true,
      isRecordIm: true,
      httpPullRecord: true,
      key: "",
    }),
    variants: [async (bench) => ({ ...(await quickTask(bench)), startTime: "", notifyUrl: "", key: "a/b" })],
    bad: [
      { params: { transNo: longText, fileType: "avi" }, faults: ["transNo", "fileType"] },
      { params: { quickStart: false }, faults: ["startTime"] },
      { params: { quickStart: true, startTime: 1_800_000_000 }, faults: ["startTime"] },
      {
        params: { quickStart: false, startTime: 1_800_000_000, endTime: 1_800_000_000 + 72 * 3600 + 60 },
        faults: ["endTime"],
      },
      { params: { quickStart: false, startTime: 1_800_000_010, endTime: 1_800_000_010 }, faults: ["endTime"] },
      { params: { isConcat: true, notifyUrl: "ftp://x" }, faults: ["isConcat", "notifyUrl"] },
      { params: { isConcat: true, fileType: "m3u8", key: "a" }, faults: ["isConcat"] },
    ],
  },
  endRecordTask: {
    required: async (bench) => ({ taskId: await recording(bench) }),
    all: async (bench) => ({ taskId: await recording(bench) }),
    bad: [{ params: { taskId: "" }, faults: ["taskId"] }],
  },
  queryRecordTask: {
    // Either of two names is demanded; taken for the required one is the first.
    required: async (bench) => ({ taskId: await recording(bench) }),
    all: async (bench) => ({ taskId: await recording(bench, { transNo: "n1" }), transNo: "n1" }),
    variants: [
      async (bench) => {
        await recording(bench, { transNo: "n2" });
        return { taskId: "", transNo: "n2" };
      },
    ],
    bad: [
      { params: { taskId: "", transNo: "" }, faults: ["taskId"] },
      { params: { transNo: longText }, faults: ["transNo"] },
    ],
  },
  createRecordDirectory: {
    required: { directoryType: "中文_ABC_abc_123", firstLevelDirectory: "movie-1" },
    all: {
      directoryType: "d",
      firstLevelDirectory: "a".repeat(128),
      secondLevelDirectory: "movie-2",
      thirdLevelDirectory: "movie-3",
    },
    bad: [
      {
        params: { directoryType: "a b", firstLevelDirectory: "live" },
        faults: ["directoryType", "firstLevelDirectory"],
      },
      {
        params: { directoryType: "a".repeat(41), firstLevelDirectory: "Movie" },
        faults: ["directoryType", "firstLevelDirectory"],
      },
      { params: { thirdLevelDirectory: "c" }, faults: ["secondLevelDirectory"] },
      {
        params: { secondLevelDirectory: "cloudv-a", firstLevelDirectory: "a".repeat(129) },
        faults: ["secondLevelDirectory", "firstLevelDirectory"],
      },
    ],
  },
  listRecordDirectories: { required: {}, all: pages, bad: badPages },
  getRecordDirectory: {
    required: async (bench) => ({ directoryId: await directory(bench) }),
    all: async (bench) => ({ directoryId: await directory(bench) }),
    bad: [{ params: { directoryId: "" }, faults: ["directoryId"] }],
  },
  pullDocuments: {
    required: { fileList: documents },
    all: {
      transNo: "documents-1",
      fileList: [
        ...documents,
        { fileName: "议程", fileType: "pptx", fetchUrl: "https://a/b?c=d&e=f", md5: "0".repeat(32) },
      ],
      notifyUrl: "http://127.0.0.1:9/hooks",
      separate: 1,
    },
    variants: [
      { fileList: JSON.stringify(documents) },
      { fileList: Buffer.from(JSON.stringify(documents)).toString("base64url"), notifyUrl: "aHR0cDovL2EuZXhhbXBsZS8=" },
    ],
    bad: [
      { params: { fileList: [], separate: 2 }, faults: ["fileList", "separate"] },
      { params: { fileList: Array.from({ length: 51 }, () => documents[0]) }, faults: ["fileList"] },
      {
        params: { fileList: [{ ...documents[0], fileType: "exe" }], notifyUrl: "x" },
        faults: ["fileList", "notifyUrl"],
      },
      { params: { fileList: "[1]", transNo: longText }, faults: ["fileList", "transNo"] },
    ],
  },
  queryPullDocuments: {
    required: async (bench) => ({ taskId: idOf(await bench.call("pullDocuments", { fileList: documents }), "taskId") }),
    all: async (bench) => {
      const body = await bench.call("pullDocuments", { fileList: documents, transNo: "n 中+1" });
      return { taskId: idOf(body, "taskId"), transNo: "n 中+1" };
    },
    variants: [
      async (bench) => {
        await bench.call("pullDocuments", { fileList: documents, transNo: "n 中+2" });
        return { transNo: "n 中+2" };
      },
    ],
    bad: [{ params: { taskId: "", transNo: "" }, faults: ["taskId"] }],
  },
  getChannelShareUrl: { ...oneChannel, bad: badId },
  getRecordFileInfo: {
    required: async (bench) => ({ pullIds: await made(bench) }),
    all: async (bench) => ({ pullIds: [await made(bench), await made(bench)], videoIds: "" }),
    bad: [
      { params: { videoIds: ["a"] }, faults: ["videoIds"] },
      { params: { pullIds: "a,b c" }, faults: ["pullIds"] },
      { params: { pullIds: Array.from({ length: 51 }, (_, at) => `a${at}`) }, faults: ["pullIds"] },
      { params: { pullIds: "", videoIds: "" }, faults: ["pullIds"] },
    ],
  },
  disconnectStream: { ...oneChannel, bad: badId },
  startForwardTask: {
    required: async (bench) => ({ pullId: await made(bench), forwardUrl: "rtmp://target.example.com/live/b" }),
    all: async (bench) => ({
      pullId: await made(bench),
      forwardUrl: "rtmp://target.example.com/live/b?key=1&x=2",
      startTime: second(bench, 10),
      endTime: second(bench, 15),
      codingParams: {
        bitrate: 800,
        resolution: "420x720",
        frameRate: 25,
        vcodec: "libx264",
        acodec: "libfaac",
        wmimage: "https://a.example.com/logo.png",
        wmposition: "TOP_CENTER",
      },
      notifyUrl: "http://127.0.0.1:9/hooks",
    }),
    variants: [
      async (bench) => ({
        pullId: await made(bench),
        forwardUrl: "rtmp://target.example.com/live/b",
        codingParams: '{"bitrate": 800}',
      }),
    ],
    bad: [
      { params: { forwardUrl: "http://a/b", startTime: 1000, endTime: 1299 }, faults: ["forwardUrl", "endTime"] },
      { params: { codingParams: { wmimage: "x" } }, faults: ["codingParams"] },
      { params: { codingParams: { wmimage: "x", wmposition: "CENTER", vcodec: "libx265" } }, faults: ["codingParams"] },
      { params: { codingParams: { resolution: "420X720" }, notifyUrl: "x" }, faults: ["codingParams", "notifyUrl"] },
      { params: { codingParams: "not json" }, faults: ["codingParams"] },
    ],
  },
  endForwardTask: {
    required: async (bench) => ({ taskId: await relay(bench) }),
    all: async (bench) => ({ taskId: await relay(bench) }),
    bad: [{ params: { taskId: " " }, faults: ["taskId"] }],
  },
  listForwardTasks: {
    required: {},
    all: async (bench) => ({ pullId: await made(bench), taskId: await relay(bench), status: [0, 1, 2, 3], ...pages }),
    variants: [{ status: "1,2" }],
    bad: [...badPages, { params: { status: "4" }, faults: ["status"] }],
  },
  getChannelOnlineNumber: {
    required: async (bench) => ({ pullIds: await made(bench) }),
    all: async (bench) => ({ pullIds: [await made(bench)] }),
    bad: [{ params: { pullIds: "" }, faults: ["pullIds"] }],
  },
  getHostOnlineNumber: {
    required: { pushDomains: "push.example.com" },
    all: { pushDomains: ["push.example.com", "other.example.com"] },
    bad: [{ params: { pushDomains: "a b" }, faults: ["pushDomains"] }],
  },
};

/** A channel that was forbidden, 5 s of event time ago: earlier the simulator does not lift it. */
async function lifted(bench: Bench): Promise<Params> {
  const pullId = await made(bench);
  await bench.call("forbidChannels", { pullId });
  const forbiddenMs = bench.nowMs();
  while (bench.nowMs() < forbiddenMs + 5000) await new Promise((resolve) => setTimeout(resolve, 5));
  return { pullId };
}
