import type { AccountAccess, Service, ServiceConnection } from "../port.ts";
import { previewOf } from "../kit/preview.ts";
import { addresses } from "./addresses.ts";
import { callbacks, readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import { tencentLivecodeFacts } from "./facts.ts";
import { fileUrl, listFiles } from "./files.ts";
import { createObserver } from "./observe.ts";
import { operations, operationTable } from "./operations.ts";
import { preview } from "./preview.ts";
import { interrupt } from "./status.ts";
import { recordingKind } from "./resources/recording.ts";

/** Tencent Cloud LVB, LVB Code access mode. */
export const tencentLivecode: Service = {
  facts: tencentLivecodeFacts,
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
    kinds: { recording: recordingKind(client) },
    observe: createObserver(client),
    listFiles: (query, context) => listFiles(client, query, context),
    fileUrl,
    cut: async (stream, context) => {
      await client.run(operations.setChannelStatus, { channel_id: stream, status: interrupt }, context);
    },
    preview,
    addresses: (query) => addresses(query, client.credentials, account.defaults),
  };
}
