import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import type { HttpRequest } from "../../../src/vendors/kit/http.ts";
import { operationTable } from "../../../src/vendors/tencent-channel/operations.ts";
import { sign, stringToSign } from "../../../src/vendors/tencent-channel/sign.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo, context, offline, secretId, secretKey } from "./account.ts";
import { examples } from "./fixtures.ts";

const common = ["Nonce", "Region", "SecretId", "Signature", "Timestamp"];
let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json('{"code":0,"message":""}'));
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

/** What a request carries, wherever it carries it. */
function sentParams(request: HttpRequest): URLSearchParams {
  return new URLSearchParams(request.body ?? request.path.slice(request.path.indexOf("?") + 1));
}

/** The document's signature, written out once more and from the other side. */
function signatureOf(request: HttpRequest): string {
  const pairs = [...sentParams(request)].filter(([name]) => name !== "Signature");
  const sorted = pairs.map(([name, value]) => `${name}=${value}`).sort();
  const text = `${request.method}live.api.qcloud.com/v2/index.php?${sorted.join("&")}`;
  return createHmac("sha1", secretKey).update(text).digest("base64");
}

describe("sign", () => {
  // transport.auth_example of the catalogue. The document's own string has a lower-case l in FkmLPx (quirk
  // sign-worked-example-typo); its printed signature belongs to the capital one.
  const example = {
    method: "GET",
    host: "cvm.api.qcloud.com",
    path: "/v2/index.php",
    params: [
      ["offset", "0"],
      ["limit", "20"],
      ["instanceIds.0", "ins-09dx96dg"],
      ["Action", "DescribeInstances"],
      ["SecretId", secretId],
      ["Timestamp", "1465185768"],
      ["Nonce", "11886"],
      ["Region", "gz"],
    ],
  } as const;

  it("is the document's", () => {
    expect(stringToSign(example)).toBe(
      `GETcvm.api.qcloud.com/v2/index.php?Action=DescribeInstances&Nonce=11886&Region=gz&SecretId=${secretId}&Timestamp=1465185768&instanceIds.0=ins-09dx96dg&limit=20&offset=0`,
    );
    expect(sign(example, secretKey)).toBe("NSI3UqqD99b/UJb4tbG/xZpRW64=");
  });

  it("replaces each underscore of a name, and none of a value", () => {
    const params = [
      ["b_c_d", "x_y"],
      ["A", ""],
    ] as const;
    expect(stringToSign({ ...example, params })).toBe("GETcvm.api.qcloud.com/v2/index.php?A=&b.c.d=x_y");
  });
});

describe("requests equal the document's examples, replies parse", () => {
  it("has an example for every documented operation", () => {
    const documented = Object.values(operationTable).filter((operation) => operation.documented);
    expect(examples.map((example) => example.operation).sort()).toEqual(documented.map(({ id }) => id).sort());
  });

  // Order of parameters, time, nonce and signature aside.
  it.each(examples.map((example) => [example.operation, example] as const))("%s", async (operation, example) => {
    const request = offline.prepare(operation, example.params, context);
    expect([request.method, request.origin, request.path.split("?")[0]]).toEqual([
      "GET",
      "https://live.api.qcloud.com",
      "/v2/index.php",
    ]);
    const got = Object.fromEntries(sentParams(request));
    expect(Object.keys(got)).toEqual(expect.arrayContaining(common));
    expect(got["Signature"]).toBe(signatureOf(request));
    for (const name of [...common, ...(example.more ?? [])]) delete got[name];
    expect(got).toEqual(Object.fromEntries(new URLSearchParams(example.request)));

    server.answer = json(example.reply);
    const reply = await connectTo(server.url).call(operation, example.params, context);
    expect(reply.body).toEqual(JSON.parse(example.reply));
    expect(server.seen[0]).toMatchObject({ path: "/tencent-channel/v2/index.php", host: "live.api.qcloud.com" });
  });
});

