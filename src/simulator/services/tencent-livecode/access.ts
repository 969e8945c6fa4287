import type { SimReply, SimRequest } from "../../simulated-service.ts";
import { codes, failed } from "../tencent-kit/reply.ts";
import { signatureRefusal } from "../tencent-kit/signature.ts";
import { interfaceOf, knownHosts } from "./interfaces.ts";

export interface Credentials {
  readonly appid: string;
  readonly key: string;
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
  const refusal = signatureRefusal(request, account.key, nowMs);
  return refusal === null ? { account } : { refusal };
}

function refuse(refusal: SimReply): { readonly refusal: SimReply } {
  return { refusal };
}
