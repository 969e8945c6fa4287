import type { z } from "zod";
import { perform } from "../kit/engine.ts";
import type { EncodeInput, Performed, Protocol } from "../kit/engine.ts";
import type { HttpRequest } from "../kit/http.ts";
import type { Operation } from "../kit/operation.ts";
import type { AccountAccess, CallContext } from "../port.ts";
import { callClient } from "../tencent-kit/call-client.ts";
import type { CallClient } from "../tencent-kit/call-client.ts";
import { accessPath, judgeAccess } from "../tencent-kit/common-access.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { kindOfCode } from "./failures.ts";
import { hosts, operationTable } from "./operations.ts";
import type { Wire } from "./operations.ts";
import { sign } from "./sign.ts";

/** The client of the table, and its typed entries for the kinds; every method makes one request and never retries. */
export interface Client extends CallClient {
  readonly credentials: Credentials;
  readonly account: AccountAccess;
  /** An entry of the table, its reply typed. `timeoutMs` is wall time; default: the account's. */
  run<Params extends z.ZodType, Reply extends z.ZodType>(
    operation: Operation<Params, Reply, Wire>,
    params: z.input<Params>,
    context: CallContext,
    timeoutMs?: number,
  ): Promise<Performed<z.output<Reply>>>;
}

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const credentials = credentialsSchema.parse(account.credentials);
  const caller = { protocol, account, credentials };
  return {
    ...callClient(caller, operationTable),
    credentials,
    account,
    run: (operation, params, context, timeoutMs = account.timeoutMs) =>
      perform(caller, operation, params, context, timeoutMs),
  };
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
