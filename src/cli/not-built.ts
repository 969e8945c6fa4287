import type { Command } from "commander";
import { UserError } from "./errors.ts";

/** Commands of the fixed interface that are not built yet: known, and refused in one sentence. */
export const commandsNotBuilt = [
  "status",
  "addresses",
  "start",
  "delay",
  "extend",
  "approve",
  "deny",
  "manual",
  "auto",
  "cue",
  "relay",
  "scene",
  "slate",
  "kick",
  "ban",
  "unban",
  "bans",
  "alarms",
  "ack",
  "mute",
  "notify",
  "note",
  "log",
  "report",
  "webhooks",
  "console",
  "init",
  "doctor",
  "replay",
] as const;

export function addCommandsNotBuilt(program: Command): void {
  for (const name of commandsNotBuilt) {
    program
      .command(name, { hidden: true })
      .argument("[arguments...]")
      .allowUnknownOption()
      .helpOption(false)
      .action(() => {
        throw new UserError(`\`rundown ${name}\` is not built yet; nothing was done.`);
      });
  }
}

/** Refuses options of the fixed interface that are not built yet. */
export function refuseOptions(
  command: string,
  options: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  const used = names.filter(
    (name) => options[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] !== undefined,
  );
  if (used.length === 0) return;
  const list = used.map((name) => `--${name}`).join(", ");
  throw new UserError(`\`rundown ${command} ${list}\` is not built yet; nothing was done.`);
}
