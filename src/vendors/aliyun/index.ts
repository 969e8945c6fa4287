import { VendorFailure } from "../kit/failure.ts";
import type { AccountAccess, Service, ServiceConnection } from "../port.ts";
import { callbacks, readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { aliyunFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Alibaba Cloud ApsaraVideo Live. */
export const aliyun: Service = {
  facts: aliyunFacts,
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
    observe: () =>
      Promise.reject(
        new VendorFailure({
          kind: "invalid-request",
          service: "aliyun",
          operation: "observe",
          message: "events on aliyun are not built yet",
        }),
      ),
  };
}
