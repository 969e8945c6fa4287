import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serviceIds } from "../../src/model/service.ts";
import { loadService, serviceFacts } from "../../src/vendors/registry.ts";
import { root, sourcesOf } from "./sources.ts";

const vendors = join(root, "src/vendors");
const folders = readdirSync(vendors, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.endsWith("kit"))
  .map((entry) => entry.name);

/** The same in every service, in reading order. `operations.ts` may be a folder. */
const always = ["README.md", "config.ts", "sign.ts", "failures.ts", "client.ts", "facts.ts", "index.ts"];
/** Abilities that not every service has, and what one table would make too long. */
const others = [
  "observe.ts",
  "callback.ts",
  "operations.ts",
  "operations",
  "resources",
  "files.ts",
  "addresses.ts",
  "preview.ts",
  "schemas.ts",
];
/** What one service alone has. */
const own: Readonly<Record<string, readonly string[]>> = {
  // The building blocks of 128 operations, shared by the files of operations/; how a request is put together.
  aliyun: ["params.ts", "replies.ts", "wire.ts", "encode.ts"],
  // Layouts of the mixing interface; the numbers of the status interface.
  "tencent-livecode": ["mixing.ts", "status.ts"],
  // Numbered lists, and the turn to POST; the two layers of codes, and batches.
  "tencent-channel": ["encode.ts", "judge.ts"],
  // Values sent as JSON or base64; seconds of signatures that are taken once; what all chapters of the table share.
  // Mixed results of relays; what pulls, loops, relays and templates take, beside the one table.
  ksyun: ["batch.ts", "loops.ts", "pulls.ts", "redirects.ts", "templates.ts"],
  wangsu: ["encoded.ts", "fresh-second.ts", "wire.ts"],
};

describe.each(folders)("the folder of %s", (name) => {
  const files = readdirSync(join(vendors, name));

  it("is a service and follows the recipe", async () => {
    const id = serviceIds.find((candidate) => candidate === name);
    if (id === undefined) throw new Error(`${name} is no service`);
    const service = await loadService(id);
    expect(serviceFacts[id]).toBe(service.facts);
    // Without events on it, a service has nothing to observe.
    const wanted = [
      ...always,
      ...(service.facts.built ? ["observe.ts"] : []),
      ...(service.callback === undefined ? [] : ["callback.ts"]),
    ];
    expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
    expect(files.includes("operations.ts") || files.includes("operations")).toBe(true);
    expect(files.filter((file) => ![...always, ...others, ...(own[name] ?? [])].includes(file))).toEqual([]);
  });

  it("has one file a resource kind", async () => {
    const kinds = Object.keys(serviceFacts[serviceIds.find((id) => id === name) ?? "wangsu"].kinds);
    const present = existsSync(join(vendors, name, "resources")) ? readdirSync(join(vendors, name, "resources")) : [];
    expect(present.sort()).toEqual(kinds.map((kind) => `${kind}.ts`).sort());
  });

  it("has tests, a simulator and, with events on it, its place in the conformance suite", () => {
    expect(existsSync(join(root, "test/vendors", name))).toBe(true);
    expect(existsSync(join(root, "src/simulator/services", name))).toBe(true);
    const built = serviceIds.some((id) => id === name && serviceFacts[id].built);
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
    const sign = `src/vendors/${name}/sign.ts`;
    expect(hashing.filter((path) => path !== sign)).toEqual([]);
    // By itself, or by the kit of its vendor's services.
    const text = sources.find(({ path }) => path === sign)?.text ?? "";
    expect(text).toMatch(/\bcreateH(ash|mac)\(|from "\.\.\/[a-z]+-kit\/[a-z0-9-]*sign\.ts"/);
  });
});

it("every service has a folder, every folder is a service", () => {
  expect([...serviceIds].sort()).toEqual([...folders].sort());
});
