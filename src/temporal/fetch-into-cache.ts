import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inspect } from "./executables.ts";
import type { FindContext, FoundServer, PassedOver } from "./find-server.ts";
import { temporalVersion } from "./pinned.ts";

/** Where a fetched binary of the pinned version stands. */
export function cachedBinary(cache: string): string {
  return join(cache, `temporal-${temporalVersion}`, "temporal");
}

/** Fetches beside the final place and renames, so that a binary in the cache is always whole and has run once. */
export async function intoCache(
  context: FindContext,
  fetchBinary: (folder: string) => Promise<{ readonly path: string } | PassedOver>,
): Promise<FoundServer | PassedOver> {
  await mkdir(context.cache, { recursive: true });
  const folder = await mkdtemp(join(context.cache, ".fetch-"));
  try {
    const fetched = await fetchBinary(folder);
    if ("passedOver" in fetched) return fetched;
    await chmod(fetched.path, 0o755);
    const found = await inspect(fetched.path, context.env);
    if ("passedOver" in found) return found;
    const binary = cachedBinary(context.cache);
    await mkdir(dirname(binary), { recursive: true });
    await rename(fetched.path, binary);
    return { binary, version: found.version };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
