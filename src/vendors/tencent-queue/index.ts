import type { Service } from "../port.ts";
import { callsOnly } from "../kit/client.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { tencentQueueFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Tencent's guide of 2016 for recordings and screenshots of LVB codes. */
export const tencentQueue: Service = {
  facts: tencentQueueFacts,
  operations: operationTable,
  // The guide has no notifications: screenshots wait in a queue, everything else is asked for.
  callbacks: [],
  parseCredentials: (raw) => credentialsSchema.parse(raw),
  connect: (account) => callsOnly(tencentQueueFacts.id, createClient(account)),
};
