import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo, context } from "./account.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json(""));
});
afterAll(() => server.close());

describe("vendor codes", () => {
  it.each([
    ['{"ret":20601,"message":"m"}', "not-found", "20601"],
    ['{"ret":20327,"message":"m"}', "not-found", "20327"],
    ['{"ret":20300,"message":"m"}', "invalid-request", "20300"],
    ['{"ret":20322,"message":"m"}', "wrong-state", "20322"],
    ['{"ret":20111,"message":"m"}', "wrong-state", "20111"],
    ['{"ret":"20327","message":"m"}', "not-found", "20327"],
    ['{"code":-505,"message":"m","timestamp":1}', "wrong-state", "-505"],
    ['{"code":-21,"message":"m","timestamp":1}', "invalid-request", "-21"],
    ['{"code":-30123,"message":"m","timestamp":1}', "wrong-state", "-30123"],
    ['{"ret":424242,"message":"m"}', "invalid-request", "424242"],
    ["appid is invalid", "denied", null],
    ['"cmd is invalid"\n', "denied", null],
    ['{"ret":-1,"message":"appid is invalid"}', "denied", "-1"],
  ])("%s is %s", async (body, kind, code) => {
    server.answer = json(body);
    await expect(connectTo(server.url).call("getChannelStatus", { channel_id: "a" }, context)).rejects.toMatchObject({
      kind,
      code,
      service: "tencent-livecode",
      operation: "getChannelStatus",
    });
  });

  it("a mixing call succeeds by its code", async () => {
    server.answer = json('{"code":0,"message":"Success!","timestamp":1490079362}');
    const para = {
      mix_stream_session_id: "s",
      output_stream_id: "a",
      input_stream_list: [{ input_stream_id: "a", layout_params: { image_layer: 1 } }],
    };
    expect(await connectTo(server.url).call("cancelMixStream", para, context)).toEqual({
      body: { code: 0, message: "Success!", timestamp: 1490079362 },
      requestId: null,
    });
  });

  it("keeps the account's secrets out of what the vendor says back", async () => {
    server.answer = json(
      '{"ret":5,"message":"bad key 5d41402abc4b2a76b9719d911017c592 in ?t=1&sign=0123456789abcdef"}',
    );
    const call = connectTo(server.url).call("getChannelStatus", { channel_id: "a" }, context);
    await expect(call).rejects.toMatchObject({ message: "bad key *** in ?t=1&sign=***" });
  });
});
