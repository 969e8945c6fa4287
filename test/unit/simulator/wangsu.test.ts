import { describe, expect, it } from "vitest";
import { localServer } from "../vendors/kit/local-server.ts";
import { eventNow, field, list, originMs, passed, simulate, until } from "./support.ts";
import { ask, channel, codeOf, draft, send } from "./wangsu-support.ts";

const state = "channelManage/getChannelLiveState";
const seconds = (ms: number): number => Math.floor(ms / 1000);
const minute = 60_000;

describe("the gate", () => {
  it("takes a signature of others' making, by POST and GET, and gives a request id", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const pullId = await channel(simulator);
    const now = seconds(await eventNow(simulator));
    const path = `/live/channelManage/getChannelShareUrl/`;
    const answer = await send(simulator, draft(path, { pullId }, now, "GET"));
    expect(answer).toMatchObject({ status: 200, body: { code: 200, data: expect.stringContaining(pullId) } });
    expect(answer.requestId).toMatch(/^[0-9a-f]{32}$/);
  });

  it("refuses by code", async () => {
    const simulator = await simulate(1);
    const now = seconds(await eventNow(simulator));
    const good = draft(`/live/${state}`, { pullId: "a" }, now);
    const refusals: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
      [4001, { "x-ws-timestamp": "" }],
      [4002, { "x-ws-accesskey": "somebody" }],
      [4003, { "x-ws-timestamp": "now" }],
      [4005, { host: "api.example.com" }],
      [4006, { "content-type": "application/json" }],
      [4007, { authorization: "WS3-HMAC-SHA256 Credential=x" }],
      [4008, { "x-ws-timestamp": String(now + 1) }],
      [4008, { "content-type": "application/x-www-form-urlencoded" }],
    ];
    for (const [code, headers] of refusals) {
      const answer = await send(simulator, { ...good, headers: { ...good.headers, ...headers } });
      expect([code, field(answer.body, "code")]).toEqual([code, code]);
    }
    for (const body of ["pullId=b", "pullId=a&x=1"]) {
      expect(field((await send(simulator, { ...good, body })).body, "code")).toBe(4008);
    }
    const lostPath = draft("/live/channelManage/webPush", {}, now);
    expect(await send(simulator, lostPath)).toMatchObject({ status: 404 });
  });

  it("takes seconds up to five minutes off, either way", async () => {
    const simulator = await simulate(0.001);
    const now = seconds(await eventNow(simulator));
    const code = async (second: number): Promise<unknown> =>
      field((await send(simulator, draft(`/live/${state}`, { pullId: "a" }, second))).body, "code");
    expect([await code(now - 300), await code(now + 300)]).toEqual([1217, 1217]);
    expect([await code(now - 301), await code(now + 301)]).toEqual([4004, 4004]);
  });

  it("takes a signature once, also where two calls are equal; a refused one is not used up", async () => {
    const simulator = await simulate(0.001);
    const now = seconds(await eventNow(simulator));
    const good = draft(`/live/${state}`, { pullId: "a" }, now);
    const wrongHost = { ...good, headers: { ...good.headers, host: "api.example.com" } };
    const codes: unknown[] = [];
    for (const one of [wrongHost, good, good]) codes.push(field((await send(simulator, one)).body, "code"));
    expect(codes).toEqual([4005, 1217, 4009]);
  });

  it("answers 429 from the 201st call of a clock minute on", async () => {
    const simulator = await simulate(0.001);
    const now = seconds(await eventNow(simulator));
    const statuses: number[] = [];
    for (let n = 0; n < 201; n += 1) {
      statuses.push((await send(simulator, draft(`/live/${state}`, { pullId: `a${n}` }, now))).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect(statuses.at(-1)).toBe(429);
  });

  it("keeps to the methods of the document", async () => {
    const simulator = await simulate(1);
    expect(field(await ask(simulator, "forwardTask/getForwardTaskList", {}, "GET"), "code")).toBe(1006);
    expect(field(await ask(simulator, "channelManage/pullDocQuery", { taskId: "a" }, "POST"), "code")).toBe(1006);
    expect(field(await ask(simulator, state, { pullId: "a" }, "GET"), "code")).toBe(1217);
  });
});

