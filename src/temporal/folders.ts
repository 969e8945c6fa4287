import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Environment variables, handed in because only `config` reads the process's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where fetched servers are kept: `XDG_CACHE_HOME`, else the platform's cache folder. */
export function cacheFolder(env: Environment, platform: string = process.platform): string {
  if (isAbsolutePath(env["XDG_CACHE_HOME"])) return join(env["XDG_CACHE_HOME"], "rundown");
  return platform === "darwin" ? join(home(env), "Library", "Caches", "rundown") : join(home(env), ".cache", "rundown");
}

/** Where `up` keeps its state: `--data`, else `RUNDOWN_DATA`, else the platform's data folder (interfaces, section 4.4). */
export function dataFolderPath(env: Environment, flag?: string, platform: string = process.platform): string {
  const asked = flag ?? env["RUNDOWN_DATA"];
  if (asked !== undefined && asked !== "") return resolve(asked);
  if (isAbsolutePath(env["XDG_DATA_HOME"])) return join(env["XDG_DATA_HOME"], "rundown");
  return platform === "darwin"
    ? join(home(env), "Library", "Application Support", "rundown")
    : join(home(env), ".local", "share", "rundown");
}

function home(env: Environment): string {
  return isAbsolutePath(env["HOME"]) ? env["HOME"] : homedir();
}

/** The XDG specification has relative paths ignored. */
function isAbsolutePath(path: string | undefined): path is string {
  return path !== undefined && path.startsWith("/");
}
