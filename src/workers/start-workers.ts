import type { Logger } from "pino";
import type { AccountDirectory } from "./accounts.ts";

export interface WorkerOptions {
  readonly address: string;
  readonly namespace: string;
  readonly accounts: AccountDirectory;
  readonly log: Logger;
  /** Serves the workflows too; false for a process that only acts for accounts. */
  readonly workflows?: boolean;
}

export interface RunningWorkers {
  /** Finishes or hands back what it does, within 30 s. */
  stop(): Promise<void>;
  /** Rejects when a worker dies by itself. */
  readonly failed: Promise<never>;
}

/** Connects and polls: one worker for workflows and one for each account's activities. Resolves when they poll. */
export async function startWorkers(_options: WorkerOptions): Promise<RunningWorkers> {
  throw new Error("not here yet");
}
