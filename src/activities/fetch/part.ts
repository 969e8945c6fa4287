import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errorCode, writing } from "./errors.ts";
import { placePath } from "./place.ts";

/** An unfinished download on disk, in the file system where the file will lie, with what is needed to resume it. */
export interface PartFile {
  readonly place: string;
  readonly path: string;
  readonly metaPath: string;
}

export interface PartMeta {
  readonly validator: string;
  readonly total: number | null;
}

/** Where the part of a download lies: the same key finds it again, on whichever worker shares the disk. */
export function partFile(place: string, key: string): PartFile {
  const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
  const path = join(placePath(place), ".partial", name);
  return { place, path, metaPath: `${path}.json` };
}

/** What is there of an earlier try; null when nothing can be resumed. */
export async function heldPart(part: PartFile): Promise<{ readonly bytes: number; readonly meta: PartMeta } | null> {
  try {
    const meta = parseMeta(await readFile(part.metaPath, "utf8"));
    const { size } = await stat(part.path);
    return meta === null || size === 0 ? null : { bytes: size, meta };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    return writing(part.place, async () => Promise.reject(error));
  }
}

/**
 * Begins a part anew: as a new file, never by cutting the old one, so that an attempt that is still writing to the old
 * one (its worker lost touch) cannot spoil it.
 */
export async function freshPart(
  part: PartFile,
  meta: { validator: string | null; total: number | null },
): Promise<FileHandle> {
  return writing(part.place, async () => {
    await rm(part.metaPath, { force: true });
    await rm(part.path, { force: true });
    const handle = await openIn(part.path, "wx+");
    const { validator, total } = meta;
    if (validator !== null) await writeFileAtomic(part.metaPath, JSON.stringify({ validator, total }));
    return handle;
  });
}

export async function resumedPart(part: PartFile): Promise<FileHandle> {
  return writing(part.place, async () => open(part.path, "r+"));
}

/** Removes a part and whatever tries of it left beside it, killed ones too. */
export async function removePart(part: PartFile): Promise<void> {
  const folder = dirname(part.path);
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => name.startsWith(basename(part.path)));
  await Promise.all(own.map(async (name) => rm(join(folder, name), { force: true })));
  // Not empty while another file is being fetched.
  await rmdir(folder).catch(() => undefined);
}

/** Each loss of the race is one download that ended in the same moment; there are never this many at once. */
const mostTries = 50;

/** Opens a file in a folder that another download may be tidying away in this moment. */
export async function openIn(path: string, flags: string): Promise<FileHandle> {
  for (let tries = 1; ; tries += 1) {
    try {
      // The folder can vanish inside either of the two.
      await mkdir(dirname(path), { recursive: true });
      return await open(path, flags);
    } catch (error) {
      if (errorCode(error) !== "ENOENT" || tries === mostTries) throw error;
    }
  }
}

/** Writes a small file so that it is there whole or not at all. */
export async function writeFileAtomic(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}-${Math.random().toString(36).slice(2, 10)}.tmp`;
  try {
    const handle = await openIn(temporary, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Adds the first `bytes` of a file to a hash. */
export async function hashInto(hash: Hash, path: string, bytes: number, signal?: AbortSignal): Promise<void> {
  if (bytes === 0) return;
  for await (const chunk of createReadStream(path, { end: bytes - 1, highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    if (chunk instanceof Uint8Array) hash.update(chunk);
  }
}

/** Size and SHA-256 (hex) of a file on disk; null when there is none. */
export async function factsOf(path: string, signal?: AbortSignal): Promise<{ bytes: number; sha256: string } | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });
  if (found === null || !found.isFile()) return null;
  const hash = createHash("sha256");
  await hashInto(hash, path, found.size, signal);
  return { bytes: found.size, sha256: hash.digest("hex") };
}

function parseMeta(text: string): PartMeta | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("validator" in value) || !("total" in value)) return null;
    const { validator, total } = value;
    if (typeof validator !== "string" || (total !== null && typeof total !== "number")) return null;
    return { validator, total };
  } catch {
    return null;
  }
}
