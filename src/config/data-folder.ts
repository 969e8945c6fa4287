import { join, resolve } from "node:path";
import type { Environment } from "./env.ts";

/** Where state lies: `--data`, else RUNDOWN_DATA, else the platform's data folder for `rundown`. Absolute; pure. */
export function dataFolder(
  option: string | undefined,
  env: Pick<Environment, "data" | "home" | "xdg" | "localAppData">,
  platform: string = process.platform,
): string {
  if (option !== undefined) return resolve(option);
  if (env.data !== undefined) return resolve(env.data);
  if (platform === "darwin") return join(env.home, "Library", "Application Support", "rundown");
  if (platform === "win32") return join(env.localAppData ?? join(env.home, "AppData", "Local"), "rundown");
  return join(env.xdg.dataHome ?? join(env.home, ".local", "share"), "rundown");
}
