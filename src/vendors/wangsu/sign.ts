import { createHash, createHmac } from "node:crypto";

/** What a signature covers. Values exactly as they are sent. */
export interface Signed {
  readonly method: "GET" | "POST";
  /** Path without host and query. */
  readonly path: string;
  /** Encoded, without `?`; empty for POST. */
  readonly query: string;
  readonly contentType: string;
  readonly host: string;
  /** Empty for GET. */
  readonly body: string;
  /** UNIX seconds, decimal. */
  readonly timestamp: string;
}

const algorithm = "WS3-HMAC-SHA256";
const signedHeaders = "content-type;host";

/**
 * Signature of a request, 64 lower-case hex digits (catalogue, transport.auth B): HMAC-SHA256 with the secret over the
 * algorithm's name, the second and the hash of the canonical request. No derived key, no nonce.
 */
export function sign(secret: string, request: Signed): string {
  const text = [algorithm, request.timestamp, sha256(canonicalRequest(request))].join("\n");
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}

/** The value of the Authorization header. */
export function authorization(accessKeyId: string, signature: string): string {
  return `${algorithm} Credential=${accessKeyId}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** The text whose hash is signed; every canonical header ends its line, so an empty line stands behind them. */
export function canonicalRequest(request: Signed): string {
  const headers = `content-type:${request.contentType}\nhost:${request.host}\n`;
  return [request.method, request.path, request.query, headers, signedHeaders, sha256(request.body)].join("\n");
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
