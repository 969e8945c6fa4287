import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo, context, secretKey } from "./account.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json(""));
});
afterAll(() => server.close());

const describeOne = (): Promise<unknown> =>
  connectTo(server.url).call("describeLvbChannel", { channelId: "1" }, context);
const stop = (): Promise<unknown> => connectTo(server.url).call("stopLvbChannel", { channelIds: ["1", "2"] }, context);

describe("vendor codes", () => {
  it.each([
    ['{"code":4000,"message":"m"}', "invalid-request", "4000"],
    ['{"code":4100,"message":"m"}', "denied", "4100"],
    ['{"code":4400,"message":"m"}', "throttled", "4400"],
    ['{"code":4500,"message":"m"}', "unavailable", "4500"],
    ['{"code":5000,"message":"m"}', "not-found", "5000"],
    ['{"code":6000,"message":"m"}', "unavailable", "6000"],
    ['{"code":"4100","message":"m"}', "denied", "4100"],
    ['{"code":4242,"message":"m"}', "invalid-request", "4242"],
    // READINGS 18: the inner code is reported; the document's own example comes first.
    ['{"code":5100,"message":"20108:Channel is not in an editable status"}', "wrong-state", "20108"],
    ['{"code":5100,"message":"20301:Channel does not exist"}', "not-found", "20301"],
    ['{"code":5100,"message":"20102:An error occurred"}', "unavailable", "20102"],
    // The inner list starts again at 1000 and has a 4001 of its own.
    ['{"code":5100,"message":"1002:The user does not exist"}', "denied", "1002"],
    ['{"code":5100,"message":"no inner code"}', "unavailable", "5100"],
  ])("%s of a read is %s", async (body, kind, code) => {
    server.answer = json(body);
    await expect(describeOne()).rejects.toMatchObject({
      kind,
      code,
      service: "tencent-channel",
      operation: "describeLvbChannel",
    });
  });

  it.each([
    ['{"code":6000,"message":"m"}', "unknown-outcome", "6000"],
    ['{"code":5100,"message":"20106:An error occurred while disabling a channel"}', "unknown-outcome", "20106"],
    ['{"code":5100,"message":"20301:Channel does not exist"}', "not-found", "20301"],
    ['{"code":5400,"message":"no detail"}', "unknown-outcome", "5400"],
  ])("%s of a change is %s", async (body, kind, code) => {
    server.answer = json(body);
    await expect(stop()).rejects.toMatchObject({ kind, code });
  });

  it("decodes escaped text and keeps the account's secrets out of it", async () => {
    server.answer = json(`{"code":4600,"message":"\\u534f\\u8bae ${secretKey} Signature=abc%2Bd"}`);
    await expect(describeOne()).rejects.toMatchObject({ message: "协议 *** Signature=***", kind: "invalid-request" });
  });

  it("reads the throttling code with any status, and other answers by their status", async () => {
    server.answer = json('{"code":4400,"message":"Quota exceeded"}', 429, { "retry-after": "7" });
    await expect(describeOne()).rejects.toMatchObject({ kind: "throttled", code: "4400", retryAfterMs: 7_000 });
    server.answer = json('{"code":6000,"message":"m"}', 500);
    await expect(stop()).rejects.toMatchObject({ kind: "unknown-outcome", code: "6000" });
    server.answer = json("<html>Bad gateway</html>", 502);
    await expect(describeOne()).rejects.toMatchObject({ kind: "unavailable", code: null });
    server.answer = json("");
    await expect(describeOne()).rejects.toMatchObject({ kind: "malformed-reply" });
    server.answer = json('{"code":0,"message":""}');
    await expect(describeOne()).rejects.toMatchObject({ kind: "malformed-reply" });
  });
});

describe("batches", () => {
  const missing = '{"code":5100,"message":"20301:Channel does not exist"}';
  const fine = '{"code":0,"message":""}';

  it("names what failed when the others are done", async () => {
    server.answer = json(`{"code":5400,"message":"Part","detail":{"1":${fine},"2":${missing}}}`);
    await expect(stop()).rejects.toMatchObject({
      kind: "not-found",
      code: "5400",
      message: "1 of 2 failed: 2 (20301 Channel does not exist); the others are done",
    });
  });

  it("is no success because the outer code says so", async () => {
    server.answer = json(`{"code":0,"message":"","detail":{"1":{"code":20109,"message":"busy"},"2":${fine}}}`);
    await expect(stop()).rejects.toMatchObject({
      kind: "wrong-state",
      code: "20109",
      message: "1 of 2 failed: 1 (20109 busy); the others are done",
    });
  });

  it("reports the inner code when all failed by the same", async () => {
    server.answer = json(`{"code":5100,"message":"20301:x","detail":{"1":${missing},"2":${missing}}}`);
    await expect(stop()).rejects.toMatchObject({ kind: "not-found", code: "20301" });
    server.answer = json(`{"code":5100,"message":"x","detail":{"1":${missing},"2":{"code":20106,"message":"x"}}}`);
    await expect(stop()).rejects.toMatchObject({
      kind: "not-found",
      code: "5100",
      message: "all failed: 1 (20301 Channel does not exist), 2 (20106 x)",
    });
  });

  it("succeeds with a request id where the vendor gives one", async () => {
    server.answer = json(`{"code":0,"message":"","requestId":"1231231231231","detail":{"1":${fine},"2":${fine}}}`);
    expect(await stop()).toMatchObject({ requestId: "1231231231231" });
  });
});

describe("what is not described", () => {
  it.each(["createLvbShot", "StopLVBShot", "deleteLvbShot", "DescribeLVBShotList", "DescribeQueueLog"])(
    "%s is refused and nothing is sent",
    async (name) => {
      server.seen.length = 0;
      const call = connectTo(server.url).call(name, {}, context);
      await expect(call).rejects.toMatchObject({ kind: "invalid-request" });
      expect(server.seen).toEqual([]);
    },
  );
});
