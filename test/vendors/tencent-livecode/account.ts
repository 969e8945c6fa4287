import { realClock } from "../../../src/domain/clock.ts";
import type { CallContext, ServiceConnection } from "../../../src/vendors/port.ts";
import { tencentLivecode } from "../../../src/vendors/tencent-livecode/index.ts";

export const context: CallContext = { clock: realClock };

/** A connection of this service to a server on loopback. */
export function connectTo(
  url: string,
  more: {
    readonly credentials?: Readonly<Record<string, string>>;
    readonly defaults?: Readonly<Record<string, string>>;
    readonly timeoutMs?: number;
  } = {},
): ServiceConnection {
  return tencentLivecode.connect({
    name: "test",
    credentials: tencentLivecode.parseCredentials({
      appid: "1234",
      key: "5d41402abc4b2a76b9719d911017c592",
      ...more.credentials,
    }),
    endpoint: `${url}/tencent-livecode`,
    timeoutMs: more.timeoutMs ?? 5_000,
    defaults: more.defaults ?? {},
  });
}
