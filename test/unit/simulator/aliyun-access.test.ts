import { describe, expect, test } from "vitest";
import { fixedCredentials } from "../../../src/simulator/server.ts";
import { ask, domain, iso, query, send, sign, signed } from "./aliyun-support.ts";
import { eventNow, field, simulate } from "./support.ts";

describe("access to the aliyun simulator", () => {
  test("the document's own signature is the one that the test makes", () => {
    const params = {
      Format: "XML",
      SignatureMethod: "HMAC-SHA1",
      Action: "DescribeLiveSnapshotConfig",
      AccessKeyId: "testid",
      RegionId: "cn-shanghai",
      ServiceCode: "live",
      DomainName: "test.com",
      AppName: "test",
      SignatureNonce: "c2fe8fbb-2977-4414-8d39-348d02419c1c",
      Version: "2016-11-01",
      SignatureVersion: "1.0",
      Timestamp: "2017-06-14T09:51:14Z",
    };
    expect(sign(params)).toBe("3I5a3myPjp8FXWT4rvxX5pKb/aw=");
    expect(fixedCredentials.aliyun).toMatchObject({ accessKeyId: "testid" });
  });

  test("signs that are easy to encode wrongly are understood", async () => {
    const simulator = await simulate(1);
    for (const name of ["a b+c*d~e/f", "舞台 一", "100%&=?", "(x)!'y'", ""]) {
      const answer = await ask(simulator, "DescribeLiveStreamsOnlineList", { DomainName: domain, StreamName: name });
      expect(answer.status, name).toBe(200);
    }
  });

  test("a form that is posted is signed as a POST", async () => {
    const simulator = await simulate(1);
    const params = signed("DescribeCasters", {}, await eventNow(simulator), "POST");
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const endpoint = `${simulator.endpoint("aliyun")}/`;
    const response = await fetch(endpoint, { method: "POST", headers: type, body: query(params) });
    expect(response.status).toBe(200);
    const asGet = signed("DescribeCasters", {}, await eventNow(simulator), "GET");
    expect(await send(simulator, asGet, { method: "POST" })).toMatchObject({
      status: 400,
      body: { Code: "SignatureDoesNotMatch" },
    });
  });

  test("wrong keys, signatures, times, versions and actions have the vendor's codes", async () => {
    const simulator = await simulate(1);
    const now = await eventNow(simulator);
    const with_ = (change: Record<string, string>): Record<string, string> => {
      const { Signature: _, ...rest } = { ...signed("DescribeCasters", {}, now), ...change };
      return { ...rest, Signature: sign(rest) };
    };
    const minutes = (count: number): string => iso(now + count * 60_000);
    const cases: readonly (readonly [Record<string, string>, number, string])[] = [
      [with_({ AccessKeyId: "nobody" }), 404, "InvalidAccessKeyId.NotFound"],
      [{ ...with_({}), Signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }, 400, "SignatureDoesNotMatch"],
      [{ ...with_({}), Extra: "unsigned" }, 400, "SignatureDoesNotMatch"],
      [with_({ Timestamp: minutes(-16) }), 400, "InvalidTimeStamp.Expired"],
      [with_({ Timestamp: minutes(16) }), 400, "InvalidTimeStamp.Expired"],
      [with_({ Timestamp: "yesterday" }), 400, "InvalidTimeStamp.Format"],
      [with_({ Version: "2014-11-11" }), 404, "InvalidVersion"],
      [with_({ Action: "DescribeNothing" }), 404, "InvalidAction.NotFound"],
      [with_({ SignatureNonce: "" }), 400, "MissingParameter"],
      [with_({ Format: "YAML" }), 400, "InvalidParameter"],
    ];
    for (const [params, status, code] of cases) {
      const answer = await send(simulator, params);
      expect([answer.status, field(answer.body, "Code")]).toEqual([status, code]);
      expect(field(answer.body, "HostId")).toBe("live.aliyuncs.com");
      expect(String(field(answer.body, "RequestId"))).toMatch(/^[0-9A-F-]{36}$/);
    }
    for (const count of [-14, 14])
      expect((await send(simulator, with_({ Timestamp: minutes(count) }))).status).toBe(200);
  });

  test("a nonce is good for one call, and a refused call does not use it up", async () => {
    const simulator = await simulate(1);
    const params = signed("DescribeCasters", {}, await eventNow(simulator));
    expect((await send(simulator, { ...params, Signature: "wrong" })).status).toBe(400);
    expect((await send(simulator, params)).status).toBe(200);
    expect(await send(simulator, params)).toMatchObject({ status: 400, body: { Code: "SignatureNonceUsed" } });
  });

  test("answers are XML unless JSON is asked for", async () => {
    const simulator = await simulate(1);
    const { Signature: _, Format: __, ...rest } = signed("DescribeLiveUserDomains", {}, await eventNow(simulator));
    const url = `${simulator.endpoint("aliyun")}/?${query({ ...rest, Signature: sign(rest) })}`;
    const text = await (await fetch(url)).text();
    expect(text).toMatch(/<DescribeLiveUserDomainsResponse><RequestId>[0-9A-F-]{36}<\/RequestId>/);
    expect(text).toContain("<TotalCount>0</TotalCount>");
    const again = await (await fetch(url)).text();
    expect(again).toContain("<Code>SignatureNonceUsed</Code>");
  });

  test("accounts given replace the fixed ones; a security token belongs to its account", async () => {
    const credentials = { accessKeyId: "testid", accessKeySecret: "testsecret", securityToken: "token" };
    const simulator = await simulate(1, { accounts: [{ service: "aliyun", credentials }] });
    expect(await ask(simulator, "DescribeCasters")).toMatchObject({ status: 400 });
    expect(await ask(simulator, "DescribeCasters", { SecurityToken: "token" })).toMatchObject({ status: 200 });
  });

  test("throttling is 503, and calls are counted by the catalogue's ids", async () => {
    const simulator = await simulate(1, { rateLimit: { perMinute: 2 } });
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await ask(simulator, "DescribeCasters"));
    expect(answers.some((one) => one.status === 503 && field(one.body, "Code") === "Throttling")).toBe(true);
    expect(simulator.snapshot().calls["describeCasters"]).toBe(4);
  });

  test("a fault that names a code alone gets the code's own status", async () => {
    const simulator = await simulate(1);
    simulator.addFaults([
      { operation: "describeCasters", times: 1, fault: { kind: "error", code: "InvalidCaster.NotFound" } },
    ]);
    expect(await ask(simulator, "DescribeCasters")).toMatchObject({
      status: 404,
      body: { Code: "InvalidCaster.NotFound" },
    });
    expect(await ask(simulator, "DescribeCasters")).toMatchObject({ status: 200 });
  });
});
