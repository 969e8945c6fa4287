import { isIP } from "node:net";
import type { Agent, Dispatcher } from "undici";

/** One request as the vendor is to get it. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** Scheme and host of the vendor, e.g. `http://fcgi.video.qcloud.com`. */
  readonly origin: string;
  /** Path and query, encoded. */
  readonly path: string;
  /** Without Host. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface SendOptions {
  /** Connect here instead of to `origin`; its path is put in front. */
  readonly endpoint: string | null;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How far a request got that has no complete answer. */
export type HttpFaultStage = "not-sent" | "no-answer" | "cut-answer";

export class HttpFault extends Error {
  readonly stage: HttpFaultStage;
  constructor(stage: HttpFaultStage, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "HttpFault";
    this.stage = stage;
  }
}

/** No reply of a documented operation comes near this. */
const bodyLimitBytes = 16 * 1024 * 1024;
const longestConnectMs = 10_000;
const agents = new Map<number, Agent>();

/**
 * Sends one request once and reads the whole answer, whatever its status. `timeoutMs` (wall) covers everything.
 * Throws HttpFault: `not-sent` when the vendor cannot have seen it, `no-answer` when it may have, `cut-answer` when the
 * answer broke off or is too long.
 */
export async function sendOnce(request: HttpRequest, options: SendOptions): Promise<HttpReply> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  if (options.signal?.aborted === true) throw new HttpFault("not-sent", "cancelled before it was sent");
  const target = connectionTarget(request, options.endpoint);
  let answer: Dispatcher.ResponseData;
  try {
    const agent = await agentFor(options.timeoutMs);
    answer = await agent.request({
      origin: target.origin,
      path: target.path,
      method: request.method,
      headers: { ...request.headers, host: new URL(request.origin).host },
      body: request.body,
      signal,
    });
  } catch (error) {
    throw sendFault(error, deadline, options);
  }
  const text = await readBody(answer, deadline, options);
  return { status: answer.statusCode, headers: plainHeaders(answer.headers), text };
}

/** Where the connection goes and with which path: the vendor's own, or the account's endpoint with its path in front. */
export function connectionTarget(
  request: Pick<HttpRequest, "origin" | "path">,
  endpoint: string | null,
): { readonly origin: string; readonly path: string } {
  if (endpoint === null) return { origin: request.origin, path: request.path };
  const url = new URL(endpoint);
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, "") + request.path };
}

/**
 * Every request has a connection of its own: a kept one may be closed by the vendor in the moment we write, and a create
 * on it would be an unknown outcome for nothing. The client is loaded with the first request: most of what `call` refuses
 * needs none, and it is a fifth of the time to start.
 */
async function agentFor(timeoutMs: number): Promise<Agent> {
  const connectMs = Math.max(1, Math.min(longestConnectMs, Math.floor(timeoutMs * 0.8)));
  const known = agents.get(connectMs);
  if (known !== undefined) return known;
  const { Agent, buildConnector } = await import("undici");
  const connect = buildConnector({ timeout: connectMs });
  const agent = new Agent({
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    // The certificate is that of the host we connect to; undici would take the name from the Host header.
    connect: (options, callback) =>
      connect({ ...options, servername: isIP(options.hostname) === 0 ? options.hostname : "" }, callback),
  });
  agents.set(connectMs, agent);
  return agent;
}

function sendFault(error: unknown, deadline: AbortSignal, options: SendOptions): HttpFault {
  if (deadline.aborted) return new HttpFault("no-answer", `no answer within ${options.timeoutMs} ms`, error);
  if (options.signal?.aborted === true)
    return new HttpFault("no-answer", "cancelled while waiting for the answer", error);
  const reason = reasonOf(error);
  if (neverConnected(error)) return new HttpFault("not-sent", `cannot connect: ${reason}`, error);
  return new HttpFault("no-answer", `the connection broke before an answer: ${reason}`, error);
}

async function readBody(answer: Dispatcher.ResponseData, deadline: AbortSignal, options: SendOptions): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > bodyLimitBytes) throw new HttpFault("cut-answer", `the answer is longer than ${bodyLimitBytes} bytes`);
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof HttpFault) throw error;
    if (deadline.aborted)
      throw new HttpFault("no-answer", `the answer was not complete within ${options.timeoutMs} ms`, error);
    if (options.signal?.aborted === true) throw new HttpFault("no-answer", "cancelled while reading the answer", error);
    throw new HttpFault("cut-answer", `the answer broke off after ${size} bytes: ${reasonOf(error)}`, error);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const connectCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_NODATA",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "EPROTO",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
]);

function neverConnected(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(neverConnected);
  const code = codeOf(error);
  if (code === "ETIMEDOUT") return syscallOf(error) === "connect";
  if (connectCodes.has(code)) return true;
  if (/^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_)/.test(code)) return true;
  // Node reports a TLS handshake that was cut as ECONNRESET with this sentence.
  return error instanceof Error && error.message.includes("before secure TLS connection was established");
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return code === "" || message.includes(code) ? message : `${message} (${code})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function syscallOf(error: unknown): string {
  return error instanceof Error && "syscall" in error && typeof error.syscall === "string" ? error.syscall : "";
}

function plainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}
