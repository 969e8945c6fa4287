import type { Client } from "@temporalio/client";
import type { NativeConnection, NativeConnectionOptions } from "@temporalio/worker";
import { readRunningServer } from "./data-folder.ts";
import { NoTemporalError } from "./errors.ts";
import type { Environment } from "./folders.ts";
import { isListening } from "./is-listening.ts";

/** Where a Temporal server is, and how it was found. */
export interface TemporalTarget {
  readonly address: string;
  readonly namespace: string;
  readonly from: "environment or profile" | "configuration" | "running up" | "embedded server";
  /** TLS, API key and metadata of a profile; never logged. */
  readonly access: Pick<NativeConnectionOptions, "tls" | "apiKey" | "metadata">;
}

export interface AddressSources {
  readonly env: Environment;
  /** `temporal` of rundown.yaml. */
  readonly configured?: { readonly address?: string | undefined; readonly namespace?: string | undefined } | undefined;
  /** Where an `up` would have left its server.json. */
  readonly dataFolder: string;
}

const connectMs = 5_000;

/**
 * The server for all commands but `rehearse`: TEMPORAL_ADDRESS or a profile, else `temporal.address`, else the running
 * `up` of the data folder. Throws NoTemporalError with the command that starts one.
 */
export async function resolveAddress(sources: AddressSources): Promise<TemporalTarget> {
  const found = (await findAddressGiven(sources)) ?? (await runningUp(sources));
  if (found !== undefined) return found;
  throw new NoTemporalError(
    `No Temporal server is configured and no "rundown up" runs on ${sources.dataFolder}. Start one: rundown up`,
  );
}

/** The server that environment, profile or configuration name; undefined when none is named: `up` starts its own then. */
export async function findAddressGiven({ env, configured }: AddressSources): Promise<TemporalTarget | undefined> {
  const { loadClientConnectConfig } = await import("@temporalio/envconfig");
  const profile = readProfile(() => loadClientConnectConfig({ overrideEnvVars: present(env) }));
  const { address, tls, apiKey, metadata } = profile.connectionOptions;
  const namespace = profile.namespace ?? configured?.namespace ?? "default";
  const access = {
    ...(tls === undefined ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  if (address !== undefined) return { address, namespace, from: "environment or profile", access };
  if (configured?.address === undefined) return undefined;
  return { address: configured.address, namespace, from: "configuration", access };
}

async function runningUp({ dataFolder }: AddressSources): Promise<TemporalTarget | undefined> {
  const running = await readRunningServer(dataFolder);
  if (running === undefined) return undefined;
  return { address: running.address, namespace: running.namespace, from: "running up", access: {} };
}

/** A connected client; the caller closes `client.connection`. Throws NoTemporalError when nothing answers within 5 s. */
export async function connectClient(target: TemporalTarget): Promise<Client> {
  const { address, namespace, access } = target;
  await refuseClosedPort(target);
  const { Client, Connection } = await import("@temporalio/client");
  try {
    const connection = await Connection.connect({ address, connectTimeout: connectMs, ...access });
    return new Client({ connection, namespace });
  } catch (error) {
    throw unreachable(target, error);
  }
}

/** A worker's connection; the caller closes it. Throws NoTemporalError when nothing answers within 5 s. */
export async function connectWorker(target: TemporalTarget): Promise<NativeConnection> {
  const { address, access } = target;
  await refuseClosedPort(target);
  const { NativeConnection } = await import("@temporalio/worker");
  let timer: NodeJS.Timeout | undefined;
  const connecting = NativeConnection.connect({ address, ...access });
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${connectMs / 1000} s`)), connectMs);
  });
  try {
    return await Promise.race([connecting, late]);
  } catch (error) {
    void connecting.then((connection) => connection.close()).catch(() => {});
    throw unreachable(target, error);
  } finally {
    clearTimeout(timer);
  }
}

/** gRPC goes on trying for its whole bound; on this machine a closed port is an answer. */
async function refuseClosedPort(target: TemporalTarget): Promise<void> {
  const [, host, port] = /^(127\.\d+\.\d+\.\d+|localhost):(\d+)$/.exec(target.address) ?? [];
  if (host === undefined || port === undefined) return;
  if (await isListening(host, Number(port), connectMs)) return;
  throw unreachable(target, new Error("nothing listens there"));
}

function unreachable({ address, from }: TemporalTarget, error: unknown): NoTemporalError {
  const cause = error instanceof Error ? error.message.split("\n")[0] : String(error);
  const cure =
    from === "running up" ? "Start it again: rundown up" : "Check the address, or start a server: rundown up";
  return new NoTemporalError(`Temporal does not answer at ${address} (from ${from}): ${cause}. ${cure}`, {
    cause: error,
  });
}

function readProfile<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    throw new NoTemporalError(
      `The Temporal profile cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function present(env: Environment): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
