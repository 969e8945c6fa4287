import type { z } from "zod";
import type { Operation } from "../kit/operation.ts";

/** How an operation travels. */
export type Wire =
  | {
      /** RPC: everything in the query, the operation in `Action`, signed. */
      readonly as: "rpc";
      /** Has a ClientToken, which is made when the caller gives none. */
      readonly token?: true;
    }
  /** Plain HTTP to the playback domain, neither key nor signature (8.1). */
  | { readonly as: "timeline" };

export type AliyunOperation = Operation<z.ZodType, z.ZodType, Wire>;

/** Hosts by key; `playback` is taken from the parameters or the account. */
export const liveOrigin = "https://live.aliyuncs.com";

/** Common request parameters (3.3). */
export const apiVersion = "2016-11-01";

/** What all RPC operations have in common. */
export const rpc = {
  documented: true,
  method: "GET",
  host: "live",
  path: "/",
  wire: { as: "rpc" },
} as const;

/** RPC operations that create under a token of the caller (17.1, 17.7 to 17.9). */
export const rpcWithToken = { ...rpc, wire: { as: "rpc", token: true } } as const;
