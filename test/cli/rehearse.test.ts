import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isAlive } from "./is-alive.ts";
import { CliProcess, jsonLines, runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "rundown-rehearse-"));
const file = join(folder, "event.yaml");
writeFileSync(
  file,
  `rundown: 1
id: evening-show
title: Evening show
service: tencent-livecode
window: { start: 2036-12-01T19:00:00, end: 2036-12-01T19:40:00, timeZone: Asia/Shanghai }
source: { push: {} }
record: {}
`,
);
const drop = fileURLToPath(new URL("files/drop-short.yaml", import.meta.url));

interface Line {
  readonly type: string;
}

function isLine(value: unknown): value is Line {
  return typeof value === "object" && value !== null && "type" in value;
}

test("an event with a drop-out: lines while it runs, a summary with gap and cause, the files left where asked", async () => {
  const kept = join(folder, "kept");
  const args = [
    "rehearse",
    file,
    "--speed",
    "200",
    "--faults",
    drop,
    "--json",
    "--keep-files",
    kept,
    "--log",
    join(folder, "log.json"),
  ];
  const ended = await runCli(args, { cwd: folder });
  expect(ended.stderr + ended.stdout).toContain('"type":"summary"');
  const lines = jsonLines(ended).filter(isLine);
  expect(lines.map((line) => line.type)).toEqual(expect.arrayContaining(["log", "phase"]));
  const summary = lines.at(-1);
  expect(summary).toMatchObject({
    type: "summary",
    ok: true,
    problems: [],
    leftovers: [],
    events: [
      {
        id: "evening-show",
        phase: "done",
        coverage: {
          plannedSeconds: 2400,
          signalSeconds: expect.closeTo(2220, -1),
          gaps: [{ from: "2036-12-01T11:10:00.000Z", to: "2036-12-01T11:13:00.000Z", cause: "no-signal" }],
        },
        files: [
          { state: "delivered", asAtVendor: true },
          { state: "delivered", asAtVendor: true },
        ],
        possiblyDoubled: [],
      },
    ],
  });
  expect(ended.code).toBe(0);

  const report: unknown = JSON.parse(readFileSync(join(kept, "evening-show", "report.json"), "utf8"));
  expect(report).toMatchObject({ id: "evening-show", phase: "done", account: "tencent-livecode" });
  const found = /"sha256":"([0-9a-f]{64})","state":"delivered","asAtVendor":true,"location":"([^"]+)"/.exec(
    ended.stdout,
  );
  const bytes = readFileSync(new URL(found?.[2] ?? ""));
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(found?.[1]);

  const log = readFileSync(join(folder, "log.json"), "utf8");
  expect(log).toMatch(/"event":"evening-show".*"operation":"startRecordingTask","attempt":1,"outcome":"ok"/);
  expect(log).not.toMatch(/"sign"/);
});

test("nobody pushes: it does not end well, the summary says why, exit 1", async () => {
  writeFileSync(join(folder, "silent.yaml"), "encoders: []\n");
  writeFileSync(join(folder, "stop.yaml"), readFileSync(file, "utf8").replace("record: {}", "onNoSignal: stop"));
  const ended = await runCli(["rehearse", "stop.yaml", "--speed", "400", "--faults", "silent.yaml"], { cwd: folder });
  expect(ended.stdout).toMatch(/Not as it should be:\n {2}- evening-show ended \w+/);
  expect(ended.code).toBe(1);
});

test("Ctrl-C ends it within seconds, with 130, and takes server and files along", async () => {
  const cli = new CliProcess(["rehearse", file, "--speed", "20", "--log", join(folder, "cut.json")], { cwd: folder });
  await cli.said("recording armed", 60_000);
  const children = await childrenOf(cli.child.pid ?? 0);
  expect(children.length).toBeGreaterThan(0);
  const askedMs = Date.now();
  const ended = await cli.end("SIGINT");
  expect(ended.code).toBe(130);
  expect(Date.now() - askedMs).toBeLessThan(15_000);
  await expect.poll(() => children.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  expect(existsSync(join(folder, "recordings"))).toBe(false);
});

async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await import("node:child_process").then(({ spawnSync }) =>
    spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }),
  );
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
}
