import { clientOf } from "../kit/client.ts";
import type { Client as KitClient } from "../kit/client.ts";
import type { Protocol } from "../kit/engine.ts";
import type { AccountAccess } from "../port.ts";
import { accessPath, judgeAccess } from "../tencent-kit/common-access.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { kindOfCode } from "./failures.ts";
import { hosts, operationTable } from "./operations.ts";
import type { Wire } from "./operations.ts";
import { sign } from "./sign.ts";

/** Speaks this vendor's words for one account. */
export type Client = KitClient<Wire, Credentials>;

/** How this service speaks. */
export const protocol: Protocol<Wire, Credentials> = {
  service: "tencent-queue",
  encode: (input) => ({
    method: input.operation.method,
    origin: hosts.fcgi.origin,
    path: accessPath(
      {
        identity: hosts.fcgi.identity,
        account: input.credentials.appid,
        interfaceName: input.operation.wire.interface,
        prefixes: input.operation.wire.prefix,
        sign: (t) => sign(input.credentials.key, t),
      },
      input,
    ),
    headers: { accept: "application/json" },
    body: null,
  }),
  judge: (reply) => judgeAccess(reply, kindOfCode),
  secretsOf,
};

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  return clientOf({ protocol, account, credentials }, operationTable);
}
