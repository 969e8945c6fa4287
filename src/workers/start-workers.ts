import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import type { NativeConnectionOptions, WorkerOptions as TemporalWorkerOptions } from "@temporalio/worker";
import type { Logger } from "pino";
import { createEventActivities } from "../activities/event-activities.ts";
import { Sessions } from "../activities/sessions.ts";
import { createWatchAccount } from "../activities/watch-account.ts";
import { accountTaskQueue, workflowTaskQueue } from "../model/messages.ts";
import type { AccountDirectory } from "./accounts.ts";
import { failureInterceptor } from "./failure-interceptor.ts";
import { workflowBundle } from "./workflow-bundle.ts";

export interface WorkerOptions {
  readonly address: string;
  /** TLS, API key and metadata of a profile; never logged. */
  readonly access?: Pick<NativeConnectionOptions, "tls" | "apiKey" | "metadata">;
  readonly namespace: string;
  readonly accounts: AccountDirectory;
  readonly log: Logger;
  /** Serves the workflows too; false for a process that only acts for accounts. */
  readonly workflows?: boolean;
  /** A workflow bundle made elsewhere; default: the build's. */
  readonly bundlePath?: string;
  /** Workflows kept in memory; 0 replays each task from history (tests). */
  readonly maxCachedWorkflows?: number;
  /** What runs at a stop may go on for this long, wall time; default 25 s. Short where nothing is to be kept. */
  readonly shutdownGraceMs?: number;
}

export interface RunningWorkers {
  /** Finishes or hands back what it does, within 30 s. */
  stop(): Promise<void>;
  /** Rejects when a worker dies by itself. */
  readonly failed: Promise<never>;
}

const shutdownGraceMs = 25_000;

/** Connects and polls: one worker for workflows and one for each account's activities. Resolves when they poll. */
export async function startWorkers(options: WorkerOptions): Promise<RunningWorkers> {
  installRuntime(options.log);
  const connection = await NativeConnection.connect({ address: options.address, ...options.access });
  const sessions = new Sessions(options.accounts, options.log);
  const activities = { ...createEventActivities(sessions), watchAccount: createWatchAccount(sessions) };
  const shared = {
    connection,
    namespace: options.namespace,
    shutdownGraceTime: options.shutdownGraceMs ?? shutdownGraceMs,
  };
  const workers: Worker[] = [];
  try {
    for (const account of options.accounts.names) {
      workers.push(
        await Worker.create({
          ...shared,
          taskQueue: accountTaskQueue(account),
          activities,
          interceptors: { activity: [() => ({ inbound: failureInterceptor })] },
        }),
      );
    }
    if (options.workflows !== false) workers.push(await workflowWorker(options, shared));
  } catch (error) {
    await connection.close();
    throw error;
  }
  const runs = workers.map((worker) => worker.run());
  const failed = Promise.race(runs.map((run) => run.then(() => new Promise<never>(() => undefined))));
  // A rejection is for whoever waits on `failed`; nobody has to.
  failed.catch(() => undefined);
  const stop = async (): Promise<void> => {
    sessions.stop();
    await stopWorkers(workers, runs);
    await connection.close();
  };
  return { failed, stop };
}

async function workflowWorker(
  options: WorkerOptions,
  shared: Pick<TemporalWorkerOptions, "namespace" | "shutdownGraceTime"> & { connection: NativeConnection },
): Promise<Worker> {
  return Worker.create({
    ...shared,
    taskQueue: workflowTaskQueue,
    workflowBundle: options.bundlePath === undefined ? await workflowBundle() : { codePath: options.bundlePath },
    maxCachedWorkflows: options.maxCachedWorkflows ?? 2_000,
    // A worker that died keeps its sticky tasks this long before others get them.
    stickyQueueScheduleToStartTimeout: 2_000,
    workflowTaskPollerBehavior: { type: "autoscaling" },
  });
}

/** The watch loop queries its own workflow: the worker that answers it, the last of the list, goes last. */
async function stopWorkers(workers: readonly Worker[], runs: readonly Promise<void>[]): Promise<void> {
  const last = workers.length - 1;
  for (const [from, to] of [
    [0, last],
    [last, workers.length],
  ] as const) {
    for (const worker of workers.slice(from, to)) if (worker.getState() === "RUNNING") worker.shutdown();
    await Promise.allSettled(runs.slice(from, to));
  }
}

let isInstalled = false;

/** Once a process: the SDK's own log lines go where ours go. */
function installRuntime(log: Logger): void {
  if (isInstalled) return;
  isInstalled = true;
  const logger = new DefaultLogger("WARN", ({ level, message }) => {
    if (level === "ERROR") log.error(message);
    // Each of our workers serves one of the two on purpose.
    else if (!/^No (workflows|activities) registered/i.test(message)) log.warn(message);
  });
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: "ERROR" } }, shutdownSignals: [] });
}
