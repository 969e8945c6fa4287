// Everything that must hold: lint, format, types, generated files, all tests. Arguments are passed to vitest and leave
// the checks out: npm test -- test/unit/temporal
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const report = join(root, ".rundown", "test-report.json");
const chosen = process.argv.slice(2);
const outcomes = [];

if (chosen.length === 0) {
  check("lint", "npm", ["run", "--silent", "lint"]);
  check("format", "npm", ["run", "--silent", "format:check"]);
  check("types", "npm", ["run", "--silent", "typecheck"]);
  const generate = join(root, "dist", "cli", "generate.js");
  if (existsSync(generate)) check("generated files", process.execPath, [generate, "--check"]);
}
mkdirSync(join(root, ".rundown"), { recursive: true });
rmSync(report, { force: true });
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
run("tests", process.execPath, [vitest, "run", ...reporters, ...chosen], "inherit");

say("");
for (const { name, ok, seconds } of outcomes)
  say(`${ok ? "passed" : "FAILED"}  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;

/** Prints only what went wrong. */
function check(name, command, args) {
  const { stdout, stderr } = run(name, command, args, "pipe");
  const { ok, seconds } = outcomes.at(-1);
  say(`${ok ? "passed" : "FAILED"}  ${name}, ${seconds.toFixed(1)} s`);
  if (!ok) say(`${stdout ?? ""}${stderr ?? ""}`.trim());
}

function run(name, command, args, output) {
  const began = Date.now();
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", output, output],
  });
  outcomes.push({ name, ok: result.status === 0, seconds: (Date.now() - began) / 1000 });
  return { ...result, stderr: `${result.stderr ?? ""}${result.error?.message ?? ""}` };
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
