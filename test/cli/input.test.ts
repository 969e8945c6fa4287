import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commandsNotBuilt } from "../../src/cli/not-built.ts";
import { jsonOf, runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "rundown-cli-"));
const event = (change: (text: string) => string = (text) => text): string =>
  change(`rundown: 1
id: some-event
service: tencent-livecode
window: { start: 2036-12-01T09:00:00, end: 2036-12-01T10:30:00, timeZone: Asia/Shanghai }
source: { push: {} }
record: {}
`);

beforeAll(() => {
  writeFileSync(join(folder, "good.yaml"), event());
  writeFileSync(
    join(folder, "past.yaml"),
    event((text) => text.replaceAll("2036", "2016")),
  );
  writeFileSync(
    join(folder, "wrong.yaml"),
    event((text) => text.replace("record:", "recrod:").replace("T10:30:00", "T10:99:00")),
  );
  writeFileSync(
    join(folder, "relay.yaml"),
    event((text) => `${text}relay: [ { id: a, to: { env: PARTNER } } ]\n`),
  );
  writeFileSync(
    join(folder, "account.yaml"),
    event((text) => text.replace("service: tencent-livecode", "account: main")),
  );
  const second = event((text) => text.replace("some-event", "other-event"));
  const channel = "channel: { name: same }\n";
  writeFileSync(join(folder, "clash.yaml"), `${event()}${channel}---\n${second}${channel}`);
  writeFileSync(join(folder, "faults.yaml"), "encoders:\n  - { from: soon }\n");
  writeFileSync(join(folder, "wrong-config.yaml"), "rundown: 1\ndelivr: []\n");
  mkdirSync(join(folder, "empty"));
});

const data = join(folder, "no-data");
const run = (...args: string[]) => runCli(args, { cwd: folder, env: { RUNDOWN_DATA: data } });

test.each<[string, string[], RegExp]>([
  ["an unknown command", ["rehears", "x"], /unknown command 'rehears'[\s\S]*rehearse/],
  ["a missing argument", ["plan"], /missing required argument 'files'/],
  ["an unknown option", ["plan", "good.yaml", "--fast"], /unknown option '--fast'/],
  ["too many arguments", ["list", "extra"], /too many arguments/],
  ["a speed of nought", ["rehearse", "good.yaml", "--speed", "0"], /number from 1 to 1000/],
  ["a seed that is none", ["rehearse", "good.yaml", "--seed", "x"], /whole number/],
  ["a file that is missing", ["plan", "nowhere.yaml"], /nowhere\.yaml:1:1 does not exist/],
  ["a folder without files", ["plan", "empty"], /folder without/],
  ["faults of a file, all at once", ["plan", "wrong.yaml"], /wrong\.yaml:4:\d+ [\s\S]*wrong\.yaml:6:1 .*recrod/],
  ["a wish that is not granted", ["plan", "relay.yaml"], /relay\.yaml:7:\d+ relay/],
  ["an account without a configuration", ["plan", "account.yaml"], /account\.yaml:3:\d+ account: .*main/],
  ["a window that is over", ["plan", "past.yaml"], /past\.yaml:4:\d+ window\.end: .*over/],
  ["events that clash", ["plan", "clash.yaml"], /clash.*stream same/],
  ["events that clash, rehearsed", ["rehearse", "clash.yaml"], /clash.*stream same/],
  ["a service without an account", ["schedule", "good.yaml"], /good\.yaml:3:\d+ .*account/],
  ["a configuration that is missing", ["list", "--config", "no.yaml"], /no\.yaml:1:1 does not exist/],
  ["a configuration that is wrong", ["list", "--config", "wrong-config.yaml"], /wrong-config\.yaml:2:1 .*delivr/],
  ["a fault file that is missing", ["rehearse", "good.yaml", "--faults", "no.yaml"], /no\.yaml:1:1 does not exist/],
  [
    "a fault file that is wrong",
    ["rehearse", "good.yaml", "--faults", "faults.yaml"],
    /faults\.yaml:2:\d+ encoders\[0\]\.from/,
  ],
  ["a service that is none", ["rehearse", "good.yaml", "--service", "akamai"], /one of wangsu/],
  ["a service that is not built", ["rehearse", "good.yaml", "--service", "wangsu"], /not built yet/],
  ["an event that is not there", ["rehearse", "good.yaml", "--only", "another"], /--only another/],
  ["a phase that is none", ["list", "--phase", "onair"], /one of scheduled/],
  ["a time that is none", ["list", "--from", "noon"], /not an instant/],
  ["a label that is none", ["show", "--label", "comms"], /key=value/],
  ["an id that is none", ["show", "Some Event"], /not an event id/],
  ["no id at all", ["cancel", "--yes"], /Name one or more event ids/],
  ["a write-off without reason", ["ledger", "--write-off", "a/b"], /--reason/],
  ["a port that is none", ["simulator", "--port", "99999"], /port/],
  ["an address that is none", ["worker", "--health", "here"], /host:port/],
  ["an option that is not built", ["schedule", "good.yaml", "--prune"], /--prune` is not built yet/],
  ["another option that is not built", ["ledger", "--check"], /--check` is not built yet/],
])("%s: exit 2 and one clear message", async (_name, args, message) => {
  const ended = await run(...args);
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr).not.toMatch(/\n\s+at /);
  expect(ended.stdout).toBe("");
  expect(ended.code).toBe(2);
});

