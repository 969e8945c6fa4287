import { realClock } from "../../../src/domain/clock.ts";
import type { AccountAccess, CallContext, ServiceConnection } from "../../../src/vendors/port.ts";
import { wangsu } from "../../../src/vendors/wangsu/index.ts";

export const context: CallContext = { clock: realClock };
export const credentials = {
  accessKeyId: "bf6b3ba4bd6811e99eb390e2ba00c682",
  accessKeySecret: "1234567890abcdef1234567890abcdef",
};

export function access(endpoint: string | null): AccountAccess {
  return {
    name: "test",
    credentials: wangsu.parseCredentials(credentials),
    endpoint,
    timeoutMs: 5_000,
    defaults: {},
  };
}

/** A connection of this service to a server on loopback. */
export function connectTo(url: string): ServiceConnection {
  return wangsu.connect(access(`${url}/wangsu`));
}
