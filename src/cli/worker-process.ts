import { environment } from "../config/env.ts";
import type { LoadedConfig } from "../config/load.ts";
import { createLogger } from "../workers/logger.ts";
import type { LogLevel } from "../workers/logger.ts";
import { startWorkers } from "../workers/start-workers.ts";
import type { RunningWorkers } from "../workers/start-workers.ts";
import type { Logger } from "pino";
import type { TemporalTarget } from "../temporal/connect.ts";
import { configuredAccounts } from "./directory.ts";
import { UserError } from "./errors.ts";
import type { Output } from "./output.ts";

/** The log of a lasting process: standard error, coloured on a terminal. */
export function processLogger(): Logger {
  return createLogger({ pretty: process.stderr.isTTY, level: levelOf(environment().logLevel) });
}

function levelOf(text: string | undefined): LogLevel {
  const levels = ["debug", "info", "warn", "error", "silent"] as const;
  if (text === undefined) return "info";
  const level = levels.find((candidate) => candidate === text);
  if (level === undefined) throw new UserError(`LOG_LEVEL=${text}: no such level; one of ${levels.join(", ")}.`);
  return level;
}

/** Workers for workflows and for every configured account of a built service. */
export async function startConfiguredWorkers(
  out: Output,
  config: LoadedConfig,
  server: Pick<TemporalTarget, "address" | "namespace" | "access">,
  log: Logger,
): Promise<RunningWorkers & { readonly accounts: readonly string[] }> {
  const { directory, left } = await configuredAccounts(config);
  for (const name of left) {
    out.warn(
      `account ${name}: service ${config.accounts[name]?.service ?? ""} is not built yet; this worker does not act for it`,
    );
  }
  if (directory.names.length === 0) {
    out.warn(`No account to act for: ${config.file ?? "there is no rundown.yaml here"}. Events cannot be scheduled.`);
  }
  const workers = await startWorkers({ ...server, accounts: directory, log });
  return { stop: () => workers.stop(), failed: workers.failed, accounts: directory.names };
}
