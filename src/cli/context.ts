import type { Output } from "./output.ts";

/** What every command gets besides its own arguments. */
export interface CommandContext {
  readonly out: Output;
  /** `--config`, as typed. */
  readonly config: string | undefined;
}
