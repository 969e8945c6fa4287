import { createHash } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { FetchedFile } from "../../model/files.ts";
import { DeliveryError, errorCode, writing } from "./errors.ts";
import { freshPart, hashInto, heldPart, partFile, removePart, resumedPart } from "./part.ts";
import type { PartFile } from "./part.ts";
import { locationOf } from "./place.ts";
import { publish, publishCopy } from "./publish.ts";
import type { FileFacts } from "./publish.ts";
import { openSource } from "./source.ts";
import type { Source, SourceReply } from "./source.ts";

export interface DownloadInput {
  readonly url: string;
  /** `file:` places with absolute paths; the first takes the download, the others get copies. */
  readonly to: readonly string[];
  /** Name below the places, folders separated by `/`. */
  readonly name: string;
  /** What this download is: the same key finds the part of an earlier try. */
  readonly key: string;
  /** The account's endpoint, whose host may be private. */
  readonly endpoint: string | null;
  readonly service: string;
  /** Called about once a second while anything is under way. */
  readonly heartbeat: (progress: { readonly bytes: number; readonly total: number | null }) => void;
  readonly signal?: AbortSignal;
  readonly idleMs?: number;
  /** Writes one chunk; replaceable, so that a full disk can be tried out. */
  readonly write?: (handle: FileHandle, chunk: Uint8Array, position: number) => Promise<void>;
}

const heartbeatEveryMs = 1_000;

/**
 * Fetches a file into every place, resuming what an earlier try left. The answer holds its size, its SHA-256 over all
 * bytes, and where the copies lie. Throws VendorFailure (the source) or DeliveryError (a place), each naming what failed;
 * what was fetched so far is kept for the next try.
 */
export async function download(input: DownloadInput): Promise<FetchedFile> {
  const places = [...new Set(input.to)];
  const first = places[0];
  if (first === undefined) throw new DeliveryError("files.to", "no place is given");
  const part = partFile(first, input.key);
  const progress: Progress = { bytes: 0, total: null };
  const source = openSource(input);
  const beat = setInterval(() => input.heartbeat({ ...progress }), heartbeatEveryMs);
  try {
    input.heartbeat({ ...progress });
    const facts = await transfer(input, source, part, progress);
    const main = await publish(part.path, first, input.name, facts, input.signal);
    const paths = [main];
    for (const place of places.slice(1)) paths.push(await publishCopy(main, place, input.name, facts, input.signal));
    await writing(first, async () => removePart(part));
    return { ...facts, locations: paths.map(locationOf) };
  } finally {
    clearInterval(beat);
    await source.close();
  }
}

interface Progress {
  bytes: number;
  total: number | null;
}

async function transfer(input: DownloadInput, source: Source, part: PartFile, progress: Progress): Promise<FileFacts> {
  const held = await heldPart(part);
  const total = held?.meta.total ?? null;
  if (held !== null && (total === null || held.bytes <= total)) {
    // Of a part that is whole the last byte is asked for again, to learn that the file is still the same.
    const offset = total === null ? held.bytes : Math.min(held.bytes, total - 1);
    const reply = await source.open(offset, held.meta.validator, input.signal);
    if (reply.answer === "whole") return fill(input, source, part, progress, reply, 0);
    if (reply.answer === "rest" && reply.total === total) return fill(input, source, part, progress, reply, offset);
  }
  return fill(input, source, part, progress, await source.open(0, null, input.signal), 0);
}

async function fill(
  input: DownloadInput,
  source: Source,
  part: PartFile,
  progress: Progress,
  reply: SourceReply,
  offset: number,
): Promise<FileFacts> {
  const handle = await (offset > 0 ? resumedPart(part) : freshPart(part, reply));
  const hash = createHash("sha256");
  const write = input.write ?? writeAll;
  progress.total = reply.total;
  try {
    await writing(part.place, async () => hashInto(hash, part.path, offset, input.signal));
    progress.bytes = offset;
    for await (const chunk of chunks(reply, source, progress, input.signal)) {
      hash.update(chunk);
      await writing(part.place, async () => write(handle, chunk, progress.bytes));
      progress.bytes += chunk.byteLength;
    }
    if (progress.bytes === 0) throw source.fail("unavailable", "the file is empty so far");
    if (reply.total !== null && progress.bytes !== reply.total) {
      if (progress.bytes > reply.total) await removePart(part);
      throw source.fail("unavailable", `the file has ${progress.bytes} bytes, ${reply.total} were announced`);
    }
    await writing(part.place, async () => sealed(handle, part, progress.bytes));
  } finally {
    await handle.close();
  }
  return { bytes: progress.bytes, sha256: hash.digest("hex") };
}

/** The bytes as they come; a connection that breaks off is a failure of the source. */
async function* chunks(
  reply: SourceReply,
  source: Source,
  progress: Progress,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const incoming = reply.body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await incoming.next().catch((error: unknown) => {
        signal?.throwIfAborted();
        const whole = progress.total === null ? "" : ` of ${progress.total}`;
        const code = errorCode(error);
        const why = code === "" ? "" : `: ${code}`;
        throw source.fail("unavailable", `the download broke off after ${progress.bytes}${whole} bytes${why}`, error);
      });
      if (next.done === true) return;
      if (next.value instanceof Uint8Array) yield next.value;
    }
  } finally {
    await incoming.return?.();
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < chunk.byteLength) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}

/** On the disk, of the right length, and still the file that goes by the part's name. */
async function sealed(handle: FileHandle, part: PartFile, bytes: number): Promise<void> {
  await handle.sync();
  const [mine, named] = await Promise.all([handle.stat(), stat(part.path)]);
  if (mine.size !== bytes || mine.ino !== named.ino) {
    await rm(part.metaPath, { force: true });
    throw new DeliveryError(part.place, "the unfinished file was changed by somebody else while it was fetched");
  }
}
