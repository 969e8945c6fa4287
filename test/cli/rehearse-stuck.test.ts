import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jsonLines, runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "rundown-stuck-"));

test("a rehearsal whose tasks cannot be stopped waits for what retires, and says when it was gone", async () => {
  const event = (id: string, more: string): string => `rundown: 1
id: ${id}
account: main
window: { start: 2036-12-01T19:00:00, end: 2036-12-01T19:10:00, timeZone: Asia/Shanghai }
source: { push: {} }
record: {}
files: { waitFor: 1m }
${more}`;
  writeFileSync(
    join(folder, "two.yaml"),
    `${event("stuck", "overrun: { reserve: 40m }\n")}---\n${event("smooth", "")}`,
  );
  writeFileSync(
    join(folder, "faults.yaml"),
    `faults:
  - { operation: Live_Tape_Stop, fault: { kind: error, code: 20999, message: not now } }
`,
  );
  writeFileSync(
    join(folder, "rundown.yaml"),
    `rundown: 1
accounts:
  main:
    service: tencent-livecode
    credentials: { appid: "1", key: { env: SET_NOWHERE }, bizid: { env: SET_NOWHERE } }
`,
  );
  const args = ["rehearse", "two.yaml", "--faults", "faults.yaml", "--speed", "400", "--json"];
  const ended = await runCli(args, { cwd: folder });
  const summary = jsonLines(ended).at(-1);
  expect(summary).toMatchObject({
    type: "summary",
    leftovers: [],
    differences: expect.arrayContaining([expect.stringContaining("stuck: the stream is named without the bizid")]),
    events: [
      {
        id: "stuck",
        phase: "done",
        needsAttention: expect.arrayContaining(["close-failed"]),
        retired: [{ name: "recording", proof: "term", closedAt: expect.stringMatching(/^2036-12-01T11:5/) }],
      },
      { id: "smooth", phase: "done", needsAttention: [], retired: [] },
    ],
  });
  expect(ended.stderr).toMatch(/Unlike the real thing:/);
});
