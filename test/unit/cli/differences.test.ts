import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPlans } from "../../../src/cli/load-plans.ts";
import type { PlannedEvent } from "../../../src/cli/load-plans.ts";
import { differences } from "../../../src/cli/rehearse/differences.ts";
import { loadConfig } from "../../../src/config/load.ts";
import type { LoadedConfig } from "../../../src/config/load.ts";

const folder = mkdtempSync(join(tmpdir(), "rundown-differences-"));

async function planned(
  bizid: string,
  service?: "tencent-livecode",
): Promise<{ readonly config: LoadedConfig; readonly events: readonly PlannedEvent[] }> {
  const config = join(folder, "rundown.yaml");
  const event = join(folder, "event.yaml");
  writeFileSync(
    config,
    `rundown: 1
accounts:
  main:
    service: tencent-livecode
    credentials: { appid: "1", key: { env: NOT_SET_ANYWHERE }, bizid: ${bizid} }
    rateLimit: { perMinute: 33 }
    timeout: 7s
    defaults: { app: stage }
deliver: ["file:/srv/recordings"]
`,
  );
  writeFileSync(
    event,
    `rundown: 1
id: some-event
account: main
window: { start: 2036-12-01T09:00:00, end: 2036-12-01T10:30:00, timeZone: Asia/Shanghai }
source: { push: {} }
record: {}
`,
  );
  const loaded = loadConfig({ file: config });
  return { config: loaded, events: await loadPlans(loaded, [event], { nowMs: 0, secrets: "none", service }) };
}

test("a rehearsal takes rate, defaults and the written bizid of the account, and reads no secret", async () => {
  const { config, events } = await planned('"8888"');
  expect(events[0]?.settings).toMatchObject({ perMinute: 33, timeoutMs: 7_000, defaults: { app: "stage" } });
  expect(events[0]?.plan.spec.stream).toMatch(/^8888_/);
  const text = differences(config, events, null).join("\n");
  expect(text).toContain("simulator of tencent-livecode");
  expect(text).toContain("not to file:///srv/recordings");
  expect(text).not.toContain("bizid");
});

test("a bizid that stands elsewhere is not read, and that is said", async () => {
  const { config, events } = await planned("{ env: BIZID_NOT_SET }");
  expect(events[0]?.plan.spec.stream).toMatch(/^some/);
  expect(differences(config, events, "/tmp/kept").join("\n")).toMatch(
    /files and reports go to \/tmp\/kept[\s\S]*some-event: the stream is named without the bizid of account main/,
  );
});
