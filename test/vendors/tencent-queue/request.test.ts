import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "../../../src/vendors/tencent-queue/client.ts";
import { sign } from "../../../src/vendors/tencent-queue/sign.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { account, connectTo, context } from "./account.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json('{"ret":0,"message":""}'));
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

/** The guide has no example answers: these are built from its tables, `output` being typed array and one structure. */
const examples: readonly {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly request: string;
  readonly output: string;
}[] = [
  // The table misprints the name as Param.ncount.
  {
    operation: "getQueueMessages",
    params: { bid: 100, count: 10 },
    request: "cmd=3&interface=Live_Queue_Get&Param.n.bid=100&Param.n.count=10",
    output: '{"count":"1","data":[{"stream_id":"8888_a","pic_url":"8888_a_1453279800_1453279800_10_169_300.jpg"}]}',
  },
  // The example sends Param.n.channel_id; the table has Param.s.channel_id (quirk channel-id-prefix).
  {
    operation: "getRecordingFileList",
    params: { channel_id: "123" },
    request: "cmd=3&interface=Live_Tape_GetFilelist&Param.s.channel_id=123",
    output: '{"all_count":1,"file_list":[{"vid":"16093104850681751595","start_time":"a","end_time":"b"}]}',
  },
  // The same.
  {
    operation: "getChannelStatus",
    params: { channel_id: "123" },
    request: "cmd=3&interface=Live_Channel_GetStatus&Param.s.channel_id=123",
    output: '{"rate_type":0,"recv_type":1,"status":1}',
  },
];

describe("requests equal the guide's examples, replies parse", () => {
  // Order of parameters, time and signature aside.
  it.each(examples.map((example) => [example.operation, example] as const))("%s", async (operation, example) => {
    for (const output of [example.output, `[${example.output}]`]) {
      server.answer = json(`{"ret":0,"message":"","output":${output}}`);
      const reply = await connectTo(server.url).call(operation, example.params, context);
      expect(reply).toEqual({ body: { ret: 0, message: "", output: JSON.parse(output) }, requestId: null });
    }
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: "GET", path: "/tencent-queue/common_access", host: "fcgi.video.qcloud.com" });
    const got = Object.fromEntries(seen?.query ?? []);
    expect(got["sign"]).toBe(sign("5d41402abc4b2a76b9719d911017c592", got["t"] ?? ""));
    expect(Number(got["t"])).toBeGreaterThan(Date.now() / 1000);
    delete got["sign"];
    delete got["t"];
    expect(got).toEqual(Object.fromEntries(new URLSearchParams(example.request)));
  });

  it("signs as the later document's vector", () => {
    expect(sign("5d41402abc4b2a76b9719d911017c592", 1471850187)).toBe("b17971b51ba0fe5916ddcd96692e9fb3");
  });

  it.each(["a b+c*d~e/f", "中文 流", "x&y=z%20"])("keeps %j", (channel) => {
    const request = createClient(account).prepare("getChannelStatus", { channel_id: channel }, context);
    expect(new URL(request.path, request.origin).searchParams.get("Param.s.channel_id")).toBe(channel);
  });
});

describe("failures", () => {
  it.each([
    ['{"ret":20601,"message":"m"}', "not-found", "20601"],
    ['{"ret":20300,"message":"m"}', "invalid-request", "20300"],
    ['{"ret":7,"message":"m"}', "invalid-request", "7"],
    ["cmd is invalid", "denied", null],
    ['{"ret":-1,"message":"cmd is invalid"}', "denied", "-1"],
    ["", "malformed-reply", null],
    ['{"ret":0,"message":"","output":{"rate_type":0}}', "malformed-reply", null],
  ])("%s is %s", async (body, kind, code) => {
    server.answer = json(body);
    const call = connectTo(server.url).call("getChannelStatus", { channel_id: "a" }, context);
    await expect(call).rejects.toMatchObject({ kind, code, service: "tencent-queue" });
  });

  it("taking messages has an unknown outcome when its answer is lost", async () => {
    server.answer = (_seen, response) => response.destroy();
    const call = connectTo(server.url).call("getQueueMessages", { bid: 100 }, context);
    await expect(call).rejects.toMatchObject({ kind: "unknown-outcome" });
  });

  it("cannot run an event yet", async () => {
    await expect(connectTo(server.url).observe(["a"], context)).rejects.toMatchObject({ kind: "invalid-request" });
  });
});
