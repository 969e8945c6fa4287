import { clientOf } from "../kit/client.ts";
import type { Client as KitClient } from "../kit/client.ts";
import type { Protocol } from "../kit/engine.ts";
import type { AccountAccess } from "../port.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { encode } from "./encode.ts";
import type { Wire } from "./encode.ts";
import { judge } from "./judge.ts";
import { operationTable } from "./operations.ts";

/** Speaks this vendor's words for one account. */
export type Client = KitClient<Wire, Credentials>;

/** How this service speaks. */
export const protocol: Protocol<Wire, Credentials> = {
  service: "tencent-channel",
  encode,
  judge: (reply, operation) => judge(reply, operation.effect !== "read"),
  secretsOf,
};

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  return clientOf({ protocol, account, credentials }, operationTable);
}