describe("channels", () => {
  it("names are not unique, and reads are behind writes", async () => {
    const simulator = await simulate(1, { lagMs: 400 });
    const [one, two] = [await channel(simulator), await channel(simulator)];
    expect(one).not.toBe(two);
    expect(await codeOf(simulator, state, { pullId: two })).toBe(1217);
    await until(async () => ((await codeOf(simulator, state, { pullId: two })) === 200 ? true : undefined));
    const rows = list(field(await ask(simulator, "channelManage/getChannelList"), "data.channellist"));
    expect(rows.map((row) => field(row, "pullId"))).toEqual([two, one]);
    expect(rows.map((row) => field(row, "channelName"))).toEqual(["town-hall", "town-hall"]);
  });

  it("lists page by page, with 1324 behind the last one", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    for (let n = 0; n < 4; n += 1) await channel(simulator);
    const page = (pageIndex: number) =>
      ask(simulator, "channelManage/getChannelList", { pageIndex, pageSize: 2, listOrder: 1 });
    expect(list(field(await page(1), "data.channellist"))).toHaveLength(2);
    expect(field(await page(2), "data.channelTotal")).toBe(2);
    expect(field(await page(3), "code")).toBe(1324);
  });

  it("a push makes it live; forbidding cuts it until it is lifted, 5 s later at the earliest", async () => {
    const simulator = await simulate(50, { lagMs: 0 });
    const pullId = await channel(simulator);
    const now = await eventNow(simulator);
    const liveState = async (): Promise<unknown> => field(await ask(simulator, state, { pullId }), "data.channelState");
    expect(await liveState()).toBe(2);
    simulator.addEncoder({ service: "wangsu", stream: pullId, fromMs: now, untilMs: now + 60 * minute });
    await until(async () => ((await liveState()) === 1 ? true : undefined));
    expect(await codeOf(simulator, "channelManage/channelEdit", { pullId, channelName: "x" })).toBe(1231);
    expect(await codeOf(simulator, "channelManage/channelForbidden", { pullId })).toBe(200);
    const forbidden = await eventNow(simulator);
    expect(await codeOf(simulator, "channelManage/channelForbidden", { pullId })).toBe(1315);
    expect(await liveState()).toBe(3);
    expect(await codeOf(simulator, "channelManage/channelEdit", { pullId, channelName: "x" })).toBe(1237);
    if ((await eventNow(simulator)) < forbidden + 3000) {
      expect(await codeOf(simulator, "channelManage/channelReBroadcast", { pullId })).toBe(1340);
    }
    await passed(simulator, forbidden + 5000);
    expect(await codeOf(simulator, "channelManage/channelReBroadcast", { pullId })).toBe(200);
    expect(await codeOf(simulator, "channelManage/channelReBroadcast", { pullId })).toBe(1317);
    await until(async () => ((await liveState()) === 1 ? true : undefined));
    expect(await codeOf(simulator, "channelManage/disconnectStream", { pullId })).toBe(200);
    expect(await liveState()).toBe(2);
  });

  it("too early lifting is refused", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const pullId = await channel(simulator);
    await ask(simulator, "channelManage/channelForbidden", { pullId });
    expect(await codeOf(simulator, "channelManage/channelReBroadcast", { pullId })).toBe(1340);
  });

  it("an encoder finds it by its pull id, its push id, and by a stream that stands in its name", async () => {
    const simulator = await simulate(100, { lagMs: 0 });
    const ids: string[] = [];
    for (const channelName of ["rundown-opening-1", "rundown-closing-2", "other"]) {
      ids.push(await channel(simulator, { channelName }));
    }
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "wangsu", stream: "opening", fromMs: now, untilMs: now + 600 * minute });
    const states = async (): Promise<string> => {
      const rows = field(
        await ask(simulator, "channelManage/batchChannelLiveState", { pullIds: ids.join(",") }),
        "data",
      );
      return list(field(rows, "channelStatusList"))
        .map((row) => String(field(row, "channelStatus")))
        .join("");
    };
    await until(async () => ((await states()) === "122" ? true : undefined));
    const configure = await ask(simulator, "channelManage/getChannelConfigure", { pullId: ids[2] ?? "" });
    const pushUrl = String(field(configure, "data.pushConfigureInfo.0.pushUrl"));
    const pushId = /\/live\/([0-9a-f]{32})\?/.exec(pushUrl)?.[1] ?? "";
    simulator.addEncoder({ service: "wangsu", stream: pushId, fromMs: now, untilMs: now + 600 * minute });
    await until(async () => ((await states()) === "121" ? true : undefined));
  });

  it("deleting all or none; a deleted one is unknown", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const pullId = await channel(simulator);
    expect(await codeOf(simulator, "channelManage/deleteChannel", { pullId: `${pullId},unknown` })).toBe(1217);
    expect(await codeOf(simulator, state, { pullId })).toBe(200);
    expect(await codeOf(simulator, "channelManage/deleteChannel", { pullId })).toBe(200);
    expect(await codeOf(simulator, state, { pullId })).toBe(1217);
    expect(await codeOf(simulator, "channelManage/deleteChannel", { pullId })).toBe(1217);
    expect(simulator.snapshot().openResources).toEqual([]);
  });

  it("push and source-pull channels have calls of their own", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const made = await ask(simulator, "channelManage/createPullChannel", {
      channelName: "a",
      sourcePullUrl: "rtmp://s.example.com/a/b",
      sourcePullProtocol: 0,
      pullDomain: "play.example.com",
      pullRate: 0,
    });
    const pullId = String(field(made, "data.pullId"));
    expect(await codeOf(simulator, "channelManage/getChannelConfigure", { pullId })).toBe(1258);
    expect(await codeOf(simulator, "channelManage/disconnectStream", { pullId })).toBe(1257);
    expect(await codeOf(simulator, "channelManage/getPullChannelConfigure", { pullId: await channel(simulator) })).toBe(
      1259,
    );
    expect(await codeOf(simulator, "channelManage/editPullChannel", { pullId, sourcePullProtocol: 1 })).toBe(1264);
    expect(field(await ask(simulator, "channelManage/getPullChannelList"), "data.channelTotal")).toBe(1);
  });

  it.each([
    [{ channelName: "频".repeat(41) }, 1200],
    [{ channelName: "" }, 1221],
    [{ pushDomain: "" }, 1208],
    [{ pushDomain: "no domain" }, 1207],
    [{ channelType: "a-b" }, 1222],
    [{ pullProtocol: "2,3" }, 1256],
    [{ pullProtocol: "9" }, 1219],
    [{ pullRate: "" }, 1254],
    [{ pullRate: "7" }, 1220],
    [{ directoryId: "ec8f50eb015b100048a28c5800000000" }, 1628],
    [{ directoryId: "?" }, 1627],
    [{ whiteBoardConfig: "eyJvcGVuIjozfQ" }, 1278],
    [{ appScenario: "unknown-one" }, 1648],
  ])("createChannel with %j: %i", async (params, code) => {
    const simulator = await simulate(1);
    const good = { channelName: "a", pushDomain: "push.example.com", channelType: "live", pullRate: "0" };
    expect(await codeOf(simulator, "channelManage/createChannel", { ...good, ...params })).toBe(code);
  });
});

