import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleWorkflows } from "../../src/workers/workflow-bundle.ts";

const folder = fileURLToPath(new URL("histories/", import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

/** One for each workflow and path; recorded by test/support/record-histories.ts. */
const wanted = [
  "account-main",
  "event-cancelled-early",
  "event-cancelled-live",
  "event-cut-at-end",
  "event-drop-out",
  "event-happy",
  "event-lost-answer",
  "event-no-signal",
  "event-skipped-late",
  "event-stopped-stray",
  "retire-stopped-stray",
];

let code = "";

beforeAll(async () => {
  // Without a connection to print about; what differs stands in the error.
  Runtime.install({
    logger: new DefaultLogger("ERROR"),
    telemetryOptions: { logging: { forward: {}, filter: "OFF" } },
  });
  code = await bundleWorkflows();
}, 60_000);

describe("recorded histories drive today's workflows", () => {
  it("has one for each workflow and path", () => {
    expect(names.map((name) => name.replace(".json", ""))).toEqual(expect.arrayContaining(wanted));
  });

  it.each(names)("%s", async (name) => {
    expect(await replay(name, textOf(name))).toBeNull();
  });

  it.each([
    ["another activity", "event-happy.json", replaced('"ensureResource"', '"closeResource"')],
    ["another poll", "account-main.json", replaced('"watchAccount"', '"listFiles"')],
    ["another close", "event-stopped-stray.json", replaced('"closeResource"', '"cutStream"')],
    ["another child", "event-stopped-stray.json", replaced('"retire/stopped-stray"', '"retire/another"')],
  ])("a history with %s is refused: %s", async (_what, name, change) => {
    const text = textOf(name);
    const changed = change(text);
    expect(changed).not.toBe(text);
    expect(await replay(name, changed)).toMatchObject({ name: "DeterminismViolationError" });
  });

  it("code that does something else is refused", async () => {
    const changed = code.replaceAll(".registerWatch(", ".unregisterWatch(");
    expect(changed).not.toBe(code);
    const name = "event-happy.json";
    expect(await replay(name, textOf(name), changed)).toMatchObject({ name: "DeterminismViolationError" });
  });
});

function textOf(name: string): string {
  return readFileSync(`${folder}${name}`, "utf8");
}

/** null: it drives the workflow to the end; else what differs. */
async function replay(name: string, text: string, workflows = code): Promise<unknown> {
  const history: unknown = JSON.parse(text);
  const workflowId = name.replace(".json", "").replace("-", "/");
  const results = Worker.runReplayHistories({ workflowBundle: { code: workflows } }, [{ workflowId, history }]);
  for await (const result of results) return result.error ?? null;
  throw new Error(`${name} was not replayed`);
}

function replaced(from: string, to: string): (text: string) => string {
  return (text) => text.replaceAll(from, to);
}
