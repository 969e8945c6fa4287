import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { firstState } from "../../src/domain/event-step.ts";
import { eventReport } from "../../src/domain/report.ts";
import { eventInput, minute, start } from "../support/rows.ts";
import { CliProcess, jsonOf, runCli } from "./run-cli.ts";
import type { Ended } from "./run-cli.ts";
import { freePort } from "../../src/temporal/free-port.ts";

const folder = mkdtempSync(join(tmpdir(), "rundown-reports-"));
const env = { RUNDOWN_DATA: join(folder, "data"), KEY: "0123456789abcdef" };
const run = (...args: string[]): Promise<Ended> => runCli(args, { cwd: folder, env });
let up: CliProcess;
let workerPort = 0;

beforeAll(async () => {
  const port = await freePort();
  workerPort = await freePort();
  writeFileSync(
    join(folder, "rundown.yaml"),
    `rundown: 1
accounts:
  main: { service: tencent-livecode, credentials: { appid: "1252500000", key: { env: KEY } } }
deliver: ["file:./first", "file:./second"]
webhooks: { listen: "127.0.0.1:${port}" }
`,
  );
  report("first", "forgotten-one", { team: "night" }, start);
  report("second", "forgotten-two", { team: "day" }, start - 60 * minute);
  mkdirSync(join(folder, "first", "broken"), { recursive: true });
  writeFileSync(join(folder, "first", "broken", "report.json"), "{ cut");
  mkdirSync(join(folder, "first", "no-report"));
  up = new CliProcess(["up"], { cwd: folder, env });
  await up.said("Up: ");
});

afterAll(async () => {
  await up.end("SIGTERM");
});

/** A report as an event delivers it. */
function report(place: string, id: string, labels: Readonly<Record<string, string>>, startMs: number): void {
  const window = { ...eventInput().spec.window, startMs, endMs: startMs + 30 * minute };
  const input = eventInput({ id, labels, title: `Title of ${id}`, window });
  const rows = input.rows.map((row) => ({ ...row, state: "closed" as const, proof: "answer" as const }));
  mkdirSync(join(folder, place, id), { recursive: true });
  const state = { ...firstState({ ...input, rows }), outcome: "done" as const };
  writeFileSync(join(folder, place, id, "report.json"), JSON.stringify(eventReport(input, state)));
}

test("list, show and files know events that Temporal has forgotten, from all places", async () => {
  const listed = await run("list", "--json");
  expect(listed.code).toBe(0);
  expect(jsonOf(listed)).toMatchObject({
    events: [
      { id: "forgotten-two", title: "Title of forgotten-two", phase: "done", source: "report", account: "main" },
      { id: "forgotten-one", labels: { team: "night" }, source: "report", openResources: 0 },
    ],
  });
  expect(listed.stderr).toMatch(/broken\/report\.json is no JSON: it was changed or cut/);
  expect((await run("list")).stdout).toMatch(/forgotten-one +done .*\(report\)/);

  expect(idsOf(await run("list", "--label", "team=day", "--json"))).toEqual(["forgotten-two"]);
  expect(idsOf(await run("list", "--phase", "live", "--json"))).toEqual([]);
  expect(idsOf(await run("list", "--from", new Date(start).toISOString(), "--json"))).toEqual(["forgotten-one"]);

  expect(jsonOf(await run("show", "forgotten-two", "--json"))).toMatchObject({ id: "forgotten-two", phase: "done" });
  expect(jsonOf(await run("files", "--label", "team=night", "--json"))).toMatchObject({
    events: [{ id: "forgotten-one" }],
  });
  const nobody = await run("show", "nobody");
  expect(nobody.code).toBe(2);
  expect(nobody.stderr).toMatch(/nor as a delivered report in file:.*first, file:.*second/);
  const broken = await run("show", "broken", "--json");
  expect(broken.code).toBe(1);
  expect(jsonOf(broken)).toMatchObject({ ok: false, error: { message: expect.stringContaining("no JSON") } });
});

test("a worker of its own beside up answers for its health, and tells when the server is gone", async () => {
  const worker = new CliProcess(["worker", "--health", `127.0.0.1:${workerPort}`, "--json"], { cwd: folder, env });
  const health = `http://127.0.0.1:${workerPort}/healthz`;
  try {
    await worker.said('"ready":true');
    expect(await (await fetch(health)).json()).toEqual({ ok: true, wrong: null });
    expect(JSON.parse(worker.stdout)).toMatchObject({ accounts: ["main"], health });
    const busy = await run("worker", "--health", `127.0.0.1:${workerPort}`, "--json");
    expect(busy.code).toBe(2);
    expect(jsonOf(busy)).toMatchObject({ error: { message: expect.stringMatching(/Health cannot be answered on/) } });

    await up.end("SIGTERM");
    const answer = await fetch(health);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      ok: false,
      wrong: expect.stringContaining("Temporal does not answer"),
    });
  } finally {
    expect((await worker.end("SIGTERM")).code).toBe(0);
  }
});

test("a data folder that is none is refused by name", async () => {
  const ended = await run("up", "--data", join(folder, "rundown.yaml"), "--json");
  expect(ended.code).toBe(2);
  expect(jsonOf(ended)).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/The data folder .*rundown\.yaml cannot be used \(EEXIST\).*--data DIR/) },
  });
});

function idsOf(ended: Ended): readonly string[] {
  return [...JSON.stringify(jsonOf(ended)).matchAll(/"id":"([^"]+)"/g)].map((match) => match[1] ?? "");
}
