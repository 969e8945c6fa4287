import { describe, expect, it } from "vitest";
import { accessKeyId, ask, at, minute, secret, small, stamp, stream } from "./ksyun-support.ts";
import type { Spoil } from "./ksyun-support.ts";
import { originMs, simulate } from "./support.ts";

const template = { ...at, Preset: "mypreset", Output: [{ format: { output_format: 258 } }] };

describe("the gateway of ksyun", () => {
  it.each<readonly [string, number, string, Spoil]>([
    ["no signature at all", 403, "MissingAuthenticationToken", { after: (query) => dropAll(query) }],
    ["no date", 400, "IncompleteSignature", { drop: "X-Amz-Date" }],
    ["no algorithm", 400, "IncompleteSignature", { drop: "X-Amz-Algorithm" }],
    ["no signature", 400, "IncompleteSignature", { drop: "X-Amz-Signature" }],
    ["another algorithm", 400, "IncompleteSignature", { after: (query) => query.set("X-Amz-Algorithm", "HMAC-SHA1") }],
    ["a date of another form", 400, "IncompleteSignature", { date: "2026-12-01T01:00:00Z" }],
    ["a short credential", 400, "IncompleteSignature", { scope: "cn-beijing-6/aws4_request" }],
    ["an unknown key", 403, "InvalidClientTokenId", { accessKeyId: "AKLTnobody" }],
    ["another secret", 403, "SignatureDoesNotMatch", { secret: "another" }],
    ["another region", 403, "SignatureDoesNotMatch", { scope: "cn-shanghai-2/ket/aws4_request" }],
    ["another service", 403, "SignatureDoesNotMatch", { scope: "cn-beijing-6/kec/aws4_request" }],
    ["another terminator", 403, "SignatureDoesNotMatch", { scope: "cn-beijing-6/ket/aws4" }],
    ["another day in the scope", 403, "SignatureDoesNotMatch", { day: "20261130" }],
    ["a host that is not signed", 403, "SignatureDoesNotMatch", { signedHeaders: "accept" }],
    ["a time 16 minutes ago", 403, "SignatureDoesNotMatch", { date: stamp(originMs - 16 * minute) }],
    ["a time in 17 minutes", 403, "SignatureDoesNotMatch", { date: stamp(originMs + 17 * minute) }],
    ["a changed parameter", 403, "SignatureDoesNotMatch", { after: (query) => query.set("App", "other") }],
    ["an unknown version", 400, "InvalidParameterValue", { version: "2016-01-01" }],
    ["the wrong method", 400, "InvalidMethod", { method: "POST" }],
  ])("refuses %s", async (_name, status, code, spoil) => {
    const simulator = await simulate(1);
    const answer = await ask(simulator, "GetLoopList", at, spoil);
    expect(answer).toMatchObject({ status, body: { Error: { Code: code, Type: "Sender" } } });
    expect(answer.body["RequestId"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("refuses a changed body, and does nothing of it", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const sentBody = JSON.stringify({ ...template, Preset: "other" });
    expect(await ask(simulator, "Preset", template, { sentBody })).toMatchObject({ status: 403 });
    expect((await ask(simulator, "GetPresetList", at)).body).toMatchObject({ ErrNum: 1200 });
  });

  it("refuses an action that nobody described", async () => {
    const simulator = await simulate(1);
    expect(await ask(simulator, "GetQuotaUsed", at)).toMatchObject({
      status: 404,
      body: { Error: { Code: "NoSuchEntity" } },
    });
  });

  it("takes times within 15 minutes, any host that was signed, and further signed headers", async () => {
    const simulator = await simulate(1);
    for (const spoil of [
      { date: stamp(originMs - 14 * minute) },
      { date: stamp(originMs + 14 * minute) },
      { host: new URL(simulator.url).host },
      { signedHeaders: "host" },
    ]) {
      expect(await ask(simulator, "GetLoopList", at, spoil)).toMatchObject({ status: 200, body: { ErrNum: 0 } });
    }
  });

  it("accepts the accounts it was given, with their regions, and no others", async () => {
    const account = { accessKeyId: "AKLTother", secretAccessKey: "s3cret", region: "cn-shanghai-2" };
    const simulator = await simulate(1, { accounts: [{ service: "ksyun", credentials: account }] });
    const spoil = { accessKeyId: "AKLTother", secret: "s3cret", scope: "cn-shanghai-2/ket/aws4_request" };
    expect(await ask(simulator, "GetLoopList", at, spoil)).toMatchObject({ status: 200 });
    expect(await ask(simulator, "GetLoopList", at, { accessKeyId, secret })).toMatchObject({ status: 403 });
  });
});

describe("faults and limits of ksyun", () => {
  it("come in the vendor's forms", async () => {
    const simulator = await simulate(1, {
      faults: [
        { service: "ksyun", operation: "GetLoopList", times: 1, fault: { kind: "error", code: 1100 } },
        { service: "ksyun", operation: "listLoops", times: 1, fault: { kind: "error", code: "ServiceUnavailable" } },
        {
          service: "ksyun",
          operation: "RedirectStop",
          fault: { kind: "error", code: 1301, message: "task most exist" },
        },
        { service: "ksyun", when: { stream: "main" }, fault: { kind: "throttle", retryAfterMs: 5000 } },
      ],
    });
    expect(await ask(simulator, "GetLoopList", at)).toMatchObject({ status: 200, body: { ErrNum: 1100 } });
    expect(await ask(simulator, "GetLoopList", at)).toMatchObject({
      status: 500,
      body: { Error: { Code: "ServiceUnavailable", Type: "Receiver" } },
    });
    expect(await ask(simulator, "RedirectStop", { reqid: "x" })).toMatchObject({
      status: 200,
      body: { errno: 1301, errmsg: "task most exist" },
    });
    for (const [action, params] of [
      ["GetStreamTranList", stream],
      ["StopLoop", stream],
      ["RedirectStart", { ...small, src: ["http://a/live/main.flv?x=1"], durl: ["rtmp://b/live/x"] }],
    ] as const) {
      expect(await ask(simulator, action, params)).toMatchObject({
        status: 429,
        body: { Error: { Code: "LimitExceeded" } },
      });
    }
  });

  it("count calls of a clock minute", async () => {
    const simulator = await simulate(1, { rateLimit: { perMinute: 2 } });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await ask(simulator, "GetLoopList", at)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it("log calls under the catalogue's names", async () => {
    const simulator = await simulate(1);
    await ask(simulator, "GetLoopList", at);
    expect(simulator.snapshot().calls).toEqual({ listLoops: 1 });
  });
});

function dropAll(query: URLSearchParams): void {
  const names = [...query.keys()].filter((name) => name.startsWith("X-Amz-"));
  for (const name of names) query.delete(name);
}
