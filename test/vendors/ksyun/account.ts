import { realClock } from "../../../src/domain/clock.ts";
import { createClient } from "../../../src/vendors/ksyun/client.ts";
import type { Client } from "../../../src/vendors/ksyun/client.ts";
import { ksyun } from "../../../src/vendors/ksyun/index.ts";
import type { AccountAccess, CallContext, ServiceConnection } from "../../../src/vendors/port.ts";

export const context: CallContext = { clock: realClock };

/** The access key of the document's examples with the sample secret of the catalogue's vectors. */
export const credentials = {
  accessKeyId: "AKLT6UU6Vp_9SxWW5RAW6UHtdQ",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

export function account(endpoint: string | null, timeoutMs = 5_000): AccountAccess {
  return { name: "test", credentials: ksyun.parseCredentials(credentials), endpoint, timeoutMs, defaults: {} };
}

/** A connection of this service to a server on loopback. */
export function connectTo(url: string, timeoutMs?: number): ServiceConnection {
  return ksyun.connect(account(`${url}/ksyun`, timeoutMs));
}

/** A client that prepares requests and sends none. */
export function dryClient(): Client {
  return createClient(account(null));
}
