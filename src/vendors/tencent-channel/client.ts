import { perform, prepareRequest } from "../kit/engine.ts";
import type { Protocol } from "../kit/engine.ts";
import type { HttpRequest } from "../kit/http.ts";
import { findOperation } from "../kit/lookup.ts";
import type { CallReply } from "../kit/operation.ts";
import type { AccountAccess, CallContext } from "../port.ts";
import { credentialsSchema, secretsOf } from "./config.ts";
import type { Credentials } from "./config.ts";
import { encode } from "./encode.ts";
import type { Wire } from "./encode.ts";
import { judge } from "./judge.ts";
import { operationTable } from "./operations.ts";

/** Speaks the vendor's words for one account; every method makes one request and never retries. */
export interface Client {
  /** By id or the vendor's name. */
  call(name: string, params: unknown, context: CallContext): Promise<CallReply>;
  /** The request that `call` would send now. */
  prepare(name: string, params: unknown, context: Pick<CallContext, "clock">): HttpRequest;
}

/** How this service speaks. */
export const protocol: Protocol<Wire, Credentials> = {
  service: "tencent-channel",
  encode,
  judge: (reply, operation) => judge(reply, operation.effect !== "read"),
  secretsOf,
};

/** Binds the client to an account. Throws a ZodError for credentials that were not parsed. */
export function createClient(account: AccountAccess): Client {
  const caller = { protocol, account, credentials: credentialsSchema.parse(account.credentials) };
  return {
    call: async (name, params, context) => {
      const done = await perform(caller, findOperation(protocol.service, operationTable, name), params, context);
      return { body: done.body, requestId: done.requestId };
    },
    prepare: (name, params, context) =>
      prepareRequest(caller, findOperation(protocol.service, operationTable, name), params, context),
  };
}
