import { VendorFailure } from "../kit/failure.ts";
import type { Service } from "../port.ts";
import { callbacks } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { tencentQueueFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Tencent's guide of 2016 for recordings and screenshots of LVB codes. */
export const tencentQueue: Service = {
  facts: tencentQueueFacts,
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
            service: tencentQueueFacts.id,
            operation: "observe",
            message: "events on tencent-queue are not built yet",
          }),
        ),
    };
  },
};
