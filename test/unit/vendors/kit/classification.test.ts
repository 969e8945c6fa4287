import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { realClock, scaledClock } from "../../../../src/domain/clock.ts";
import { VendorFailure } from "../../../../src/vendors/kit/failure.ts";
import { connectionTarget } from "../../../../src/vendors/kit/http.ts";
import { signatureValidityMs } from "../../../../src/vendors/kit/engine.ts";
import type { CallContext, CallRecord } from "../../../../src/vendors/port.ts";
import { tencentLivecode } from "../../../../src/vendors/tencent-livecode/index.ts";
import { json, localServer } from "./local-server.ts";
import type { Answer, LocalServer } from "./local-server.ts";

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const readCall = ["getLiveChannelList", {}] as const;
const createCall = [
  "startRecordingTask",
  { channel_id: "a", start_time: "2026-12-01 09:00:00", end_time: "2026-12-01 10:00:00", task_sub_type: 0 },
] as const;

interface Result {
  readonly failure: VendorFailure;
  readonly records: readonly CallRecord[];
  readonly requests: number;
}

async function failing(
  call: readonly [string, Readonly<Record<string, unknown>>],
  answer: Answer | string,
  options: { readonly timeoutMs?: number; readonly context?: Partial<CallContext> } = {},
): Promise<Result> {
  const server = typeof answer === "string" ? null : await localServer(answer);
  if (server !== null) servers.push(server);
  const connection = tencentLivecode.connect({
    name: "test",
    credentials: { appid: "1234", key: "very-secret-key" },
    endpoint: server === null ? String(answer) : `${server.url}/tencent-livecode`,
    timeoutMs: options.timeoutMs ?? 5_000,
    defaults: {},
  });
  const records: CallRecord[] = [];
  const context: CallContext = { clock: realClock, onCall: (record) => records.push(record), ...options.context };
  const error: unknown = await connection.call(call[0], call[1], context).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof VendorFailure)) throw new Error(`no VendorFailure but ${String(error)}`);
  return { failure: error, records, requests: server?.seen.length ?? 0 };
}

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

const hang: Answer = () => undefined;
const reset: Answer = (_seen, response) => void response.socket?.resetAndDestroy();
const cutBody: Answer = (_seen, response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write('{"ret":0,"out', () => response.socket?.destroy());
};
const html: Answer = (_seen, response) => {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<html><body>Welcome to the hotel</body></html>");
};

