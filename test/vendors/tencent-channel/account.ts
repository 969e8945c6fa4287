import { realClock } from "../../../src/domain/clock.ts";
import { createClient } from "../../../src/vendors/tencent-channel/client.ts";
import { tencentChannel } from "../../../src/vendors/tencent-channel/index.ts";
import type { CallContext, ServiceConnection } from "../../../src/vendors/port.ts";

export const context: CallContext = { clock: realClock };
// The key pair that the document prints for demonstration.
export const secretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA";
export const secretKey = "Gu5t9xGARNpq86cd98joQYCN3Cozk1qA";

const account = {
  name: "test",
  credentials: tencentChannel.parseCredentials({ secretId, secretKey }),
  endpoint: null,
  timeoutMs: 5_000,
  defaults: {},
};

/** A connection of this service to a server on loopback. */
export function connectTo(url: string): ServiceConnection {
  return tencentChannel.connect({ ...account, endpoint: `${url}/tencent-channel` });
}

/** A client that is asked for its requests only. */
export const offline = createClient(account);
