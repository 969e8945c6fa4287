import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { CommanderError } from "commander";
import { exitCodeOf, faultsOf, messageOf, UserError } from "./errors.ts";
import { Output } from "./output.ts";
import type { Streams } from "./output.ts";
import { buildProgram } from "./program.ts";

/** Runs one command line (without node and script) and resolves to the exit code; interfaces, section 4. Never throws. */
export async function main(argv: readonly string[], streams: Streams = process): Promise<number> {
  const out = new Output(argv.includes("--json"), streams);
  const run = { code: 0 };
  try {
    const program = buildProgram(out, streams, run);
    if (argv.length === 0) {
      streams.stdout.write(program.helpInformation());
      return 0;
    }
    await program.parseAsync([...argv], { from: "user" });
    return run.code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const failure = error instanceof CommanderError ? usageError(error) : error;
    const code = exitCodeOf(failure);
    const message = messageOf(failure);
    out.warn(message);
    out.value({
      ok: false,
      error: { message, faults: faultsOf(failure), exitCode: code },
    });
    return code;
  }
}

function usageError(error: CommanderError): UserError {
  // Options alone: commander would print its help for people.
  if (error.code === "commander.help") return new UserError("Name a command; `rundown --help` lists them.");
  return new UserError(error.message.replace(/^error: /, ""));
}

/** True when Node was started with this very file. */
function isEntry(script: string | undefined): boolean {
  if (script === undefined) return false;
  try {
    return pathToFileURL(realpathSync(script)).href === import.meta.url;
  } catch {
    return false;
  }
}

if (isEntry(process.argv[1])) {
  process.exitCode = await main(process.argv.slice(2));
}
