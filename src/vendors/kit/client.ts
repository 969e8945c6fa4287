import type { z } from "zod";
import type { ServiceId } from "../../model/service.ts";
import type { AccountAccess, CallContext, RequestPreview, ServiceConnection } from "../port.ts";
import { perform, prepareRequest } from "./engine.ts";
import type { Caller, Performed } from "./engine.ts";
import { VendorFailure } from "./failure.ts";
import type { HttpRequest } from "./http.ts";
import { findOperation } from "./lookup.ts";
import type { CallReply, Operation } from "./operation.ts";
import { previewOf } from "./preview.ts";

/** Speaks the vendor's words for one account; every method makes one request and never retries. */
export interface Client<Wire, Credentials> {
  readonly credentials: Credentials;
  readonly account: AccountAccess;
  /** By id or the vendor's name. */
  call(name: string, params: unknown, context: CallContext): Promise<CallReply>;
  /** An entry of the table, its reply typed. `timeoutMs` is wall time; default: the account's. */
  run<Params extends z.ZodType, Reply extends z.ZodType>(
    operation: Operation<Params, Reply, Wire>,
    params: z.input<Params>,
    context: CallContext,
    timeoutMs?: number,
  ): Promise<Performed<z.output<Reply>>>;
  /** The request that `call` would send now. */
  prepare(name: string, params: unknown, context: Pick<CallContext, "clock">): HttpRequest;
  /** As `prepare`, with everything secret hidden, and `more` besides. */
  show(name: string, params: unknown, context: Pick<CallContext, "clock">, more?: readonly string[]): RequestPreview;
}

/** A client for the operations of a table. */
export function clientOf<Wire, Credentials>(
  caller: Caller<Wire, Credentials>,
  table: Readonly<Record<string, Operation<z.ZodType, z.ZodType, Wire>>>,
): Client<Wire, Credentials> {
  const { account, credentials, protocol } = caller;
  const find = (name: string): Operation<z.ZodType, z.ZodType, Wire> => findOperation(protocol.service, table, name);
  const prepare: Client<Wire, Credentials>["prepare"] = (name, params, context) =>
    prepareRequest(caller, find(name), params, context);
  return {
    credentials,
    account,
    call: async (name, params, context) => {
      const { body, requestId } = await perform(caller, find(name), params, context);
      return { body, requestId };
    },
    run: (operation, params, context, timeoutMs = account.timeoutMs) =>
      perform(caller, operation, params, context, timeoutMs),
    prepare,
    show: (name, params, context, more = []) =>
      previewOf(prepare(name, params, context), [...protocol.secretsOf(credentials), ...more], account.endpoint),
  };
}

/** The connection of a service on which no event runs yet: its operations can be called. */
export function callsOnly<Wire, Credentials>(service: ServiceId, client: Client<Wire, Credentials>): ServiceConnection {
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
