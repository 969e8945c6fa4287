import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { breaches, reach } from "./import-law.ts";
import type { Part } from "./import-law.ts";
import { root, sourceOf, sourcesOf } from "./sources.ts";

const sources = sourcesOf("src");

const service = (name: string): Part => ({
  of: `src/vendors/${name}/`,
  may: [
    "src/model/",
    "src/domain/",
    "src/vendors/port.ts",
    "src/vendors/kit/",
    ...(name.startsWith("tencent-") ? ["src/vendors/tencent-kit/"] : []),
    "zod",
    "node:crypto",
  ],
});

const services = readdirSync(join(root, "src/vendors"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "kit")
  .map((entry) => entry.name);

/** Law 1 of the design. */
const law: readonly Part[] = [
  { of: "src/model/", may: ["zod", "src/domain/duration.ts", "src/domain/time-pattern.ts"] },
  { of: "src/domain/", may: [], mayTypes: ["src/model/"] },
  { of: "src/domain/calendar.ts", may: ["temporal-polyfill/implementation", "src/domain/"], mayTypes: ["src/model/"] },
  {
    of: "src/workflows/",
    // Files of model that hold plain constants; none of them reaches zod (checked below).
    may: [
      "@temporalio/workflow",
      "@temporalio/common",
      "src/domain/",
      "src/model/messages.ts",
      "src/model/failure.ts",
      "src/model/pace.ts",
    ],
    mayTypes: ["src/model/"],
  },
  {
    of: "src/activities/",
    may: [
      "@temporalio/activity",
      "@temporalio/client",
      "@temporalio/common",
      "undici",
      "node:",
      "src/model/",
      "src/domain/",
      "src/vendors/kit/",
      "src/vendors/registry.ts",
    ],
    mayTypes: ["pino", "src/vendors/port.ts", "src/workers/accounts.ts"],
  },
  ...services.map(service),
  {
    of: "src/vendors/kit/",
    may: ["undici", "lossless-json", "zod", "node:", "src/model/", "src/domain/"],
    mayTypes: ["src/vendors/port.ts"],
  },
  { of: "src/vendors/port.ts", may: [], mayTypes: ["src/model/", "src/vendors/kit/operation.ts"] },
  {
    of: "src/vendors/registry.ts",
    may: [
      "src/vendors/kit/capabilities.ts",
      ...services.flatMap((name) => [`src/vendors/${name}/facts.ts`, `src/vendors/${name}/index.ts`]),
    ],
    mayTypes: ["src/model/", "src/vendors/port.ts"],
  },
  {
    of: "src/workers/",
    may: [
      "@temporalio/worker",
      "@temporalio/common",
      "pino",
      "pino-pretty",
      "node:",
      "src/model/",
      "src/activities/",
      "src/vendors/kit/",
    ],
    mayTypes: ["src/vendors/port.ts"],
  },
  {
    of: "src/temporal/",
    may: [
      "@temporalio/client",
      "@temporalio/common/lib/time.js",
      "@temporalio/envconfig",
      "@temporalio/testing",
      "@temporalio/worker",
      "zod",
      "node:",
      "src/model/",
    ],
  },
  {
    of: "src/config/",
    may: ["yaml", "zod", "node:", "src/model/", "src/domain/"],
    mayTypes: ["src/vendors/port.ts"],
  },
  {
    of: "src/simulator/",
    // The simulator is written from the vendors' documents: nothing of src/vendors, its port and kit included.
    may: [
      "hono",
      "@hono/node-server",
      "@hono/node-server/utils/response",
      "lossless-json",
      "zod",
      "node:",
      "src/model/",
      "src/domain/clock.ts",
      "src/domain/duration.ts",
    ],
  },
  {
    of: "src/cli/",
    may: [
      "@temporalio/client",
      "@temporalio/common",
      "@hono/node-server",
      "hono",
      "commander",
      "listr2",
      "log-update",
      "picocolors",
      "string-width",
      "zod",
      "node:",
      "src/model/",
      "src/domain/",
      "src/config/",
      "src/activities/",
      "src/workers/",
      "src/temporal/",
      "src/simulator/",
      "src/vendors/registry.ts",
      "src/vendors/kit/",
    ],
    mayTypes: ["pino", "src/vendors/port.ts"],
  },
];

describe("import law", () => {
  it("is kept by every file", () => {
    expect(sources.length).toBeGreaterThan(150);
    expect(breaches(sources, law)).toEqual([]);
  });

  it.each([
    ["src/domain/x.ts", 'import { z } from "zod";'],
    ["src/domain/x.ts", 'import { failureKinds } from "../model/failure.ts";'],
    ["src/domain/x.ts", 'import { toPlain } from "temporal-polyfill/implementation";'],
    ["src/workflows/x.ts", 'import { join } from "node:path";'],
    ["src/workflows/x.ts", 'import { eventFileSchema } from "../model/event-file.ts";'],
    ["src/workflows/x.ts", 'import { Sessions } from "../activities/sessions.ts";'],
    ["src/vendors/tencent-livecode/x.ts", 'import { config } from "../../config/load.ts";'],
    ["src/vendors/tencent-livecode/x.ts", 'import type { Client } from "@temporalio/client";'],
    ["src/vendors/kit/x.ts", 'import { sign } from "../tencent-livecode/sign.ts";'],
    ["src/simulator/x.ts", 'import { sign } from "../vendors/tencent-livecode/sign.ts";'],
    ["src/simulator/x.ts", 'import type { Service } from "../vendors/port.ts";'],
    ["src/simulator/services/other/x.ts", 'import { sums } from "../tencent-livecode/access.ts";'],
    ["src/activities/x.ts", 'import { load } from "../config/load.ts";'],
    ["src/elsewhere/x.ts", ""],
  ])("refuses in %s: %s", (path, text) => {
    expect(breaches([sourceOf(path, text)], law)).toHaveLength(1);
  });

  it("allows what the design allows", () => {
    const text = 'import type { EventSpec } from "../model/event-spec.ts";\nimport { plan } from "./plan.ts";';
    expect(breaches([sourceOf("src/domain/x.ts", text)], law)).toEqual([]);
  });

  it("lets services share nothing but the kit", () => {
    const parts = [service("wangsu"), service("aliyun")];
    const wrong = sourceOf("src/vendors/wangsu/x.ts", 'import { sign } from "../aliyun/sign.ts";');
    expect(breaches([wrong], parts)).toHaveLength(1);
  });
});

describe("the way into workflows", () => {
  const reached = reach("src/workflows/index.ts", sources);

  it("loads workflows, rules and plain constants, and nothing that parses or reads", () => {
    const folders = [...new Set(reached.map((path) => path.replace(/^(src\/[^/]+)\/.*$/, "$1")))];
    expect(folders).toEqual(["@temporalio/common", "@temporalio/workflow", "src/domain", "src/model", "src/workflows"]);
    expect(reached.filter((path) => path.startsWith("src/model/"))).toEqual([
      "src/model/failure.ts",
      "src/model/messages.ts",
    ]);
  });

  it("would show a file that reaches zod through another", () => {
    const made = [
      sourceOf("src/workflows/index.ts", 'export { a } from "./a.ts";'),
      sourceOf("src/workflows/a.ts", 'import { schema } from "../model/schema.ts";'),
      sourceOf("src/model/schema.ts", 'import { z } from "zod";'),
    ];
    expect(reach("src/workflows/index.ts", made)).toContain("zod");
  });

  it("has one barrel: the entry itself", () => {
    const again = sources.filter((source) => source.imports.some((one) => one.isReexport)).map(({ path }) => path);
    expect(again).toEqual(["src/workflows/index.ts"]);
  });

  it("is compiled without Node's types", () => {
    const config: unknown = JSON.parse(readFileSync(join(root, "tsconfig.workflows.json"), "utf8"));
    expect(config).toMatchObject({
      compilerOptions: { types: [], lib: ["ES2023"] },
      include: ["src/workflows"],
    });
  });
});
