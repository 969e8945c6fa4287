import { accountSettings, resolveAccount } from "../config/accounts.ts";
import type { LoadedConfig } from "../config/load.ts";
import { serviceFacts, loadService } from "../vendors/registry.ts";
import type { Service } from "../vendors/port.ts";
import type { ServiceId } from "../model/service.ts";
import type { AccountDirectory } from "../workers/accounts.ts";

export interface ConfiguredAccounts {
  readonly directory: AccountDirectory;
  /** Accounts of services that this version does not act for. */
  readonly left: readonly string[];
}

/**
 * The accounts of the configuration whose service is built. Credentials are read and checked now, so that what is missing
 * is told when a worker starts and not when an event does.
 */
export async function configuredAccounts(config: LoadedConfig): Promise<ConfiguredAccounts> {
  const all = Object.keys(config.accounts).map((name) => accountSettings(config, name));
  const built = all.filter((account) => serviceFacts[account.service].built);
  const services = new Map<ServiceId, Service>();
  for (const { service } of built) if (!services.has(service)) services.set(service, await loadService(service));

  const get: AccountDirectory["get"] = (name) => {
    const settings = accountSettings(config, name);
    const service = services.get(settings.service);
    if (service === undefined) throw new Error(`account ${name}: the service ${settings.service} is not built yet`);
    const access = resolveAccount(config, name);
    return {
      service: settings.service,
      access: { ...access, credentials: service.parseCredentials(access.credentials) },
      perMinute: settings.perMinute ?? serviceFacts[settings.service].defaultPerMinute,
    };
  };
  for (const { name } of built) get(name);
  return {
    directory: { names: built.map(({ name }) => name), get },
    left: all.filter((account) => !built.includes(account)).map(({ name }) => name),
  };
}
