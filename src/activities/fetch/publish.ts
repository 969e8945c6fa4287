import { createReadStream } from "node:fs";
import { link, lstat, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { numberedName } from "../../domain/file-names.ts";
import { DeliveryError, errorCode, writing } from "./errors.ts";
import { factsOf, openIn, partFile, removePart } from "./part.ts";
import { pathBelow } from "./place.ts";

export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

const mostNumbers = 1_000;

/**
 * Gives a finished file its name in its place, at once and whole. A file of that name with the same bytes is taken as
 * ours from an earlier try; another one is never touched, ours gets `_2`, `_3` … Returns the path. The temporary file
 * may still be there afterwards, as a second link.
 */
export async function publish(
  temporary: string,
  place: string,
  name: string,
  facts: FileFacts,
  signal?: AbortSignal,
): Promise<string> {
  return writing(place, async () => {
    for (let number = 1; number <= mostNumbers; number += 1) {
      const path = pathBelow(place, numberedName(name, number));
      await mkdir(dirname(path), { recursive: true });
      if (await settle(temporary, path)) {
        await syncFolder(dirname(path));
        return path;
      }
      const there = await factsOf(path, signal);
      if (there !== null && there.bytes === facts.bytes && there.sha256 === facts.sha256) return path;
    }
    throw new DeliveryError(place, `there are ${mostNumbers} other files named like ${name} already`);
  });
}

/** Copies a file into a further place, reads the copy back, and gives it its name. Returns the path. */
export async function publishCopy(
  from: string,
  place: string,
  name: string,
  facts: FileFacts,
  signal?: AbortSignal,
): Promise<string> {
  const part = partFile(place, `copy ${name}`);
  const temporary = `${part.path}.${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  try {
    return await writing(place, async () => {
      await removePart(part);
      await copy(from, temporary, signal);
      const there = await factsOf(temporary, signal);
      if (there === null || there.bytes !== facts.bytes || there.sha256 !== facts.sha256) {
        throw new DeliveryError(place, "the copy read back differs from what was written. Check the disk");
      }
      return publish(temporary, place, name, facts, signal);
    });
  } finally {
    await removePart(part).catch(() => undefined);
  }
}

/** A hard link takes a name only when it is free, in one step; not every file system has them. */
async function settle(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code)) throw error;
  }
  const isTaken = await lstat(path).then(
    () => true,
    () => false,
  );
  if (!isTaken) await rename(temporary, path);
  return !isTaken;
}

async function copy(from: string, to: string, signal?: AbortSignal): Promise<void> {
  const handle = await openIn(to, "wx");
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
      signal?.throwIfAborted();
      if (chunk instanceof Uint8Array) await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a new name last through a power cut, where the system can. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r").catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
