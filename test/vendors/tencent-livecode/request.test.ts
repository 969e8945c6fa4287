import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import { createClient } from "../../../src/vendors/tencent-livecode/client.ts";
import { sign } from "../../../src/vendors/tencent-livecode/sign.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer, Seen } from "../../unit/vendors/kit/local-server.ts";
import { connectTo, context } from "./account.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json('{"ret":0,"message":""}'));
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
  server.answer = json('{"ret":0,"message":""}');
});

async function sent(operation: string, params: Readonly<Record<string, unknown>>): Promise<Seen> {
  await connectTo(server.url).call(operation, params, context);
  const [only, ...others] = server.seen;
  if (only === undefined || others.length > 0) throw new Error("not exactly one request");
  return only;
}

describe("sign", () => {
  // transport.auth_example and auth_examples_more of the catalogue.
  it.each([
    ["5d41402abc4b2a76b9719d911017c592", "1471850187", "b17971b51ba0fe5916ddcd96692e9fb3"],
    ["40328529ca4381a80c6ecf2e6aa57438", "1490858347", "7f29ed83c61b77de1b0d66936fd4fd44"],
  ])("key %s, t %s", (key, t, expected) => {
    expect(sign(key, t)).toBe(expected);
    expect(sign(key, Number(t))).toBe(expected);
  });
});

describe("requests equal the document's examples", () => {
  // Order of parameters, time and signature aside.
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, string, string])[] = [
    [
      "setChannelStatus",
      { channel_id: "8888_test123", status: 0 },
      "fcgi.video.qcloud.com",
      "appid=1234&interface=Live_Channel_SetStatus&Param.s.channel_id=8888_test123&Param.n.status=0",
    ],
    // The example names another interface and writes Param.s.actio (quirk channel-manager-example).
    [
      "manageChannelPush",
      { channel_id: "8888_test123", abstime_end: 1499756910, action: "Resume" },
      "fcgi.video.qcloud.com",
      "appid=1234&interface=channel_manager&Param.s.channel_id=8888_test123&Param.n.abstime_end=1499756910&Param.s.action=resume",
    ],
    // The example's host has a typo (quirk host-typos).
    [
      "getRecordingFileList",
      {
        channel_id: "8888_test123",
        page_no: 1,
        page_size: 20,
        start_time: "2016-12-10 00:00:00",
        end_time: "2016-12-10 01:00:00",
      },
      "fcgi.video.qcloud.com",
      "appid=1234&interface=Live_Tape_GetFilelist&Param.s.channel_id=8888_test123&Param.n.page_no=1&Param.n.page_size=20&Param.s.start_time=2016-12-10 00:00:00&Param.s.end_time=2016-12-10 01:00:00",
    ],
    [
      "getChannelStatus",
      { channel_id: "8888_test123" },
      "fcgi.video.qcloud.com",
      "appid=1234&interface=Live_Channel_GetStatus&Param.s.channel_id=8888_test123",
    ],
    [
      "getLiveStat",
      { page_no: 1, page_size: 20 },
      "statcgi.video.qcloud.com",
      "cmd=1234&interface=Get_LiveStat&Param.n.page_no=1&Param.n.page_size=20",
    ],
    [
      "getChannelList",
      { status: 1, page_no: 1, page_size: 20, order_field: "create_time", order_type: 0 },
      "fcgi.video.qcloud.com",
      "appid=1234&interface=Live_Channel_GetChannelList&Param.n.status=1&Param.n.page_no=1&Param.n.page_size=20&Param.s.order_field=create_time&Param.n.order_type=0",
    ],
    // The example names Live_Channel_GetChannelList (quirk live-channel-list-example).
    ["getLiveChannelList", {}, "fcgi.video.qcloud.com", "appid=1234&interface=Live_Channel_GetLiveChannelList"],
    [
      "getBillingBandwidth",
      { domain: "8888.liveplay.myqcloud.com", start_time: 1481299200, end_time: 1481302800 },
      "statcgi.video.qcloud.com",
      "cmd=1234&interface=Get_BillingBandwidth&Param.s.domain=8888.liveplay.myqcloud.com&Param.n.start_time=1481299200&Param.n.end_time=1481302800",
    ],
    // The examples have a blank before "=" (quirk history-blank).
    [
      "getLivePushStatHistory",
      { start_time: 1453279831, end_time: 1453279835, stream_id: "1234_xxx" },
      "statcgi.video.qcloud.com",
      "cmd=1234&interface=Get_LivePushStatHistory&Param.n.start_time=1453279831&Param.n.end_time=1453279835&Param.s.stream_id=1234_xxx",
    ],
    [
      "getLivePlayStatHistory",
      { start_time: 1453279831, end_time: 1453279835, stream_id: "1234_xxx", domain: "www.123test.com" },
      "statcgi.video.qcloud.com",
      "cmd=1234&interface=Get_LivePlayStatHistory&Param.n.start_time=1453279831&Param.n.end_time=1453279835&Param.s.stream_id=1234_xxx&Param.s.domain=www.123test.com",
    ],
    // The example sends Param.n.task_id; the table has Param.s.task_id (quirk task-id-prefix).
    [
      "stopRecordingTask",
      { channel_id: "8888_test123", task_id: "123" },
      "fcgi.video.qcloud.com",
      "appid=1234&interface=Live_Tape_Stop&Param.s.channel_id=8888_test123&Param.s.task_id=123",
    ],
  ];
  it.each(cases)("%s", async (operation, params, host, query) => {
    const seen = await sent(operation, params);
    expect([seen.method, seen.path, seen.host]).toEqual(["GET", "/tencent-livecode/common_access", host]);
    const got = Object.fromEntries(seen.query);
    expect(got["sign"]).toBe(sign("5d41402abc4b2a76b9719d911017c592", got["t"] ?? ""));
    delete got["sign"];
    delete got["t"];
    expect(got).toEqual(Object.fromEntries(new URLSearchParams(query)));
  });

  it("startRecordingTask, with its times encoded", async () => {
    server.answer = json('{"ret":0,"output":{"task_id":18446744073709551615}}');
    const seen = await sent("startRecordingTask", {
      channel_id: "8888_test123",
      start_time: "2017-05-20 10:00:00",
      end_time: "2017-05-20 10:30:00",
      task_sub_type: 1,
    });
    expect(seen.rawUrl).toContain("&Param.s.start_time=2017-05-20%2010%3A00%3A00&");
    expect(seen.query.get("Param.n.task_sub_type")).toBe("1");
  });

  it("cancelMixStream: the example's body, with the one stream that stays", async () => {
    server.answer = json('{"code":0, "message":"Success!", "timestamp":1490079362}');
    const para = {
      mix_stream_session_id: "5000_enson",
      output_stream_id: "5000_enson11",
      input_stream_list: [{ input_stream_id: "5000_enson11", layout_params: { image_layer: 1 } }],
    };
    const seen = await sent("cancelMixStream", para);
    expect(JSON.parse(seen.body)).toMatchObject({
      interface: { para: { app_id: 1234, interface: "mix_streamv2.start_mix_stream_advanced", ...para } },
    });
  });

  it("startMixStream: the example's body, with what the client adds", async () => {
    server.answer = json('{"code":0, "message":"Success!", "timestamp":1490079362}');
    const small = { image_width: 160, image_height: 240, location_x: 380 };
    const para = {
      mix_stream_session_id: "5000_enson",
      output_stream_id: "5000_enson11",
      output_stream_type: 0,
      input_stream_list: [
        { input_stream_id: "5000_enson11", layout_params: { image_layer: 1 } },
        { input_stream_id: "5000_enson22", layout_params: { image_layer: 2, ...small, location_y: 630 } },
        { input_stream_id: "5000_enson33", layout_params: { image_layer: 3, ...small, location_y: 390 } },
        { input_stream_id: "5000_enson44", layout_params: { image_layer: 4, ...small, location_y: 150 } },
      ],
    };
    const seen = await sent("startMixStream", para);
    expect([seen.method, seen.host]).toEqual(["POST", "fcgi.video.qcloud.com"]);
    expect([seen.query.get("appid"), seen.query.get("interface")]).toEqual(["1234", "Mix_StreamV2"]);
    expect(JSON.parse(seen.body)).toEqual({
      timestamp: expect.closeTo(Date.now() / 1000, -1),
      eventId: expect.any(Number),
      interface: {
        interfaceName: "Mix_StreamV2",
        para: { app_id: 1234, interface: "mix_streamv2.start_mix_stream_advanced", ...para },
      },
    });
  });
});

