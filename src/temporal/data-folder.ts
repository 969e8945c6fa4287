import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { DataFolderInUse } from "./errors.ts";
import { isAlive, processOf } from "./process-identity.ts";
import type { ProcessIdentity } from "./process-identity.ts";

/** What `up` writes for the other commands. */
export interface RunningServer {
  readonly address: string;
  readonly namespace: string;
  /** The process of `up`. */
  readonly pid: number;
  /** The embedded server's own process. */
  readonly serverPid: number;
}

export interface DataFolder {
  readonly path: string;
  /** The embedded server's state. */
  readonly dbFile: string;
  /** Lets other commands find the server. */
  announce(server: { readonly address: string; readonly namespace: string; readonly pid: number }): Promise<void>;
  release(): Promise<void>;
}

const identity = z.object({ pid: z.number().int(), started: z.string().nullable() });
const holderFile = identity.extend({ released: z.boolean().default(false) });
const serverFile = z.object({ address: z.string(), namespace: z.string(), up: identity, server: identity });

const serverGoneMs = 15_000;
const lockName = /^up\.(\d+)\.lock$/;

/**
 * Holds a data folder for one `up`. Throws DataFolderInUse, naming the holder, while another holds it. What a killed
 * holder left is taken over, after its embedded server has ended.
 *
 * The lock is a numbered file with its holder's process and start time. Node has no file locks of the kernel, a socket
 * must be unlinked before it can be taken over (two can do so at once), and a number alone may name a later process.
 * The highest number holds; taking over makes the next one by `link`, which only one can do; numbers never go down.
 */
export async function lockDataFolder(path: string): Promise<DataFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const lock = await takeLock(path);
  await previousServerGone(path);
  await rm(join(path, "server.json"), { force: true });
  return {
    path,
    dbFile: join(path, "temporal.db"),
    announce: async ({ address, namespace, pid }) => {
      const content = { address, namespace, up: processOf(process.pid), server: processOf(pid) };
      await writeAtomically(join(path, "server.json"), content);
    },
    release: async () => {
      await rm(join(path, "server.json"), { force: true });
      await writeAtomically(lock, { ...processOf(process.pid), released: true });
    },
  };
}

/** The server of the `up` that runs on this data folder now; undefined when none does. */
export async function readRunningServer(path: string): Promise<RunningServer | undefined> {
  const found = serverFile.safeParse(await readJson(join(path, "server.json")));
  if (!found.success || !isAlive(found.data.up) || !isAlive(found.data.server)) return undefined;
  const { address, namespace, up, server } = found.data;
  return { address, namespace, pid: up.pid, serverPid: server.pid };
}

async function takeLock(path: string): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const highest = Math.max(0, ...(await lockNumbers(path)));
    if (highest > 0) await refuseWhileHeld(path, highest);
    const next = highest + 1;
    const lock = lockFile(path, next);
    if (!(await createWhole(lock, { ...processOf(process.pid), released: false }))) continue;
    const numbers = await lockNumbers(path);
    if (Math.max(...numbers) === next) {
      for (const number of numbers.filter((each) => each < next)) await rm(lockFile(path, number), { force: true });
      return lock;
    }
    // Ours was made from an old listing: another has gone further since.
    await rm(lock, { force: true });
  }
  throw new DataFolderInUse(`The data folder ${path} is being taken by other processes at the same time; try again.`);
}

async function refuseWhileHeld(path: string, number: number): Promise<void> {
  const file = lockFile(path, number);
  const holder = holderFile.safeParse(await readJson(file));
  if (!holder.success || holder.data.released || !isAlive(holder.data)) return;
  throw new DataFolderInUse(
    `The data folder ${path} is in use by another "rundown up" (process ${holder.data.pid}). ` +
      "Stop that one, or give this one a folder of its own: --data DIR.",
  );
}

async function lockNumbers(path: string): Promise<readonly number[]> {
  return (await readdir(path)).flatMap((name) => {
    const number = lockName.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function lockFile(path: string, number: number): string {
  return join(path, `up.${number}.lock`);
}

/** Two servers on one file spoil it: the one that a killed `up` left behind gets time to end. */
async function previousServerGone(path: string): Promise<void> {
  const found = serverFile.safeParse(await readJson(join(path, "server.json")));
  if (!found.success) return;
  const { server } = found.data;
  for (const deadline = Date.now() + serverGoneMs; isAlive(server);) {
    if (Date.now() >= deadline) {
      throw new DataFolderInUse(
        `The Temporal server of a former "rundown up" on ${path} does not end: process ${server.pid}.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** False when the file exists already. It appears with its whole content, or not at all. */
async function createWhole(file: string, content: ProcessIdentity & { readonly released: boolean }): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeAtomically(file: string, content: unknown): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
