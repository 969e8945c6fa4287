import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createClient } from "../../../src/vendors/wangsu/client.ts";
import { operationTable } from "../../../src/vendors/wangsu/operations.ts";
import { access, context } from "./account.ts";

/** The document's samples: form or query, and reply. `wrong` says what is wrong with a sample and how it was mended. */
const fixtures = z
  .record(z.string(), z.object({ request: z.string().nullable(), wrong: z.string().optional(), reply: z.unknown() }))
  .parse(JSON.parse(readFileSync(new URL("fixtures.json", import.meta.url), "utf8")));

/** The same requests by the caller's parameters. */
const params: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  createChannel: {
    channelName: "sample1",
    channelType: "test1",
    pushDomain: "livepush.ovptest.haplat.net",
    pullProtocol: [0, 1, 2],
    pullRate: [0, 1, 2, 3, 4],
    playerId: "",
    directoryId: "3305056c015c10008edfd86f00000000",
    live2vod: 1,
  },
  getChannelConfigure: { pullId: "287264e85a754da4927859d162c5f812" },
  listChannels: { listOrder: 0, pageIndex: 1, pageSize: 1 },
  deleteChannels: { pullId: "2ca722b02b004ace990f35499302f7ce" },
  getChannelLiveState: { pullId: "2ca722b02b004ace990f35499302f7ce" },
  batchGetChannelLiveState: { pullIds: ["2ca722b02b004ace990f35499302f7ce", "41b6713a25994bfcbl4a91241c40c4ea"] },
  forbidChannels: { pullId: ["41b6713a25994bfcbl4a91241c40c4ea"] },
  rebroadcastChannels: { pullId: "41b6713a25994bfc14a91241c40c4ea" },
  editChannel: {
    channelName: "sample2",
    resetPushId: 1,
    pullRate: [0, 1, 2],
    pullId: "17bb9b726f4843b1bf84775ea1657424",
    directoryId: "7ce54aad015c1000c28619200000000",
    live2vod: 1,
  },
  getPlayCode: { pullId: "287264e85a754da4927859d162c5f812" },
  setPushTimestampAntiLeech: { pullId: "287264e85a754da4927859d162c5f812", effectiveHourLong: 3600 },
  createPullChannel: {
    channelName: "testSource",
    sourcePullUrl: "rtmp://live.ovptest.haplat.net/test1/31be31f93b2c47ada887c20f41e2c53e",
    sourcePullProtocol: 0,
    pullDomain: "live.ovptest.haplat.net",
    pullProtocol: "0,1,2",
    pullRate: "0,1,2",
    playerId: "8275B97428DC1438",
  },
  editPullChannel: {
    channelName: "testSource",
    sourcePullUrl: "rtmp://live.ovptest.haplat.net/test1/31be31f93b2c47ada887c20f41e2c53e",
    sourcePullProtocol: "0",
    pullRate: [0, 1, 2],
    pullId: "209ed41e22224994a282be86f7180ffa",
  },
  getPullChannelConfigure: { pullId: "209ed41e22224994a282be86f7180ffa" },
  listPullChannels: { listOrder: 0, pageIndex: 1, pageSize: 2 },
  setChannelStateCallback: {
    domainName: "livepush.ovptest.haplat.net",
    notifyUrl: "http://www.baidu.com/test",
    open: 1,
  },
  createRecordTask: {
    transNo: "N01",
    pullId: "5df32989b7db47368cc14571ba296c04",
    quickStart: false,
    startTime: 1_502_417_100,
    endTime: 1_502_420_700,
    fileType: "m3u8",
    isConcat: false,
    isRecordWhiteBoard: true,
    isRecordIm: true,
  },
  endRecordTask: { taskId: "5df32989b7db47368cc14571ba296c04" },
  queryRecordTask: { taskId: "4645ca2d015a1000ad6482040000000" },
  createRecordDirectory: {
    directoryType: "中文_ABC_abc_123",
    firstLevelDirectory: "movie-1",
    secondLevelDirectory: "movie-2",
    thirdLevelDirectory: "movie-3",
  },
  listRecordDirectories: { pageIndex: 1, pageSize: 10 },
  getRecordDirectory: { directoryId: "ec8f50eb015b100048a28c5800000000" },
  queryPullDocuments: { transNo: "8b52f99701601000a2fec42e00000000" },
  getChannelShareUrl: { pullId: "aadde9ed3ae64d4386c5fb3319d56e4e" },
  getRecordFileInfo: { pullIds: ["aadde9ed3ae64d4386c5fb3319d56e4e", "badde9ed3ae64d4386c5fb3319d56e4f"] },
  disconnectStream: { pullId: "41b6713a25994bfcbl4a91241c40c4ea" },
  startForwardTask: {
    pullId: "5fc304b8ed704e0fb0a415d613f5811b",
    notifyUrl: "http://testcallback.com/call.do",
    forwardUrl: "rtmp://livepush.ovptest.haplat.net/live/de9e8c6834244637aa52aa993e2ed9f6",
  },
  endForwardTask: { taskId: "f37cf970016e1000577ce45400000000" },
  listForwardTasks: { taskId: "f3eab758016e100012febb9700000000" },
  getChannelOnlineNumber: { pullIds: ["029bbd4d1a804790812a5294cc999f28"] },
  getHostOnlineNumber: { pushDomains: ["livepush.ovptest.haplat.net"] },
};

const client = createClient(access("http://127.0.0.1:1"));
const pairs = (text: string): readonly string[] => text.split("&").toSorted();

describe("the document's examples", () => {
  it("there is one for every operation", () => {
    expect(Object.keys(fixtures).sort()).toEqual(Object.keys(operationTable).sort());
    const without = Object.entries(fixtures).filter(([, fixture]) => fixture.request === null);
    expect(without.map(([id]) => id)).toEqual(["pullDocuments"]);
  });

  it.each(Object.keys(params))("the request of %s", (id) => {
    const operation = operationTable[id];
    const request = client.prepare(id, params[id], context);
    const sent = request.body ?? request.path.split("?")[1] ?? "";
    expect(pairs(sent)).toEqual(pairs(fixtures[id]?.request ?? "no sample"));
    expect(request.path.split("?")[0]).toBe(operation?.path);
    expect(request.origin).toBe("https://api.cloudv.haplat.net");
    expect(request.headers["content-type"]).toBe("application/x-www-form-urlencoded; charset=utf-8");
  });

  it.each(Object.entries(fixtures))("the reply of %s parses", (id, fixture) => {
    expect(operationTable[id]?.reply.safeParse(fixture.reply).error).toBeUndefined();
  });

  it("the list of documents of 2.24.3 is encoded as it says", () => {
    const fileList = [
      { fileName: "fileName1", fileType: "pdf", fetchUrl: "fetchUrl1", md5: "md51" },
      { fileName: "fileName2", fileType: "pptx", fetchUrl: "fetchUrl2", md5: "md52" },
    ];
    const sent = new URLSearchParams(client.prepare("pullDocuments", { fileList }, context).body ?? "");
    expect(JSON.parse(Buffer.from(sent.get("fileList") ?? "", "base64url").toString())).toEqual(fileList);
  });
});