describe("values on the wire", () => {
  it.each(["a b+c*d~e/f", "中文 流", "x&y=z%20"])("keeps %j", async (stream) => {
    const seen = await sent("setChannelStatus", { channel_id: stream, status: 1 });
    expect(seen.query.get("Param.s.channel_id")).toBe(stream);
  });

  it("keeps all digits of ids, in parameters and replies", async () => {
    const id = "18446744073709551615";
    const seen = await sent("stopRecordingTask", { channel_id: "a", task_id: id });
    expect(seen.query.get("Param.s.task_id")).toBe(id);
    server.answer = json(`{"ret":0,"output":[{"task_id":${id}}]}`);
    const reply = await connectTo(server.url).call(
      "Live_Tape_Start",
      { channel_id: "a", start_time: "2026-12-01 09:00:00", end_time: "2026-12-01 10:00:00", task_sub_type: 0 },
      context,
    );
    expect(reply).toEqual({ body: { ret: 0, output: [{ task_id: id }] }, requestId: null });
  });

  it("signs by the event clock, longer at a scaled rate", () => {
    const client = createClient({
      name: "t",
      credentials: { appid: "1", key: "k" },
      endpoint: null,
      timeoutMs: 1_000,
      defaults: {},
    });
    const eventMs = Date.UTC(2026, 11, 1);
    const request = client.prepare("getLiveChannelList", {}, { clock: scaledClock(Date.now(), eventMs, 100) });
    const query = new URL(request.path, request.origin).searchParams;
    const ahead = Number(query.get("t")) - eventMs / 1000;
    expect(ahead).toBeGreaterThanOrEqual(500);
    expect(ahead).toBeLessThan(560);
    expect(query.get("sign")).toBe(sign("k", query.get("t") ?? ""));
  });
});