describe("answers that are none", () => {
  it.each<[string, Answer, string, string]>([
    ["a reset", reset, "unavailable", "unknown-outcome"],
    ["a cut body", cutBody, "malformed-reply", "unknown-outcome"],
    ["an HTML page", html, "malformed-reply", "unknown-outcome"],
    ["an empty body", json(""), "malformed-reply", "unknown-outcome"],
    ["cut JSON", json('{"ret":0,"output":'), "malformed-reply", "unknown-outcome"],
    ["other JSON", json('{"hello":"world"}'), "malformed-reply", "unknown-outcome"],
    ["a JSON list", json("[]"), "malformed-reply", "unknown-outcome"],
    ["a redirect", json("", 302, { location: "http://127.0.0.1:1/" }), "malformed-reply", "unknown-outcome"],
    ["HTTP 500", json("{}", 500), "unavailable", "unknown-outcome"],
    ["HTTP 503 with HTML", json("<h1>x", 503), "unavailable", "unknown-outcome"],
    ["HTTP 401", json("{}", 401), "denied", "denied"],
    ["HTTP 403", json('{"ret":403,"message":"Forbidden"}', 403), "denied", "denied"],
    ["HTTP 404", json("", 404), "invalid-request", "invalid-request"],
    ["HTTP 429", json('{"ret":429,"message":"slow down"}', 429), "throttled", "throttled"],
  ])("%s", async (_name, answer, read, create) => {
    const ofRead = await failing(readCall, answer);
    const ofCreate = await failing(createCall, answer);
    expect([ofRead.failure.kind, ofCreate.failure.kind]).toEqual([read, create]);
    expect([ofRead.requests, ofCreate.requests]).toEqual([1, 1]);
    expect(ofCreate.records).toMatchObject([{ operation: "startRecordingTask", outcome: create }]);
    expect(ofCreate.failure.message).not.toContain("very-secret-key");
  });

  it("a create that says yes without the task id", async () => {
    for (const body of ['{"ret":0}', '{"ret":0,"output":{}}', '{"ret":0,"output":[]}']) {
      expect((await failing(createCall, json(body))).failure.kind).toBe("unknown-outcome");
    }
  });

  it("silence until the time-out", async () => {
    const ofRead = await failing(readCall, hang, { timeoutMs: 80 });
    const ofCreate = await failing(createCall, hang, { timeoutMs: 80 });
    expect([ofRead.failure.kind, ofCreate.failure.kind]).toEqual(["unavailable", "unknown-outcome"]);
    expect(ofRead.failure.message).toContain("80 ms");
  });

  it("a body that never ends", async () => {
    const trickle: Answer = (_seen, response) => {
      response.writeHead(200);
      response.write("{");
    };
    const { failure } = await failing(createCall, trickle, { timeoutMs: 80 });
    expect(failure.kind).toBe("unknown-outcome");
  });

  it("nobody there: nothing was sent, so nothing is unknown", async () => {
    const { failure } = await failing(createCall, await closedPort());
    expect(failure.kind).toBe("unavailable");
    expect(failure.message).toContain("ECONNREFUSED");
  });

  it("TLS against a server that speaks none", async () => {
    const server = await localServer(html);
    servers.push(server);
    const { failure } = await failing(createCall, server.url.replace("http:", "https:"));
    expect(failure.kind).toBe("unavailable");
  });

  it("cancelled before and after sending", async () => {
    const before = await failing(createCall, hang, { context: { signal: AbortSignal.abort() } });
    expect([before.failure.kind, before.requests]).toEqual(["unavailable", 0]);
    const abort = new AbortController();
    const arrived: Answer = () => abort.abort();
    const after = await failing(createCall, arrived, { context: { signal: abort.signal } });
    expect([after.failure.kind, after.requests]).toEqual(["unknown-outcome", 1]);
  });
});

describe("Retry-After", () => {
  it("counts the vendor's seconds on the event clock", async () => {
    const answer = json('{"ret":429,"message":"slow"}', 429, { "retry-after": "30" });
    expect((await failing(readCall, answer)).failure.retryAfterMs).toBe(30_000);
    const clock = scaledClock(Date.now(), Date.now(), 100);
    const fast = await failing(readCall, answer, { context: { clock } });
    expect(fast.failure.retryAfterMs).toBe(300);
    expect(fast.records).toMatchObject([{ outcome: "throttled", retryAfterMs: 300 }]);
  });
});

describe("what a call waits for and where it goes", () => {
  it("waits for the rate before it sends, and sends nothing when that fails", async () => {
    const server = await localServer(json('{"ret":0}'));
    servers.push(server);
    const connection = tencentLivecode.connect({
      name: "test",
      credentials: { appid: "1234", key: "k" },
      endpoint: server.url,
      timeoutMs: 5_000,
      defaults: {},
    });
    const admit = (): Promise<void> => Promise.reject(new Error("no turn"));
    await expect(connection.call("getLiveChannelList", {}, { clock: realClock, admit })).rejects.toThrow("no turn");
    expect(server.seen).toEqual([]);
  });

  it("puts the endpoint's path in front", () => {
    const request = { origin: "http://vendor.example", path: "/common_access?a=b" };
    expect(connectionTarget(request, null)).toEqual(request);
    expect(connectionTarget(request, "http://127.0.0.1:4010/tencent-livecode/")).toEqual({
      origin: "http://127.0.0.1:4010",
      path: "/tencent-livecode/common_access?a=b",
    });
  });

  it("makes signatures that outlive five seconds of wall time", () => {
    expect([signatureValidityMs(1), signatureValidityMs(12), signatureValidityMs(100)]).toEqual([
      60_000, 60_000, 500_000,
    ]);
  });
});
