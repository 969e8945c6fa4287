import { createHash, createHmac } from "node:crypto";
import { encodeQuery, percentEncode } from "../kit/encode.ts";

type Pair = readonly [name: string, value: string];

/** One request as AWS Signature Version 4 sees it, the signature being carried in the query. */
export interface SignInput {
  readonly method: string;
  readonly host: string;
  /** Encoded, `/` for this service. */
  readonly path: string;
  /** Without the `X-Amz-` parameters; the order is kept. */
  readonly query: readonly Pair[];
  /** Signed as sent; `host` is taken from above. */
  readonly accept: string;
  /** Exactly as sent; empty for GET. */
  readonly body: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Moment of signing, epoch milliseconds. */
  readonly nowMs: number;
}

export interface Signed {
  /** The whole query, encoded, the signature last. */
  readonly query: string;
  readonly canonicalQuery: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";
const service = "ket";
const terminator = "aws4_request";
const signedHeaders = "accept;host";

/**
 * Signs with AWS4-HMAC-SHA256 for service `ket`, signed headers accept;host (catalogue, transport.auth). Pure. The body
 * takes part by its SHA-256; there is no expiry and no nonce, so every attempt is signed with its own time.
 */
export function sign(input: SignInput): Signed {
  const date = amzDate(input.nowMs);
  const day = date.slice(0, 8);
  const scope = [day, input.region, service, terminator].join("/");
  const pairs: readonly Pair[] = [
    ...input.query,
    ["X-Amz-Algorithm", algorithm],
    ["X-Amz-Date", date],
    ["X-Amz-Credential", `${input.accessKeyId}/${scope}`],
    ["X-Amz-SignedHeaders", signedHeaders],
  ];
  const canonicalQuery = canonical(pairs);
  const canonicalRequest = [
    input.method,
    input.path,
    canonicalQuery,
    `accept:${headerValue(input.accept)}`,
    `host:${input.host}`,
    "",
    signedHeaders,
    sha256(input.body),
  ].join("\n");
  const stringToSign = [algorithm, date, scope, sha256(canonicalRequest)].join("\n");
  const signature = hmac(signingKey(input, day), stringToSign).toString("hex");
  return {
    query: `${encodeQuery(pairs)}&X-Amz-Signature=${signature}`,
    canonicalQuery,
    canonicalRequest,
    stringToSign,
    signature,
  };
}

/** `YYYYMMDDTHHMMSSZ`, UTC. */
export function amzDate(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

function canonical(pairs: readonly Pair[]): string {
  return pairs
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .toSorted(([a, left], [b, right]) => byBytes(a, b) || byBytes(left, right))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** Encoded text is ASCII, so that code units compare as bytes do. */
function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function headerValue(value: string): string {
  return value.trim().replaceAll(/\s+/g, " ");
}

function signingKey(input: SignInput, day: string): Buffer {
  return [day, input.region, service, terminator].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${input.secretAccessKey}`, "utf8"),
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
