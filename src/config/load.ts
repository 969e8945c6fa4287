import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { configFileSchema } from "../model/config-file.ts";
import type { AccountFile, ConfigFile } from "../model/config-file.ts";
import { configRules } from "./config-rules.ts";
import { environment } from "./env.ts";
import { ConfigError, sortFaults } from "./fault.ts";
import type { Fault } from "./fault.ts";
import { issueFaults } from "./issues.ts";
import { absolutePlace } from "./places.ts";
import { fileFault, readText } from "./read-file.ts";
import { parseYaml } from "./yaml.ts";

/** The configuration in force. Secrets are not resolved: see accounts.ts. */
export interface LoadedConfig {
  /** Absolute path; null when there is no file. */
  readonly file: string | null;
  /** Folder that relative paths of the file are seen from; the working directory when there is no file. */
  readonly folder: string;
  readonly config: ConfigFile;
  readonly accounts: Readonly<Record<string, AccountFile>>;
  /** Where files and reports go by default: `file:` with absolute paths, `store:` and `s3:` as written. */
  readonly deliver: { readonly value: readonly string[]; readonly origin: "configuration" | "default" };
}

export const defaultDeliver = ["file:./recordings"] as const;

/**
 * Finds and reads the configuration: `file` (--config), else RUNDOWN_CONFIG, else ./rundown.yaml. No default file is an
 * empty configuration; a file that was named and is not there is a fault. Throws `ConfigError` with all faults.
 */
export function loadConfig({
  file,
  cwd = ".",
}: { readonly file?: string | undefined; readonly cwd?: string } = {}): LoadedConfig {
  const named = file ?? environment().config;
  const path = resolve(cwd, named ?? "rundown.yaml");
  if (named === undefined && !existsSync(path)) return withConfig(null, resolve(cwd), { rundown: 1 });
  const read = readText(path);
  if (!read.ok) throw new ConfigError([read.fault]);
  const { config, faults } = parseConfig(path, read.text);
  if (config === null) throw new ConfigError(faults);
  return withConfig(path, dirname(path), config);
}

/** Parses the text of a configuration; null with at least one fault when it is wrong. */
export function parseConfig(
  file: string,
  text: string,
): { readonly config: ConfigFile | null; readonly faults: readonly Fault[] } {
  const { documents, faults } = parseYaml(file, text);
  const [document, second] = documents;
  if (second !== undefined) {
    const fault = second.fault([], "a configuration is one document; remove what follows ---");
    return { config: null, faults: sortFaults([...faults, fault]) };
  }
  if (document === undefined || faults.length > 0) {
    return { config: null, faults: faults.length > 0 ? sortFaults(faults) : [fileFault(file, "is empty")] };
  }
  const parsed = configFileSchema.safeParse(document.value);
  const found = [
    ...(parsed.success ? [] : issueFaults(document, configFileSchema, parsed.error.issues)),
    ...configRules(document.value).map((rule) => document.fault(rule.path, rule.message, rule.on)),
  ];
  return { config: parsed.success && found.length === 0 ? parsed.data : null, faults: sortFaults(found) };
}

function withConfig(file: string | null, folder: string, config: ConfigFile): LoadedConfig {
  const written = config.deliver;
  return {
    file,
    folder,
    config,
    accounts: config.accounts ?? {},
    deliver: {
      value: (written ?? defaultDeliver).map((place) => absolutePlace(place, folder)),
      origin: written === undefined ? "default" : "configuration",
    },
  };
}
