import type { z } from "zod";
import type { Effect } from "../../model/service.ts";

/**
 * One operation as data. The parameters are the vendor's own names without what the client adds by itself (signature,
 * version, action, keys, nonce, time). `wire` says how it travels; its shape is the service's own.
 */
export interface Operation<Params extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType, Wire = unknown> {
  readonly id: string;
  /** The vendor's own name of it; accepted by `call` too. */
  readonly wireName: string;
  readonly effect: Effect;
  readonly summary: string;
  /** Named by the document without being described: listed, and refused when called. */
  readonly documented: boolean;
  /** Section of the vendor's document, for people who look it up. */
  readonly section: string;
  readonly method: "GET" | "POST";
  /** Key into the service's hosts. */
  readonly host: string;
  readonly path: string;
  /** Strict: unknown keys are refused. Ranges, enums, lengths, exclusions and dependencies stand here. */
  readonly params: Params;
  /** Loose and minimal. */
  readonly reply: Reply;
  readonly wire: Wire;
  /** How list operations page; absent where they do not. */
  readonly paging?: Paging;
  /** Rules that a person should know before calling, one sentence each; printed in docs and help. */
  readonly rules?: readonly string[];
}

export type AnyOperation = Operation;

/** How to ask for the next page: by number, offset or token; `items` and `total` are paths into the reply. */
export interface Paging {
  readonly style: "page" | "offset" | "token";
  readonly pageParam: string;
  readonly sizeParam: string | null;
  readonly firstPage: number;
  readonly maxSize: number | null;
  readonly items: string;
  readonly total: string | null;
  readonly nextToken?: string;
  /** Further paths under which a vendor is known to send the items; the first that is there counts, after `items`. */
  readonly itemsAlso?: readonly string[];
  /** Codes with which the vendor answers a page behind the last one: the end of the list and no failure. */
  readonly endCodes?: readonly string[];
}

/** The vendor's answer, read loosely: `body` has the vendor's own names, integers beyond 2^53 are decimal strings or bigint-safe numbers. */
export interface CallReply {
  readonly body: unknown;
  readonly requestId: string | null;
}

/** Keeps the exact types of an entry, so that parameters and replies are inferred from the table. */
export function defineOperation<Params extends z.ZodType, Reply extends z.ZodType, Wire>(
  operation: Operation<Params, Reply, Wire>,
): Operation<Params, Reply, Wire> {
  return operation;
}
