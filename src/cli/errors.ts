/** The user's input is wrong; nothing was sent or changed. Exit code 2. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** Single faults, each `file:line:col message` or a sentence. */
  readonly faults: readonly string[];

  constructor(message: string, faults: readonly string[] = []) {
    super(message);
    this.faults = faults;
  }
}

/** A needed service cannot be reached; the message has the command that starts one. Exit code 3. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** The work was done and failed. Exit code 1. */
export class WorkFailed extends Error {
  override readonly name = "WorkFailed";
}

/** Ctrl-C or SIGTERM in a command that was to run to an end. Exit code 130. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("interrupted");
  }
}

export type ExitCode = 0 | 1 | 2 | 3 | 130;

/**
 * The exit code of an error. Names are compared because configuration and Temporal layers have errors of their own and
 * must not be loaded for `--help`.
 */
export function exitCodeOf(error: unknown): ExitCode {
  const name = error instanceof Error ? error.name : "";
  if (userErrors.includes(name)) return 2;
  if (name === "UnreachableError" || name === "NoTemporalError") return 3;
  if (name === "Interrupted") return 130;
  return isConnectionLost(error) ? 3 : 1;
}

const userErrors = ["UserError", "ConfigError", "EventFileError", "FaultFileError", "DataFolderInUse"];

/** What is printed for people: sentences, never a stack. */
export function messageOf(error: unknown): string {
  if (error instanceof UserError && error.faults.length > 0) return [...error.faults, error.message].join("\n");
  if (exitCodeOf(error) === 3 && isConnectionLost(error)) {
    return error instanceof Error && error.name === "NoTemporalError"
      ? error.message
      : `Temporal does not answer (${rootMessage(error)}). Start it with: rundown up`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Single faults with their places, for `--json`. */
export function faultsOf(error: unknown): readonly unknown[] {
  if (typeof error !== "object" || error === null || !("faults" in error)) return [];
  return Array.isArray(error.faults) ? error.faults : [];
}

/** gRPC UNAVAILABLE, wherever in the chain of causes it stands. */
export function isConnectionLost(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    if ("code" in cause && (cause.code === 14 || cause.code === "ECONNREFUSED")) return true;
  }
  return false;
}

function rootMessage(error: unknown): string {
  let message = "";
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    message = cause.message;
  }
  return message.split("\n")[0] ?? message;
}
