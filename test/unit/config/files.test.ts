import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accountSettings, resolveAccount, streamPrefix } from "../../../src/config/accounts.ts";
import { dataFolder } from "../../../src/config/data-folder.ts";
import { environment } from "../../../src/config/env.ts";
import { loadEvents, readEvents } from "../../../src/config/events.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { absolutePlace } from "../../../src/config/places.ts";
import { largestBytes } from "../../../src/config/read-file.ts";

const event = (id: string): string =>
  `rundown: 1\nid: ${id}\nservice: ksyun\nwindow: { start: 2026-12-01T09:00Z, end: 2026-12-01T10:00Z }\nsource: { push: {} }\n`;

const variables = ["RUNDOWN_CONFIG", "RUNDOWN_USER", "USER", "RUNDOWN_DATA", "TEST_TENCENT_KEY"] as const;
let folder: string;
let before: Record<string, string | undefined>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rundown-config-"));
  before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
  for (const name of variables) delete process.env[name];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe("files that cannot be event files", () => {
  const refused: readonly (readonly [string, () => string, RegExp])[] = [
    ["missing", () => join(folder, "none.yaml"), /none\.yaml:1:1 does not exist/],
    ["empty", () => put("e.yaml", ""), /is empty/],
    ["blank", () => put("b.yaml", "\n  \n"), /is empty/],
    ["binary", () => put("x.yaml", new Uint8Array([1, 0, 2])), /not a text file/],
    ["not UTF-8", () => put("l.yaml", new Uint8Array([0x74, 0xe9, 0x0a])), /not a text file in UTF-8/],
    ["too large", () => put("big.yaml", "#".repeat(largestBytes + 1)), /at most/],
    ["a folder without files", () => (mkdirSync(join(folder, "sub")), join(folder, "sub")), /folder without/],
  ];
  test.each(refused)("%s", (_what, make, message) => {
    const { events, faults } = loadEvents([make()]);
    expect(events).toEqual([]);
    expect(faults.map(({ file, line, column, message: text }) => `${file}:${line}:${column} ${text}`)).toEqual([
      expect.stringMatching(message),
    ]);
  });
});

test("a folder gives all its YAML and JSON files; ids are unique in the set", () => {
  put("a.yaml", event("first-one"));
  put("b.yml", `${event("second-one")}---\n${event("first-one")}`);
  put("c.json", JSON.stringify({ rundown: 1, id: "x" }));
  put("notes.txt", "not an event");
  const { faults } = loadEvents([folder]);
  expect(
    faults.some(
      (fault) =>
        fault.file.endsWith("b.yml") && fault.line === 8 && /already used at .*a\.yaml:2:5/.test(fault.message),
    ),
  ).toBe(true);
  expect(faults.some((fault) => fault.file.endsWith("c.json"))).toBe(true);
  expect(() => readEvents([folder])).toThrow(expect.objectContaining({ name: "EventFileError" }));
});

test("a mark at the start of a file does not move columns", () => {
  const file = put("bom.yaml", `\uFEFF${event("BAD")}`);
  expect(loadEvents([file]).faults.map(({ line, column }) => [line, column])).toEqual([[2, 5]]);
});

describe("finding the configuration", () => {
  const config = "rundown: 1\ndeliver: [ file:./out ]";

  test("none at all is an empty one", () => {
    const loaded = loadConfig({ cwd: folder });
    expect(loaded).toMatchObject({ file: null, folder, accounts: {} });
    expect(loaded.deliver).toEqual({ value: [`file://${folder}/recordings`], origin: "default" });
  });

  test("--config before RUNDOWN_CONFIG before ./rundown.yaml", () => {
    put("rundown.yaml", config);
    process.env["RUNDOWN_CONFIG"] = put("env.yaml", config);
    const named = put("named.yaml", config);
    expect(loadConfig({ file: named, cwd: folder }).file).toBe(named);
    expect(loadConfig({ cwd: folder }).file).toBe(join(folder, "env.yaml"));
    delete process.env["RUNDOWN_CONFIG"];
    expect(loadConfig({ cwd: folder }).file).toBe(join(folder, "rundown.yaml"));
  });

  test("a named file must be there", () => {
    expect(() => loadConfig({ file: "nowhere.yaml", cwd: folder })).toThrow(/nowhere\.yaml:1:1 does not exist/);
  });

  test("all faults in one error, by file, line and column", () => {
    const file = put("rundown.yaml", "rundown: 2\ndelver: []");
    expect(() => loadConfig({ file })).toThrow(`${file}:1:10 rundown: expected 1\n${file}:2:1 delver: unknown key`);
  });

  test("places count from the configuration's folder", () => {
    const file = put("rundown.yaml", config);
    expect(loadConfig({ file }).deliver).toEqual({ value: [`file://${folder}/out`], origin: "configuration" });
    expect(absolutePlace("file:a b", "/x")).toBe("file:///x/a%20b");
    expect(absolutePlace("file:///y/z", "/x")).toBe("file:///y/z");
    expect(absolutePlace("store:cold/x", "/x")).toBe("store:cold/x");
  });
});

