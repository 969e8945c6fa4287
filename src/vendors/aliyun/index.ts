import { callsOnly } from "../kit/client.ts";
import type { AccountAccess, Service, ServiceConnection } from "../port.ts";
import { callbacks, readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { authenticationKeys } from "./operations/domain-functions.ts";
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
    ...callsOnly(aliyunFacts.id, client),
    // Authentication keys stand inside the text of a parameter.
    prepare: (operation, params, context) =>
      client.show(operation, params, context, authenticationKeys(params["Functions"])),
  };
}
