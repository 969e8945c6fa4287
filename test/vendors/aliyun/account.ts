import { scaledClock } from "../../../src/domain/clock.ts";
import { aliyun } from "../../../src/vendors/aliyun/index.ts";
import type { AccountAccess, CallContext, ServiceConnection } from "../../../src/vendors/port.ts";
import { credentials } from "./samples/shared.ts";

/** Event time of every request in these tests, give or take what has passed since: 1 December 2026, 12:00 UTC. */
export const context: CallContext = { clock: scaledClock(Date.now(), Date.parse("2026-12-01T12:00:00Z"), 1) };

export function account(endpoint: string | null, more: Partial<AccountAccess> = {}): AccountAccess {
  return {
    name: "test",
    credentials: aliyun.parseCredentials(credentials),
    endpoint,
    timeoutMs: 5_000,
    defaults: {},
    ...more,
  };
}

export function connectTo(endpoint: string, more: Partial<AccountAccess> = {}): ServiceConnection {
  return aliyun.connect(account(endpoint, more));
}
