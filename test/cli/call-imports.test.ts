import { spawnSync } from "node:child_process";
import { serviceIds } from "../../src/model/service.ts";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSetting, planted } from "./call-setting.ts";
import type { CallSetting } from "./call-setting.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let setting: CallSetting;
beforeAll(async () => {
  setting = await openSetting();
});
afterAll(() => setting.close());

/** The modules that one command loads, as paths. */
function loaded(...args: readonly string[]): readonly string[] {
  const file = join(setting.folder, "imports.txt");
  rmSync(file, { force: true });
  const hook = join(root, "test", "support", "log-imports.mjs");
  const script = join(root, "dist", "cli", "main.js");
  const ran = spawnSync(process.execPath, ["--import", hook, script, ...args], {
    cwd: setting.folder,
    encoding: "utf8",
    env: { ...process.env, RUNDOWN_TEST_IMPORTS: file, PLANTED_KEY: planted },
  });
  expect(ran.status, ran.stderr).toBe(0);
  return [...new Set(readFileSync(file, "utf8").trim().split("\n"))];
}

it("call loads neither Temporal, nor the simulator, nor another service", () => {
  const modules = loaded("call", "live", "setChannelStatus", "--params", '{"channel_id":"a","status":1}', "--dry-run");
  const service = modules.filter((path) => path.includes("/dist/vendors/tencent-livecode/"));
  expect(service.length).toBeGreaterThan(3);
  const folders = readdirSync(join(root, "src", "vendors"), { withFileTypes: true });
  const services = folders.filter(
    (entry) => entry.isDirectory() && entry.name !== "kit" && entry.name !== "tencent-kit",
  );
  expect(services.map(({ name }) => name)).toEqual(expect.arrayContaining([...serviceIds]));
  const others = services.flatMap(({ name }) => (name === "tencent-livecode" ? [] : [`/dist/vendors/${name}/`]));
  // What the planner knows of a service is plain data, and stays.
  const allowed = /\/facts\.js$/;
  const unwanted = [
    "@temporalio",
    "/dist/temporal/",
    "/dist/workers/",
    "/dist/workflows/",
    "/dist/simulator/",
    ...others,
  ];
  const found = modules.filter((path) => !allowed.test(path) && unwanted.some((part) => path.includes(part)));
  expect(found).toEqual([]);
});

it("the hook sees what is loaded", () => {
  expect(loaded("vendors").filter((path) => path.includes("/dist/cli/commands/"))).toHaveLength(1);
});
