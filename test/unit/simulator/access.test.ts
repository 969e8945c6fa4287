import { describe, expect, test } from "vitest";
import { fixedCredentials } from "../../../src/simulator/server.ts";
import { appid, asHost, ask, eventNow, field, query, raw, sign, simulate } from "./support.ts";

describe("access to the live-code simulator", () => {
  test("the document's own signature is the one it makes", () => {
    expect(sign(1471850187)).toBe("b17971b51ba0fe5916ddcd96692e9fb3");
    expect(fixedCredentials["tencent-livecode"]).toMatchObject({ appid });
  });

  test("a wrong, a missing and an expired signature are forbidden", async () => {
    const simulator = await simulate(1);
    const now = await eventNow(simulator);
    const base = `${simulator.endpoint("tencent-livecode")}/common_access`;
    const good = query("Live_Channel_GetLiveChannelList", {}, now);
    expect((await fetch(`${base}?${good.toString()}`)).status).toBe(200);

    const wrong = new URLSearchParams(good);
    wrong.set("sign", sign(Number(good.get("t")), "another key"));
    const missing = new URLSearchParams(good);
    missing.delete("sign");
    const expired = new URLSearchParams(good);
    const past = Math.floor(now / 1000) - 1;
    expired.set("t", String(past));
    expired.set("sign", sign(past));
    for (const bad of [wrong, missing, expired]) {
      const response = await fetch(`${base}?${bad.toString()}`);
      expect(response.status).toBe(403);
      expect(field(await response.json(), "ret")).toBe(403);
    }
  });

  test("identifiers are checked by the name their host uses", async () => {
    const simulator = await simulate(1);
    const now = await eventNow(simulator);
    const base = `${simulator.endpoint("tencent-livecode")}/common_access`;
    const operation = query("Live_Channel_GetLiveChannelList", {}, now);
    operation.set("appid", "1");
    const statistic = query("Get_LiveStat", {}, now);
    statistic.delete("cmd");
    statistic.set("appid", appid);
    expect(await (await fetch(`${base}?${operation.toString()}`)).json()).toMatchObject({
      message: "appid is invalid",
    });
    expect(await (await fetch(`${base}?${statistic.toString()}`)).json()).toMatchObject({ message: "cmd is invalid" });
  });

  test("each of the vendor's hosts serves its own interfaces only", async () => {
    const simulator = await simulate(1);
    const now = await eventNow(simulator);
    const base = `${simulator.endpoint("tencent-livecode")}/common_access`;
    const operation = `${base}?${query("Live_Channel_GetLiveChannelList", {}, now).toString()}`;
    const statistic = `${base}?${query("Get_LiveStat", {}, now).toString()}`;
    expect((await asHost(operation, "fcgi.video.qcloud.com")).status).toBe(200);
    expect((await asHost(operation, "statcgi.video.qcloud.com")).status).toBe(404);
    expect((await asHost(statistic, "statcgi.video.qcloud.com")).status).toBe(200);
    expect((await asHost(statistic, "fcgi.video.qcloud.com")).status).toBe(404);
  });

  test("unknown interfaces, other paths and the undescribed queue are refused", async () => {
    const simulator = await simulate(1);
    expect(field(await ask(simulator, "Live_Nothing"), "ret")).not.toBe(0);
    expect(field(await ask(simulator, "Live_Queue_Get"), "message")).toContain("Live_Queue_Get");
    expect((await fetch(`${simulator.endpoint("tencent-livecode")}/other`)).status).toBe(404);
    expect((await raw(simulator, "Mix_StreamV2")).status).toBe(405);
    expect((await fetch(`${simulator.url}/healthz`)).status).toBe(200);
  });

  test("accounts given replace the fixed credentials", async () => {
    const accounts = [{ service: "tencent-livecode", credentials: { appid: "7", key: "secret" } }] as const;
    const simulator = await simulate(1, { accounts });
    expect(field(await ask(simulator, "Live_Channel_GetLiveChannelList"), "message")).toBe("appid is invalid");
    const t = Math.floor((await eventNow(simulator)) / 1000) + 60;
    const search = `appid=7&interface=Live_Channel_GetLiveChannelList&t=${t}&sign=${sign(t, "secret")}`;
    const response = await fetch(`${simulator.endpoint("tencent-livecode")}/common_access?${search}`);
    expect(await response.json()).toMatchObject({ ret: 0 });
  });
});
