import { callsOnly } from "../kit/client.ts";
import type { Service } from "../port.ts";
import { createClient } from "./client.ts";
import { credentialsSchema } from "./config.ts";
import { ksyunFacts } from "./facts.ts";
import { operationTable } from "./operations.ts";

/** Kingsoft Cloud live transcoding (service ket). The vendor posts no callbacks. */
export const ksyun: Service = {
  facts: ksyunFacts,
  operations: operationTable,
  callbacks: [],
  parseCredentials: (raw) => credentialsSchema.parse(raw),
  connect: (account) => callsOnly(ksyunFacts.id, createClient(account)),
};
