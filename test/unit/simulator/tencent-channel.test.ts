import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fixedCredentials } from "../../../src/simulator/server.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { asHost, china, eventNow, field, list, originMs, passed, simulate, until } from "./support.ts";

const minute = 60_000;
const { secretId = "", secretKey = "" } = fixedCredentials["tencent-channel"] ?? {};
let nonce = 1;

/** Parameters with a signature that is made here, and not by the product. */
function signed(
  action: string,
  params: Readonly<Record<string, string>>,
  nowMs: number,
  more: { readonly key?: string; readonly method?: string } = {},
): URLSearchParams {
  const all: Record<string, string> = {
    Action: action,
    Region: "gz",
    SecretId: secretId,
    Timestamp: String(Math.floor(nowMs / 1000)),
    Nonce: String((nonce += 1)),
    ...params,
  };
  const text = Object.keys(all)
    .toSorted()
    .map((name) => `${name}=${all[name] ?? ""}`)
    .join("&");
  const hmac = createHmac("sha1", more.key ?? secretKey);
  hmac.update(`${more.method ?? "GET"}live.api.qcloud.com/v2/index.php?${text}`);
  return new URLSearchParams({ ...all, Signature: hmac.digest("base64") });
}

function address(simulator: RunningSimulator): string {
  return `${simulator.endpoint("tencent-channel")}/v2/index.php`;
}

async function ask(
  simulator: RunningSimulator,
  action: string,
  params: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const search = signed(action, params, await eventNow(simulator));
  return (await fetch(`${address(simulator)}?${search.toString()}`)).json();
}

async function create(simulator: RunningSimulator, name = "hall"): Promise<string> {
  const source = { "sourceList.1.name": "camera", "sourceList.1.type": "1" };
  const made = await ask(simulator, "CreateLVBChannel", { channelName: name, outputSourceType: "3", ...source });
  return String(field(made, "channel_id"));
}

async function statusOf(simulator: RunningSimulator, channelId: string): Promise<unknown> {
  return field(await ask(simulator, "DescribeLVBChannel", { channelId }), "channelInfo.0.channel_status");
}

describe("access to the channel simulator", () => {
  test("signature, time, nonce, region and host are checked", async () => {
    const simulator = await simulate(1);
    const now = await eventNow(simulator);
    const code = async (search: URLSearchParams): Promise<unknown> =>
      field(await (await fetch(`${address(simulator)}?${search.toString()}`)).json(), "code");
    const good = signed("DescribeLVBChannelList", {}, now);
    expect(await code(good)).toBe(0);
    // The same request once more: its nonce is the last one's.
    expect(await code(good)).toBe(4500);
    expect(await code(signed("DescribeLVBChannelList", {}, now, { key: "wrong" }))).toBe(4100);
    expect(await code(signed("DescribeLVBChannelList", { SecretId: "nobody" }, now))).toBe(4100);
    expect(await code(signed("DescribeLVBChannelList", {}, now - 7_201_000))).toBe(4500);
    expect(await code(signed("DescribeLVBChannelList", { Nonce: "0" }, now))).toBe(4000);
    expect(await code(signed("DescribeLVBChannelList", { Region: "mars" }, now))).toBe(4000);
    expect(await code(signed("DescribeNothing", {}, now))).toBe(4000);
    expect(await code(signed("CreateLVBShot", {}, now))).toBe(6100);
    const unsigned = signed("DescribeLVBChannelList", {}, now);
    unsigned.delete("Signature");
    expect(await code(unsigned)).toBe(4000);
    const changed = signed("DescribeLVBChannelList", { pageNo: "1" }, now);
    changed.set("pageNo", "2");
    expect(await code(changed)).toBe(4100);
    const elsewhere = `${address(simulator)}?${signed("DescribeLVBChannelList", {}, now).toString()}`;
    expect((await asHost(elsewhere, "cvm.api.qcloud.com")).body).toContain("6100");
  });

  test("POST takes the body and ignores the query", async () => {
    const simulator = await simulate(1);
    const now = await eventNow(simulator);
    const send = async (body: URLSearchParams, query = ""): Promise<unknown> =>
      (await fetch(`${address(simulator)}${query}`, { method: "POST", body })).json();
    const body = signed("DescribeLVBChannelList", {}, now, { method: "POST" });
    expect(await send(body, "?Action=DeleteLVBChannel")).toMatchObject({ code: 0, all_count: "0" });
    // Signed for GET.
    expect(await send(signed("DescribeLVBChannelList", {}, now))).toMatchObject({ code: 4100 });
  });
});

