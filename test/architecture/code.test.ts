import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { serviceIds } from "../../src/model/service.ts";
import { placesOf, sourceOf, sourcesOf, withoutComments } from "./sources.ts";
import type { Source } from "./sources.ts";

const sources = sourcesOf("src");
const inside = (folder: string): readonly Source[] => sources.filter(({ path }) => path.startsWith(folder));

describe("only the configuration reads the environment", () => {
  const environment = /\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/;

  it("is kept by every file", () => {
    const readers = sources.filter((source) => placesOf(source, environment).length > 0).map(({ path }) => path);
    expect(readers).toEqual(["src/config/env.ts"]);
  });

  it.each(['process.env["X"]', "const { env } = process;"])("would show %s", (text) => {
    expect(placesOf(sourceOf("src/x.ts", text), environment)).toHaveLength(1);
  });
});

describe("shared code never asks which vendor it has", () => {
  /** Where the names of services stand on purpose. */
  const named: Readonly<Record<string, string>> = {
    "src/model/service.ts": "the closed list itself",
    "src/model/config-file.ts": "each service's account has its own credentials and defaults in the configuration",
    "src/vendors/registry.ts": "the explicit list of services, and facts of those that are not built",
    "src/vendors/kit/capabilities.ts": "what each service can, as data, so that a refusal can name those that can",
    "src/simulator/services.ts": "the explicit list of simulators",
  };
  const ownFolder = /^src\/(vendors|simulator\/services)\/[^/]+\//;
  const names = new RegExp(`["'\`](${serviceIds.join("|")})["'\`]|\\b(tencent|wangsu|aliyun|ksyun)`, "i");
  const naming = (source: Source): boolean => names.test(withoutComments(source.text));

  it("is kept by every file outside the services' own folders", () => {
    const shared = sources.filter(({ path }) => !ownFolder.test(path) || path.startsWith("src/vendors/kit/"));
    expect(shared.filter(naming).map(({ path }) => path)).toEqual(Object.keys(named).sort());
  });

  it("would show a comparison, and lets comments name a vendor for a reason", () => {
    expect(naming(sourceOf("src/x.ts", 'if (account.service === "wangsu") return;'))).toBe(true);
    expect(naming(sourceOf("src/x.ts", "// wangsu cuts to the minute"))).toBe(false);
  });
});

describe("every wait is a durable timer and an input", () => {
  /** Retry pauses and time-outs of activities, which are no waits of a workflow. */
  const exceptions = ["src/workflows/proxies.ts"];
  const wait = /\b(sleep|setTimeout|setInterval)\s*\(|(?<![\w.#-])\d[\d_]{2,}\b/;

  it("is kept by every workflow", () => {
    const places = inside("src/workflows/").flatMap((source) => placesOf(source, wait));
    expect(places.filter((place) => !exceptions.some((path) => place.startsWith(path)))).toEqual([]);
    const texts = inside("src/workflows/").filter(({ text }) =>
      /["'`]\d+ ?(ms|s|m|h|seconds?|minutes?|hours?)["'`]/.test(withoutComments(text)),
    );
    expect(texts.map(({ path }) => path)).toEqual(exceptions);
  });

  it.each(["await sleep(5);", "await condition(ready, 5_000);", "const patience = 60000;"])("would show %s", (text) => {
    expect(placesOf(sourceOf("src/workflows/x.ts", text), wait)).toHaveLength(1);
  });
});

describe("the rules are pure", () => {
  const impure =
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\b|\bset(Timeout|Interval|Immediate)\b|\bfetch\(|\bconsole\b|\bcrypto\b|^let /;

  it("is kept by every file of domain", () => {
    expect(inside("src/domain/").flatMap((source) => placesOf(source, impure))).toEqual([]);
  });

  it.each(["const now = Date.now();", "let count = 0;", "Math.random() < 0.5"])("would show %s", (text) => {
    expect(placesOf(sourceOf("src/domain/x.ts", text), impure)).toHaveLength(1);
  });
});

describe("only Temporal retries", () => {
  /** A loop and a catch in one file of a client or resource kind: looked at, and no retry. */
  const exceptions: readonly string[] = [
    // Classifies what went wrong; the loop copies headers.
    "src/vendors/kit/http.ts",
    // Statistics are left out when they fail; the loop turns pages.
    "src/vendors/tencent-livecode/observe.ts",
  ];

  it("is kept by clients and resource kinds", () => {
    const loop = /\b(for|while|do)\b\s*[({]/;
    const caught = /\bcatch\b/;
    const both = inside("src/vendors/")
      .filter((source) => placesOf(source, loop).length > 0 && placesOf(source, caught).length > 0)
      .map(({ path }) => path);
    expect(both).toEqual(exceptions);
    // `retrytimes` is a parameter of Kingsoft's: how often the vendor tries.
    const words = /\bretry(?!After|able|times)|\bmaxRetries|\battempts?\b/i;
    expect(inside("src/vendors/").flatMap((source) => placesOf(source, words))).toEqual([]);
  });
});

describe("style", () => {
  /** Longer than 250 lines, looked at twice. */
  const long: Readonly<Record<string, string>> = {
    "src/vendors/tencent-livecode/operations.ts": "a table: one entry an operation",
    "src/vendors/tencent-channel/operations.ts": "a table: one entry an operation",
    "src/vendors/ksyun/operations.ts": "a table: one entry an operation",
    "src/domain/show.ts": "one document, one function a part of it",
  };
  const cast = /(?<!\bimport \*)\bas\s+(?!const\b)[A-Za-z{([]/;
  const anyType = /(?<![.\w"])any\b(?!\()/;
  const nonNull = /[\w)\]]!(?=[.;,)\]])/;

  it("has files of at most 250 lines", () => {
    const found = sources.filter(({ text }) => text.split("\n").length > 251).map(({ path }) => path);
    expect(found.filter((path) => !(path in long))).toEqual([]);
  });

  it("has kebab-case names", () => {
    expect(
      sources.map(({ path }) => basename(path)).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name)),
    ).toEqual([]);
  });

  it.each([
    ["as", cast, "return value as Thing;"],
    ["any", anyType, "const x: any = 1;"],
    ["!", nonNull, "list[0]!.name"],
    ["enum", /^\s*(export )?(const )?enum /, "export enum Phase {"],
  ])("never writes %s", (_name, pattern, example) => {
    expect(placesOf(sourceOf("src/x.ts", example), pattern)).toHaveLength(1);
    const asName = /^\s*(import|export)\b.*\bas\b/;
    const places = sources.flatMap((source) => {
      const lines = source.text.split("\n");
      return placesOf(source, pattern).filter((place) => !asName.test(lines[Number(place.split(":")[1]) - 1] ?? ""));
    });
    expect(places).toEqual([]);
  });
});
