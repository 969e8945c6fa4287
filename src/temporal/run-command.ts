import { spawn } from "node:child_process";
import type { Environment } from "./folders.ts";

export interface CommandResult {
  /** null when the command could not be started or was ended by us. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env: Environment;
  readonly cwd?: string;
  readonly timeoutMs: number;
  /** Asked four times a second; false ends the command. */
  readonly goOn?: () => boolean;
}

/** Runs a command without standard input to its end or its bound. Never rejects. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    const { env, cwd, timeoutMs, goOn } = options;
    const child = spawn(command, [...args], { env: { ...env }, cwd, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (data: Buffer) => (output.stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (output.stderr += data.toString()));
    const deadline = Date.now() + timeoutMs;
    const guard = setInterval(() => {
      if (Date.now() >= deadline || goOn?.() === false) child.kill("SIGKILL");
    }, 250);
    const end = (code: number | null, stderr = output.stderr): void => {
      clearInterval(guard);
      resolve({ code, stdout: output.stdout, stderr });
    };
    child.on("error", (error) => end(null, error.message));
    child.on("close", (code) => end(code));
  });
}