test("commands of later are known and refused", async () => {
  for (const name of commandsNotBuilt.filter((_, index) => index % 8 === 0)) {
    const ended = await run(name, "a", "--by", "20m");
    expect(ended).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `\`rundown ${name}\` is not built yet; nothing was done.\n`,
    });
  }
});

test("with --json an error is one value on standard output too", async () => {
  const ended = await run("plan", "wrong.yaml", "--json");
  expect(ended.code).toBe(2);
  expect(jsonOf(ended)).toMatchObject({
    ok: false,
    error: {
      exitCode: 2,
      faults: expect.arrayContaining([expect.objectContaining({ file: "wrong.yaml", line: 6, column: 1 })]),
    },
  });
});

test("without a Temporal server: exit 3 and the command that starts one", async () => {
  for (const args of [["list"], ["show", "some-event"], ["stop", "some-event", "--yes"], ["ledger"], ["worker"]]) {
    const ended = await run(...args);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/rundown up/);
  }
  const elsewhere = await runCli(["list"], { cwd: folder, env: { TEMPORAL_ADDRESS: "127.0.0.1:1" } });
  expect(elsewhere.code).toBe(3);
  expect(elsewhere.stderr).toMatch(/127\.0\.0\.1:1/);
});

describe("help", () => {
  test("without arguments it is the list of commands", async () => {
    const ended = await run();
    expect(ended.code).toBe(0);
    for (const name of ["rehearse", "plan", "schedule", "ledger", "simulator"])
      expect(ended.stdout).toContain(`  ${name} `);
    expect(ended.stdout).not.toContain("kick");
  });

  test("every command has an example", async () => {
    const names = [
      "rehearse",
      "plan",
      "schedule",
      "list",
      "show",
      "watch",
      "files",
      "ledger",
      "stop",
      "cancel",
      "up",
      "worker",
      "simulator",
    ];
    for (const name of names) {
      const ended = await run(name, "--help");
      expect(ended.code).toBe(0);
      expect(ended.stdout).toMatch(new RegExp(`Example:\\n  rundown ${name} `));
      expect(ended.stdout).toContain("--json");
    }
  });
});

test("plan sends nothing, and prints steps, calls and values with their origin", async () => {
  const text = await run("plan", "good.yaml");
  expect(text.code).toBe(0);
  expect(text.stdout).toMatch(/2036-12-01 09:00:00 \+08:00 \(2036-12-01 01:00:00Z\)/);
  expect(text.stdout).toMatch(/call Live_Tape_Start/);
  expect(text.stdout).toMatch(/reconnectWindow: 60s {2}\(default\)/);
  const value = jsonOf(await run("plan", "good.yaml", "--json"));
  expect(value).toMatchObject({
    events: [
      {
        id: "some-event",
        service: "tencent-livecode",
        resources: [{ kind: "recording", from: "2036-12-01T01:00:00.000Z" }],
      },
    ],
  });
});

test("addresses are masked", async () => {
  const config = `rundown: 1
accounts:
  main:
    service: tencent-livecode
    credentials: { appid: "1252500000", key: { env: K }, pushKey: { env: P }, bizid: "8888" }
`;
  writeFileSync(join(folder, "with-account.yaml"), config);
  const env = { K: "0123456789abcdef", P: "push-key-that-nobody-may-see", RUNDOWN_DATA: data };
  const ended = await runCli(["plan", "account.yaml", "--config", "with-account.yaml"], { cwd: folder, env });
  expect(ended.code).toBe(0);
  expect(ended.stdout).toMatch(/push: rtmp:\/\/8888\.livepush\.myqcloud\.com\/….{4}\n/);
  expect(ended.stdout).toMatch(/stream 8888_some/);
  for (const hidden of ["txSecret", env.K, env.P]) expect(ended.stdout + ended.stderr).not.toContain(hidden);
});
