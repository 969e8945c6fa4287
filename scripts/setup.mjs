// Sets up a checkout: Node's version, packages, build, Temporal server. Run by prestart, pretest and the launcher.
// `--without-server`: leaves the Temporal server to the commands that need one. Quiet when nothing is to be done.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildFresh, isCheckout, markBuilt, packagesFresh, root, sourcesNow } from "./freshness.mjs";

const oldestNode = [20, 19];
const lock = join(root, ".rundown", "setup.lock");
const lockWaitMs = 600_000;

/** Returns the exit code. */
export async function setup({ server }) {
  // npm ci runs the package's scripts; none of them may start a set-up within the set-up.
  if (process.env["RUNDOWN_SETUP"] === "running" || !isCheckout()) return 0;
  if (!nodeIsNewEnough()) return 2;
  if (!packagesFresh() || !buildFresh()) {
    await takeLock();
    try {
      if (!packagesFresh() && !install()) return 1;
      if (!buildFresh() && !build()) return 1;
    } finally {
      rmSync(lock, { force: true });
    }
  }
  return server ? await findServer() : 0;
}

function nodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return true;
  say(
    `Rundown needs Node ${oldestNode.join(".")} or later; this is Node ${process.versions.node} (${process.execPath}).`,
  );
  return false;
}

function install() {
  return step("packages", "npm ci", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function build() {
  // Without its outputs, the compiler's memory of them would leave holes.
  if (!hasMain()) rmSync(join(root, "dist"), { recursive: true, force: true });
  const before = sourcesNow();
  const built = step("build", "npm run build", ["run", "--silent", "build"]);
  if (built) markBuilt(before);
  return built;
}

function hasMain() {
  try {
    return readFileSync(join(root, "dist", "cli", "main.js")).length > 0;
  } catch {
    return false;
  }
}

async function findServer() {
  const { findTemporalServer } = await import("../dist/temporal/find-server.js");
  try {
    await findTemporalServer({ env: process.env, tell: say });
    return 0;
  } catch (error) {
    say(error.message);
    return 3;
  }
}

function step(name, shown, args) {
  const began = Date.now();
  say(`Set-up: ${name} (${shown}) …`);
  const { command, first } = npm();
  const { status, error, stdout, stderr } = spawnSync(command, [...first, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, RUNDOWN_SETUP: "running" },
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (status === 0) {
    say(`Set-up: ${name} done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    return true;
  }
  say(`${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}`.trim());
  say(`Set-up: ${name} failed; the output of "${shown}" stands above.`);
  return false;
}

/** The npm that runs us, when one does: the one on PATH may be another, or none. */
function npm() {
  const path = process.env["npm_execpath"];
  if (path !== undefined && /npm-cli\.c?js$/.test(path)) return { command: process.execPath, first: [path] };
  return { command: "npm", first: [] };
}

/** One set-up at a time in a checkout; a lock whose process has ended is taken over. */
async function takeLock() {
  mkdirSync(join(root, ".rundown"), { recursive: true });
  for (const deadline = Date.now() + lockWaitMs; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = lockHolder();
    if (holder === undefined || !isRunning(holder) || Date.now() >= deadline) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function lockHolder() {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await setup({ server: !process.argv.includes("--without-server") });
}
