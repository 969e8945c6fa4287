import { previewOf } from "../kit/preview.ts";
import type { AccountAccess, Service, ServiceConnection } from "../port.ts";
import { callbacks, readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import { authenticationKeys } from "./operations/domain-functions.ts";
import { aliyunFacts } from "./facts.ts";
import { observe } from "./observe.ts";
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
    prepare: (operation, params, context) => {
      const secrets = [...secretsOf(client.credentials), ...authenticationKeys(params["Functions"])];
      return previewOf(client.prepare(operation, params, context), secrets, account.endpoint);
    },
    kinds: {},
    observe,
  };
}
