import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CliProcess } from "../cli/run-cli.ts";
import { credentials, openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { minute, spec } from "../support/rows.ts";

let stage: Stage;
const workers: CliProcess[] = [];

beforeAll(async () => {
  stage = await openStage({ rate: 100 });
  const account = { service: "tencent-livecode", credentials, endpoint: stage.simulator.endpoint("tencent-livecode") };
  await writeFile(join(stage.folder, "rundown.yaml"), JSON.stringify({ rundown: 1, accounts: { main: account } }));
});

afterAll(async () => {
  for (const worker of workers) await worker.end("SIGKILL");
  await stage.close();
});

describe("a worker that is killed", () => {
  it.each([
    ["preparing", "standby"],
    ["live", "live"],
    ["collecting", "stopping"],
  ])("while %s, and is back after two seconds: the broadcast does not notice", async (name, phase) => {
    const first = await startWorker();
    const startMs = Math.ceil((stage.nowMs() + 11 * minute) / 1_000) * 1_000;
    const window = { ...spec().window, startMs, endMs: startMs + 12 * minute };
    const stream = `killed_${name}`;
    const event = stage.event({ id: `killed-${name}`, stream, window });
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream,
      fromMs: window.startMs - 2 * minute,
      untilMs: window.endMs + 20_000,
    });
    await stage.begin(event);
    await until(`the event is ${phase} or beyond`, async () => {
      const state = await stage.state(event.spec.id);
      return state.log.some((entry) => entry.what.startsWith(phase));
    });
    await first.end("SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const second = await startWorker();
    const result: unknown = await stage.client.workflow.getHandle(`event/${event.spec.id}`).result();
    expect(result).toMatchObject({ phase: "done" });
    const state = await stage.state(event.spec.id);
    const { tasks, openResources, files } = stage.simulator.snapshot();
    expect(tasks.filter((task) => task.stream === stream)).toHaveLength(1 + (state.rows[0]?.lostAnswers ?? 0));
    expect(openResources).toEqual([]);
    expect(state.rows.map((one) => one.state)).toEqual(["closed"]);
    expect(state.coverage).toMatchObject({ plannedSeconds: 720, coveredSeconds: 720 });
    const delivered = state.files.filter((file) => file.state === "delivered");
    const sums = files.filter((file) => file.stream === stream).map((file) => file.sha256);
    expect(sums).toContain(delivered[0]?.sha256);
    expect((await second.end("SIGTERM")).code).toBe(0);
  });

  it("inside a create: the task that nobody knows of is marked, and one more is made", async () => {
    const startMs = Math.ceil((stage.nowMs() + 30 * minute) / 1_000) * 1_000;
    const window = { ...spec().window, startMs, endMs: startMs + 6 * minute };
    const stream = "killed_inside";
    const hang = { kind: "hang", wallMs: 60_000, effect: true } as const;
    stage.simulator.addFaults([{ operation: "startRecordingTask", when: { nth: 1, stream }, fault: hang }]);
    const event = stage.event({ id: "killed-inside", stream, window, prepareBeforeMs: 25 * minute });
    const rows = event.rows.map((one) => ({ ...one, armAtMs: startMs - 25 * minute }));
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream,
      fromMs: startMs - minute,
      untilMs: window.endMs + 20_000,
    });
    const tasks = () => stage.simulator.snapshot().tasks.filter((task) => task.stream === stream);
    const first = await startWorker();
    await stage.begin({ ...event, rows });
    await until("the simulator has the task", async () => tasks().length === 1);
    await first.end("SIGKILL");
    const second = await startWorker();
    expect(await stage.client.workflow.getHandle("event/killed-inside").result()).toMatchObject({ phase: "done" });
    const state = await stage.state("killed-inside");
    expect(tasks()).toHaveLength(2);
    expect(state.rows).toMatchObject([{ state: "closed", lostAnswers: 1, proof: "term" }]);
    expect(state.files.map((file) => file.state).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "delivered",
      "duplicate",
    ]);
    expect(state.coverage).toMatchObject({ coveredSeconds: 360, gaps: [] });
    expect(stage.simulator.snapshot().openResources).toEqual([]);
    expect((await second.end("SIGTERM")).code).toBe(0);
  });
});

async function startWorker(): Promise<CliProcess> {
  const worker = new CliProcess(["worker", "--json"], {
    cwd: stage.folder,
    env: { TEMPORAL_ADDRESS: stage.server.address, RUNDOWN_DATA: join(stage.folder, "data") },
  });
  workers.push(worker);
  await worker.said(`"ready":true`);
  return worker;
}
