import { VendorFailure } from "../kit/failure.ts";
import type { Service } from "../port.ts";
import { callbacks } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { tencentChannelFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Tencent Cloud LVB, Channel Hosting mode. */
export const tencentChannel: Service = {
  facts: tencentChannelFacts,
  operations: operationTable,
  callbacks,
  parseCredentials: (raw) => credentialsSchema.parse(raw),
  connect: (account) => {
    const client = createClient(account);
    return {
      call: (operation, params, context) => client.call(operation, params, context),
      kinds: {},
      observe: () =>
        Promise.reject(
          new VendorFailure({
            kind: "invalid-request",
            service: tencentChannelFacts.id,
            operation: "observe",
            message: "events on tencent-channel are not built yet",
          }),
        ),
    };
  },
};
