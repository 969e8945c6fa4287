import type { z } from "zod";
import { perform, prepareRequest } from "../kit/engine.ts";
import type { Caller } from "../kit/engine.ts";
import { VendorFailure } from "../kit/failure.ts";
import type { HttpRequest } from "../kit/http.ts";
import { findOperation } from "../kit/lookup.ts";
import type { CallReply, Operation } from "../kit/operation.ts";
import { previewOf } from "../kit/preview.ts";
import type { CallContext, RequestPreview, ServiceConnection } from "../port.ts";

/** Speaks the vendor's words for one account; every method makes one request and never retries. */
export interface CallClient {
  /** By id or the vendor's name. */
  call(name: string, params: unknown, context: CallContext): Promise<CallReply>;
  /** The request that `call` would send now. */
  prepare(name: string, params: unknown, context: Pick<CallContext, "clock">): HttpRequest;
  /** As `prepare`, with everything secret hidden. */
  show(name: string, params: unknown, context: Pick<CallContext, "clock">): RequestPreview;
}

/** A client for the operations of a table. */
export function callClient<Wire, Credentials>(
  caller: Caller<Wire, Credentials>,
  table: Readonly<Record<string, Operation<z.ZodType, z.ZodType, Wire>>>,
): CallClient {
  const { service } = caller.protocol;
  const prepare: CallClient["prepare"] = (name, params, context) =>
    prepareRequest(caller, findOperation(service, table, name), params, context);
  return {
    call: async (name, params, context) => {
      const { body, requestId } = await perform(caller, findOperation(service, table, name), params, context);
      return { body, requestId };
    },
    prepare,
    show: (name, params, context) => {
      const secrets = caller.protocol.secretsOf(caller.credentials);
      return previewOf(prepare(name, params, context), secrets, caller.account.endpoint);
    },
  };
}

/** The connection of a service on which no event runs yet. */
export function callsOnly(service: string, client: CallClient): ServiceConnection {
  return {
    call: (operation, params, context) => client.call(operation, params, context),
    prepare: (operation, params, context) => client.show(operation, params, context),
    kinds: {},
    observe: () => {
      const message = `events on ${service} are not built yet`;
      return Promise.reject(new VendorFailure({ kind: "invalid-request", service, operation: "observe", message }));
    },
  };
}
