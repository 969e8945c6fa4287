import { clientOf } from "../kit/client.ts";
import type { Client as KitClient } from "../kit/client.ts";
import type { EncodeInput, Protocol } from "../kit/engine.ts";
import type { HttpRequest } from "../kit/http.ts";
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

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  return clientOf({ protocol, account, credentials }, operationTable);
}

/** How this service speaks. */
export const protocol: Protocol<Wire, Credentials> = {
  service: "tencent-livecode",
  encode,
  judge: (reply) => judgeAccess(reply, kindOfCode),
  secretsOf,
};

function encode(input: EncodeInput<Wire, Credentials>): HttpRequest {
  const { operation, credentials } = input;
  const host = operation.host === "statcgi" ? hosts.statcgi : hosts.fcgi;
  const { wire } = operation;
  const call = {
    identity: host.identity,
    account: credentials.appid,
    interfaceName: wire.as === "mix" ? "Mix_StreamV2" : wire.interface,
    prefixes: wire.as === "mix" ? {} : wire.prefix,
    sign: (t: string) => sign(credentials.key, t),
  };
  const body = wire.as === "mix" ? mixBody(input) : null;
  return {
    method: operation.method,
    origin: host.origin,
    path: accessPath(call, input),
    headers: { accept: "application/json", ...(body === null ? {} : { "content-type": "application/json" }) },
    body,
  };
}

/** Body of the mixing interface (1.3); the vendor wants app_id as a number. */
function mixBody(input: EncodeInput<Wire, Credentials>): string {
  return JSON.stringify({
    timestamp: Math.floor(input.nowMs / 1000),
    eventId: input.nonce.int,
    interface: {
      interfaceName: "Mix_StreamV2",
      para: {
        app_id: Number(input.credentials.appid),
        interface: "mix_streamv2.start_mix_stream_advanced",
        ...input.params,
      },
    },
  });
}
