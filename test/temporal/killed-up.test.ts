import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CliProcess, jsonLines, jsonOf, runCli } from "../cli/run-cli.ts";
import { until } from "../support/stage.ts";
import { freePort } from "../../src/temporal/free-port.ts";

let folder = "";
let simulatorUrl = "";
const processes: CliProcess[] = [];
const env = { STAGE_KEY: "0123456789abcdef" };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rundown-killed-up-"));
  const [port, health] = [await freePort(), await freePort()];
  simulatorUrl = `http://127.0.0.1:${port}`;
  const config = {
    rundown: 1,
    accounts: {
      main: {
        service: "tencent-livecode",
        credentials: { appid: "1252500000", key: { env: "STAGE_KEY" } },
        endpoint: `${simulatorUrl}/tencent-livecode`,
        watch: "5s",
      },
    },
    deliver: ["file:./recordings"],
    webhooks: { listen: `127.0.0.1:${health}` },
  };
  await writeFile(join(folder, "rundown.yaml"), JSON.stringify(config));
  begin(["simulator", "--port", String(port), "--auto-push"]);
});

afterAll(async () => {
  for (const process of processes) await process.end("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

it("up is killed while an event of two minutes is live, starts again on its data folder, and ends the event", async () => {
  const first = begin(["up"]);
  await first.said("Up: ");
  const startMs = Math.ceil(Date.now() / 1_000) * 1_000 + 12_000;
  const endMs = startMs + 120_000;
  const event = {
    rundown: 1,
    id: "two-minutes",
    account: "main",
    window: { start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString() },
    source: { push: {} },
    record: {},
    prepareBefore: "10s",
  };
  await writeFile(join(folder, "event.yaml"), JSON.stringify(event));
  expect((await run("schedule", "event.yaml")).code).toBe(0);
  await until("the event is live", async () => phaseOf(jsonOf(await run("show", "two-minutes", "--json"))) === "live");

  await first.end("SIGKILL");
  const second = begin(["up"]);
  await second.said("Up: ");

  const watched = await run("watch", "two-minutes", "--json");
  expect(jsonLines(watched).at(-1)).toMatchObject({ type: "end", phase: "done" });
  expect(watched.code).toBe(0);
  const shown: unknown = jsonOf(await run("show", "two-minutes", "--json"));
  expect(shown).toMatchObject({
    phase: "done",
    coverage: { plannedSeconds: 120, gaps: [] },
    resources: [{ state: "closed", possiblyDoubled: false }],
    files: [{ state: "delivered" }],
  });
  const text = JSON.stringify(shown);
  const location = /"location":"(file:[^"]+)"/.exec(text)?.[1] ?? "";
  const sha256 = createHash("sha256")
    .update(await readFile(new URL(location)))
    .digest("hex");
  expect(text).toContain(sha256);
  expect(await (await fetch(`${simulatorUrl}/_sim/files`)).text()).toContain(sha256);
  expect(await (await fetch(`${simulatorUrl}/_sim/tasks`)).json()).toHaveLength(1);
  expect(jsonOf(await run("ledger", "--open", "--json"))).toEqual({ resources: [] });
}, 300_000);

function begin(args: readonly string[]): CliProcess {
  const process = new CliProcess(args, { cwd: folder, env: { ...env, RUNDOWN_DATA: join(folder, "data") } });
  processes.push(process);
  return process;
}

function run(...args: readonly string[]): ReturnType<typeof runCli> {
  return runCli(args, { cwd: folder, env: { ...env, RUNDOWN_DATA: join(folder, "data") } });
}

function phaseOf(shown: unknown): unknown {
  return typeof shown === "object" && shown !== null && "phase" in shown ? shown.phase : null;
}
