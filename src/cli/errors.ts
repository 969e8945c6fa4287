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

/** The exit code of an error; the names are compared because other layers throw their own classes of the same meaning. */
export function exitCodeOf(error: unknown): ExitCode {
  const name = error instanceof Error ? error.name : "";
  if (error instanceof UserError || name === "DataFolderInUse" || name === "FileFaults") return 2;
  if (error instanceof UnreachableError || name === "NoTemporalError") return 3;
  if (error instanceof Interrupted) return 130;
  return isConnectionLost(error) ? 3 : 1;
}

/** What is printed for people: sentences, never a stack. */
export function messageOf(error: unknown): string {
  if (isConnectionLost(error)) {
    return `Temporal cannot be reached (${rootMessage(error)}); start it with: rundown up`;
  }
  if (error instanceof UserError && error.faults.length > 0) return [...error.faults, error.message].join("\n");
  return error instanceof Error ? error.message : String(error);
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
