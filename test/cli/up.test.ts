import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CliProcess, jsonLines, jsonOf, runCli } from "./run-cli.ts";
import type { Ended } from "./run-cli.ts";
import { freePort } from "../../src/temporal/free-port.ts";

const folder = mkdtempSync(join(tmpdir(), "rundown-up-"));
const data = join(folder, "data");
const env = { RUNDOWN_DATA: data, SIM_KEY: "0123456789abcdef" };
const run = (...args: string[]): Promise<Ended> => runCli(args, { cwd: folder, env });
let simulator: CliProcess;
let up: CliProcess;
let ports: readonly number[];

beforeAll(async () => {
  ports = [await freePort(), await freePort()];
  writeFileSync(
    join(folder, "rundown.yaml"),
    `rundown: 1
accounts:
  main:
    service: tencent-livecode
    credentials: { appid: "1252500000", key: { env: SIM_KEY } }
    endpoint: http://127.0.0.1:${ports[0]}/tencent-livecode
    watch: 5s
  later: { service: wangsu, credentials: { accessKeyId: a, accessKeySecret: { env: NOT_SET } } }
deliver: ["file:./recordings"]
webhooks: { listen: "127.0.0.1:${ports[1]}" }
`,
  );
  simulator = new CliProcess(["simulator", "--port", String(ports[0]), "--auto-push"], { cwd: folder, env });
  up = await startUp();
});

afterAll(async () => {
  await up.end("SIGTERM");
  await simulator.end("SIGTERM");
});

async function startUp(): Promise<CliProcess> {
  const process = new CliProcess(["up"], { cwd: folder, env });
  await process.said("Up: ");
  return process;
}

