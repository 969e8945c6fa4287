import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { appid, asHost, china, eventNow, field, list, originMs, passed, sign, simulate } from "./support.ts";

const minute = 60_000;

async function address(
  simulator: RunningSimulator,
  name: string,
  params: Readonly<Record<string, string | number>>,
): Promise<string> {
  const t = Math.floor((await eventNow(simulator)) / 1000) + 3600;
  const search = new URLSearchParams({
    cmd: appid,
    interface: name,
    ...Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)])),
    t: String(t),
    sign: sign(t),
  });
  return `${simulator.endpoint("tencent-queue")}/common_access?${search.toString()}`;
}

async function ask(
  simulator: RunningSimulator,
  name: string,
  params: Readonly<Record<string, string | number>> = {},
): Promise<unknown> {
  return (await fetch(await address(simulator, name, params))).json();
}

describe("the queue simulator", () => {
  test("a screenshot every full ten seconds, each message once", async () => {
    const simulator = await simulate(500);
    const fromMs = originMs + 5 * minute + 3_000;
    for (const stream of ["8888_a", "8888_b"]) {
      simulator.addEncoder({ service: "tencent-queue", stream, fromMs, untilMs: fromMs + minute });
    }
    const take = async (count: number): Promise<readonly unknown[]> =>
      list(
        field(await ask(simulator, "Live_Queue_Get", { "Param.n.bid": 100, "Param.n.count": count }), "output.data"),
      );
    expect(await take(10)).toEqual([]);
    await passed(simulator, fromMs + 2 * minute);
    const first = await take(5);
    const rest = await take(100);
    const pushed = fromMs / 1000;
    expect(first.slice(0, 3)).toEqual([
      { stream_id: "8888_a", pic_url: `8888_a_${pushed}_${pushed}_7_300_169.jpg` },
      { stream_id: "8888_b", pic_url: `8888_b_${pushed}_${pushed}_7_300_169.jpg` },
      { stream_id: "8888_a", pic_url: `8888_a_${pushed}_${pushed}_17_300_169.jpg` },
    ]);
    // Six full ten seconds in a minute, of two streams.
    expect([first.length, rest.length]).toEqual([5, 7]);
    expect(new Set([...first, ...rest].map((row) => field(row, "pic_url"))).size).toBe(12);
    expect(await take(100)).toEqual([]);
    expect(await ask(simulator, "Live_Queue_Get", { "Param.n.bid": 100 })).toMatchObject({ output: { count: "0" } });
  });

  test("every push is recorded in fragments of half an hour at most", async () => {
    const simulator = await simulate(2000);
    const fromMs = originMs + 20 * minute;
    simulator.addEncoder({ service: "tencent-queue", stream: "123", fromMs, untilMs: fromMs + 45 * minute });
    expect(await ask(simulator, "Live_Channel_GetStatus", { "Param.s.channel_id": "123" })).toMatchObject({
      ret: 20601,
    });
    await passed(simulator, fromMs + minute);
    // The examples of the guide send the number.
    expect(await ask(simulator, "Live_Channel_GetStatus", { "Param.n.channel_id": "123" })).toMatchObject({
      output: { status: 1 },
    });
    await passed(simulator, fromMs + 46 * minute);
    const files = await ask(simulator, "Live_Tape_GetFilelist", { "Param.s.channel_id": "123" });
    expect(files).toMatchObject({
      ret: 0,
      output: {
        all_count: 2,
        file_list: [
          { start_time: china(fromMs), end_time: china(fromMs + 30 * minute) },
          { start_time: china(fromMs + 30 * minute), end_time: china(fromMs + 45 * minute) },
        ],
      },
    });
    const second = { "Param.s.channel_id": "123", "Param.n.page_no": 2, "Param.n.page_size": 1 };
    expect(list(field(await ask(simulator, "Live_Tape_GetFilelist", second), "output.file_list"))).toEqual([
      field(files, "output.file_list.1"),
    ]);
    expect(await ask(simulator, "Live_Channel_GetStatus", { "Param.s.channel_id": "123" })).toMatchObject({
      output: { status: 0 },
    });
  });

  test("wrong calls are refused", async () => {
    const simulator = await simulate(1);
    expect(await ask(simulator, "Live_Queue_Get", { "Param.n.bid": 1 })).toMatchObject({ ret: 20300 });
    expect(await ask(simulator, "Live_Queue_Get", { "Param.n.bid": 100, "Param.n.count": 101 })).toMatchObject({
      ret: 20300,
    });
    expect(await ask(simulator, "Live_Tape_GetFilelist")).toMatchObject({ ret: 20300 });
    expect(await ask(simulator, "Live_Tape_Start")).toMatchObject({ ret: -1 });
    const good = await address(simulator, "Live_Queue_Get", { "Param.n.bid": 100 });
    expect(await (await fetch(good.replace(/sign=.{4}/, "sign=0000"))).json()).toMatchObject({ ret: 403 });
    expect(await (await fetch(good.replace(`cmd=${appid}`, "cmd=5"))).json()).toMatchObject({
      message: "cmd is invalid",
    });
    expect((await asHost(good, "fcgi.video.qcloud.com")).status).toBe(200);
    expect((await asHost(good, "statcgi.video.qcloud.com")).status).toBe(404);
    expect((await fetch(good, { method: "POST" })).status).toBe(405);
  });
});
