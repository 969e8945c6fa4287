import type { Protocol } from "../kit/engine.ts";
import type { AccountAccess } from "../port.ts";
import { callClient } from "../tencent-kit/call-client.ts";
import type { CallClient } from "../tencent-kit/call-client.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { encode } from "./encode.ts";
import type { Wire } from "./encode.ts";
import { judge } from "./judge.ts";
import { operationTable } from "./operations.ts";

/** How this service speaks. */
export const protocol: Protocol<Wire, Credentials> = {
  service: "tencent-channel",
  encode,
  judge: (reply, operation) => judge(reply, operation.effect !== "read"),
  secretsOf,
};

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): CallClient {
  const credentials = credentialsSchema.parse(account.credentials);
  return callClient({ protocol, account, credentials }, operationTable);
}
