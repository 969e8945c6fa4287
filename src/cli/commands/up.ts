import { childEnvironment, environment } from "../../config/env.ts";
import { dataFolder } from "../../config/data-folder.ts";
import { loadConfig } from "../../config/load.ts";
import { connectClient, findAddressGiven } from "../../temporal/connect.ts";
import type { TemporalTarget } from "../../temporal/connect.ts";
import { lockDataFolder } from "../../temporal/data-folder.ts";
import type { DataFolder } from "../../temporal/data-folder.ts";
import { startEmbeddedServer } from "../../temporal/embedded.ts";
import { ensureSearchAttributes } from "../../temporal/ensure-namespace.ts";
import { findTemporalServer } from "../../temporal/find-server.ts";
import { listenAddress } from "../arguments.ts";
import type { CommandContext } from "../context.ts";
import { UserError, WorkFailed } from "../errors.ts";
import { startHealth } from "../health.ts";
import { checkTemporal, runUntilSignal } from "../run-until-signal.ts";
import { processLogger, startConfiguredWorkers } from "../worker-process.ts";

const defaultListen = "127.0.0.1:4020";

interface Server {
  readonly target: TemporalTarget;
  /** Rejects when the embedded server ends by itself; never settles for one that runs elsewhere. */
  readonly failed: Promise<never>;
}

/**
 * `rundown up`: all of it on this machine. With an address given its server is used, else an embedded one with its state
 * in the locked data folder; a second `up` on the same folder is refused (exit 2).
 */
export async function up(context: CommandContext, options: { readonly data?: string }): Promise<number> {
  const { out } = context;
  const config = loadConfig({ file: context.config });
  const listen = listenAddress("webhooks.listen", config.config.webhooks?.listen ?? defaultListen);
  const folder = dataFolder(options.data, environment());
  const log = processLogger();
  return runUntilSignal(async (cleanups) => {
    const data = await lockDataFolder(folder).catch((error: unknown) => Promise.reject(dataFault(folder, error)));
    cleanups.push(() => data.release());
    const given = await findAddressGiven({
      env: childEnvironment(),
      configured: config.config.temporal,
      dataFolder: folder,
    });
    const server = given === undefined ? await ownServer(context, data, cleanups) : { target: given, failed: never() };
    const client = await connectClient(server.target);
    cleanups.push(() => client.connection.close());
    if (given !== undefined) await ensureSearchAttributes(client.connection, given.namespace);
    const workers = await startConfiguredWorkers(out, config, server.target, log);
    cleanups.push(() => workers.stop());
    const health = await startHealth(listen, () => checkTemporal(client));
    cleanups.push(() => health.close());
    const { address, from } = server.target;
    out.value({ ready: true, temporal: address, data: folder, accounts: workers.accounts, health: health.url });
    out.result(`Up: Temporal at ${address} (${from}), state in ${folder}`);
    out.result(`Working for ${workers.accounts.join(", ") || "no account"}. Health: ${health.url}`);
    out.result(
      "Schedule events with: rundown schedule FILE. Ctrl-C ends all of it; events go on when it is started again.",
    );
    return { failed: Promise.race([workers.failed, server.failed]) };
  });
}

async function ownServer(
  context: CommandContext,
  data: DataFolder,
  cleanups: (() => Promise<unknown>)[],
): Promise<Server> {
  const found = await findTemporalServer({ env: childEnvironment(), tell: (line) => context.out.warn(line) });
  const server = await startEmbeddedServer({ binary: found.binary, dbFile: data.dbFile, purpose: "lasting" });
  let stopping = false;
  cleanups.push(() => {
    stopping = true;
    return server.stop();
  });
  const failed = server.ended.then((words): Promise<never> => {
    if (stopping) return never();
    throw new WorkFailed(
      `The embedded Temporal server ended by itself. Its state is kept in ${data.path}: start again with \`rundown up\`, and the events go on.\n${words}`,
    );
  });
  failed.catch(() => undefined);
  const { address, namespace, pid } = server;
  await data.announce({ address, namespace, pid });
  return { target: { address, namespace, from: "embedded server", access: {} }, failed };
}

/** What the file system says of the folder, as a sentence; other errors as they are. */
function dataFault(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  return new UserError(
    `The data folder ${folder} cannot be used (${error.code}). Name a folder that can be written with --data DIR or RUNDOWN_DATA; nothing was started.`,
  );
}

function never(): Promise<never> {
  return new Promise<never>(() => undefined);
}
