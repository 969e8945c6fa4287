import type { z } from "zod";
import type { Operation } from "../kit/operation.ts";

/** How an operation travels; names and order are those of its parameters' schema. */
export interface Wire {
  readonly carrier: "form" | "query";
}

export type WangsuOperation = Operation<z.ZodType, z.ZodType, Wire>;

/** The one host of the service. */
export const origin = "https://api.cloudv.haplat.net";

/** What nearly every entry of the table shares: "POST or GET" is sent as POST (READINGS 13). */
export const post = { documented: true, method: "POST", host: "api", wire: { carrier: "form" } } as const;

/** 2.25 and 2.26: the tables say GET only. */
export const get = { documented: true, method: "GET", host: "api", wire: { carrier: "query" } } as const;

/** Lists that page; the vendor's totals are grand totals in 2.15 and 2.22 only. */
export const pages = {
  style: "page",
  pageParam: "pageIndex",
  sizeParam: "pageSize",
  firstPage: 1,
  maxSize: 50,
} as const;