describe("recording", () => {
  const create = "channelManage/createRecordTask";
  const query = "channelManage/recordTaskQuery";
  const end = "channelManage/endRecordTask";
  const taskIdOf = (answer: unknown): string => String(field(JSON.parse(String(field(answer, "data"))), "taskId"));

  it("one open task a channel, a transNo once, ended once", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const [pullId, other] = [await channel(simulator), await channel(simulator)];
    const endTime = seconds(originMs) + 3600;
    const params = { pullId, quickStart: "true", endTime, transNo: "n1" };
    const taskId = taskIdOf(await ask(simulator, create, params));
    expect(await codeOf(simulator, create, { ...params, transNo: "n2" })).toBe(1337);
    expect(await codeOf(simulator, create, { ...params, pullId: other })).toBe(1630);
    expect(field(await ask(simulator, query, { transNo: "n1" }), "data")).toMatchObject({
      taskId,
      transNo: "n1",
      status: 1,
    });
    expect(await codeOf(simulator, end, { taskId })).toBe(200);
    expect(await codeOf(simulator, end, { taskId })).toBe(1631);
    expect(await codeOf(simulator, end, { taskId: "unknown" })).toBe(1012);
    expect(field(await ask(simulator, query, { taskId }), "data.status")).toBe(3);
    expect(await codeOf(simulator, query, { taskId: "unknown" })).toBe(1012);
    expect(await codeOf(simulator, query, { transNo: "unknown" })).toBe(1603);
    expect(await codeOf(simulator, query)).toBe(1004);
    expect(await codeOf(simulator, create, { ...params, transNo: "n2" })).toBe(200);
  });

  it.each([
    [{ quickStart: "true", startTime: seconds(originMs) + 600, endTime: seconds(originMs) + 3600 }, 1334],
    [{ quickStart: "false", endTime: seconds(originMs) + 3600 }, 1004],
    // Cut to the minute it is no longer later than now.
    [{ quickStart: "false", startTime: seconds(originMs) + 59, endTime: seconds(originMs) + 3600 }, 1334],
    [{ quickStart: "false", startTime: seconds(originMs) + 120, endTime: seconds(originMs) + 179 }, 1335],
    [
      { quickStart: "false", startTime: seconds(originMs) + 120, endTime: seconds(originMs) + 120 + 72 * 3600 + 60 },
      1335,
    ],
    [{ quickStart: "true", endTime: seconds(originMs) - 1 }, 1335],
    [{ quickStart: "true", endTime: seconds(originMs) + 3600, isConcat: "true" }, 1000],
    [{ quickStart: "yes", endTime: seconds(originMs) + 3600 }, 1000],
    [{ quickStart: "true", endTime: seconds(originMs) + 3600, notifyUrl: "x" }, 1554],
    [{ quickStart: "true", endTime: seconds(originMs) + 3600, transNo: "x".repeat(33) }, 1602],
    [{ quickStart: "true", endTime: seconds(originMs) + 3600, pullId: "unknown" }, 1217],
  ])("%j: %i", async (params, code) => {
    const simulator = await simulate(1);
    const pullId = await channel(simulator);
    expect(await codeOf(simulator, create, { pullId, ...params })).toBe(code);
  });

  it("refuses a forbidden channel, and one that plays neither RTMP nor HDL", async () => {
    const simulator = await simulate(1);
    const task = { quickStart: "true", endTime: seconds(originMs) + 3600 };
    const silent = await channel(simulator, { pullProtocol: "2" });
    expect(await codeOf(simulator, create, { pullId: silent, ...task })).toBe(1338);
    const pullId = await channel(simulator);
    await ask(simulator, "channelManage/channelForbidden", { pullId });
    expect(await codeOf(simulator, create, { pullId, ...task })).toBe(1339);
  });

  it("a planned task records what is pushed between its minutes; the files outlive the channel", async () => {
    const simulator = await simulate(200);
    const pullId = await channel(simulator);
    const now = await eventNow(simulator);
    const start = Math.ceil(now / minute) * minute + minute;
    const times = { startTime: seconds(start) + 30, endTime: seconds(start) + 90 };
    const taskId = taskIdOf(await ask(simulator, create, { pullId, quickStart: "false", ...times }));
    simulator.addEncoder({ service: "wangsu", stream: pullId, fromMs: now + 1000, untilMs: start + 10 * minute });
    await passed(simulator, start + minute + 4000);
    const data = field(await ask(simulator, query, { taskId }), "data");
    expect(field(data, "status")).toBe(2);
    expect(list(field(data, "fileList"))).toHaveLength(1);
    expect(field(data, "fileList.0.videoDuration")).toBe("60");
    const url = String(field(data, "fileList.0.fileUrl"));
    const file = await fetch(url);
    expect(String((await file.arrayBuffer()).byteLength)).toBe(field(data, "fileList.0.fileSize"));
    const videoIds = String(field(data, "fileList.0.videoId"));
    await ask(simulator, "channelManage/deleteChannel", { pullId });
    const info = "channelManage/getRecordFileInfo";
    expect(list(field(await ask(simulator, info, { pullIds: pullId }), "data.list"))).toHaveLength(1);
    expect(field(await ask(simulator, info, { videoIds }), "data.list.0.startTime")).toBe(seconds(start));
    expect(await codeOf(simulator, info, { videoIds: "unknown" })).toBe(1545);
    expect(await codeOf(simulator, info, { pullIds: pullId, videoIds })).toBe(1000);
    expect(simulator.snapshot().tasks).toMatchObject([{ id: taskId, state: "ended", stream: pullId }]);
  });

  it("deleting the channel ends its open task", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const pullId = await channel(simulator);
    const params = { pullId, quickStart: "true", endTime: seconds(originMs) + 3600 };
    const taskId = taskIdOf(await ask(simulator, create, params));
    expect(
      simulator
        .snapshot()
        .openResources.map((row) => row.kind)
        .sort(),
    ).toEqual(["channel", "recordingTask"]);
    await ask(simulator, "channelManage/deleteChannel", { pullId });
    expect(field(await ask(simulator, query, { taskId }), "data.status")).toBe(3);
  });

  it("auto-push pushes what is recorded", async () => {
    const simulator = await simulate(200, { autoPush: { leadMs: 5000, tailMs: 5000 } });
    const pullId = await channel(simulator);
    const endTime = seconds(await eventNow(simulator)) + 120;
    const taskId = taskIdOf(await ask(simulator, create, { pullId, quickStart: "true", endTime }));
    const files = await until(async () => {
      const found = list(field(await ask(simulator, query, { taskId }), "data.fileList"));
      return found.length > 0 ? found : undefined;
    });
    expect(files).toHaveLength(1);
    expect(simulator.snapshot().files.map((file) => file.taskId)).toEqual([taskId]);
  });
});

