import { Agent } from "undici";
import type { Dispatcher } from "undici";
import type { FailureKind } from "../../model/failure.ts";
import { VendorFailure } from "../../vendors/kit/failure.ts";
import { RefusedAddress, addressGuard, shownAddress } from "./address-guard.ts";
import { errorCode } from "./errors.ts";

/** A download's source: the vendor's address, guarded. One connection pool a download; `close` ends it. */
export interface Source {
  /** Asks for the file from `offset` on, only if it is still the one `validator` names. */
  open(offset: number, validator: string | null, signal?: AbortSignal): Promise<SourceReply>;
  fail(kind: FailureKind, message: string, cause?: unknown): VendorFailure;
  close(): Promise<void>;
}

export interface SourceReply {
  /** `rest`: from `offset` on. `whole`: from the beginning. `changed`: nothing usable, ask for the whole. */
  readonly answer: "rest" | "whole" | "changed";
  /** Length of the whole file; null when the vendor does not say. */
  readonly total: number | null;
  /** Strong ETag or Last-Modified; null: the file cannot be resumed. */
  readonly validator: string | null;
  readonly body: AsyncIterable<unknown>;
}

export interface SourceOptions {
  readonly url: string;
  /** The account's endpoint, whose host may be private. */
  readonly endpoint: string | null;
  readonly service: string;
  /** Wall milliseconds without a byte after which the connection counts as dead. */
  readonly idleMs?: number;
}

const operation = "fetchFile";
const longestConnectMs = 10_000;
/** A vendor's storage that says nothing for this long will not go on: the next try resumes. Never scaled. */
const defaultIdleMs = 30_000;
const mostRedirects = 3;

export function openSource({ url, endpoint, service, idleMs = defaultIdleMs }: SourceOptions): Source {
  const guard = addressGuard(endpoint);
  const agent = new Agent({
    connect: { timeout: longestConnectMs, lookup: guard.lookup },
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
  });
  let shown = "";

  function fail(kind: FailureKind, message: string, cause?: unknown): VendorFailure {
    return new VendorFailure({ kind, service, operation, message: `${message} (${shown})`, cause });
  }

  async function request(
    target: URL,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    shown = shownAddress(target);
    try {
      guard.check(target);
      const path = target.pathname + target.search;
      return await agent.request({ origin: target.origin, path, method: "GET", headers, signal: signal ?? null });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof RefusedAddress)
        throw new VendorFailure({ kind: "denied", service, operation, message: error.message });
      throw fail("unavailable", `the file's server cannot be reached: ${reason(error)}`, error);
    }
  }

  async function follow(headers: Record<string, string>, signal?: AbortSignal): Promise<Dispatcher.ResponseData> {
    let target = parseUrl(url, fail);
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const reply = await request(target, headers, signal);
      if (![301, 302, 303, 307, 308].includes(reply.statusCode)) return reply;
      discard(reply);
      target = parseUrl(header(reply, "location") ?? "", fail, target);
    }
    throw fail("malformed-reply", `the file's address was redirected more than ${mostRedirects} times`);
  }

  return {
    fail,
    close: async () => agent.destroy(),
    async open(offset, validator, signal) {
      // A compressed answer could be neither resumed nor held against its length.
      const headers: Record<string, string> = { "accept-encoding": "identity" };
      if (offset > 0 && validator !== null)
        Object.assign(headers, { range: `bytes=${offset}-`, "if-range": validator });
      const reply = await follow(headers, signal);
      const answer = classify(reply, offset, validator);
      if (answer === "changed") discard(reply);
      else if (answer === null || (header(reply, "content-encoding") ?? "identity") !== "identity") {
        discard(reply);
        throw refusal(reply, fail);
      }
      return { answer: answer ?? "changed", total: totalOf(reply), validator: validatorOf(reply), body: reply.body };
    },
  };
}

/** Ends an answer nobody reads; that this cuts the connection is no fault. */
function discard(reply: Dispatcher.ResponseData): void {
  reply.body.on("error", () => undefined);
  reply.body.destroy();
}

/** null: no answer that holds a file. */
function classify(
  reply: Dispatcher.ResponseData,
  offset: number,
  validator: string | null,
): SourceReply["answer"] | null {
  if (reply.statusCode === 200) return "whole";
  if (offset === 0) return null;
  if (reply.statusCode === 416) return "changed";
  if (reply.statusCode !== 206) return null;
  const isSame = (validatorOf(reply) ?? validator) === validator;
  return isSame && rangeOf(reply)?.from === offset ? "rest" : "changed";
}

function refusal(reply: Dispatcher.ResponseData, fail: Source["fail"]): VendorFailure {
  const status = reply.statusCode;
  const said = `the file's server answered ${status}`;
  if (status === 404 || status === 410) return fail("not-found", said);
  if (status === 401 || status === 403) return fail("denied", said);
  if (status === 429) return fail("throttled", said);
  if (status >= 500 || status === 408) return fail("unavailable", said);
  return fail("malformed-reply", `${said}, which is no file`);
}

function parseUrl(text: string, fail: Source["fail"], base?: URL): URL {
  try {
    return new URL(text, base);
  } catch (error) {
    // The text may hold a signature: it is not shown.
    throw fail(
      "malformed-reply",
      base === undefined ? "the file's address is no URL" : "the redirect leads to no URL",
      error,
    );
  }
}

function totalOf(reply: Dispatcher.ResponseData): number | null {
  if (reply.statusCode === 206) return rangeOf(reply)?.total ?? null;
  const length = header(reply, "content-length");
  return length !== null && /^\d+$/u.test(length) ? Number(length) : null;
}

function rangeOf(reply: Dispatcher.ResponseData): { readonly from: number; readonly total: number | null } | null {
  const match = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(header(reply, "content-range") ?? "");
  if (match === null) return null;
  return { from: Number(match[1]), total: match[2] === "*" ? null : Number(match[2]) };
}

/** What If-Range takes: a strong ETag, else the date. A weak ETag does not promise the same bytes. */
function validatorOf(reply: Dispatcher.ResponseData): string | null {
  const etag = header(reply, "etag");
  if (etag !== null && !etag.startsWith("W/")) return etag;
  return etag === null ? header(reply, "last-modified") : null;
}

function header(reply: Dispatcher.ResponseData, name: string): string | null {
  const value = reply.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Without the address: Node's own messages may hold the whole of it. */
function reason(error: unknown): string {
  const code = errorCode(error);
  if (code !== "") return code;
  return error instanceof AggregateError ? reason(error.errors[0]) : "no connection";
}
