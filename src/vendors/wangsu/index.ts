import { callsOnly } from "../kit/client.ts";
import type { Service } from "../port.ts";
import { callbacks, readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { wangsuFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Wangsu cloud video, live streaming. */
export const wangsu: Service = {
  facts: wangsuFacts,
  operations: operationTable,
  callbacks,
  parseCredentials: (raw) => credentialsSchema.parse(raw),
  connect: (account) => callsOnly(wangsuFacts.id, createClient(account)),
  callback: readCallback,
};
