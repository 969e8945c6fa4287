import { ZodError } from "zod";
import { accountSettings, resolveAccount } from "../../config/accounts.ts";
import type { LoadedConfig } from "../../config/load.ts";
import type { ServiceConnection } from "../../vendors/port.ts";
import type { Service } from "../../vendors/port.ts";
import { UserError } from "../errors.ts";

/** Reads the account's secrets and binds its service to them. Throws a UserError or ConfigUseError; sends nothing. */
export function openAccount(config: LoadedConfig, name: string, service: Service): ServiceConnection {
  const access = resolveAccount(config, name);
  return service.connect({ ...access, credentials: credentialsOf(name, service, access.credentials) });
}

/** Calls a minute of the account. */
export function perMinuteOf(config: LoadedConfig, name: string, service: Service): number {
  return accountSettings(config, name).perMinute ?? service.facts.defaultPerMinute;
}

function credentialsOf(name: string, service: Service, raw: unknown): unknown {
  try {
    return service.parseCredentials(raw);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const faults = error.issues.map(
      (issue) => `account ${name}: credentials.${issue.path.join(".")}: ${issue.message}`,
    );
    throw new UserError(`The credentials of account ${name} cannot be used.`, faults);
  }
}
