import { createRequire } from "node:module";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { realClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { secretId, secretKey } from "./account.ts";

// The vendor's own Node client of that time, which signs and sends by its own code.
interface VendorClient {
  generateQueryString(data: object, options: object): string;
  request(data: object, options: object, done: (error: unknown, body: unknown) => void, extra: object): void;
}
type Make = new (defaults: object) => VendorClient;

const answer = z.looseObject({ code: z.number(), message: z.string() });
type Answer = z.output<typeof answer>;

const Client = vendorClient();

function vendorClient(): Make | null {
  try {
    const loaded: unknown = createRequire(import.meta.url)("qcloudapi-sdk");
    return isMake(loaded) ? loaded : null;
  } catch {
    return null;
  }
}

function isMake(value: unknown): value is Make {
  return typeof value === "function";
}

let simulator: RunningSimulator;
beforeEach(async () => {
  const accounts = [{ service: "tencent-channel", credentials: { secretId, secretKey } }] as const;
  simulator = await startSimulator({ clock: realClock, accounts, lagMs: 0 });
});
afterEach(() => simulator.stop());

// Its random nonce may repeat within one test; the vendor refuses that.
let nonce = 0;
const common = (): object => ({ Nonce: (nonce += 1), Timestamp: Math.floor(Date.now() / 1000) });

function client(key = secretKey): VendorClient {
  if (Client === null) throw new Error("qcloudapi-sdk is not installed");
  return new Client({ SecretId: secretId, SecretKey: key, serviceType: "live", Region: "gz" });
}

/** By GET: the client's signed query. */
async function get(data: object, from = client()): Promise<Answer> {
  const query = from.generateQueryString({ ...common(), ...data }, { method: "GET" });
  const response = await fetch(`${simulator.endpoint("tencent-channel")}/v2/index.php?${query}`);
  return answer.parse(await response.json());
}

/** By POST, sent by the client itself. */
async function post(data: object): Promise<Answer> {
  const url = `${simulator.endpoint("tencent-channel")}/v2/index.php`;
  const body: unknown = await new Promise((resolve, reject) => {
    const done = (error: unknown, reply: unknown): void => (error instanceof Error ? reject(error) : resolve(reply));
    client().request({ ...common(), ...data }, { method: "POST" }, done, { url });
  });
  return answer.parse(body);
}

describe.skipIf(Client === null)("the simulator, driven by the vendor's own client", () => {
  it("makes, lists, stops and deletes a channel, by GET and by POST", async () => {
    const made = await get({
      Action: "CreateLVBChannel",
      channelName: "国际乒乓球 a+b",
      outputSourceType: 3,
      // The client counts from 0.
      sourceList: [{ name: "camera", type: 1 }],
      outputRate: [0, 10],
    });
    expect(made).toMatchObject({ code: 0, codeDesc: "Success" });
    const id = String(made["channel_id"]);
    const list = { Action: "DescribeLVBChannelList", pageNo: 1, pageSize: 10 };
    expect(await post(list)).toMatchObject({
      all_count: "1",
      channelSet: [{ channel_id: id, channel_name: "国际乒乓球 a+b", channel_status: "0" }],
    });
    expect(await post({ Action: "DeleteLVBChannel", channelIds: [id] })).toMatchObject({
      code: 5100,
      message: "20109:Channel is not in disabled status",
    });
    expect(await post({ Action: "StopLVBChannel", channelIds: [id] })).toMatchObject({ code: 0 });
    expect(await get({ Action: "DeleteLVBChannel", channelIds: [id] })).toMatchObject({ code: 0 });
    expect(await get(list)).toMatchObject({ all_count: "0" });
  });

  it("refuses a wrong key, a repeated nonce and an old time", async () => {
    const list = { Action: "DescribeLVBChannelList" };
    expect(await get(list, client("another key"))).toMatchObject({ code: 4100 });
    expect(await get({ ...list, Nonce: 900 })).toMatchObject({ code: 0 });
    expect(await get({ ...list, Nonce: 900 })).toMatchObject({ code: 4500 });
    expect(await get({ ...list, Timestamp: Math.floor(Date.now() / 1000) - 7_300 })).toMatchObject({ code: 4500 });
  });
});
