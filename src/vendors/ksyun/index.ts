import { VendorFailure } from "../kit/failure.ts";
import { previewOf } from "../kit/preview.ts";
import type { AccountAccess, Service, ServiceConnection } from "../port.ts";
import { createClient } from "./client.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import { ksyunFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Kingsoft Cloud live transcoding (service ket). The vendor posts no callbacks. */
export const ksyun: Service = {
  facts: ksyunFacts,
  operations: operationTable,
  callbacks: [],
  parseCredentials: (raw) => credentialsSchema.parse(raw),
  connect,
};

function connect(account: AccountAccess): ServiceConnection {
  const client = createClient(account);
  return {
    call: (operation, params, context) => client.call(operation, params, context),
    kinds: {},
    prepare: (operation, params, context) =>
      previewOf(client.prepare(operation, params, context), secretsOf(client.credentials), account.endpoint),
    observe: () =>
      Promise.reject(
        new VendorFailure({
          kind: "invalid-request",
          service: "ksyun",
          operation: "observe",
          message: "events on ksyun are not built yet",
        }),
      ),
  };
}
