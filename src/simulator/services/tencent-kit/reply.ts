import { stringify } from "lossless-json";
import type { SimReply } from "../../simulated-service.ts";

/** Codes of ordinary interfaces. The document lists only 20601; the others are those of its channel mode. */
export const codes = {
  ok: 0,
  /** No code is documented; the message says which identifier is wrong. */
  refused: -1,
  forbidden: 403,
  notFound: 404,
  throttled: 429,
  noSource: 20111,
  badParameters: 20300,
  noTask: 20327,
  neverPushed: 20601,
} as const;

/** Output of an interface; a bigint becomes a JSON number with all its digits. */
export type Output = { readonly [field: string]: unknown } | readonly unknown[];

/** `{ ret: 0, message, output }`. */
export function ok(output?: Output): SimReply {
  return json(200, { ret: codes.ok, message: "OK", ...(output === undefined ? {} : { output }) }, null);
}

/** `{ ret, message }` of a failure; `status` is 200 unless the transport itself refuses. */
export function failed(ret: number | string, message: string, status = 200): SimReply {
  return json(status, { ret, message }, String(ret));
}

/** The mixing interface's own envelope: `{ code, message, timestamp }`, the time in seconds. */
export function mixReply(code: number | string, message: string, nowMs: number, status = 200): SimReply {
  return json(status, { code, message, timestamp: Math.floor(nowMs / 1000) }, code === 0 ? null : String(code));
}

function json(status: number, value: unknown, error: string | null): SimReply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: stringify(value) ?? "",
    error,
  };
}
