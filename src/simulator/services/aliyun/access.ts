import { createHmac, timingSafeEqual } from "node:crypto";
import type { SimRequest } from "../../simulated-service.ts";
import { missing } from "./args.ts";
import { Refusal } from "./refusal.ts";
import { minuteMs, parseIso } from "./times.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | null;
}

const version = "2016-11-01";
/** The document states no window; this is the vendor's general one. */
const skewMs = 15 * minuteMs;

const common = [
  "Version",
  "AccessKeyId",
  "Signature",
  "SignatureMethod",
  "Timestamp",
  "SignatureVersion",
  "SignatureNonce",
];

/** Everything the request says: its query and, when it is a form, its body. */
export function paramsOf(request: SimRequest): ReadonlyMap<string, string> {
  const form = (request.headers.get("content-type") ?? "").startsWith("application/x-www-form-urlencoded");
  const body = request.method === "POST" && form ? new URLSearchParams(request.body) : new URLSearchParams();
  return new Map([...body, ...request.query]);
}

/** The door of the RPC interface: common parameters, key, time, signature (3.5) and that a nonce is used once. */
export class Access {
  readonly #accounts: readonly Credentials[];
  readonly #nonces = new Map<string, number>();

  constructor(accounts: readonly Credentials[]) {
    this.#accounts = accounts;
  }

  /** @throws Refusal when the request may not come in */
  admit(method: string, params: ReadonlyMap<string, string>, nowMs: number): void {
    if (method !== "GET" && method !== "POST") {
      throw new Refusal(405, "UnsupportedHTTPMethod", "This http method is not supported.");
    }
    for (const name of common) if ((params.get(name) ?? "") === "") throw missing(name);
    if (params.get("Version") !== version) {
      throw new Refusal(404, "InvalidVersion", "Specified parameter Version is not valid.");
    }
    const account = this.#accounts.find((one) => one.accessKeyId === params.get("AccessKeyId"));
    if (account === undefined) {
      throw new Refusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    }
    if (params.get("SignatureMethod") !== "HMAC-SHA1" || params.get("SignatureVersion") !== "1.0") {
      throw new Refusal(400, "InvalidParameter", "SignatureMethod must be HMAC-SHA1 and SignatureVersion 1.0.");
    }
    if (account.securityToken !== null && params.get("SecurityToken") !== account.securityToken) {
      throw new Refusal(
        400,
        "InvalidSecurityToken.MismatchWithAccessKey",
        "Specified SecurityToken mismatch with the AccessKey.",
      );
    }
    checkTime(params.get("Timestamp") ?? "", nowMs);
    if (!same(signatureOf(method, params, account.accessKeySecret), params.get("Signature") ?? "")) {
      throw new Refusal(400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation.");
    }
    this.#spend(`${account.accessKeyId}/${params.get("SignatureNonce") ?? ""}`, nowMs);
  }

  #spend(nonce: string, nowMs: number): void {
    // Older ones are kept out by their Timestamp.
    for (const [used, atMs] of this.#nonces) {
      if (atMs >= nowMs - 2 * skewMs) break;
      this.#nonces.delete(used);
    }
    if (this.#nonces.has(nonce)) {
      throw new Refusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }
    this.#nonces.set(nonce, nowMs);
  }
}

/** The signature of 3.5 over everything but itself. */
export function signatureOf(method: string, params: ReadonlyMap<string, string>, secret: string): string {
  const pairs = [...params]
    .filter(([name]) => name !== "Signature")
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  const text = `${method}&${escaped("/")}&${escaped(pairs.join("&"))}`;
  return createHmac("sha1", `${secret}&`).update(text).digest("base64");
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function checkTime(text: string, nowMs: number): void {
  const atMs = parseIso(text);
  if (atMs === null) {
    throw new Refusal(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
  }
  if (Math.abs(nowMs - atMs) > skewMs) {
    throw new Refusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }
}

function same(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
