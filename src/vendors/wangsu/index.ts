import { previewOf } from "../kit/preview.ts";
import type { AccountAccess, Service, ServiceConnection } from "../port.ts";
import { callbacks, readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import { wangsuFacts } from "./facts.ts";
import { observe } from "./observe.ts";
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
    prepare: (operation, params, context) =>
      previewOf(client.prepare(operation, params, context), secretsOf(client.credentials), account.endpoint),
    kinds: {},
    observe,
  };
}
