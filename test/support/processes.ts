import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../rundown", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command of the built CLI in a process of its own, ended by id when the test is done with it. */
export class CommandProcess {
  out = "";
  err = "";
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(
    args: readonly string[],
    options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
  ) {
    this.child = spawn(process.execPath, [launcher, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: "1", ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (data: Buffer) => (this.out += data.toString()));
    this.child.stderr?.on("data", (data: Buffer) => (this.err += data.toString()));
    this.ended = new Promise((resolve) => this.child.once("close", resolve));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }

  /** Resolves when the process has printed this on standard output; throws with all it said when it ends or takes too long. */
  async says(text: string, withinMs = 60_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    let over = false;
    void this.ended.then(() => (over = true));
    while (!this.out.includes(text)) {
      if (over || Date.now() > deadline) throw new Error(`no "${text}" (ended: ${over})\n${this.out}\n${this.err}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Runs a command of the built CLI to its end. */
export async function run(
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const command = new CommandProcess(args, options);
  const code = await command.ended;
  return { code, out: command.out, err: command.err };
}