describe("relays, directories, documents, viewers", () => {
  it("a relay goes by its times, ends more than once, and a second one is a second one", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const pullId = await channel(simulator);
    const now = seconds(await eventNow(simulator));
    const start = "forwardTask/startForwardTask";
    const params = { pullId, forwardUrl: "rtmp://t.example.com/a/b" };
    expect(await codeOf(simulator, start, { ...params, endTime: now + 299 })).toBe(1012);
    expect(await codeOf(simulator, start, { ...params, forwardUrl: "http://t" })).toBe(1012);
    expect(await codeOf(simulator, start, { ...params, codingParams: '{"resolution":"1"}' })).toBe(1565);
    const planned = await ask(simulator, start, { ...params, startTime: now + 3600, endTime: now + 3900 });
    const running = await ask(simulator, start, params);
    const ids = [planned, running].map((answer) => String(field(answer, "data.taskId")));
    const states = async (): Promise<readonly unknown[]> =>
      list(field(await ask(simulator, "forwardTask/getForwardTaskList", { pullId }), "data.forwardTaskList")).map(
        (row) => field(row, "status"),
      );
    expect(await states()).toEqual([1, 0]);
    for (const code of [200, 200])
      expect(await codeOf(simulator, "forwardTask/endForwardTask", { taskId: ids[1] ?? "" })).toBe(code);
    expect(await codeOf(simulator, "forwardTask/endForwardTask", { taskId: "unknown" })).toBe(1012);
    expect(await states()).toEqual([2, 0]);
    expect(
      simulator
        .snapshot()
        .openResources.map((row) => row.kind)
        .sort(),
    ).toEqual(["channel", "relay"]);
  });

  it("directories have the vendor's rules", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const create = "recordDirectoryManage/directoryCreate";
    const made = await ask(simulator, create, { directoryType: "年会", firstLevelDirectory: "movie-1" });
    const directoryId = String(field(made, "data.directoryId"));
    expect(
      field(await ask(simulator, "recordDirectoryManage/getDirectory", { directoryId }), "data.directoryName"),
    ).toBe("年会");
    expect(field(await ask(simulator, "recordDirectoryManage/getDirectoryList"), "data.totalCount")).toBe(1);
    const wrong: readonly (readonly [Record<string, string>, number])[] = [
      [{ directoryType: "年会" }, 1615],
      [{ directoryType: "a b" }, 1614],
      [{ firstLevelDirectory: "live" }, 1624],
      [{ firstLevelDirectory: "A" }, 1617],
      [{ secondLevelDirectory: "cloudv-1" }, 1625],
      [{ thirdLevelDirectory: "c" }, 1623],
    ];
    for (const [params, code] of wrong) {
      const given = { directoryType: "other", firstLevelDirectory: "a", ...params };
      expect([params, await codeOf(simulator, create, given)]).toEqual([params, code]);
    }
  });

  it("documents are fetched and converted one by one; one without an address fails alone", async () => {
    const simulator = await simulate(100);
    const documents = ["https://a.example.com/x.pdf", "nowhere"].map((fetchUrl) => ({
      fileName: "a",
      fileType: "pdf",
      fetchUrl,
    }));
    const fileList = Buffer.from(JSON.stringify(documents)).toString("base64url");
    const made = await ask(simulator, "channelManage/pullDoc", { fileList, transNo: "d1" });
    expect(await codeOf(simulator, "channelManage/pullDoc", { fileList, transNo: "d1" })).toBe(1630);
    expect(await codeOf(simulator, "channelManage/pullDoc", { fileList: "e30" })).toBe(1553);
    const taskId = String(field(made, "data.taskId"));
    const data = await until(async () => {
      const answer = await ask(simulator, "channelManage/pullDocQuery", { taskId }, "GET");
      return field(answer, "data.status") === 2 ? field(answer, "data") : undefined;
    });
    expect(field(data, "items")).toMatchObject([
      { pullStatus: 2, documentStatus: 3 },
      { pullStatus: 3, documentStatus: null, documentId: "" },
    ]);
  });

  it("a domain has the viewers of its channels", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const ids = [
      await channel(simulator),
      await channel(simulator),
      await channel(simulator, { pushDomain: "b.example.com" }),
    ];
    const now = await eventNow(simulator);
    for (const stream of ids)
      simulator.addEncoder({ service: "wangsu", stream, fromMs: now, untilMs: now + 60 * minute });
    await passed(simulator, now + 5);
    const [host, each] = [
      await ask(simulator, "onlinenumber/getRealTimeHostOnlineNumber", { pushDomains: "push.example.com" }),
      await ask(simulator, "onlinenumber/getRealTimeChannelOnlineNumber", { pullIds: ids.slice(0, 2).join(",") }),
    ];
    const numbers = list(field(each, "data.onlineNumberList")).map((row) => Number(field(row, "onlineNumber")));
    expect(numbers.every((number) => number > 0)).toBe(true);
    expect(field(host, "data.onlineNumberinfo.0.onlineNumber")).toBe(numbers.reduce((sum, number) => sum + number, 0));
  });
});

