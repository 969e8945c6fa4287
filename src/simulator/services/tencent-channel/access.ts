import { createHmac } from "node:crypto";
import type { SimReply, SimRequest } from "../../simulated-service.ts";
import { sameText } from "../tencent-kit/signature.ts";
import { accessCodes, failed } from "./reply.ts";

export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
}

const host = "live.api.qcloud.com";
const path = "/v2/index.php";
const skewMs = 2 * 3_600_000;
const regions: readonly string[] = ["bj", "gz", "sh", "hk", "ca"];

/** The parameters of a request: of the query for GET, of the body for POST, which ignores the query (Request Body, 3). */
export function fieldsOf(request: SimRequest): URLSearchParams {
  return request.method === "POST" ? new URLSearchParams(request.body) : request.query;
}

/** The access layer of one simulator: signature, time and nonce of every call. */
export class AccessLayer {
  readonly #accounts: readonly Credentials[];
  readonly #lastNonce = new Map<string, string>();
  readonly #used = new Map<string, number>();

  constructor(accounts: readonly Credentials[]) {
    this.#accounts = accounts;
  }

  /** Gives the account that calls, or the refusal. */
  admit(request: SimRequest, nowMs: number): { readonly account: Credentials } | { readonly refusal: SimReply } {
    const fields = fieldsOf(request);
    const say = (code: number, message: string) => ({ refusal: failed(code, message) });
    if (request.path !== path || (request.host.endsWith(".qcloud.com") && request.host !== host)) {
      return say(accessCodes.notSupported, "this API is not served under this address");
    }
    if (request.method !== "GET" && request.method !== "POST") {
      return say(accessCodes.badParameter, "only GET and POST are served");
    }
    for (const name of ["Action", "Timestamp", "Nonce", "SecretId", "Signature"]) {
      if ((fields.get(name) ?? "") === "") return say(accessCodes.badParameter, `${name} is missing`);
    }
    const region = fields.get("Region");
    if (region !== null && region !== "" && !regions.includes(region)) {
      return say(accessCodes.badParameter, `Region is none of ${regions.join(", ")}`);
    }
    if ((fields.get("SignatureMethod") ?? "HmacSHA1") !== "HmacSHA1") {
      return say(accessCodes.badParameter, "SignatureMethod is not HmacSHA1");
    }
    const account = this.#accounts.find((candidate) => candidate.secretId === fields.get("SecretId"));
    if (account === undefined) return say(accessCodes.authentication, "Authentication failed: SecretId is unknown");
    const expected = signatureOf(request.method, fields, account.secretKey);
    if (!sameText(expected, fields.get("Signature") ?? "")) {
      return say(accessCodes.authentication, "Authentication failed: Signature is wrong");
    }
    const fault = this.#replay(account, fields, nowMs);
    return fault === null ? { account } : say(fault.code, fault.message);
  }

  #replay(
    account: Credentials,
    fields: URLSearchParams,
    nowMs: number,
  ): { readonly code: number; readonly message: string } | null {
    const nonce = fields.get("Nonce") ?? "";
    const timestamp = fields.get("Timestamp") ?? "";
    if (!/^[1-9]\d{0,18}$/.test(nonce)) {
      return { code: accessCodes.badParameter, message: "Nonce is no positive integer" };
    }
    if (!/^\d{1,12}$/.test(timestamp)) return { code: accessCodes.badParameter, message: "Timestamp is no UNIX time" };
    if (Math.abs(Number(timestamp) * 1000 - nowMs) > skewMs) {
      return { code: accessCodes.replay, message: "Replay attack: Timestamp is more than 2 hours off" };
    }
    const { secretId } = account;
    const call = `${secretId} ${timestamp} ${nonce}`;
    if (this.#lastNonce.get(secretId) === nonce || this.#used.has(call)) {
      return { code: accessCodes.replay, message: "Replay attack: Nonce was used" };
    }
    this.#lastNonce.set(secretId, nonce);
    this.#used.set(call, nowMs);
    for (const [old, atMs] of this.#used) {
      // Kept in order of time; older ones fail by their Timestamp.
      if (nowMs - atMs <= 2 * skewMs) break;
      this.#used.delete(old);
    }
    return null;
  }
}

/** Base64 of HMAC-SHA1 over method, host, path and the sorted raw parameters (section "Signature Method"). */
export function signatureOf(method: string, fields: URLSearchParams, secretKey: string): string {
  const names = [...fields.keys()].filter((name) => name !== "Signature").toSorted();
  const pairs = names.map((name) => `${name.split("_").join(".")}=${fields.get(name) ?? ""}`);
  return createHmac("sha1", secretKey)
    .update(`${method}${host}${path}?${pairs.join("&")}`)
    .digest("base64");
}
