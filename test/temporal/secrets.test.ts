import { readFile, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startEvent } from "../../src/cli/start-event.ts";
import { tencentLivecode } from "../../src/vendors/tencent-livecode/index.ts";
import { createLogger } from "../../src/workers/logger.ts";
import { startWorkers } from "../../src/workers/start-workers.ts";
import type { RunningWorkers } from "../../src/workers/start-workers.ts";
import { runCli } from "../cli/run-cli.ts";
import { minute, spec, start } from "../support/rows.ts";
import { openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const planted = {
  appid: "1252500000",
  key: "planted-key-7c4f9a1e",
  callbackKey: "planted-callback-key-b83d",
  pushKey: "planted-push-key-51e0",
  bizid: "8888",
};
const secrets = [planted.key, planted.callbackKey, planted.pushKey];
const echoed = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const window = { ...spec().window, endMs: start + 12 * minute };

let stage: Stage;
let proxy: Server;
let workers: RunningWorkers;
const signatures = new Set<string>();
const log: string[] = [];

beforeAll(async () => {
  stage = await openStage({
    rate: 100,
    fromMs: start - 11 * minute,
    simulator: { accounts: [{ service: "tencent-livecode", credentials: planted }] },
  });
  proxy = signatureReader(stage.simulator.port);
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  workers = await startWorkers({
    address: stage.server.address,
    namespace: "default",
    accounts: {
      names: ["main"],
      get: () => ({
        service: "tencent-livecode",
        access: {
          name: "main",
          credentials: tencentLivecode.parseCredentials(planted),
          endpoint: `http://127.0.0.1:${portOf(proxy)}/tencent-livecode`,
          timeoutMs: 10_000,
          defaults: {},
        },
        perMinute: 120,
      }),
    },
    log: createLogger({ pretty: false, level: "debug", destination: { write: (line: string) => void log.push(line) } }),
    bundlePath: inject("workflowBundlePath"),
  });
});

afterAll(async () => {
  await workers.stop();
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  await stage.close();
});

describe("nothing secret leaves the process that acts", () => {
  it("is in no history, log line, report or answer of a whole life with faults", async () => {
    stage.simulator.addFaults([
      { operation: "startRecordingTask", times: 1, fault: { kind: "lost-answer" } },
      {
        operation: "getRecordingFileList",
        times: 1,
        fault: { kind: "error", code: 20300, message: `no: ${secrets.join(" ")} sign=${echoed}` },
      },
      { operation: "getLiveChannelList", times: 1, fault: { kind: "html-error" } },
    ]);
    const { spec: event, rows, watchMs } = stage.event({ id: "secret", stream: "secret_stream", window });
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream: event.stream,
      fromMs: start - 5 * minute,
      untilMs: window.endMs + 10_000,
      drops: [{ fromMs: start + 3 * minute, untilMs: start + 6 * minute }],
    });
    await startEvent(stage.client, {
      plan: { spec: event, rows, watchMs, values: [], steps: [], refusals: [], warnings: [] },
      specHash: "h",
      clock: stage.clock,
      startedBy: { version: "0", user: "test" },
    });
    expect(await stage.client.workflow.getHandle("event/secret").result()).toMatchObject({ phase: "done" });
    await until("the watch ends", async () => {
      const watch = await stage.client.workflow.getHandle("account/main").describe();
      return watch.status.name === "COMPLETED";
    });

    const texts: Record<string, string> = { log: log.join("") };
    for (const id of ["event/secret", "account/main"]) {
      const handle = stage.client.workflow.getHandle(id);
      texts[`history of ${id}`] = readable(await handle.fetchHistory());
      texts[`description of ${id}`] = readable((await handle.describe()).raw);
    }
    texts["report"] = await readFile(join(stage.folder, "secret", "report.json"), "utf8");
    const cli = { cwd: stage.folder, env: { TEMPORAL_ADDRESS: stage.server.address } };
    for (const args of [["show", "secret"], ["files", "secret"], ["ledger"], ["list"]]) {
      const ended = await runCli([...args, "--json"], cli);
      expect(ended.code, ended.stderr).toBe(0);
      texts[args.join(" ")] = ended.stdout + ended.stderr;
    }

    // What is searched is really there: the stream, the calls, the fault.
    for (const name of ["history of event/secret", "history of account/main", "report"])
      expect(texts[name]).toContain("secret_stream");
    expect(texts["log"]).toContain("startRecordingTask");
    expect(texts["history of event/secret"]).toContain("20300");
    expect(signatures.size).toBeGreaterThan(5);
    expect(leaks(texts, [...secrets, echoed, ...signatures])).toEqual([]);
  });

  it("the search finds what was planted", () => {
    expect(leaks({ a: `x ${planted.key} y`, b: "nothing" }, secrets)).toEqual([`a: ${planted.key}`]);
    expect(readable({ payload: { data: new TextEncoder().encode(planted.pushKey) } })).toContain(planted.pushKey);
  });

  it("plan shows signed addresses masked", async () => {
    const accounts = { "tencent-main": { service: "tencent-livecode", credentials: planted } };
    await writeFile(join(stage.folder, "rundown.yaml"), JSON.stringify({ rundown: 1, accounts }));
    const file = {
      rundown: 1,
      id: "masked",
      account: "tencent-main",
      window: { start: "2036-12-01T09:00:00Z", end: "2036-12-01T10:00:00Z" },
      source: { push: {} },
      record: { format: "mp4" },
    };
    await writeFile(join(stage.folder, "masked.yaml"), JSON.stringify(file));
    for (const more of [[], ["--json"]]) {
      const ended = await runCli(["plan", "masked.yaml", ...more], { cwd: stage.folder });
      expect(ended.code, ended.stderr).toBe(0);
      const text = ended.stdout + ended.stderr;
      expect(text).toContain("8888.livepush.myqcloud.com");
      expect(text).not.toMatch(/txSecret=[0-9a-f]{6}/i);
      expect(leaks({ plan: text }, secrets)).toEqual([]);
    }
  });
});

function leaks(texts: Readonly<Record<string, string>>, wanted: readonly string[]): readonly string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    wanted.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret}`),
  );
}

/** Everything in a value as text, payloads decoded. */
function readable(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, item]) => `${name}: ${readable(item)}`)
    .join("\n");
}

/** Passes requests on to the simulator and keeps the signatures that they carry. */
function signatureReader(port: number): Server {
  return createServer((incoming, outgoing) => {
    const { url = "/", method, headers } = incoming;
    const signature = new URL(url, "http://x").searchParams.get("sign");
    if (signature !== null) signatures.add(signature);
    const onward = request({ host: "127.0.0.1", port, path: url, method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once("error", () => outgoing.destroy());
    });
    onward.once("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}
