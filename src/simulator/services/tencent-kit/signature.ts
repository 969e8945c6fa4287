import { createHash, timingSafeEqual } from "node:crypto";
import type { SimReply, SimRequest } from "../../simulated-service.ts";
import { codes, failed } from "./reply.ts";

/** `MD5(key + t)`, the signature of the `common_access` interfaces and of callbacks (summarize / Security mechanism). */
export function md5Sign(key: string, t: string | number): string {
  return createHash("md5").update(`${key}${t}`).digest("hex");
}

/** What the vendor answers when time or signature of a `common_access` request are wrong; null when they are right. */
export function signatureRefusal(request: SimRequest, key: string, nowMs: number): SimReply | null {
  const t = request.query.get("t") ?? "";
  if (!/^\d{1,12}$/.test(t)) return failed(codes.forbidden, "Forbidden: t is missing or no time", 403);
  // "Received later than t is invalid": the whole second t still counts.
  if (Math.floor(nowMs / 1000) > Number(t)) return failed(codes.forbidden, "Forbidden: t has expired", 403);
  if (!sameText(md5Sign(key, t), request.query.get("sign") ?? "")) {
    return failed(codes.forbidden, "Forbidden: sign is wrong", 403);
  }
  return null;
}

/** Compares two texts in constant time. */
export function sameText(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
