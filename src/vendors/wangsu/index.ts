import { VendorFailure } from "../kit/failure.ts";
import type { AccountAccess, Service, ServiceConnection } from "../port.ts";
import { callbacks, readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { wangsuFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Wangsu cloud video, live streaming. */
export const wangsu: Service = {
  facts: wangsuFacts,
  operations: operationTable,
  callbacks,
  parseCredentials: (raw) => credentialsSchema.parse(raw),
  connect,
  callback: readCallback,
};

function connect(account: AccountAccess): ServiceConnection {
  const client = createClient(account);
  return {
    call: (operation, params, context) => client.call(operation, params, context),
    kinds: {},
    observe: async () => {
      throw new VendorFailure({
        kind: "invalid-request",
        service: wangsuFacts.id,
        operation: "observe",
        message: "events on wangsu are not built yet; single operations work: rundown call",
      });
    },
  };
}