describe("values on the wire", () => {
  it.each(["a b+c*d~e/f", "国际乒乓球锦标赛3", "x&y=z%20", ""])("keeps %j", (channelDescribe) => {
    const request = offline.prepare("modifyLvbChannel", { channelId: 7, channelName: "n", channelDescribe }, context);
    expect(sentParams(request).get("channelDescribe")).toBe(channelDescribe);
    expect(sentParams(request).get("Signature")).toBe(signatureOf(request));
  });

  it("percent-encodes by RFC 3986", () => {
    const channel = { channelId: "1", channelName: "a b+c*~(中)/" };
    const request = offline.prepare("modifyLvbChannel", channel, context);
    expect(request.path).toContain("&channelName=a%20b%2Bc%2A~%28%E4%B8%AD%29%2F&");
  });

  it("numbers lists from 1 and groups in them by their fields", () => {
    const request = offline.prepare(
      "createLvbChannel",
      { channelName: "n", outputSourceType: 3, sourceList: [{ name: "s", type: 1 }], outputRate: [0, 20] },
      context,
    );
    const names = [...sentParams(request).keys()].filter((name) => /^(source|outputRate)/.test(name)).sort();
    expect(names).toEqual(["outputRate.1", "outputRate.2", "sourceList.1.name", "sourceList.1.type"]);
  });

  it("keeps all digits of ids, in parameters and replies", async () => {
    const id = "18446744073709551615";
    const channel = { channelIds: [id, "9007199254740993", 5] };
    const request = offline.prepare("stopLvbChannel", channel, context);
    expect([1, 2, 3].map((at) => sentParams(request).get(`channelIds.${at}`))).toEqual([id, "9007199254740993", "5"]);
    server.answer = json(`{"code":0,"message":"","task_id":${id}}`);
    const span = { startTime: "2026-12-01 09:00:00", endTime: "2026-12-01 10:00:00" };
    const reply = await connectTo(server.url).call("CreateRecord", { channelId: "1", ...span, tapeType: 0 }, context);
    expect(reply.body).toEqual({ code: 0, message: "", task_id: id });
  });

  it("takes the caller's Region, else gz", () => {
    const region = (params: object): string | null =>
      sentParams(offline.prepare("describeLvbChannelList", params, context)).get("Region");
    expect([region({}), region({ Region: "hk" })]).toEqual(["gz", "hk"]);
  });

  it("turns to POST where the parameters are too long for an address, and signs that", () => {
    const channel = { channelId: "1", channelName: "n", channelDescribe: "描述".repeat(400) };
    const request = offline.prepare("modifyLvbChannel", channel, context);
    expect([request.method, request.path]).toEqual(["POST", "/v2/index.php"]);
    expect(request.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(sentParams(request).get("channelDescribe")).toBe(channel.channelDescribe);
    expect(sentParams(request).get("Signature")).toBe(signatureOf(request));
  });

  it("is shown without its signature and passwords, by GET and by POST", () => {
    const channel = { channelName: "n", outputSourceType: 1, sourceList: [{ name: "s", type: 1 }] };
    for (const channelDescribe of ["short", "长".repeat(900)]) {
      const given = { ...channel, channelDescribe, playerPassword: "opensesame" };
      const { url, body } = connectTo("http://127.0.0.1:1").prepare("createLvbChannel", given, context);
      const shown = url + String(body);
      expect(shown).toContain("Signature=***");
      expect(shown).not.toContain("opensesame");
      expect(shown).not.toContain(secretKey);
      expect(url).toContain("http://127.0.0.1:1/tencent-channel/v2/index.php");
    }
  });

  it("signs anew each time, by the event clock", () => {
    const eventMs = Date.UTC(2026, 11, 1);
    const clock = scaledClock(Date.now(), eventMs, 1);
    const [first, second] = [1, 2].map(() => sentParams(offline.prepare("describeLvbChannelList", {}, { clock })));
    expect(Number(first?.get("Timestamp"))).toBeCloseTo(eventMs / 1000, -1);
    expect(first?.get("Nonce")).toMatch(/^[1-9]\d*$/);
    expect(first?.get("Nonce")).not.toBe(second?.get("Nonce"));
    expect(first?.get("Signature")).not.toBe(second?.get("Signature"));
  });
});
