import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseDuration } from "../domain/duration.ts";
import type { AccountFile, SecretValue } from "../model/config-file.ts";
import type { ServiceId } from "../model/service.ts";
import type { AccountAccess } from "../vendors/port.ts";
import { secretFromEnv } from "./env.ts";
import { ConfigUseError } from "./fault.ts";
import type { LoadedConfig } from "./load.ts";
import { nearest } from "../domain/nearest.ts";

/** What is known of an account without touching its secrets. */
export interface AccountSettings {
  readonly name: string;
  readonly service: ServiceId;
  readonly endpoint: string | null;
  readonly timeoutMs: number;
  /** null: the service's own. */
  readonly perMinute: number | null;
  readonly watchMs: number | null;
  readonly defaults: Readonly<Record<string, string | boolean>>;
  /** Sentences about values in clear and the like. */
  readonly warnings: readonly string[];
}

export const defaultTimeoutMs = 30_000;
/** Credential fields that name an account and prove nothing. */
const publicFields = new Set(["appid", "accessKeyId", "secretId", "region", "bizid"]);

/** Throws `ConfigUseError` when there is no such account. */
export function accountSettings(config: LoadedConfig, name: string): AccountSettings {
  const account = findAccount(config, name);
  return {
    name,
    service: account.service,
    endpoint: account.endpoint ?? null,
    timeoutMs: milliseconds(account.timeout) ?? defaultTimeoutMs,
    perMinute: account.rateLimit?.perMinute ?? null,
    watchMs: milliseconds(account.watch),
    defaults: plain(account.defaults),
    warnings: clearSecrets(name, account),
  };
}

/**
 * The account with its secrets read, for the process that calls the vendor. `credentials` still go through the service's
 * `parseCredentials`. Throws `ConfigUseError` that names account, field and variable or file, never a value.
 */
export function resolveAccount(config: LoadedConfig, name: string): AccountAccess {
  const { endpoint, timeoutMs, defaults } = accountSettings(config, name);
  const credentials = Object.fromEntries(
    credentialFields(findAccount(config, name)).map(([field, value]) => [
      field,
      resolveSecret(value, config.folder, `account ${name}: credentials.${field}`),
    ]),
  );
  return { name, credentials, endpoint, timeoutMs, defaults };
}

/**
 * Reads one secret. `what` names it in messages, e.g. `account main: credentials.key`. A file's last newline is dropped;
 * its path is seen from `folder`.
 */
export function resolveSecret(value: SecretValue, folder: string, what: string): string {
  if (typeof value === "string") return value;
  if ("env" in value) {
    const found = secretFromEnv(value.env);
    if (found !== undefined) return found;
    throw new ConfigUseError(`${what}: the environment variable ${value.env} is not set; set it where this runs`);
  }
  const path = resolve(folder, value.file);
  const content = readSecretFile(path, what);
  if (content === "") throw new ConfigUseError(`${what}: the file ${path} is empty`);
  return content;
}

/** Put before the names of the account's streams (`<bizid>_`); undefined when the account has none. */
export function streamPrefix(config: LoadedConfig, name: string): string | undefined {
  const bizid = credentialFields(findAccount(config, name)).find(([field]) => field === "bizid")?.[1];
  if (bizid === undefined) return undefined;
  return `${resolveSecret(bizid, config.folder, `account ${name}: credentials.bizid`)}_`;
}

/**
 * The same without reading the environment or a file: `unread` true when it stands in one of them.
 */
export function writtenStreamPrefix(
  config: LoadedConfig,
  name: string,
): { readonly prefix: string | undefined; readonly unread: boolean } {
  const bizid = credentialFields(findAccount(config, name)).find(([field]) => field === "bizid")?.[1];
  if (bizid === undefined) return { prefix: undefined, unread: false };
  return typeof bizid === "string" ? { prefix: `${bizid}_`, unread: false } : { prefix: undefined, unread: true };
}

function findAccount(config: LoadedConfig, name: string): AccountFile {
  const account = Object.hasOwn(config.accounts, name) ? config.accounts[name] : undefined;
  if (account !== undefined) return account;
  const known = Object.keys(config.accounts);
  const where = config.file ?? "there is no rundown.yaml here, and --config names none";
  const near = nearest(name, known);
  const help =
    near !== null ? `did you mean ${near}?` : known.length > 0 ? `known: ${known.join(", ")}` : "it has no accounts";
  throw new ConfigUseError(`account ${name} is not in the configuration (${where}); ${help}`);
}

function credentialFields(account: AccountFile): readonly (readonly [string, SecretValue])[] {
  return Object.entries(account.credentials).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]]));
}

function clearSecrets(name: string, account: AccountFile): readonly string[] {
  return credentialFields(account)
    .filter(([field, value]) => typeof value === "string" && !publicFields.has(field))
    .map(([field]) => `account ${name}: credentials.${field} stands in clear; use { env: NAME } or { file: PATH }`);
}

function readSecretFile(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    const why = code === "ENOENT" ? "does not exist" : "cannot be read";
    throw new ConfigUseError(`${what}: the file ${path} ${why}`);
  }
}

function milliseconds(duration: string | undefined): number | null {
  return duration === undefined ? null : parseDuration(duration);
}

function plain(defaults: AccountFile["defaults"]): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(
    Object.entries(defaults ?? {}).flatMap(([key, value]): [string, string | boolean][] =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}
