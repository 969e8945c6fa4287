import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { handlers } from "../../../src/simulator/services/aliyun/handlers/all.ts";
import { actionTable, operationOf } from "../../../src/simulator/services/aliyun/tables/actions.ts";
import { ask } from "./aliyun-support.ts";
import { keep, liveWalk, studioWalk } from "./aliyun-walk.ts";
import type { Ids, Step } from "./aliyun-walk.ts";
import { eventNow, field, originMs, passed, simulate } from "./support.ts";

async function walk(simulator: RunningSimulator, steps: readonly Step[]): Promise<void> {
  const ids: Ids = new Map();
  for (const step of steps) {
    const answer = await ask(simulator, step.action, step.params(ids));
    expect(answer.status, `${step.action} ${JSON.stringify(answer.body)}`).toBe(200);
    expect(String(field(answer.body, "RequestId"))).toMatch(/^[0-9A-F-]{36}$/);
    keep(step, answer.body, ids);
  }
}

/** A simulator without lag in which `hall` is pushed and a piece of `recorded` is there. */
async function stage(): Promise<RunningSimulator> {
  const simulator = await simulate(20, { lagMs: 0 });
  simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: originMs, untilMs: originMs + 86_400_000 });
  const config = {
    DomainName: "live.example.com",
    AppName: "live",
    StreamName: "recorded",
    OssBucket: "b",
    OssEndpoint: "e",
  };
  expect((await ask(simulator, "AddLiveAppRecordConfig", config)).status).toBe(200);
  const now = await eventNow(simulator);
  simulator.addEncoder({ service: "aliyun", stream: "recorded", fromMs: now, untilMs: now + 2000 });
  await passed(simulator, now + 5000);
  return simulator;
}

describe("operations of the aliyun simulator", () => {
  test("there are 127 actions, each with its parameters and its work", () => {
    expect(actionTable.size).toBe(127);
    expect([...handlers.keys()].toSorted()).toEqual([...actionTable.keys()].toSorted());
    expect(operationOf("AddTrancodeSEI")).toBe("addTranscodeSei");
    expect(operationOf("DescribeCasters")).toBe("describeCasters");
    expect(operationOf("Nothing")).toBe("unknown");
  });

  test("the walks reach every action", () => {
    const reached = new Set([...liveWalk, ...studioWalk].map((step) => step.action));
    expect([...reached].toSorted()).toEqual([...actionTable.keys()].toSorted());
  });

  test("chapters 4 to 15 do what they are asked", async () => {
    await walk(await stage(), liveWalk);
  });

  test("chapters 16 and 17 do what they are asked", async () => {
    const simulator = await simulate(20, { lagMs: 0 });
    await walk(simulator, studioWalk);
    const kinds = simulator.snapshot().openResources.map((row) => row.kind);
    expect(kinds.toSorted()).toEqual(["caster", "caster", "episodeGroup"]);
  });

  test("every action names a missing parameter before it does anything", async () => {
    const simulator = await simulate(1);
    for (const [action, table] of actionTable) {
      const first = /([\w.]+)!/.exec(table)?.[1];
      if (first === undefined) continue;
      const answer = await ask(simulator, action);
      expect(answer.status, action).toBe(400);
      expect(String(field(answer.body, "Code")), action).toMatch(/^Missing|^Invalid\w+\.(Miss|Malformed)$/);
      expect(field(answer.body, "Message"), action).toBe(
        `${first.replace(/\.N$/, ".1")} is mandatory for this action.`,
      );
    }
  });

  test("values of the wrong type, out of range or off the list are refused with the section's code", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const domain = { DomainName: "live.example.com" };
    const place = { ...domain, AppName: "live", StreamName: "hall" };
    const caster = { CasterId: "none" };
    const cases: readonly (readonly [string, Record<string, string | number>, string])[] = [
      ["AddLiveDomain", { ...domain, LiveDomainType: "liveAudio", Region: "cn-beijing" }, "InvalidParameter.Malformed"],
      ["SetLiveDomainCertificate", { ...domain, SSLProtocol: "maybe" }, "InvalidSSLProtocol.ValueNotSupported"],
      [
        "SetLiveDomainCertificate",
        { ...domain, SSLProtocol: "on", CertName: "n".repeat(129) },
        "InvalidCertName.TooLong",
      ],
      ["SetLiveDomainCertificate", { ...domain, SSLProtocol: "on" }, "SSLPub.MissingParameter"],
      ["BatchSetLiveDomainConfigs", { DomainNames: "a.example.com", Functions: "[" }, "InvalidFunctions.Malformed"],
      [
        "BatchDeleteLiveDomainConfigs",
        { DomainNames: "a.b", FunctionNames: "magic" },
        "InvalidFunctionName.ValueNotSupported",
      ],
      ["DescribeLiveStreamsBlockList", { ...domain, PageSize: 3001 }, "InvalidParameter.Malformed"],
      ["ForbidLiveStream", { ...place, LiveStreamType: "viewer" }, "InvalidParameter.Malformed"],
      ["SetLiveStreamsNotifyUrlConfig", { ...domain, NotifyUrl: "https://a.example" }, "InvalidParameter.Malformed"],
      ["DescribeLiveDomainRealTimeTrafficData", { StartTime: "2026-12-01T00:00:00Z" }, "MissingParameter"],
      ["DescribeLiveDomainRealTimeTrafficData", { StartTime: "today" }, "InvalidStartTime.Malformed"],
      ["CreateCaster", { ClientToken: "t", NormType: 2, ChargeType: "PostPaid" }, "InvalidNormType.Malformed"],
      ["CreateCaster", { ClientToken: "t", NormType: 1, ChargeType: "Free" }, "InvalidChargeType.Malformed"],
      ["CreateCaster", { ClientToken: "t", NormType: 1, ChargeType: "PrePaid" }, "InvalidParameter.Malformed"],
      ["DescribeCasters", { Status: 3 }, "InvalidStatus.Malformed"],
      ["CreateRoom", { AppId: "a", RoomId: "r".repeat(17), AnchorId: "a" }, "InvalidParameter.Malformed"],
      ["DescribeCasterConfig", caster, "InvalidCaster.NotFound"],
      ["DescribeRoomStatus", { AppId: "a", RoomId: "none" }, "InvalidRoom.NotFound"],
      ["DescribeLiveStreamsOnlineList", { DomainName: "nobody.invalid" }, "InvalidDomain.NotFound"],
      ["RealTimeRecordCommand", { ...place, Command: "start" }, "InvalidStream.NotFound"],
    ];
    for (const [action, params, code] of cases) {
      expect(field((await ask(simulator, action, params)).body, "Code"), action).toBe(code);
    }
  });
});
