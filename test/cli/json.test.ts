import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { jsonOf, runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "rundown-json-"));
writeFileSync(join(folder, "wrong.yaml"), "rundown: 1\nid: x\n");
writeFileSync(join(folder, "wrong-config.yaml"), "rundown: 1\naccounts: 7\n");
const env = { RUNDOWN_DATA: join(folder, "none"), TEMPORAL_ADDRESS: "127.0.0.1:1" };

/** Each command with what it cannot do, and the exit code of that. */
const failures: readonly (readonly [number, readonly string[]])[] = [
  [2, ["rehearse", "wrong.yaml"]],
  [2, ["rehearse", "wrong.yaml", "--faults", "wrong.yaml"]],
  [2, ["plan", "wrong.yaml"]],
  [2, ["schedule", "wrong.yaml"]],
  [3, ["list"]],
  [3, ["show", "some-event"]],
  [3, ["watch", "some-event"]],
  [3, ["files", "some-event"]],
  [3, ["ledger"]],
  [3, ["stop", "some-event", "--yes"]],
  [3, ["cancel", "some-event", "--yes"]],
  [3, ["up"]],
  [3, ["worker"]],
  [2, ["simulator", "--config", "wrong-config.yaml"]],
  [2, ["nonsense"]],
  [2, []],
];

test("with --json every failure is exactly one value on standard output, and a sentence on standard error", async () => {
  // Four at a time: a process each, most of whose time is its start.
  const left = [...failures];
  const check = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await checkOne(...next);
  };
  await Promise.all([check(), check(), check(), check()]);
});

async function checkOne(code: number, args: readonly string[]): Promise<void> {
  const name = args.join(" ");
  const ended = await runCli([...args, "--json"], { cwd: folder, env });
  expect(ended.stdout.trimEnd().split("\n"), name).toHaveLength(1);
  expect(jsonOf(ended), name).toMatchObject({ ok: false, error: { message: expect.any(String), exitCode: code } });
  expect(ended.code, name).toBe(code);
  expect(ended.stderr.trim(), name).not.toBe("");
  expect(ended.stderr, name).not.toMatch(/\n\s+at |\(outputHelp\)/);
  expect(stripVTControlCharacters(ended.stderr), name).toBe(ended.stderr);
}
