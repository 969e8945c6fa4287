import { createInterface } from "node:readline/promises";
import { UserError } from "./errors.ts";
import type { Output } from "./output.ts";

/** Asks for a yes. Without a terminal nothing is asked: a UserError names `--yes`. */
export async function confirm(out: Output, question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (!process.stdin.isTTY || out.json) {
    throw new UserError(`${question} This needs a yes: give --yes. Nothing was changed.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new UserError("Not confirmed; nothing was changed.");
  } finally {
    terminal.close();
  }
}