describe("channels", () => {
  test("every create makes one; reads are behind writes", async () => {
    const simulator = await simulate(1, { lagMs: 2_000 });
    const [first, second] = [await create(simulator), await create(simulator)];
    expect(first).not.toBe(second);
    expect(BigInt(first)).toBeGreaterThan(2n ** 53n);
    // The second one is younger than the lag.
    expect(await ask(simulator, "DescribeLVBChannel", { channelId: second })).toMatchObject({
      code: 5100,
      message: "20301:Channel does not exist",
    });
    const listed = await until(async () => {
      const reply = await ask(simulator, "DescribeLVBChannelList", { ascDesc: "1" });
      return field(reply, "all_count") === "2" ? reply : undefined;
    });
    expect(list(field(listed, "channelSet")).map((row) => field(row, "channel_id"))).toEqual([second, first]);
  });

  test("a stop ends the push and refuses further ones, a start allows them; only a stopped one is deleted", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const id = await create(simulator);
    const now = await eventNow(simulator);
    simulator.addEncoder({
      service: "tencent-channel",
      stream: id,
      fromMs: now,
      untilMs: now + 60 * minute,
      reconnectAfterMs: 1,
    });
    await until(async () => ((await statusOf(simulator, id)) === "1" ? true : undefined));
    const rename = { channelId: id, channelName: "other" };
    expect(await ask(simulator, "ModifyLVBChannel", rename)).toMatchObject({
      message: "20108:Channel is not in an editable status",
    });
    const batch = { "channelIds.1": id };
    expect(await ask(simulator, "DeleteLVBChannel", batch)).toMatchObject({ code: 5100 });
    expect(await ask(simulator, "StopLVBChannel", batch)).toMatchObject({ code: 0 });
    expect(await statusOf(simulator, id)).toBe("3");
    expect(await ask(simulator, "ModifyLVBChannel", rename)).toMatchObject({ code: 0 });
    expect(await ask(simulator, "StartLVBChannel", batch)).toMatchObject({ code: 0 });
    await until(async () => ((await statusOf(simulator, id)) === "1" ? true : undefined));
    expect(await ask(simulator, "StartLVBChannel", batch)).toMatchObject({
      message: "20109:Channel is not in disabled status",
    });
    await ask(simulator, "StopLVBChannel", batch);
    expect(await ask(simulator, "DeleteLVBChannel", batch)).toMatchObject({ code: 0 });
    expect(await ask(simulator, "DescribeLVBChannelList")).toMatchObject({ all_count: "0" });
    expect(simulator.snapshot().openResources.filter((row) => row.service === "tencent-channel")).toEqual([]);
  });

  test("a batch with unknown channels says which failed", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const id = await create(simulator);
    expect(await ask(simulator, "StopLVBChannel", { "channelIds.1": id, "channelIds.2": "7" })).toMatchObject({
      code: 5400,
      detail: {
        [id]: { code: 0 },
        "7": { code: 5100, message: "20301:Channel does not exist" },
      },
    });
    expect(await ask(simulator, "StopLVBChannel", { "channelIds.0": "7", "channelIds.1": "8" })).toMatchObject({
      code: 5100,
      message: "20301:Channel does not exist",
    });
  });

  test("wrong parameters have the document's codes", async () => {
    const simulator = await simulate(1, { lagMs: 0 });
    const good = {
      channelName: "n",
      outputSourceType: "1",
      "sourceList.1.name": "s",
      "sourceList.1.type": "1",
    };
    const said = async (params: Readonly<Record<string, string>>): Promise<string> => {
      const reply = await ask(simulator, "CreateLVBChannel", { ...good, ...params });
      return `${String(field(reply, "code"))} ${String(field(reply, "message"))}`;
    };
    expect(await said({ channelName: "" })).toMatch(/^4000 /);
    expect(await said({ outputSourceType: "4" })).toMatch(/^5100 20113:/);
    expect(await said({ "sourceList.1.type": "2" })).toMatch(/^5100 20112:/);
    expect(await said({ watermarkId: "4711" })).toMatch(/^5100 20500:/);
    expect(await said({ "outputRate.1": "10" })).toMatch(/^4000 /);
    expect(await said({ "sourceList.2.name": "t", "sourceList.2.type": "1" })).toMatch(/^4000 /);
  });
});

