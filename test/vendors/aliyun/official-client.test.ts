import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { realClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { credentials } from "./samples/shared.ts";

const request = z.custom<(action: string, params: object, options?: object) => Promise<unknown>>(
  (value) => typeof value === "function",
);
const client = z.object({ request });
const construct = z.custom<new (config: object) => unknown>((value) => typeof value === "function");

/** The vendor's own client, where it is installed. */
function official(): (new (config: object) => unknown) | null {
  try {
    return construct.parse(createRequire(import.meta.url)("@alicloud/pop-core"));
  } catch {
    return null;
  }
}

const PopCore = official();

describe.skipIf(PopCore === null)("the simulator, driven by the vendor's own client", () => {
  let simulator: RunningSimulator;
  beforeAll(async () => {
    simulator = await startSimulator({ clock: realClock, lagMs: 0, accounts: [{ service: "aliyun", credentials }] });
  });
  afterAll(() => simulator.stop());

  function call(action: string, params: object, secret = credentials.accessKeySecret): Promise<unknown> {
    if (PopCore === null) throw new Error("the client is not installed");
    const made = new PopCore({
      accessKeyId: credentials.accessKeyId,
      accessKeySecret: secret,
      endpoint: simulator.endpoint("aliyun"),
      apiVersion: "2016-11-01",
    });
    const { request: send } = client.parse(made);
    return send.call(made, action, params, { method: "GET" });
  }

  it("takes its signature, and its Chinese text", async () => {
    await call("AddLiveDomain", { DomainName: "new.example.com", LiveDomainType: "liveVideo", Region: "cn-beijing" });
    await call("CreateRoom", { AppId: "app", RoomId: "房间 +*~/", AnchorId: "anchor" });
    expect(await call("DescribeRoomList", { AppId: "app" })).toMatchObject({
      TotalNum: 1,
      RoomList: { Room: [{ RoomId: "房间 +*~/" }] },
    });
  });

  it("refuses another secret", async () => {
    await expect(call("DescribeLiveUserDomains", {}, "wrong")).rejects.toThrow(/signature/i);
  });

  it("answers failures as it expects them", async () => {
    await expect(call("DeleteCaster", { CasterId: "none" })).rejects.toMatchObject({ code: "InvalidCaster.NotFound" });
  });
});
