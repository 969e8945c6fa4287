/** A place that cannot be written: disk full, no permission, no such folder. Not the vendor's doing; a person has to look. */
export class DeliveryError extends Error {
  /** The `file:` URL of the place. */
  readonly place: string;

  constructor(place: string, why: string, cause?: unknown) {
    super(`delivery cannot be written: ${place}: ${why}`, cause === undefined ? {} : { cause });
    this.name = "DeliveryError";
    this.place = place;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full. Free some space; it is tried again",
  EDQUOT: "the disk quota is used up. Free some space; it is tried again",
  EACCES: "permission denied. Let the worker's user write there",
  EPERM: "not permitted. Let the worker's user write there",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "a folder stands where the file should be",
  ENAMETOOLONG: "the file's name is too long",
  EFBIG: "the file is too large for this file system",
  EIO: "the disk reports an input/output error",
  EMFILE: "the worker has too many open files",
  ENOENT: "the folder vanished while it was written",
};

/** Runs something that writes into a place; what fails becomes a DeliveryError that says why. */
export async function writing<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    // Only the system's own errors: a cancellation and the source's failures pass through as they are.
    if (code === "" || code === "ABORT_ERR") throw error;
    const known = reasons[code];
    const text = error instanceof Error ? error.message : String(error);
    throw new DeliveryError(place, known === undefined ? text : `${known} (${code})`, error);
  }
}

/** Node's and undici's `code` of an error; empty when there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
