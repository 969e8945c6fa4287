import { createHash, createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import { createClient } from "../../../src/vendors/wangsu/client.ts";
import { FreshSecond } from "../../../src/vendors/wangsu/fresh-second.ts";
import { authorization, canonicalRequest, sign } from "../../../src/vendors/wangsu/sign.ts";
import type { Signed } from "../../../src/vendors/wangsu/sign.ts";
import { access, credentials } from "./account.ts";

// The document has no worked signature; these are the catalogue's computed vectors.
const common = {
  path: "/live/channelManage/getChannelConfigure",
  contentType: "application/x-www-form-urlencoded; charset=utf-8",
  host: "api.cloudv.haplat.net",
  timestamp: "1559557864",
};
const posted: Signed = { ...common, method: "POST", query: "", body: "pullId=287264e85a754da4927859d162c5f812" };
const got: Signed = { ...common, method: "GET", query: "pullId=287264e85a754da4927859d162c5f812", body: "" };

const second = 1_559_557_864;
const clockAt = (ms: number) => scaledClock(Date.now(), ms, 0.000_001);

describe("WS3-HMAC-SHA256", () => {
  it.each([
    [
      posted,
      "2beec173b170f9c96409b3fccbdd98e8894f9902dcf2944318a780388500206c",
      "f4548b39ee7222c0bea00a0941c42cac80253f0c7884791be94c029ff07017ad",
    ],
    [
      got,
      "e3beae03cc47deab8299d39bd72e4418ef563ce4a5faee398da404a20ecc6c03",
      "531631a90140edbe0e6ac9e08f35a314fae30dbe63839b1bf41fa60316b061e2",
    ],
  ] as const)("agrees with the vectors of the catalogue: $method", (request, hash, signature) => {
    expect(createHash("sha256").update(canonicalRequest(request)).digest("hex")).toBe(hash);
    expect(sign(credentials.accessKeySecret, request)).toBe(signature);
  });

  it("is made over what is really sent", () => {
    const client = createClient(access(null));
    const request = client.prepare(
      "createPullChannel",
      {
        channelName: "中文 a+b*c~d/e&f=g%h",
        sourcePullUrl: "rtmp://a/b?c=d&e=f",
        sourcePullProtocol: 0,
        pullDomain: "d.example.com",
        pullRate: [0, 4],
      },
      { clock: clockAt(second * 1000 + 999) },
    );
    expect(request.body).toBe(
      "channelName=%E4%B8%AD%E6%96%87%20a%2Bb%2Ac~d%2Fe%26f%3Dg%25h&sourcePullUrl=rtmp%3A%2F%2Fa%2Fb%3Fc%3Dd%26e%3Df" +
        "&sourcePullProtocol=0&pullDomain=d.example.com&pullRate=0%2C4",
    );
    const canonical = `POST\n${request.path}\n\ncontent-type:${common.contentType}\nhost:${common.host}\n\ncontent-type;host\n`;
    const bodyHash = createHash("sha256")
      .update(request.body ?? "")
      .digest("hex");
    const hash = createHash("sha256")
      .update(canonical + bodyHash)
      .digest("hex");
    const signature = createHmac("sha256", credentials.accessKeySecret)
      .update(`WS3-HMAC-SHA256\n${second}\n${hash}`)
      .digest("hex");
    expect(request.headers).toEqual({
      accept: "application/json",
      "content-type": common.contentType,
      authorization: `WS3-HMAC-SHA256 Credential=${credentials.accessKeyId}, SignedHeaders=content-type;host, Signature=${signature}`,
      "x-ws-timestamp": String(second),
      "x-ws-accesskey": credentials.accessKeyId,
    });
    expect(authorization("a", "b")).toBe("WS3-HMAC-SHA256 Credential=a, SignedHeaders=content-type;host, Signature=b");
  });

  it("keeps the query of a GET as it is signed", () => {
    const request = createClient(access(null)).prepare(
      "queryPullDocuments",
      { transNo: "n 中+1" },
      { clock: clockAt(0) },
    );
    expect([request.method, request.path, request.body]).toEqual([
      "GET",
      "/live/channelManage/pullDocQuery?transNo=n%20%E4%B8%AD%2B1",
      null,
    ]);
  });
});

describe("a signature is made once", () => {
  const stamps = (
    count: number,
    operation: string,
    params: object,
    clock = clockAt(second * 1000),
  ): readonly number[] => {
    const client = createClient(access(null));
    return Array.from({ length: count }, () =>
      Number(client.prepare(operation, params, { clock }).headers["x-ws-timestamp"]),
    );
  };

  it("equal requests in one second take the next seconds", () => {
    expect(stamps(4, "getChannelLiveState", { pullId: "a" })).toEqual([second, second + 1, second + 2, second + 3]);
  });

  it("requests that differ keep the present second", () => {
    const client = createClient(access(null));
    const at = (pullId: string) =>
      client.prepare("getChannelLiveState", { pullId }, { clock: clockAt(second * 1000) }).headers["x-ws-timestamp"];
    expect([at("a"), at("b"), at("a")]).toEqual([String(second), String(second), String(second + 1)]);
  });

  it("at 100× it is made for a time from which it holds long enough", () => {
    const clock = scaledClock(Date.now(), second * 1000, 100);
    const ahead = stamps(1, "getChannelLiveState", { pullId: "a" }, clock)[0] ?? 0;
    // 5 s of wall time are 500 s of event time: 300 s past a second that lies 200 s ahead.
    expect(ahead - second).toBeGreaterThanOrEqual(200);
    expect(ahead - second).toBeLessThanOrEqual(240 + 100);
  });

  it("never leaves the window, and never makes one twice while it has room", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 200 }), (pauses) => {
        const seconds = new FreshSecond();
        let now = second * 1000;
        const made: number[] = [];
        for (const pause of pauses) {
          now += pause;
          const picked = seconds.pick(now, 60_000, (at) => `signature of ${at}`);
          expect(Math.abs(picked.second * 1000 - now)).toBeLessThanOrEqual(240_000 + 1000);
          made.push(picked.second);
        }
        expect(new Set(made).size).toBe(made.length);
      }),
    );
  });

  it("gives the present second back when all are taken", () => {
    const seconds = new FreshSecond();
    const picked = Array.from({ length: 300 }, () => seconds.pick(second * 1000, 60_000, String).second);
    expect(Math.max(...picked)).toBe(second + 240);
  });
});
