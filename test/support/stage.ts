import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client, Connection } from "@temporalio/client";
import pino from "pino";
import { inject } from "vitest";
import { eventAt, scaledClock, wallDelay } from "../../src/domain/clock.ts";
import { firstWakeMs } from "../../src/domain/event-step.ts";
import type { ClockSpec } from "../../src/model/clock.ts";
import type { LiveEventInput, LiveEventState } from "../../src/model/live-event.ts";
import { eventWorkflowId, messageNames, workflowTaskQueue, workflowTypes } from "../../src/model/messages.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import type { RunningSimulator, SimulatorOptions } from "../../src/simulator/server.ts";
import { startEmbeddedServer } from "../../src/temporal/embedded.ts";
import type { EmbeddedServer } from "../../src/temporal/embedded.ts";
import { findTemporalServer } from "../../src/temporal/find-server.ts";
import { tencentLivecode } from "../../src/vendors/tencent-livecode/index.ts";
import type { AccountDirectory } from "../../src/workers/accounts.ts";
import { startWorkers } from "../../src/workers/start-workers.ts";
import type { RunningWorkers } from "../../src/workers/start-workers.ts";
import { eventInput, row, spec, start } from "./rows.ts";

export const credentials = {
  appid: "1252500000",
  key: "0123456789abcdef0123456789abcdef",
  pushKey: "push-key-of-the-stage",
};

/** A real Temporal server, a real simulator and a scaled clock: everything but the worker, which a test starts itself. */
export interface Stage {
  readonly server: EmbeddedServer;
  readonly simulator: RunningSimulator;
  readonly client: Client;
  readonly clock: ClockSpec;
  readonly folder: string;
  readonly accounts: AccountDirectory;
  nowMs(): number;
  worker(more?: { readonly maxCachedWorkflows?: number }): Promise<RunningWorkers>;
  /** An event on this stage; the source pushes unless told otherwise. */
  event(part?: Partial<LiveEventInput["spec"]>, more?: Partial<LiveEventInput>): LiveEventInput;
  begin(input: LiveEventInput): Promise<void>;
  state(id: string): Promise<LiveEventState>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Event milliseconds a wall millisecond. */
  readonly rate: number;
  /** Event time at which the stage opens. */
  readonly fromMs?: number;
  readonly simulator?: Partial<SimulatorOptions>;
  /** Settings of the server, `name=value`. */
  readonly dynamicConfig?: readonly string[];
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { binary } = await findTemporalServer({ env: process.env });
  const server = await startEmbeddedServer({
    binary,
    purpose: "rehearsal",
    dynamicConfig: options.dynamicConfig ?? [],
  });
  const clock = scaledClock(Date.now(), options.fromMs ?? start - 12 * 60_000, options.rate);
  const simulator = await startSimulator({
    clock,
    accounts: [{ service: "tencent-livecode", credentials }],
    ...options.simulator,
  });
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection });
  const folder = await mkdtemp(join(tmpdir(), "rundown-stage-"));
  const accounts: AccountDirectory = {
    names: ["main"],
    get: () => ({
      service: "tencent-livecode",
      access: {
        name: "main",
        credentials: tencentLivecode.parseCredentials(credentials),
        endpoint: simulator.endpoint("tencent-livecode"),
        timeoutMs: 10_000,
        defaults: {},
      },
      perMinute: 120,
    }),
  };
  const workers: RunningWorkers[] = [];
  return {
    server,
    simulator,
    client,
    clock,
    folder,
    accounts,
    nowMs: () => eventAt(clock, Date.now()),
    worker: async (more = {}) => {
      const log = pino({ level: "silent" });
      const running = await startWorkers({
        address: server.address,
        namespace: "default",
        accounts,
        log,
        bundlePath: inject("workflowBundlePath"),
        ...more,
      });
      workers.push(running);
      return running;
    },
    event: (part = {}, more = {}) => {
      const whole = spec({ files: { ...spec().files, to: [pathToFileURL(folder).href] }, ...part });
      const { startMs, endMs } = whole.window;
      const recording = row({
        key: `key-${whole.id}`,
        fromMs: startMs,
        untilMs: endMs,
        closeAtMs: endMs,
        armAtMs: startMs - 8 * 60_000,
        spec: { stream: whole.stream, fromMs: startMs, untilMs: endMs, format: "mp4" },
      });
      return { ...eventInput(part, [recording], { clock, ...more }), spec: whole };
    },
    begin: async (input) => {
      const delayMs = wallDelay(clock, Date.now(), firstWakeMs(input));
      await client.workflow.start(workflowTypes.liveEvent, {
        workflowId: eventWorkflowId(input.spec.id),
        taskQueue: workflowTaskQueue,
        args: [input],
        workflowTaskTimeout: 3_000,
        ...(delayMs > 0 ? { startDelay: delayMs } : {}),
      });
    },
    state: (id) => client.workflow.getHandle(eventWorkflowId(id)).query<LiveEventState>(messageNames.state),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await connection.close();
      await simulator.stop();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Polls until it holds; throws with what was last seen when it does not within `withinMs` of wall time. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false>,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last = "";
  while (Date.now() < deadline) {
    try {
      const value = await probe();
      if (value !== null && value !== undefined && value !== false) return value;
    } catch (error) {
      last = error instanceof Error ? error.message : "something that is no error was thrown";
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not within ${withinMs} ms${last === "" ? "" : ` (${last})`}`);
}
