import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const launcher = fileURLToPath(new URL("../../rundown", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly launcher?: boolean;
}

/** A run of the built command line; its environment has no settings of whoever runs the tests. */
export class CliProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = "";
  stderr = "";

  constructor(args: readonly string[], options: RunOptions) {
    const { RUNDOWN_CONFIG: _config, RUNDOWN_DATA: _data, TEMPORAL_ADDRESS: _address, ...inherited } = process.env;
    this.child = spawn(process.execPath, [options.launcher === true ? launcher : script, ...args], {
      cwd: options.cwd,
      env: { ...inherited, NO_COLOR: "1", RUNDOWN_USER: "tester", ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (data: Buffer) => (this.stdout += data.toString()));
    this.child.stderr?.on("data", (data: Buffer) => (this.stderr += data.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  /** Resolves when standard output has the text; throws with all output when the process ends or the time is over. */
  async said(text: string, withinMs = 30_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!this.stdout.includes(text)) {
      if (Date.now() >= deadline || this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`"${text}" was not said (exit ${this.child.exitCode}):\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async end(signal: NodeJS.Signals): Promise<Ended> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended;
  }
}

export async function runCli(args: readonly string[], options: RunOptions): Promise<Ended> {
  return new CliProcess(args, options).ended;
}

/** Standard output as one JSON value; throws with the error text when it is none. */
export function jsonOf(ended: Ended): unknown {
  try {
    return JSON.parse(ended.stdout);
  } catch {
    throw new Error(`no JSON value (exit ${ended.code}): ${ended.stdout}\n${ended.stderr}`);
  }
}

export function jsonLines(ended: Ended): readonly unknown[] {
  return ended.stdout
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}
