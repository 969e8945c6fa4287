import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { realClock, scaledClock } from "../../../src/domain/clock.ts";
import { tryParseJson } from "../../../src/vendors/kit/json.ts";
import { createClient } from "../../../src/vendors/ksyun/client.ts";
import { ksyun } from "../../../src/vendors/ksyun/index.ts";
import { operationTable } from "../../../src/vendors/ksyun/operations.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer, Seen } from "../../unit/vendors/kit/local-server.ts";
import { account, connectTo, context, credentials, dryClient } from "./account.ts";
import { fixtures } from "./fixtures.ts";

const done = '{"ErrNum":0,"ErrMsg":"success"}';
const publicNames = ["Action", "Version", "X-Amz-Algorithm", "X-Amz-Date", "X-Amz-Credential", "X-Amz-SignedHeaders"];
let server: LocalServer;
beforeAll(async () => {
  server = await localServer(json(done));
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
  server.answer = json(done);
});

function only(): Seen {
  const [first, ...others] = server.seen;
  if (first === undefined || others.length > 0) throw new Error("not exactly one request");
  return first;
}

/** Query of a request without what the client adds. */
function ownQuery(query: URLSearchParams): Readonly<Record<string, string>> {
  const added = new Set([...publicNames, "X-Amz-Signature"]);
  return Object.fromEntries([...query].filter(([name]) => !added.has(name)));
}

describe("the document's examples", () => {
  it.each(fixtures.map((fixture, at) => [`${at} ${fixture.operation}`, fixture] as const))(
    "%s",
    async (_name, { operation, params, wire = params, reply }) => {
      server.answer = json(JSON.stringify(reply));
      expect((await connectTo(server.url).call(operation, params, context)).body).toEqual(reply);
      const seen = only();
      const entry = operationTable[operation];
      expect([seen.method, seen.path, seen.host]).toEqual([entry?.method, "/ksyun/", "ket.cn-beijing-6.api.ksyun.com"]);
      expect(seen.query.get("Action")).toBe(entry?.wireName);
      expect(seen.query.get("Version")).toBe("2017-01-01");
      expect(seen.headers.accept).toBe("application/json");
      if (entry?.method === "GET") {
        expect(ownQuery(seen.query)).toEqual(wire);
        expect(seen.body).toBe("");
        expect(seen.headers["content-type"]).toBeUndefined();
      } else {
        expect(ownQuery(seen.query)).toEqual({});
        expect(tryParseJson(seen.body)).toEqual(wire);
        expect(seen.headers["content-type"]).toBe("application/json;charset=utf-8");
      }
    },
  );

  it("cover every documented operation", () => {
    expect([...new Set(fixtures.map((fixture) => fixture.operation))].sort()).toEqual(
      Object.keys(operationTable).sort(),
    );
  });

  it("of the public parameters leaves the mandatory App out, and is refused", async () => {
    await expect(connectTo(server.url).call("GetPresetList", { UniqName: "mytest" }, context)).rejects.toMatchObject({
      faults: [{ param: "App", message: "is missing" }],
    });
    expect(server.seen).toEqual([]);
  });
});

describe("what the client adds", () => {
  it("is the public parameters, the signature last, and no expiry", () => {
    const clock = scaledClock(0, Date.UTC(2017, 4, 17, 13, 13, 55), 0.000_001);
    const { path, origin, body } = dryClient().prepare("listPresets", { UniqName: "mytest", App: "live" }, { clock });
    expect(origin).toBe("https://ket.cn-beijing-6.api.ksyun.com");
    expect(body).toBeNull();
    const names = [...new URL(path, origin).searchParams.keys()];
    expect(names).toEqual(["Action", "Version", "UniqName", "App", ...publicNames.slice(2), "X-Amz-Signature"]);
    expect(path).toContain("X-Amz-Credential=AKLT6UU6Vp_9SxWW5RAW6UHtdQ%2F");
    expect(path).toContain("%2Fcn-beijing-6%2Fket%2Faws4_request&X-Amz-SignedHeaders=accept%3Bhost&");
    expect(path).toMatch(/&X-Amz-Signature=[0-9a-f]{64}$/);
  });

  it("is made anew for every attempt, with the time of sending", async () => {
    const client = dryClient();
    const params = { UniqName: "mytest", App: "live" };
    const at = (eventMs: number): URLSearchParams => {
      const clock = scaledClock(Date.now(), eventMs, 1);
      return new URL(client.prepare("listPresets", params, { clock }).path, "http://x").searchParams;
    };
    const first = at(Date.UTC(2026, 11, 1, 23, 59, 0));
    const second = at(Date.UTC(2026, 11, 2, 0, 1, 0));
    expect(first.get("X-Amz-Date")).toMatch(/^20261201T2359\d\dZ$/);
    expect(second.get("X-Amz-Credential")).toContain("/20261202/");
    expect(first.get("X-Amz-Signature")).not.toBe(second.get("X-Amz-Signature"));
  });

  it("follows the account's region in host and scope", () => {
    const raw = { ...credentials, region: "cn-shanghai-2" };
    const client = createClient({ ...account(null), credentials: ksyun.parseCredentials(raw) });
    const request = client.prepare("GetPresetList", { UniqName: "mytest", App: "live" }, { clock: realClock });
    expect(request.origin).toBe("https://ket.cn-shanghai-2.api.ksyun.com");
    expect(request.path).toContain("%2Fcn-shanghai-2%2Fket%2F");
  });
});

