import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { staleFiles } from "../../src/cli/generate.ts";
import { commandsNotBuilt } from "../../src/cli/not-built.ts";
import { Output } from "../../src/cli/output.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { alarmKinds } from "../../src/model/alarm.ts";
import { resourceStates } from "../../src/model/resource.ts";
import { root, sourcesOf } from "./sources.ts";

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  "src/simulator/README.md",
  "src/vendors/tencent-livecode/README.md",
];
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const silent = { stdout: new PassThrough(), stderr: new PassThrough() };
const program = buildProgram(new Output(false, silent), silent, { code: 0 });
const commands = program.commands.map((command) => command.name());

describe("the runbook", () => {
  const runbook = read("docs/runbook.md");

  it.each(alarmKinds)("has the alarm %s with its Chinese term, severity and what to do", (kind) => {
    const section = new RegExp(`^### ${kind}\\n(?<text>(?:(?!^#)[^])*)`, "m").exec(runbook)?.groups?.["text"] ?? "";
    expect(section).toMatch(/\p{Script=Han}{2}/u);
    expect(section).toMatch(/critical|warning|info/);
    expect(section).toMatch(/^Do: /m);
  });

  it("has no alarm that does not exist", () => {
    const alarms = runbook.split("## Alarms")[1]?.split("\n## ")[0] ?? "";
    const named = [...alarms.matchAll(/^### (\S+)$/gm)].map(([, name]) => name ?? "");
    expect(named.toSorted()).toEqual([...alarmKinds].toSorted());
  });

  it("states the severity that the code gives", () => {
    const raised = sourcesOf("src/domain").flatMap(({ text }) =>
      [...text.matchAll(/\.alarm\(\s*"([a-z-]+)",\s*"(critical|warning|info)"/g)].map(([, kind, severity]) => ({
        kind,
        severity,
      })),
    );
    expect(raised.length).toBeGreaterThan(12);
    for (const { kind, severity } of raised) {
      const heading = new RegExp(`^### ${kind}\\n(.*)$`, "m").exec(runbook)?.[1] ?? "";
      expect(heading, kind).toContain(severity);
    }
  });

  it("has every phase and resource state", () => {
    const phases = [...read("src/domain/lifecycle.ts").matchAll(/^ {2}([a-z]+): \[/gm)].map(([, phase]) => phase);
    expect(phases).toHaveLength(13);
    for (const phase of phases) expect(runbook).toContain(`| \`${phase}\` |`);
    for (const state of resourceStates.filter((one) => one !== "orphan")) expect(runbook).toContain(`\`${state}\``);
  });
});

describe("every document", () => {
  it.each(documents)("%s: its links lead somewhere", (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)/g)].map(([, target]) => target ?? "");
    expect(links.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });

  it.each(documents)("%s: its commands exist", (path) => {
    const named = [...read(path).matchAll(/(?:^|`|\.\/|: )(?:rundown|\$R) ([a-z]+)/gm)].map(([, name]) => name ?? "");
    const known: readonly string[] = [...commands, ...commandsNotBuilt];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("names scripts that package.json has", () => {
    const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(read("package.json"));
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? ""),
    );
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names files of the repository that exist", () => {
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/`((?:src|test|docs|examples|scripts|schemas)\/[\w./-]+)`/g)].map(
        ([, name]) => name ?? "",
      ),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it("says no path of a machine", () => {
    const paths = /(?<![\w.~/$-])\/(home|root|work|Users|tmp)\/\w/;
    expect(documents.filter((path) => paths.test(read(path)))).toEqual([]);
  });
});

describe("the first screen of the README", () => {
  const first = read("README.md").split("\n").slice(0, 14).join("\n");

  it("has both commands and what they need", () => {
    expect(first).toMatch(/^npm start/m);
    expect(first).toMatch(/^npm test/m);
    const { engines }: { readonly engines: { readonly node: string } } = JSON.parse(read("package.json"));
    expect(first).toContain(`Node ${engines.node.replace(">=", "≥ ")}`);
  });
});

it("schemas and pages of the vendors are what the code says; else: npm run generate", async () => {
  expect(await staleFiles(root)).toEqual([]);
});

it("every run-time dependency has its reason in docs/design.md", () => {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    read("package.json"),
  );
  const design = read("docs/design.md");
  const missing = Object.keys(dependencies).filter(
    (name) => !design.includes(name.startsWith("@temporalio/") ? "@temporalio/*" : name),
  );
  expect(missing).toEqual([]);
});

it("every run-time dependency is used", () => {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    read("package.json"),
  );
  const used = new Set(
    sourcesOf("src").flatMap(({ imports }) =>
      imports.map(({ target }) =>
        target
          .split("/")
          .slice(0, target.startsWith("@") ? 2 : 1)
          .join("/"),
      ),
    ),
  );

  expect(Object.keys(dependencies).filter((name) => !used.has(name))).toEqual([]);
});
