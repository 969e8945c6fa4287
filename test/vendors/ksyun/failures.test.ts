import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CallRecord } from "../../../src/vendors/port.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo, context, credentials } from "./account.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json(""));
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

const stream = { UniqName: "mytest", App: "live", StreamID: "s" };
const read = (): Promise<unknown> => connectTo(server.url).call("listStreamTranscodes", stream, context);
const write = (): Promise<unknown> => connectTo(server.url).call("stopLoop", stream, context);
const gatewayError = (code: string, message = "m"): string =>
  JSON.stringify({ RequestId: "68093a99-2f63-4f39", Error: { Type: "Sender", Code: code, Message: message } });

describe("codes of the service, inside a 200", () => {
  it.each([
    [1, "unavailable", "unknown-outcome"],
    [1000, "invalid-request", "invalid-request"],
    [1001, "invalid-request", "invalid-request"],
    [1002, "invalid-request", "invalid-request"],
    [1003, "invalid-request", "invalid-request"],
    [1004, "invalid-request", "invalid-request"],
    [1005, "invalid-request", "invalid-request"],
    [1006, "invalid-request", "invalid-request"],
    [1030, "invalid-request", "invalid-request"],
    [1100, "denied", "denied"],
    [1200, "not-found", "not-found"],
    [1201, "already-exists", "already-exists"],
    [1202, "unavailable", "unknown-outcome"],
    [1203, "unavailable", "unknown-outcome"],
    [1204, "unavailable", "unknown-outcome"],
    [1300, "unavailable", "unknown-outcome"],
    [1301, "not-found", "not-found"],
    [4242, "invalid-request", "invalid-request"],
  ])("%i", async (code, whenRead, whenWritten) => {
    server.answer = json(JSON.stringify({ ErrNum: code, ErrMsg: "m" }));
    await expect(read()).rejects.toMatchObject({
      kind: whenRead,
      code: String(code),
      operation: "listStreamTranscodes",
    });
    await expect(write()).rejects.toMatchObject({ kind: whenWritten, code: String(code), service: "ksyun" });
    server.answer = json(JSON.stringify({ errno: String(code), errmsg: "m" }));
    await expect(write()).rejects.toMatchObject({ kind: whenWritten, code: String(code) });
  });

  it("go by the number, since the text of 1002 is that of 1000", async () => {
    server.answer = json('{"ErrNum":1002,"ErrMsg":"lack of parameters"}');
    await expect(read()).rejects.toMatchObject({ message: "lack of parameters (the UniqName is not valid)" });
  });

  it("0 is success as a number and as text", async () => {
    for (const zero of ["0", '"0"']) {
      server.answer = json(`{"ErrNum":${zero},"ErrMsg":"success"}`);
      expect(await write()).toMatchObject({ requestId: null });
    }
  });

  it("0 under another status is no success", async () => {
    server.answer = json('{"ErrNum":0,"ErrMsg":"success"}', 502);
    await expect(write()).rejects.toMatchObject({ kind: "unknown-outcome" });
    await expect(read()).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("codes of the gateway", () => {
  it.each([
    [403, "MissingAuthenticationToken", "denied"],
    [403, "SignatureDoesNotMatch", "denied"],
    [403, "InvalidClientTokenId", "denied"],
    [403, "AccessDenied", "denied"],
    [400, "IncompleteSignature", "denied"],
    [409, "LimitExceeded", "throttled"],
    [429, "LimitExceeded", "throttled"],
    [429, "Other", "throttled"],
    [400, "InvalidParameterValue", "invalid-request"],
    [404, "NoSuchEntity", "invalid-request"],
    [412, "DryRunOperation", "invalid-request"],
    [500, "ServiceUnavailable", "unknown-outcome"],
    [500, "ServiceTimeout", "unknown-outcome"],
    [418, "Other", "invalid-request"],
  ])("%i %s is %s", async (status, code, kind) => {
    server.answer = json(gatewayError(code), status);
    await expect(write()).rejects.toMatchObject({ kind, code, requestId: "68093a99-2f63-4f39" });
  });

  it("say what to check where a signature is refused", async () => {
    server.answer = json(gatewayError("SignatureDoesNotMatch", "Signature expired: x"), 403);
    await expect(read()).rejects.toMatchObject({ message: "Signature expired: x (check this machine's clock)" });
  });

  it("pass on how long to wait", async () => {
    server.answer = json(gatewayError("LimitExceeded"), 429, { "retry-after": "7" });
    const records: CallRecord[] = [];
    const call = connectTo(server.url).call("stopLoop", stream, { ...context, onCall: (one) => records.push(one) });
    await expect(call).rejects.toMatchObject({ kind: "throttled", retryAfterMs: 7000 });
    expect(records).toMatchObject([{ operation: "stopLoop", outcome: "throttled", retryAfterMs: 7000 }]);
  });
});

describe("what is no answer of this vendor", () => {
  it.each([
    ["an error page", "<html>Bad Gateway</html>", 502, "unavailable", "unknown-outcome"],
    ["a page with 200", "<html>Welcome</html>", 200, "malformed-reply", "unknown-outcome"],
    ["an empty body", "", 200, "malformed-reply", "unknown-outcome"],
    ["half a body", '{"ErrNum":0,"ErrM', 200, "malformed-reply", "unknown-outcome"],
    ["an object of somebody else", '{"ok":true}', 200, "malformed-reply", "unknown-outcome"],
    ["a list", "[]", 200, "malformed-reply", "unknown-outcome"],
  ])("%s", async (_name, body, status, whenRead, whenWritten) => {
    server.answer = json(body, status);
    await expect(read()).rejects.toMatchObject({ kind: whenRead, code: null });
    await expect(write()).rejects.toMatchObject({ kind: whenWritten, code: null });
  });

  it("a success that lacks what it is for", async () => {
    server.answer = json('{"ErrNum":0,"ErrMsg":"success","List":[]}');
    const call = connectTo(server.url).call("listLoops", { UniqName: "mytest", App: "live" }, context);
    await expect(call).rejects.toMatchObject({ kind: "malformed-reply" });
  });
});

describe("RedirectStart with mixed results", () => {
  const pairs = {
    uniqname: "mytest",
    app: "live",
    src: ["rtmp://a/b/0", "rtmp://a/b/1", "rtmp://a/b/2"],
    durl: ["rtmp://d/e/0?secret=1", "rtmp://d/e/1?secret=2", "rtmp://d/e/2?secret=3"],
  };
  const start = (): Promise<unknown> => connectTo(server.url).call("startRedirect", pairs, context);
  const answer = (errno: number, reqlist: readonly unknown[]): void => {
    server.answer = json(
      JSON.stringify({ errno, errmsg: "success", uniqname: "mytest", task_type: "redirect", reqlist }),
    );
  };

  it("names the pairs that failed and the tasks that run", async () => {
    answer(0, [
      { reqid: "id0", errno: 0 },
      { reqid: "", errno: 1300 },
      { reqid: "id2", errno: 0 },
    ]);
    await expect(start()).rejects.toMatchObject({
      kind: "unknown-outcome",
      code: "1300",
      message: "not every pair was started: src[1]: errno 1300; running: src[0] as id0, src[2] as id2",
    });
  });

  it("does not guess places where the list is short", async () => {
    answer(0, [
      { reqid: "id0", errno: 0 },
      { reqid: "", errno: 1100 },
    ]);
    await expect(start()).rejects.toMatchObject({
      kind: "denied",
      code: "1100",
      message: expect.stringMatching(/1 of 3 pairs: errno 1100 .*; 1 of 3 pairs are not in the answer; running: id0$/),
    });
  });

  it("takes pairs that are not in the answer for unknown", async () => {
    answer(0, [{ reqid: "id0", errno: 0 }]);
    await expect(start()).rejects.toMatchObject({ kind: "unknown-outcome", code: null });
    answer(0, []);
    await expect(start()).rejects.toMatchObject({ message: expect.stringMatching(/3 of 3 pairs .*none runs$/) });
  });

  it("names what runs although the whole is called a failure", async () => {
    answer(1300, [
      { reqid: "id0", errno: 0 },
      { reqid: "", errno: 1300 },
      { reqid: "", errno: 1300 },
    ]);
    await expect(start()).rejects.toMatchObject({
      message: expect.stringMatching(/src\[1\], src\[2\]: .*src\[0\] as id0$/),
    });
  });

  it("succeeds when every pair has a task", async () => {
    answer(0, [
      { reqid: "a", errno: 0 },
      { reqid: "b", errno: 0 },
      { reqid: "c", errno: 0 },
    ]);
    expect(await start()).toMatchObject({ body: { errno: 0 } });
  });
});

describe("secrets", () => {
  it("stay out of failures", async () => {
    server.answer = json(
      JSON.stringify({ ErrNum: 1, ErrMsg: `bad ${credentials.secretAccessKey} in X-Amz-Signature=0123abcd&x` }),
    );
    await expect(read()).rejects.toMatchObject({
      message: expect.stringMatching(/^bad \*\*\* in X-Amz-Signature=\*\*\*&x/),
    });
  });

  it("never travel", async () => {
    server.answer = json('{"ErrNum":0,"ErrMsg":"success"}');
    await write();
    const [seen] = server.seen;
    const whole = JSON.stringify([seen?.rawUrl, seen?.headers, seen?.body]);
    expect(whole).not.toContain(credentials.secretAccessKey);
    expect(decodeURIComponent(whole)).not.toContain(credentials.secretAccessKey);
  });
});

describe("the service", () => {
  it("says that events are not built yet", async () => {
    await expect(connectTo(server.url).observe(["s"], context)).rejects.toMatchObject({
      kind: "invalid-request",
      message: "events on ksyun are not built yet",
    });
  });
});
