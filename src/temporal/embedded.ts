import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Connection } from "@temporalio/client";
import { searchAttributes } from "../model/messages.ts";
import { NoTemporalError } from "./errors.ts";
import { isListening } from "./is-listening.ts";
import { freePort } from "./free-port.ts";
import { ensureNamespace, ensureSearchAttributes, spellings } from "./ensure-namespace.ts";

export interface EmbeddedServerOptions {
  /** Path of the `temporal` binary, from findTemporalServer. */
  readonly binary: string;
  /** State that lasts; left out: in memory. */
  readonly dbFile?: string;
  readonly purpose: "rehearsal" | "lasting";
  readonly log?: (line: string) => void;
  /** Further settings of the server, `name=value`. */
  readonly dynamicConfig?: readonly string[];
  /** How long closed workflows stay readable; only with a file. */
  readonly retentionDays?: number;
}

export interface EmbeddedServer {
  readonly address: string;
  readonly namespace: string;
  /** The server's own process, not the wrapper's. */
  readonly pid: number;
  /** Resolves with the last lines of the server when it has ended, by itself or by `stop`. */
  readonly ended: Promise<string>;
  /** Ends the server and resolves when it is gone. */
  stop(): Promise<void>;
}

const readyMs = 30_000;
const defaultRetentionDays = 90;
const namespace = "default";

/**
 * The wrapper's standard input is our pipe: it ends with us, however we end, and takes the server with it. The server
 * gets neither the pipe nor TEMPORAL_* settings of the user, which its flags would take as defaults.
 */
const wrapper = `
unset TEMPORAL_ADDRESS TEMPORAL_NAMESPACE TEMPORAL_PROFILE TEMPORAL_CONFIG_FILE TEMPORAL_API_KEY TEMPORAL_TLS
exec 3<&0
GOGC=400 "$@" </dev/null >&2 3<&- &
server=$!
echo "$server"
( cat <&3 >/dev/null; kill "$server"; sleep 5; kill -9 "$server" ) >/dev/null 2>&1 &
watcher=$!
exec 3<&- </dev/null >/dev/null
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

/**
 * Starts a Temporal server on a free loopback port, with the namespace `default` and Rundown's search attributes. It
 * ends with this process, after SIGKILL too. Throws NoTemporalError with the server's own words when it is not ready
 * within 30 s.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  if (process.platform === "win32") {
    throw new NoTemporalError("The embedded Temporal server needs Linux or macOS (on Windows: WSL).");
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      // The port was free a moment ago; another process can have taken it since.
      if (attempt === 3 || !String(error).includes("address already in use")) throw error;
    }
  }
}

async function startOnce(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const child = spawn("/bin/sh", ["-c", wrapper, "temporal", options.binary, ...serverFlags(options, port)], {
    stdio: ["pipe", "pipe", "pipe"],
    // A session of its own: Ctrl-C on the terminal is for us, and the server is still needed to finish.
    detached: true,
  });
  const words = lastWords(child.stderr, options.log);
  const ended = new Promise<string>((resolve) => {
    child.once("close", () => resolve(words()));
    child.once("error", (error) => resolve(error.message));
  });
  const stop = async (): Promise<void> => {
    child.stdin.destroy();
    await ended;
  };
  try {
    const pid = await serverPid(child, ended);
    const lasting = options.dbFile !== undefined;
    const prepare = (connection: Connection): Promise<void> => prepareNamespace(connection, options, lasting);
    await untilReady({ port, ended, prepare });
    return { address, namespace, pid, ended, stop };
  } catch (error) {
    await stop();
    const said = words() === "" ? "" : `\nThe server said:\n${words()}`;
    throw new NoTemporalError(`The embedded Temporal server did not start: ${text(error)}${said}`, { cause: error });
  }
}

/** Temporal.md, section 1: without the processor settings a timer is up to 1 s late. */
function serverFlags({ dbFile, purpose, dynamicConfig = [] }: EmbeddedServerOptions, port: number): readonly string[] {
  const shift = purpose === "rehearsal" ? "1ms" : "10ms";
  const dynamic = [
    `history.timerProcessorMaxTimeShift="${shift}"`,
    "history.timerProcessorMaxPollRPS=500",
    "history.transferProcessorMaxPollRPS=500",
    ...dynamicConfig,
  ];
  const base = [
    "server",
    "start-dev",
    "--headless",
    "--log-level",
    "error",
    "--ip",
    "127.0.0.1",
    "--port",
    String(port),
  ];
  return [
    ...base,
    ...(dbFile === undefined ? [] : ["--db-filename", dbFile]),
    ...dynamic.flatMap((value) => ["--dynamic-config-value", value]),
    ...Object.values(searchAttributes).flatMap(({ name, type }) => [
      "--search-attribute",
      `${name}=${spellings[type]}`,
    ]),
  ];
}

async function prepareNamespace(
  connection: Connection,
  options: EmbeddedServerOptions,
  lasting: boolean,
): Promise<void> {
  const retentionDays = options.retentionDays ?? defaultRetentionDays;
  if (lasting) await ensureNamespace(connection, { namespace, retentionDays });
  await ensureSearchAttributes(connection, namespace);
}

interface Readiness {
  readonly port: number;
  readonly ended: Promise<string>;
  readonly prepare: (connection: Connection) => Promise<void>;
}

async function untilReady({ port, ended, prepare }: Readiness): Promise<void> {
  const { Connection } = await import("@temporalio/client");
  const deadline = Date.now() + readyMs;
  const end = { reached: false };
  void ended.then(() => (end.reached = true));
  for (let last: unknown = "the port is closed"; !end.reached;) {
    if (Date.now() >= deadline) throw new Error(`not ready within ${readyMs / 1000} s (${text(last)})`);
    // A gRPC channel that was refused once pauses for a second before it looks again.
    if (!(await isListening("127.0.0.1", port, 1_000))) {
      await Promise.race([ended, pause(20)]);
      continue;
    }
    const connection = Connection.lazy({ address: `127.0.0.1:${port}` });
    try {
      await connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
      await prepare(connection);
      return;
    } catch (error) {
      // What the server answers may change while it starts; what we found wrong ourselves will not.
      if (!(error instanceof Error && "code" in error)) throw error;
      last = error;
      await Promise.race([ended, pause(50)]);
    } finally {
      await connection.close();
    }
  }
  throw new Error("it ended");
}

/** The wrapper's first line. */
function serverPid(child: ChildProcessByStdio<Writable, Readable, Readable>, ended: Promise<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let line = "";
    child.stdout.on("data", (data: Buffer) => {
      line += data.toString();
      if (line.includes("\n")) resolve(Number(line.trim()));
    });
    void ended.then(() => reject(new Error("it ended")));
  });
}

function lastWords(stderr: Readable, log?: (line: string) => void): () => string {
  let said = "";
  stderr.on("data", (data: Buffer) => {
    said = (said + data.toString()).slice(-4_000);
    for (const line of data.toString().split("\n").filter(Boolean)) log?.(line);
  });
  return () => said.trim();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
