import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serviceIds } from "../../src/model/service.ts";
import { loadableServices, loadService, serviceFacts } from "../../src/vendors/registry.ts";
import { root, sourcesOf } from "./sources.ts";

const vendors = join(root, "src/vendors");
const folders = readdirSync(vendors, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.endsWith("kit"))
  .map((entry) => entry.name);

/** The same in every service, in reading order. `operations.ts` may be a folder. */
const always = ["README.md", "config.ts", "sign.ts", "failures.ts", "client.ts", "observe.ts", "facts.ts", "index.ts"];
const needed: readonly string[] = [...always, "callback.ts"];
/** Abilities that not every service has, and what one table would make too long. */
const others = ["operations.ts", "operations", "resources", "files.ts", "addresses.ts", "preview.ts", "schemas.ts"];
/** What one service alone has. */
const own: Readonly<Record<string, readonly string[]>> = {
  // Layouts of the mixing interface; the numbers of the status interface.
  "tencent-livecode": ["mixing.ts", "status.ts"],
  // Values sent as JSON or base64; seconds of signatures that are taken once; what all chapters of the table share.
  wangsu: ["encoded.ts", "fresh-second.ts", "wire.ts"],
};

describe.each(folders)("the folder of %s", (name) => {
  const files = readdirSync(join(vendors, name));

  it("is a service and follows the recipe", async () => {
    const id = serviceIds.find((candidate) => candidate === name);
    if (id === undefined) throw new Error(`${name} is no service`);
    const service = await loadService(id);
    expect(serviceFacts[id]).toBe(service.facts);
    const wanted = service.callback === undefined ? always : needed;
    expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
    expect(files.includes("operations.ts") || files.includes("operations")).toBe(true);
    expect(files.filter((file) => ![...needed, ...others, ...(own[name] ?? [])].includes(file))).toEqual([]);
  });

  it("has one file a resource kind", async () => {
    const kinds = Object.keys(serviceFacts[serviceIds.find((id) => id === name) ?? "wangsu"].kinds);
    const present = existsSync(join(vendors, name, "resources")) ? readdirSync(join(vendors, name, "resources")) : [];
    expect(present.sort()).toEqual(kinds.map((kind) => `${kind}.ts`).sort());
  });

  it("has tests, a simulator and its place in the conformance suite", () => {
    expect(existsSync(join(root, "test/vendors", name))).toBe(true);
    expect(existsSync(join(root, "src/simulator/services", name))).toBe(true);
    // A service without events has no resource kinds to hold to the port's promises.
    const { built } = serviceFacts[serviceIds.find((id) => id === name) ?? "wangsu"];
    expect(existsSync(join(root, "test/conformance", `${name}.test.ts`))).toBe(built);
  });

  it("says in its README how it signs and how each unknown outcome is settled", () => {
    const text = readFileSync(join(vendors, name, "README.md"), "utf8");
    for (const heading of ["## Authentication", "## How each unknown outcome is settled", "## Quirks"]) {
      expect(text).toContain(heading);
    }
  });

  it("reads callbacks and signs in one file each", () => {
    const sources = sourcesOf(`src/vendors/${name}`);
    const hashing = sources.filter(({ text }) => /\bcreateH(ash|mac)\(/.test(text)).map(({ path }) => path);
    expect(hashing).toEqual([`src/vendors/${name}/sign.ts`]);
  });
});

it("every service that can be loaded has a folder, every folder can be loaded", () => {
  expect([...loadableServices].sort()).toEqual([...folders].sort());
  expect(loadableServices).toEqual(expect.arrayContaining(serviceIds.filter((id) => serviceFacts[id].built)));
});
