import type { Service } from "../port.ts";
import { callsOnly } from "../tencent-kit/call-client.ts";
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
  connect: (account) => callsOnly(tencentChannelFacts.id, createClient(account)),
};
