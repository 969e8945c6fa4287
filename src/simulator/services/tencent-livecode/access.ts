import { createHash, timingSafeEqual } from "node:crypto";
import type { SimReply, SimRequest } from "../../simulated-service.ts";
import { codes, failed } from "./reply.ts";
import { interfaceOf, knownHosts } from "./interfaces.ts";

export interface Credentials {
  readonly appid: string;
  readonly key: string;
}

/** `MD5(key + t)`, the signature of requests and of callbacks (summarize / Security mechanism). */
export function md5Sign(key: string, t: string | number): string {
  return createHash("md5").update(`${key}${t}`).digest("hex");
}

/**
 * Checks host, method, identifier, time and signature in the vendor's order. Gives the account, or the refusal.
 * Hosts other than the vendor's two are let through, so that the simulator can be asked directly.
 */
export function admit(
  request: SimRequest,
  accounts: readonly Credentials[],
  nowMs: number,
): { readonly account: Credentials } | { readonly refusal: SimReply } {
  if (request.path !== "/common_access") return refuse(failed(codes.notFound, "Not Found", 404));
  const entry = interfaceOf(request.query.get("interface"));
  if (entry === undefined) return refuse(failed(codes.refused, "interface is invalid"));
  if (knownHosts.includes(request.host) && request.host !== entry.host) {
    return refuse(failed(codes.notFound, `Not Found: ${entry.wireName} is not served by this host`, 404));
  }
  if (request.method !== entry.method) {
    return refuse(failed(codes.refused, `${entry.wireName} is called by ${entry.method}`, 405));
  }
  const account = accounts.find((candidate) => candidate.appid === request.query.get(entry.identifier));
  if (account === undefined) return refuse(failed(codes.refused, `${entry.identifier} is invalid`));
  const t = request.query.get("t") ?? "";
  if (!/^\d{1,12}$/.test(t)) return refuse(failed(codes.forbidden, "Forbidden: t is missing or no time", 403));
  // "Received later than t is invalid": the whole second t still counts.
  if (Math.floor(nowMs / 1000) > Number(t)) return refuse(failed(codes.forbidden, "Forbidden: t has expired", 403));
  if (!same(md5Sign(account.key, t), request.query.get("sign") ?? "")) {
    return refuse(failed(codes.forbidden, "Forbidden: sign is wrong", 403));
  }
  return { account };
}

function refuse(refusal: SimReply): { readonly refusal: SimReply } {
  return { refusal };
}

function same(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
