import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo, context } from "./account.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json(""));
});
afterAll(() => server.close());

const read = () => connectTo(server.url).call("getChannelLiveState", { pullId: "a" }, context);
const write = () => connectTo(server.url).call("disconnectStream", { pullId: "a" }, context);

describe("vendor codes", () => {
  it.each([
    [1217, "not-found"],
    [1603, "not-found"],
    [1337, "already-exists"],
    [1630, "already-exists"],
    [1231, "wrong-state"],
    [1315, "wrong-state"],
    [1340, "wrong-state"],
    [1631, "wrong-state"],
    [1007, "denied"],
    [1611, "denied"],
    [4002, "denied"],
    [4008, "denied"],
    [4004, "unavailable"],
    [4009, "unavailable"],
    [1004, "invalid-request"],
    [1012, "invalid-request"],
    [1256, "invalid-request"],
    [987_654, "invalid-request"],
  ])("%i is %s", async (code, kind) => {
    server.answer = json(JSON.stringify({ code, message: "m" }));
    await expect(read()).rejects.toMatchObject({ kind, code: String(code), service: "wangsu" });
    server.answer = json(JSON.stringify({ code: String(code), message: "m" }));
    await expect(write()).rejects.toMatchObject({ kind, code: String(code) });
  });

  it("a fault of the vendor leaves the outcome of a change unknown", async () => {
    for (const code of [900, 1203]) {
      server.answer = json(JSON.stringify({ code, message: "m" }));
      await expect(read()).rejects.toMatchObject({ kind: "unavailable" });
      await expect(write()).rejects.toMatchObject({ kind: "unknown-outcome" });
    }
  });

  it("takes code 200 as text, and the request id of the header", async () => {
    server.answer = (_seen, response) => {
      response.setHeader("X-WS-RequestId", "r-1");
      response.end('{"code":"200","message":"操作成功","data":{"channelState":"2","id":90071992547409931}}');
    };
    expect(await read()).toEqual({
      body: { code: "200", message: "操作成功", data: { channelState: "2", id: "90071992547409931" } },
      requestId: "r-1",
    });
  });

  it("too many requests are throttled, whatever the body's code", async () => {
    server.answer = (_seen, response) => {
      response.writeHead(429, { "retry-after": "7" });
      response.end('{"code":1000,"message":"too many"}');
    };
    await expect(read()).rejects.toMatchObject({ kind: "throttled", retryAfterMs: 7000 });
  });

  it.each([
    ["<html>502</html>", 502, "unavailable", "unknown-outcome"],
    ["", 200, "malformed-reply", "unknown-outcome"],
    ['{"code":200', 200, "malformed-reply", "unknown-outcome"],
    ['{"message":"m"}', 200, "malformed-reply", "unknown-outcome"],
    ['{"code":200,"data":{}}', 500, "unavailable", "unknown-outcome"],
    ['{"code":4008,"message":"m"}', 403, "denied", "denied"],
    ['{"code":99,"message":"m"}', 503, "unavailable", "unknown-outcome"],
  ])("%s with HTTP %i", async (body, status, whenReading, whenChanging) => {
    server.answer = (_seen, response) => {
      response.writeHead(status);
      response.end(body);
    };
    await expect(read()).rejects.toMatchObject({ kind: whenReading });
    await expect(write()).rejects.toMatchObject({ kind: whenChanging });
  });

  it("a success without what it should hold is no success", async () => {
    server.answer = json('{"code":200,"data":{},"message":"操作成功"}');
    await expect(read()).rejects.toMatchObject({ kind: "malformed-reply" });
    const params = { pullId: "a", quickStart: true, endTime: 1_900_000_000 };
    await expect(connectTo(server.url).call("createRecordTask", params, context)).rejects.toMatchObject({
      kind: "unknown-outcome",
    });
    server.answer = json('{"code":200,"data":{"taskId":"t"}}');
    expect(await connectTo(server.url).call("createRecordTask", params, context)).toMatchObject({ requestId: null });
  });

  it("keeps the account's secrets out of what the vendor says back", async () => {
    server.answer = json('{"code":4008,"message":"secret 1234567890abcdef1234567890abcdef, Signature=0123abcd"}');
    const failure: unknown = await read().catch((error: unknown) => error);
    expect(String(failure)).toContain("***");
    expect(String(failure)).not.toMatch(/1234567890abcdef|0123abcd/);
  });

  it("says that events are not built yet", async () => {
    await expect(connectTo(server.url).observe(["a"], context)).rejects.toMatchObject({ kind: "invalid-request" });
  });
});