describe("encoding", () => {
  const at = { UniqName: "mytest", App: "live" };
  const path = (params: Readonly<Record<string, unknown>>, operation = "listStreamTranscodes"): string =>
    dryClient().prepare(operation, params, { clock: realClock }).path;
  const body = (operation: string, params: Readonly<Record<string, unknown>>): string =>
    dryClient().prepare(operation, params, { clock: realClock }).body ?? "";

  it("of a query follows RFC 3986", () => {
    expect(path({ ...at, StreamID: "a b/c+d~轮播*(!')" })).toContain(
      "&StreamID=a%20b%2Fc%2Bd~%E8%BD%AE%E6%92%AD%2A%28%21%27%29&",
    );
    expect(path({ ...at, StreamID: "%20&=?#" })).toContain("&StreamID=%2520%26%3D%3F%23&");
  });

  it("of numbers in a query is decimal, and what is left out is not sent", () => {
    const days = { UniqName: "mytest", TaskType: "6", StartDate: "2026-12-01", EndDate: "2026-12-01" };
    expect(path({ ...days, Marker: 0, Limit: 50 }, "listTasks")).toContain("&Marker=0&Limit=50&");
    expect(path({ ...days, App: undefined }, "listTasks")).not.toMatch(/App|Marker|undefined/);
  });

  it("of a body is JSON in UTF-8, empty text included", () => {
    const template = { ...at, Preset: "test", Description: "", Output: [{ format: { output_format: 258 } }] };
    expect(body("Preset", template)).toBe(JSON.stringify(template));
    expect(body("StopLoop", { ...at, StreamID: "轮播 +*~/" })).toBe(
      '{"UniqName":"mytest","App":"live","StreamID":"轮播 +*~/"}',
    );
  });

  it("of 64-bit numbers keeps every digit", () => {
    const pair = { uniqname: "mytest", app: "live", src: ["rtmp://a/b/c"], durl: ["rtmp://d/e/f"] };
    expect(body("RedirectStart", { ...pair, task_stop_time: "9007199254740993" })).toContain(
      '"task_stop_time":9007199254740993}',
    );
    expect(body("RedirectStart", { ...pair, task_start_time: "1594692000" })).toContain(
      '"task_start_time":1594692000}',
    );
  });

  it("of ExtParam is JSON text; ready-made text stays as it is", () => {
    const pull = { ...at, StreamID: "s", SrcUrl: "rtmp://a/b/c" };
    expect(body("StartStreamPull", { ...pull, ExtParam: { preset: "p_1", interval: 6 } })).toContain(
      String.raw`"ExtParam":"{\"preset\":\"p_1\",\"interval\":6}"}`,
    );
    expect(body("StartStreamPull", { ...pull, ExtParam: '{ "interval": 6 }' })).toContain(
      String.raw`"ExtParam":"{ \"interval\": 6 }"}`,
    );
  });

  it("of the size takes the document's multiplication sign", () => {
    const pair = { uniqname: "mytest", app: "live", src: ["rtmp://a/b/c"], durl: ["rtmp://d/e/f"] };
    expect(body("RedirectStart", { ...pair, trans_params: [{ fops: { res: "1080×720" } }] })).toContain(
      '"res":"1080x720"',
    );
  });
});
