import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LiveEventInput } from "../../src/model/live-event.ts";
import type { CommandInput, CommandResult } from "../../src/model/messages.ts";
import { minute, spec, start } from "./rows.ts";
import { openStage, until } from "./stage.ts";
import type { Stage } from "./stage.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Records one history for each workflow and path into test/replay/histories, on a real server with real steps. Run by
 * hand, see CONTRIBUTING.md; the test suite only replays.
 */
const folder = fileURLToPath(new URL("../replay/histories/", import.meta.url));
const window = { ...spec().window, endMs: start + 10 * minute };
const order: CommandInput = { user: "operator", reason: "recorded for the replay set" };

let stage: Stage;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  stage = await openStage({ rate: 100, fromMs: start - 11 * minute });
  await stage.worker();
});

afterAll(() => stage.close());

it("records", async () => {
  stage.simulator.addFaults([
    { operation: "startRecordingTask", when: { nth: 1, stream: "lost_answer" }, fault: { kind: "lost-answer" } },
    { operation: "startRecordingTask", when: { nth: 1, stream: "stopped_stray" }, fault: { kind: "lost-answer" } },
    { operation: "stopRecordingTask", when: { nth: 1, stream: "cancelled_live" }, fault: { kind: "throttle" } },
  ]);
  const nobody: readonly string[] = ["no_signal", "skipped_late", "cancelled_early"];
  const drops = { drop_out: [{ fromMs: start + 3 * minute, untilMs: start + 6 * minute }] };
  const event = (stream: string, part: Partial<LiveEventInput["spec"]> = {}): LiveEventInput =>
    stage.event({ id: stream.replaceAll("_", "-"), stream, window, files: filesTo(), ...part });
  const lives = [
    event("happy"),
    event("drop_out"),
    event("lost_answer"),
    event("cancelled_live"),
    event("stopped_stray"),
    event("cut_at_end", { atEnd: "cut" }),
    event("no_signal", { onNoSignal: "stop", noSignalAfterMs: 2 * minute }),
    event("cancelled_early"),
  ];
  for (const { spec: one } of lives) {
    if (nobody.includes(one.stream)) continue;
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream: one.stream,
      fromMs: start - 5 * minute,
      untilMs: window.endMs + (one.stream === "cut_at_end" ? 30 * minute : 10_000),
      drops: one.stream === "drop_out" ? drops.drop_out : [],
    });
  }
  await Promise.all(lives.map((one) => stage.begin(one)));
  await send("cancelled-early", "cancel");
  for (const [id, update] of [
    ["cancelled-live", "cancel"],
    ["stopped-stray", "stop"],
  ] as const) {
    await until(`${id} is live`, async () => (await stage.state(id)).phase === "live");
    await send(id, update);
  }
  const phases = await Promise.all(
    lives.map(async ({ spec: one }) => {
      const result: unknown = await stage.client.workflow.getHandle(`event/${one.id}`).result();
      return [one.id, result];
    }),
  );
  expect(Object.fromEntries(phases)).toMatchObject({
    happy: { phase: "done" },
    "drop-out": { phase: "done" },
    "lost-answer": { phase: "done" },
    "cancelled-live": { phase: "cancelled" },
    "stopped-stray": { phase: "done" },
    "cut-at-end": { phase: "done" },
    "no-signal": { phase: "failed" },
    "cancelled-early": { phase: "cancelled" },
  });
  await stage.client.workflow.getHandle("retire/stopped-stray").result();
  await until(
    "the watch ends",
    async () => (await stage.client.workflow.getHandle("account/main").describe()).status.name === "COMPLETED",
  );

  // Begun when its start is long over and nothing was armed: as if the engine had been away.
  const late = stage.event({
    id: "skipped-late",
    stream: "skipped_late",
    missedStart: "skip",
    window: { ...window, endMs: stage.nowMs() + 60 * minute },
    files: filesTo(),
  });
  await stage.begin(late);
  expect(await stage.client.workflow.getHandle("event/skipped-late").result()).toMatchObject({ phase: "skipped" });

  for (const { spec: one } of [...lives, late]) await save(`event/${one.id}`, `event-${one.id}`);
  await save("retire/stopped-stray", "retire-stopped-stray");
  await save("account/main", "account-main");
});

async function send(id: string, update: "stop" | "cancel"): Promise<void> {
  const handle = stage.client.workflow.getHandle(`event/${id}`);
  await handle.executeUpdate<CommandResult, [CommandInput]>(update, { args: [order] });
}

function filesTo(): LiveEventInput["spec"]["files"] {
  return { ...spec().files, to: [`file://${stage.folder}`] };
}

/** Without what tells of the machine: process number and host in every `identity` and sticky queue, folders in stack traces. */
async function save(workflowId: string, name: string): Promise<void> {
  const history = await stage.client.workflow.getHandle(workflowId).fetchHistory();
  const text = historyToJSON(history)
    .replaceAll(/"\d+@[^"]+"/g, '"worker"')
    .replaceAll(checkout, "");
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(JSON.parse(text))}\n`);
}
