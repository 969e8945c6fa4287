import { realClock } from "../../../src/domain/clock.ts";
import type { AccountAccess, CallContext, ServiceConnection } from "../../../src/vendors/port.ts";
import { tencentQueue } from "../../../src/vendors/tencent-queue/index.ts";

export const context: CallContext = { clock: realClock };

export const account: AccountAccess = {
  name: "test",
  credentials: tencentQueue.parseCredentials({ appid: 3, key: "5d41402abc4b2a76b9719d911017c592" }),
  endpoint: null,
  timeoutMs: 5_000,
  defaults: {},
};

/** A connection of this service to a server on loopback. */
export function connectTo(url: string): ServiceConnection {
  return tencentQueue.connect({ ...account, endpoint: `${url}/tencent-queue` });
}
