import { homedir, userInfo } from "node:os";

/** The environment variables that Rundown reads; nothing else in the product looks at the environment. */
export interface Environment {
  readonly config: string | undefined;
  readonly data: string | undefined;
  /** Who is recorded for a change: RUNDOWN_USER, else the system's user. */
  readonly user: string;
  readonly logLevel: string | undefined;
  readonly temporal: {
    readonly address: string | undefined;
    readonly namespace: string | undefined;
    readonly profile: string | undefined;
    readonly configFile: string | undefined;
  };
  readonly home: string;
  readonly xdg: {
    readonly dataHome: string | undefined;
    readonly cacheHome: string | undefined;
    readonly configHome: string | undefined;
  };
  readonly localAppData: string | undefined;
  readonly path: string;
  readonly noColor: boolean;
  readonly ci: boolean;
}

/** Reads the environment as it is now; an empty variable counts as not set. */
export function environment(): Environment {
  return {
    config: variable("RUNDOWN_CONFIG"),
    data: variable("RUNDOWN_DATA"),
    user: variable("RUNDOWN_USER") ?? systemUser(),
    logLevel: variable("LOG_LEVEL"),
    temporal: {
      address: variable("TEMPORAL_ADDRESS"),
      namespace: variable("TEMPORAL_NAMESPACE"),
      profile: variable("TEMPORAL_PROFILE"),
      configFile: variable("TEMPORAL_CONFIG_FILE"),
    },
    home: homedir(),
    xdg: {
      dataHome: variable("XDG_DATA_HOME"),
      cacheHome: variable("XDG_CACHE_HOME"),
      configHome: variable("XDG_CONFIG_HOME"),
    },
    localAppData: variable("LOCALAPPDATA"),
    path: variable("PATH") ?? "",
    noColor: variable("NO_COLOR") !== undefined,
    ci: variable("CI") !== undefined,
  };
}

/** A secret by the name of its variable; undefined when it is not set. */
export function secretFromEnv(name: string): string | undefined {
  return variable(name);
}

/** The whole environment, to hand on to a process that Rundown starts. */
export function childEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  return { ...process.env, ...more };
}

/** Who is recorded for a change. */
export function userName(): string {
  return environment().user;
}

function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === "" ? undefined : value;
}

function systemUser(): string {
  const named = variable("USER") ?? variable("LOGNAME") ?? variable("USERNAME");
  if (named !== undefined) return named;
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user id without a name.
    return "unknown";
  }
}
