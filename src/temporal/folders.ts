import { homedir } from "node:os";
import { join } from "node:path";

/** Environment variables, handed in because only `config` reads the process's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where fetched servers are kept: `XDG_CACHE_HOME`, else the platform's cache folder. */
export function cacheFolder(env: Environment, platform: string = process.platform): string {
  if (isAbsolutePath(env["XDG_CACHE_HOME"])) return join(env["XDG_CACHE_HOME"], "rundown");
  return platform === "darwin" ? join(home(env), "Library", "Caches", "rundown") : join(home(env), ".cache", "rundown");
}

function home(env: Environment): string {
  return isAbsolutePath(env["HOME"]) ? env["HOME"] : homedir();
}

/** The XDG specification has relative paths ignored. */
function isAbsolutePath(path: string | undefined): path is string {
  return path !== undefined && path.startsWith("/");
}
