import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { SimRequest } from "../../simulated-service.ts";
import { Refusal } from "./refusal.ts";

export interface Account {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

const vendorHost = "api.cloudv.haplat.net";
const skewSeconds = 300;
const scheme = /^WS3-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/** The vendor's gate: who asks, when, and whether the signature is right and new. Codes 4001 to 4009. */
export class Gate {
  readonly #accounts: readonly Account[];
  /** Signatures and their seconds, for as long as the seconds are accepted. */
  readonly #used = new Map<string, number>();

  constructor(accounts: readonly Account[]) {
    this.#accounts = accounts;
  }

  /** The account that asks; throws a Refusal. */
  admit(request: SimRequest, nowMs: number): Account {
    const now = Math.floor(nowMs / 1000);
    const { headers } = request;
    const authorization = headers.get("authorization") ?? "";
    const key = headers.get("x-ws-accesskey") ?? "";
    const timestamp = headers.get("x-ws-timestamp") ?? "";
    if (authorization === "" || key === "" || timestamp === "") throw new Refusal(4001, "auth parameter is missing");
    const account = this.#accounts.find((candidate) => candidate.accessKeyId === key);
    if (account === undefined) throw new Refusal(4002, "X-WS-AccessKey is wrong");
    if (!/^\d{9,12}$/.test(timestamp)) throw new Refusal(4003, "X-WS-Timestamp is wrong: epoch seconds");
    if (Math.abs(Number(timestamp) - now) > skewSeconds) throw new Refusal(4004, "X-WS-Timestamp has expired");
    if (request.host !== vendorHost && !isLoopback(request.host)) throw new Refusal(4005, "host is wrong");
    const contentType = headers.get("content-type") ?? "";
    if (!contentType.toLowerCase().startsWith("application/x-www-form-urlencoded")) {
      throw new Refusal(4006, "content-type is wrong");
    }
    const parts = scheme.exec(authorization);
    if (parts === null || parts[1] !== key || parts[2] !== "content-type;host") {
      throw new Refusal(4007, "authentication failed: Authorization is malformed");
    }
    const signature = parts[3] ?? "";
    const right = queryForms(request).some((query) =>
      same(signatureOf(request, account, { query, contentType, timestamp }), signature),
    );
    if (!right) {
      throw new Refusal(4008, "authentication failed: the signature does not match");
    }
    this.#useUp(`${key}/${timestamp}/${signature}`, Number(timestamp), now);
    return account;
  }

  #useUp(proof: string, second: number, now: number): void {
    for (const [known, at] of this.#used) if (now - at > skewSeconds) this.#used.delete(known);
    if (this.#used.has(proof)) throw new Refusal(4009, "the signature has been used");
    this.#used.set(proof, second);
  }
}

/** The signature that the request should carry, by the public pages of the vendor (catalogue, transport.auth B). */
function signatureOf(
  request: SimRequest,
  account: Account,
  sent: { readonly query: string; readonly contentType: string; readonly timestamp: string },
): string {
  const canonical = createHash("sha256");
  canonical.update(`${request.method}\n${request.path}\n${sent.query}\n`);
  canonical.update(`content-type:${sent.contentType}\nhost:${request.headers.get("host") ?? ""}\n\n`);
  canonical.update("content-type;host\n");
  canonical.update(createHash("sha256").update(request.body).digest("hex"));
  return createHmac("sha256", account.accessKeySecret)
    .update(`WS3-HMAC-SHA256\n${sent.timestamp}\n${canonical.digest("hex")}`)
    .digest("hex");
}

/** The pages leave open whether a query is signed encoded or decoded: both are taken. A POST signs none. */
function queryForms(request: SimRequest): readonly string[] {
  if (request.method !== "GET") return [""];
  const pairs = [...request.query];
  const joined = (encode: (text: string) => string): string =>
    pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  return [joined(encodeURIComponent), request.query.toString(), joined((text) => text)];
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]" || host === "::1";
}

function same(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