describe("callbacks", () => {
  it("pushes of a domain by GET until they are taken; tasks, relays and documents by POST", async () => {
    const simulator = await simulate(100);
    let refusals = 2;
    const receiver = await localServer((seen, response) => {
      const taken = seen.method === "POST" || refusals-- <= 0;
      response.end(taken ? '{"success":"1"}' : '{"success":"0"}');
    });
    try {
      const url = `${receiver.url}/hooks?x=1`;
      const domain = { domainName: "push.example.com", notifyUrl: url };
      await ask(simulator, "channelManage/setChannelStateRealtimeBack", domain);
      const pullId = await channel(simulator);
      const now = await eventNow(simulator);
      const endTime = seconds(now) + 90;
      await ask(simulator, "channelManage/createRecordTask", { pullId, quickStart: "true", endTime, notifyUrl: url });
      await ask(simulator, "forwardTask/startForwardTask", { pullId, forwardUrl: "rtmp://t/a", notifyUrl: url });
      const notifyUrl = Buffer.from(url).toString("base64url");
      const fileList = Buffer.from('[{"fileName":"a","fileType":"pdf","fetchUrl":"http://a"}]').toString("base64url");
      await ask(simulator, "channelManage/pullDoc", { fileList, notifyUrl });
      simulator.addEncoder({ service: "wangsu", stream: pullId, fromMs: now, untilMs: now + 20_000 });
      const posts = () => receiver.seen.filter((seen) => seen.method === "POST");
      const gets = () => receiver.seen.filter((seen) => seen.method === "GET");
      await until(() => (posts().length >= 4 && gets().length >= 4 ? true : undefined));
      const states = gets().map(
        (seen) => `${seen.query.get("pullId") === pullId} ${seen.query.get("channelState")} ${seen.query.get("x")}`,
      );
      // Two refused deliveries are repeated.
      expect(states.toSorted()).toEqual(expect.arrayContaining(["true 1 1", "true 2 1"]));
      expect(states.length).toBe(4);
      const bodies = posts().map((seen) =>
        seen.body.startsWith("{") ? seen.body : Buffer.from(seen.body, "base64url").toString(),
      );
      expect(bodies.filter((body) => body.includes('"fileList"'))).toHaveLength(2);
      expect(bodies.filter((body) => body.includes('"codingParams"'))).toHaveLength(1);
      expect(bodies.filter((body) => body.includes('"documentStatus":3'))).toHaveLength(1);
    } finally {
      await receiver.close();
    }
  });

  it("recording while pushing makes a file of its own", async () => {
    const simulator = await simulate(100, { lagMs: 0 });
    const pullId = await channel(simulator, { live2vod: 1 });
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "wangsu", stream: pullId, fromMs: now, untilMs: now + 30_000 });
    const files = await until(() => {
      const found = simulator.snapshot().files;
      return found.length > 0 ? found : undefined;
    });
    expect(files).toMatchObject([{ stream: pullId }]);
  });
});