describe("accounts", () => {
  const load = (credentials: string) =>
    loadConfig({
      file: put(
        "rundown.yaml",
        `rundown: 1\naccounts:\n  main:\n    service: tencent-livecode\n    watch: 20s\n    credentials: ${credentials}\n`,
      ),
    });

  test("secrets are read when they are used: value, variable, file without its last newline", () => {
    put("push.key", "from-file\n");
    const config = load('{ appid: "1", key: { env: TEST_TENCENT_KEY }, pushKey: { file: push.key }, bizid: "8888" }');
    expect(() => resolveAccount(config, "main")).toThrow(
      "account main: credentials.key: the environment variable TEST_TENCENT_KEY is not set",
    );
    process.env["TEST_TENCENT_KEY"] = "from-env";
    expect(resolveAccount(config, "main")).toMatchObject({
      name: "main",
      credentials: { appid: "1", key: "from-env", pushKey: "from-file", bizid: "8888" },
      endpoint: null,
      timeoutMs: 30_000,
    });
    expect(streamPrefix(config, "main")).toBe("8888_");
  });

  test("a missing secret file is named, an unknown account gets a suggestion", () => {
    const config = load('{ appid: "1", key: { file: gone.key } }');
    expect(() => resolveAccount(config, "main")).toThrow(/credentials\.key: the file .*gone\.key does not exist/);
    expect(() => resolveAccount(config, "mian")).toThrow(
      /account mian is not in the configuration.*did you mean main\?/,
    );
    expect(() => resolveAccount(config, "constructor")).toThrow(/is not in the configuration/);
  });

  test("values in clear are warned of, without the value", () => {
    const settings = accountSettings(load('{ appid: "1", key: hush }'), "main");
    expect(settings.watchMs).toBe(20_000);
    expect(settings.warnings).toEqual([expect.stringContaining("credentials.key stands in clear")]);
    expect(JSON.stringify(settings)).not.toContain("hush");
  });

  test("a secret file that is a folder is told by its path", () => {
    mkdirSync(join(folder, "dir.key"));
    const config = load('{ appid: "1", key: { file: dir.key } }');
    expect(() => resolveAccount(config, "main")).toThrow(/dir\.key cannot be read/);
  });
});

test("data folder: option, RUNDOWN_DATA, the platform's", () => {
  const env = {
    data: undefined,
    home: "/h",
    xdg: { dataHome: undefined, cacheHome: undefined, configHome: undefined },
    localAppData: undefined,
  };
  expect(dataFolder("/d", env)).toBe("/d");
  expect(dataFolder(undefined, { ...env, data: "/e" })).toBe("/e");
  expect(dataFolder(undefined, env, "linux")).toBe("/h/.local/share/rundown");
  expect(dataFolder(undefined, { ...env, xdg: { ...env.xdg, dataHome: "/x" } }, "linux")).toBe("/x/rundown");
  expect(dataFolder(undefined, env, "darwin")).toBe("/h/Library/Application Support/rundown");
});

test("user: RUNDOWN_USER, else the system's; empty counts as not set", () => {
  process.env["USER"] = "anna";
  process.env["RUNDOWN_USER"] = "";
  expect(environment().user).toBe("anna");
  process.env["RUNDOWN_USER"] = "desk-2";
  expect(environment().user).toBe("desk-2");
});
