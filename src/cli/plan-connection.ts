import { resolveAccount } from "../config/accounts.ts";
import type { LoadedConfig } from "../config/load.ts";
import type { EventSpec } from "../model/event-spec.ts";
import type { ServiceId } from "../model/service.ts";
import { fixedCredentials } from "../simulator/server.ts";
import type { ServiceConnection } from "../vendors/port.ts";
import { loadService, serviceFacts } from "../vendors/registry.ts";
import { maskAddress } from "./mask.ts";

export interface PlanConnection {
  readonly connection: ServiceConnection;
  /** The account's own secrets are in use: its addresses are real. */
  readonly real: boolean;
}

/**
 * A connection that only shows calls and composes addresses. Without an account, or where its secrets cannot be read, it
 * has the simulator's credentials: calls look the same, addresses are left out. null for services that are not built.
 */
export async function planConnection(
  config: LoadedConfig,
  service: ServiceId,
  account: string | null,
): Promise<PlanConnection | null> {
  if (!serviceFacts[service].built) return null;
  const loaded = await loadService(service);
  const access = account === null ? null : readable(() => resolveAccount(config, account));
  if (access !== null) {
    const credentials = readable(() => loaded.parseCredentials(access.credentials));
    if (credentials !== null) return { connection: loaded.connect({ ...access, credentials }), real: true };
  }
  const credentials = loaded.parseCredentials(fixedCredentials[service]);
  const standIn = { name: account ?? service, credentials, endpoint: null, timeoutMs: 30_000, defaults: {} };
  return { connection: loaded.connect(standIn), real: false };
}

export interface PlannedAddress {
  readonly label: string;
  readonly address: string;
}

/** Push and play addresses of an event, masked; empty when there is nothing to compose them from. */
export function maskedAddresses({ connection, real }: PlanConnection, spec: EventSpec): readonly PlannedAddress[] {
  if (!real || connection.addresses === undefined) return [];
  const { push, play } = connection.addresses({ stream: spec.stream, validUntilMs: spec.window.endMs });
  return [
    ...(push === null ? [] : [{ label: "push", address: maskAddress(joined(push.server, push.key)) }]),
    ...play.map(({ protocol, url }) => ({ label: `play ${protocol}`, address: maskAddress(url) })),
  ];
}

function joined(server: string, key: string): string {
  return server.endsWith("/") ? server + key : `${server}/${key}`;
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