test("a real-time event from schedule to done, on up and simulator", async () => {
  const startMs = Math.ceil(Date.now() / 1000) * 1000 + 15_000;
  const endMs = startMs + 15_000;
  writeEvent("now.yaml", "now-on-air", startMs, endMs, "prepareBefore: 6s\n");
  const healthy = await fetch(`http://127.0.0.1:${ports[1]}/healthz`);
  expect(healthy.status).toBe(200);

  const dry = jsonOf(await run("schedule", "now.yaml", "--dry-run", "--json"));
  expect(dry).toMatchObject({ dryRun: true, events: [{ id: "now-on-air", what: "new", started: false }] });
  const first = jsonOf(await run("schedule", "now.yaml", "--json"));
  expect(first).toMatchObject({ events: [{ id: "now-on-air", what: "new", started: true }] });
  const second = jsonOf(await run("schedule", "now.yaml", "--json"));
  expect(second).toMatchObject({ events: [{ id: "now-on-air", what: "unchanged", started: false }] });

  const watched = await run("watch", "now-on-air", "--json");
  expect(watched.code).toBe(0);
  const lines = jsonLines(watched);
  expect(lines.at(-1)).toMatchObject({ type: "end", id: "now-on-air", phase: "done", stale: false });

  const shown = jsonOf(await run("show", "now-on-air", "--json"));
  expect(shown).toMatchObject({
    id: "now-on-air",
    phase: "done",
    needsAttention: [],
    startedBy: { user: "tester" },
    coverage: { plannedSeconds: 15, coveredSeconds: expect.closeTo(15, -0.5), gaps: [] },
    resources: [{ kind: "recording", state: "closed", possiblyDoubled: false }],
    files: [{ state: "delivered", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
  const text = JSON.stringify(shown);
  const sha256 = /"sha256":"([0-9a-f]{64})"/.exec(text)?.[1] ?? "";
  const location = /"location":"(file:[^"]+)"/.exec(text)?.[1] ?? "";
  expect(
    createHash("sha256")
      .update(readFileSync(new URL(location)))
      .digest("hex"),
  ).toBe(sha256);
  const simulated = await (await fetch(`http://127.0.0.1:${ports[0]}/_sim/files`)).text();
  expect(simulated).toContain(sha256);

  expect(jsonOf(await run("ledger", "--open", "--json"))).toEqual({ resources: [] });
  const ended = jsonOf(await run("schedule", "now.yaml", "--json"));
  expect(ended).toMatchObject({ events: [{ what: "ended", started: false }] });
});

test("a sleeping event: shown from its memo, kept by a killed up, changed and clashing files refused, cancelled twice", async () => {
  const startMs = Date.now() + 3_600_000;
  writeEvent("sleep.yaml", "sleeping", startMs, startMs + 600_000, "labels: { team: night }\n");
  expect((await run("schedule", "sleep.yaml")).code).toBe(0);
  expect(jsonOf(await run("show", "sleeping", "--json"))).toMatchObject({
    phase: "scheduled",
    stale: true,
    startedBy: { user: "tester" },
  });

  const lost = await up.end("SIGKILL");
  expect(lost.code).toBeNull();
  const without = await run("list");
  expect(without.code).toBe(3);
  expect(without.stderr).toContain("rundown up");
  up = await startUp();
  const other = await run("up", "--data", data);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain("in use by another");

  expect(jsonOf(await run("list", "--label", "team=night", "--phase", "scheduled", "--json"))).toMatchObject({
    events: [{ id: "sleeping", phase: "scheduled", labels: { team: "night" } }],
  });
  expect(jsonOf(await run("list", "--label", "team=day", "--json"))).toEqual({ events: [] });

  writeEvent("sleep.yaml", "sleeping", startMs, startMs + 900_000, "labels: { team: night }\n");
  const changed = await run("schedule", "sleep.yaml");
  expect(changed.code).toBe(2);
  expect(changed.stderr).toMatch(/sleeping: changed: .*not built yet/);
  writeEvent("other.yaml", "other-one", startMs, startMs + 600_000, "channel: { name: sleeping }\n");
  const clash = await run("schedule", "other.yaml");
  expect(clash.code).toBe(2);
  expect(clash.stderr).toMatch(/other-one: clash: sleeping has stream sleeping/);
  expect((await run("show", "other-one")).code).toBe(2);

  const early = await run("stop", "sleeping", "--yes");
  expect(early.code).toBe(2);
  expect(early.stderr).toMatch(/Not on air: sleeping \(scheduled\).*rundown cancel/);
  const asked = await run("cancel", "sleeping");
  expect(asked.code).toBe(2);
  expect(asked.stderr).toContain("--yes");
  const unknown = await run("cancel", "sleeping", "nobody", "--yes");
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatch(/No such event: nobody\. Nothing was changed/);
  const cancelled = jsonOf(await run("cancel", "--label", "team=night", "--reason", "rain", "--yes", "--json"));
  expect(cancelled).toMatchObject({ results: [{ ok: true, id: "sleeping", changed: true, closes: [], strays: [] }] });
  const watched = await run("watch", "sleeping");
  expect(watched.code).toBe(1);
  const again = jsonOf(await run("cancel", "sleeping", "--yes", "--json"));
  expect(again).toMatchObject({ results: [{ ok: true, changed: false, phase: "cancelled" }] });
  expect(jsonOf(await run("ledger", "--json"))).toMatchObject({ resources: expect.any(Array) });
});

test("no worker polls: nothing is started, exit 3 with the command that starts one", async () => {
  const startMs = Date.now() + 3_600_000;
  writeEvent("alone.yaml", "nobody-works", startMs, startMs + 60_000, "");
  const text = readFileSync(join(folder, "rundown.yaml"), "utf8")
    .replace("  main:", "  main: &main")
    .replace("  later:", "  unserved: *main\n  later:");
  writeFileSync(join(folder, "more.yaml"), text);
  writeFileSync(
    join(folder, "alone.yaml"),
    readFileSync(join(folder, "alone.yaml"), "utf8").replace("account: main", "account: unserved"),
  );
  const ended = await run("schedule", "alone.yaml", "--config", "more.yaml");
  expect(ended.stderr).toMatch(/No worker acts for account unserved.*rundown up/);
  expect(ended.code).toBe(3);
  expect((await run("show", "nobody-works")).code).toBe(2);
});

test("SIGTERM ends up cleanly", async () => {
  const ended = await up.end("SIGTERM");
  expect(ended.code).toBe(0);
  up = await startUp();
});

function writeEvent(name: string, id: string, startMs: number, endMs: number, more: string): void {
  const [start, end] = [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
  const text = `rundown: 1\nid: ${id}\naccount: main\nwindow: { start: ${start}, end: ${end}, timeZone: UTC }\nsource: { push: {} }\nrecord: {}\n${more}`;
  writeFileSync(join(folder, name), text);
}
