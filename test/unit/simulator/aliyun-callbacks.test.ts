import { createServer } from "node:http";
import type { Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { ask, domain, place } from "./aliyun-support.ts";
import { eventNow, field, simulate, until } from "./support.ts";

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

interface Received {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** A receiver that refuses the first `refusals` messages. */
async function receiver(refusals = 0): Promise<{ readonly url: string; readonly got: Received[] }> {
  const got: Received[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      const body: unknown = text === "" ? null : JSON.parse(text);
      const { searchParams } = new URL(request.url ?? "/", "http://receiver");
      got.push({ method: request.method ?? "", query: searchParams, body });
      response.statusCode = got.length <= refusals ? 500 : 200;
      response.end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook?secret=path`, got };
}

const record = { ...place, OssBucket: "bucket", OssEndpoint: "e", "RecordFormat.1.Format": "flv" };

describe("callbacks of the aliyun simulator", () => {
  test("the receiver of a domain is told of pushes by GET, as the document prints it", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const { url, got } = await receiver();
    await ask(simulator, "SetLiveStreamsNotifyUrlConfig", { DomainName: domain, NotifyUrl: url });
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: now + 60_000, untilMs: now + 79_000 });
    await until(() => (got.length >= 2 ? true : undefined));
    expect(got.map((one) => [one.method, one.query.get("action")])).toEqual([
      ["GET", "publish"],
      ["GET", "publish_done"],
    ]);
    const [first] = got;
    expect(Object.fromEntries(first?.query ?? [])).toMatchObject({
      secret: "path",
      app: domain,
      appname: "live",
      id: "hall",
      ip: expect.stringMatching(/^203\.0\.113\./),
      time: String(Math.floor((now + 60_000) / 1000)),
    });
  });

  test("files and record states go to the record receiver as JSON", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const { url, got } = await receiver();
    const notify = { DomainName: domain, NotifyUrl: url, NeedStatusNotify: "true" };
    await ask(simulator, "AddLiveRecordNotifyConfig", notify);
    await ask(simulator, "AddLiveAppRecordConfig", record);
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: now + 60_000, untilMs: now + 79_000 });
    await until(() => (got.length >= 3 ? true : undefined));
    const events = got.map((one) => field(one.body, "event"));
    expect(new Set(events)).toEqual(new Set(["record_paused", "record_started", undefined]));
    const file = got.find((one) => field(one.body, "event") === undefined)?.body;
    expect(file).toMatchObject({
      domain,
      app: "live",
      stream: "hall",
      duration: 19,
      start_time: Math.round((now + 60_000) / 1000),
      stop_time: Math.round((now + 79_000) / 1000),
    });
    const address = `${simulator.url}/_files/aliyun/bucket/${String(field(file, "uri"))}`;
    expect((await fetch(address)).status).toBe(200);
  });

  test("what is refused is repeated five times, a second apart", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const { url, got } = await receiver(5);
    await ask(simulator, "SetLiveStreamsNotifyUrlConfig", { DomainName: domain, NotifyUrl: url });
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: now + 60_000, untilMs: now + 86_400_000 });
    await until(() => (got.length >= 6 ? true : undefined));
    expect(got.every((one) => one.query.get("action") === "publish")).toBe(true);
  });

  test("the receiver registered at the console is told as well; a forged message claims the opposite", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const { url, got } = await receiver();
    simulator.setCallbackUrl("aliyun", url);
    simulator.addFaults([{ operation: "streamStatus", times: 1, fault: { kind: "forged" } }]);
    await ask(simulator, "AddLiveAppRecordConfig", record);
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: now + 60_000, untilMs: now + 79_000 });
    await until(() => (got.length >= 4 ? true : undefined));
    expect(got.slice(0, 2).map((one) => one.query.get("action"))).toEqual(["publish_done", "publish"]);
    expect(got.some((one) => one.method === "POST" && String(field(one.body, "uri")).endsWith(".flv"))).toBe(true);
  });

  test("nothing is sent once a receiver is deleted", async () => {
    const simulator = await simulate(200, { lagMs: 0 });
    const { url, got } = await receiver();
    await ask(simulator, "SetLiveStreamsNotifyUrlConfig", { DomainName: domain, NotifyUrl: url });
    const now = await eventNow(simulator);
    simulator.addEncoder({ service: "aliyun", stream: "hall", fromMs: now + 60_000, untilMs: now + 200_000 });
    await until(() => (got.length >= 1 ? true : undefined));
    await ask(simulator, "DeleteLiveStreamsNotifyUrlConfig", { DomainName: domain });
    const other = await receiver();
    await ask(simulator, "SetLiveStreamsNotifyUrlConfig", { DomainName: "other.example.com", NotifyUrl: other.url });
    // The stream's name alone pushes to every domain: the other one hears of the end.
    await until(() => (other.got.length >= 1 ? true : undefined));
    expect(got).toHaveLength(1);
  });
});
