import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import type { CallContext } from "../../../src/vendors/port.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo } from "./account.ts";

const nine = Date.UTC(2026, 11, 1, 1);
const context = (eventMs = nine): CallContext => ({ clock: scaledClock(Date.now(), eventMs, 1) });
let server: LocalServer;
let answers: Record<string, string>;
beforeAll(async () => {
  server = await localServer((seen, response) =>
    json(answers[seen.query.get("interface") ?? ""] ?? "")(seen, response),
  );
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
  answers = {
    Live_Channel_GetLiveChannelList:
      '{"ret":0,"output":{"all_count":2,"channel_list":[{"channel_id":"a"},{"channel_id":77}]}}',
    Live_Channel_GetStatus: '{"ret":0,"output":[{"rate_type":0,"recv_type":1,"status":1}]}',
    Get_LivePushStat:
      '{"ret":0,"output":{"stream_count":1,"stream_info":[{"stream_name":"a","fps":25,"speed":1800400}]}}',
  };
});
const asked = (): readonly (string | null)[] => server.seen.map((seen) => seen.query.get("interface"));

describe("observe", () => {
  it("sees many streams by one list, with frame rate and bit rate", async () => {
    const seen = await connectTo(server.url).observe(["a", "b", "77"], context());
    expect(asked()).toEqual(["Live_Channel_GetLiveChannelList", "Get_LivePushStat"]);
    expect(seen).toMatchObject([
      { stream: "a", state: "present", fps: 25, kbps: 1800, forbidden: false, seq: 0 },
      { stream: "b", state: "none", fps: null, kbps: null },
      { stream: "77", state: "present", fps: null, kbps: null },
    ]);
    for (const each of seen) expect(Math.abs(each.observedAtMs - nine)).toBeLessThan(2_000);
  });

  it("asks for statistics only while something is live", async () => {
    answers["Live_Channel_GetLiveChannelList"] = '{"ret":0,"message":"","output":[]}';
    const seen = await connectTo(server.url).observe(["a", "b"], context());
    expect(seen.map((each) => each.state)).toEqual(["none", "none"]);
    expect(asked()).toEqual(["Live_Channel_GetLiveChannelList"]);
  });

  it("asks for statistics once in 5 s, and never again without activation", async () => {
    const connection = connectTo(server.url);
    await connection.observe(["a", "b"], context());
    await connection.observe(["a", "b"], context(nine + 1_000));
    expect(asked().filter((name) => name === "Get_LivePushStat").length).toBe(1);
    answers["Get_LivePushStat"] = "cmd is invalid";
    expect(await connection.observe(["a", "b"], context(nine + 10_000))).toMatchObject([{ fps: null }, {}]);
    await connection.observe(["a", "b"], context(nine + 20_000));
    expect(asked().filter((name) => name === "Get_LivePushStat").length).toBe(2);
  });

  it("does without statistics that fail for the moment", async () => {
    const connection = connectTo(server.url);
    const good = answers["Get_LivePushStat"] ?? "";
    answers["Get_LivePushStat"] = "<html>";
    expect(await connection.observe(["a", "b"], context())).toMatchObject([{ state: "present", fps: null }, {}]);
    answers["Get_LivePushStat"] = good;
    expect(await connection.observe(["a", "b"], context(nine + 10_000))).toMatchObject([{ fps: 25 }, {}]);
  });

  it.each([
    ['{"ret":0,"output":{"status":1}}', "present", false],
    ['{"ret":0,"output":[{"status":0}]}', "none", false],
    ['{"ret":0,"output":{"status":3}}', "none", true],
    ['{"ret":20601,"message":"never pushed"}', "none", false],
    ['{"ret":0,"output":[]}', "unknown", false],
  ] as const)("reads one stream by its status: %s", async (answer, state, forbidden) => {
    answers["Live_Channel_GetStatus"] = answer;
    expect(await connectTo(server.url).observe(["a"], context())).toMatchObject([{ stream: "a", state, forbidden }]);
    expect(asked()[0]).toBe("Live_Channel_GetStatus");
  });

  it("fails when the vendor does", async () => {
    answers["Live_Channel_GetLiveChannelList"] = "appid is invalid";
    await expect(connectTo(server.url).observe(["a", "b"], context())).rejects.toMatchObject({ kind: "denied" });
    answers["Live_Channel_GetStatus"] = '{"ret":1001,"message":"?"}';
    await expect(connectTo(server.url).observe(["a"], context())).rejects.toMatchObject({ code: "1001" });
    expect(await connectTo(server.url).observe([], context())).toEqual([]);
  });

  it("cuts the present push once", async () => {
    answers["Live_Channel_SetStatus"] = '{"ret":0}';
    await connectTo(server.url).cut?.("a", context());
    expect(server.seen.map((seen) => seen.query.get("Param.n.status"))).toEqual(["2"]);
  });
});
