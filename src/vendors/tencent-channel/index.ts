import type { Service } from "../port.ts";
import { callsOnly } from "../kit/client.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { tencentChannelFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Tencent Cloud LVB, Channel Hosting mode. */
export const tencentChannel: Service = {
  facts: tencentChannelFacts,
  operations: operationTable,
  // The channel mode has no event notification (summarize / The difference between the two modes).
  callbacks: [],
  parseCredentials: (raw) => credentialsSchema.parse(raw),
  connect: (account) => callsOnly(tencentChannelFacts.id, createClient(account)),
};
