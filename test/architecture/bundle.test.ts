import { beforeAll, describe, expect, it } from "vitest";
import { bundleWorkflows } from "../../src/workers/workflow-bundle.ts";

let code = "";

beforeAll(async () => {
  code = await bundleWorkflows();
}, 60_000);

describe("the workflow bundle", () => {
  it("has the three workflows and the rules", () => {
    const modules = modulesOf(code);
    for (const path of ["src/workflows/live-event.ts", "src/workflows/account-watch.ts", "src/workflows/retire.ts"]) {
      expect(modules).toContain(path);
    }
    expect(modules).toContain("src/domain/event-step.ts");
  });

  it("contains no parser, no module of Node and no calendar", () => {
    const modules = modulesOf(code);
    expect(modules.length).toBeGreaterThan(30);
    expect(modules.filter((path) => /(^|\/)(zod|pino|undici|yaml|temporal-polyfill)(\/|$)/.test(path))).toEqual([]);
    expect(
      modules.filter((path) => /^src\/(activities|cli|config|simulator|temporal|vendors|workers)\//.test(path)),
    ).toEqual([]);
    expect(code).not.toMatch(/require\(["']node:/);
    expect(code).not.toContain("ZodError");
  });

  it("stays small", () => {
    const own = code.replace(/\/\/# sourceMappingURL=.*$/s, "");
    expect(own.length).toBeLessThan(2_000_000);
  });
});

/** Module names as the bundler keeps them, without those of the SDK. */
function modulesOf(bundle: string): readonly string[] {
  const names = [...bundle.matchAll(/^\/\*\*\*\/ "(\.[^"]+)"/gm)].map(([, name]) => name ?? "");
  return names.map((name) => name.replace(/^(\.\.?\/)+/, "").replace(/^.*node_modules\//, "")).sort();
}