describe("recording of channels", () => {
  test("fragments of half an hour, one for each push, listed by task and by channel", async () => {
    const simulator = await simulate(2000);
    const id = await create(simulator);
    const fromMs = originMs + 30 * minute;
    const drop = { fromMs: fromMs + 40 * minute, untilMs: fromMs + 45 * minute };
    simulator.addEncoder({
      service: "tencent-channel",
      stream: id,
      fromMs,
      untilMs: fromMs + 60 * minute,
      drops: [drop],
    });
    const span = { startTime: china(fromMs + 5 * minute), endTime: china(fromMs + 300 * minute), tapeType: "0" };
    const made = await ask(simulator, "CreateRecord", { channelId: id, ...span });
    expect(made).toMatchObject({ code: 0 });
    await passed(simulator, fromMs + 62 * minute);
    const tasks = await ask(simulator, "DescribeRecordList", { channelId: id });
    const taskId = String(field(tasks, "taskSet.0.id"));
    expect(BigInt(taskId)).toBeGreaterThan(2n ** 53n);
    expect(tasks).toMatchObject({
      totalCount: 1,
      taskSet: [{ status: "1", count: 3, startTime: "0", endTime: "3300" }],
    });
    const pieces = await ask(simulator, "DescribeRecord", { channelId: id, taskId });
    expect(list(field(pieces, "fileSet")).map((row) => [field(row, "startTime"), field(row, "endTime")])).toEqual([
      ["0", "1800"],
      ["1800", "2100"],
      ["2400", "3300"],
    ]);
    expect(field(pieces, "fileSet.0.fileName")).toBe("LVB -hall-20261201-0935-20261201-1005");
    const window = { startTime: china(fromMs + 30 * minute), endTime: china(fromMs + 50 * minute) };
    expect(await ask(simulator, "GetVodRecordFiles", { channelId: id, ...window })).toMatchObject({
      totalCount: 2,
      filesInfo: [
        { taskId, startTime: "1800" },
        { taskId, startTime: "2400" },
      ],
    });
    const ids = { channelId: id, taskId };
    expect(await ask(simulator, "StopRecord", ids)).toMatchObject({ code: 0 });
    expect(await ask(simulator, "StopRecord", ids)).toMatchObject({
      message: "20327:The recording task does not exist",
    });
    expect(await ask(simulator, "DeleteRecord", ids)).toMatchObject({ code: 0 });
    expect(await ask(simulator, "DeleteRecord", ids)).toMatchObject({
      message: "20327:The recording task does not exist",
    });
  });

  test("a repeat makes a second task at once and a conflict later; real time needs a push", async () => {
    const simulator = await simulate(3, { lagMs: 0 });
    const id = await create(simulator);
    const span = { channelId: id, startTime: china(originMs + minute), endTime: china(originMs + 2 * minute) };
    const repeated = [
      await ask(simulator, "CreateRecord", { ...span, tapeType: "0" }),
      await ask(simulator, "CreateRecord", { ...span, tapeType: "0" }),
    ];
    expect(repeated).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(await ask(simulator, "CreateRecord", { ...span, tapeType: "1" })).toMatchObject({
      message: "20111:No LVB source is found for the channel",
    });
    expect(await ask(simulator, "CreateRecord", { ...span, tapeType: "0", endTime: china(originMs) })).toMatchObject({
      message: "20323:The start time and end time of the recording task are invalid",
    });
    await passed(simulator, (await eventNow(simulator)) + 3_000);
    expect(await ask(simulator, "CreateRecord", { ...span, tapeType: "0" })).toMatchObject({
      message: "20322:Time conflict between recording tasks",
    });
    expect(await ask(simulator, "DescribeRecordList", { channelId: id })).toMatchObject({ totalCount: 2 });
  });
});
