import { createHash, createHmac } from "node:crypto";
import { request } from "undici";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { eventNow, originMs } from "./support.ts";

export const accessKeyId = "AKLTrundownSimulator00";
export const secret = "OKrundown/simulator+secret/0123456789abcdef";
export const at = { UniqName: "mytest", App: "live" } as const;
export const small = { uniqname: "mytest", app: "live" } as const;
export const stream = { ...at, StreamID: "main" } as const;
export const minute = 60_000;
export const seconds = (ms: number): number => Math.floor(ms / 1000);
export const inMinutes = (minutes: number): number => seconds(originMs) + minutes * 60;

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a test may spoil before, or after, the request is signed. */
export interface Spoil {
  readonly secret?: string;
  readonly accessKeyId?: string;
  readonly scope?: string;
  readonly day?: string;
  readonly date?: string;
  readonly signedHeaders?: string;
  readonly method?: string;
  readonly version?: string;
  readonly drop?: string;
  /** Done to the signed query and body. */
  readonly after?: (query: URLSearchParams) => void;
  readonly sentBody?: string;
  /** Signed and sent as it stands. */
  readonly body?: string;
  readonly host?: string;
}

const posts = /^(Preset|UpdatePreset|Start.*|Stop.*|UpdateLoop|Redirect.*)$/;

/** One call signed here, by the document and not by the product. */
export async function ask(
  simulator: RunningSimulator,
  action: string,
  params: Readonly<Record<string, unknown>>,
  spoil: Spoil = {},
): Promise<Answer> {
  const method = spoil.method ?? (posts.test(action) ? "POST" : "GET");
  const body = method === "POST" ? (spoil.body ?? JSON.stringify(params)) : "";
  const own = method === "POST" ? {} : Object.fromEntries(Object.entries(params).map(([k, v]) => [k, String(v)]));
  const date = spoil.date ?? stamp(await eventNow(simulator));
  const day = spoil.day ?? date.slice(0, 8);
  const scope = spoil.scope ?? "cn-beijing-6/ket/aws4_request";
  const host = spoil.host ?? "ket.cn-beijing-6.api.ksyun.com";
  const query = new URLSearchParams({
    Action: action,
    Version: spoil.version ?? "2017-01-01",
    ...own,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Date": date,
    "X-Amz-Credential": `${spoil.accessKeyId ?? accessKeyId}/${day}/${scope}`,
    "X-Amz-SignedHeaders": spoil.signedHeaders ?? "accept;host",
  });
  if (spoil.drop !== undefined) query.delete(spoil.drop);
  const headers: Readonly<Record<string, string>> = { accept: "application/json", host };
  const signed = (spoil.signedHeaders ?? "accept;host").split(";");
  const canonical = [
    method,
    "/",
    [...query]
      .map(([k, v]) => `${rfc3986(k)}=${rfc3986(v)}`)
      .sort()
      .join("&"),
    ...signed.map((name) => `${name}:${headers[name] ?? ""}`),
    "",
    signed.join(";"),
    sha256(body),
  ].join("\n");
  const key = [day, ...scope.split("/")].reduce<Buffer | string>(hmac, `AWS4${spoil.secret ?? secret}`);
  const text = `AWS4-HMAC-SHA256\n${date}\n${day}/${scope}\n${sha256(canonical)}`;
  if (spoil.drop !== "X-Amz-Signature") query.set("X-Amz-Signature", hmac(key, text).toString("hex"));
  spoil.after?.(query);
  const answer = await request(`${simulator.endpoint("ksyun")}/?${query.toString()}`, {
    method: method === "POST" ? "POST" : "GET",
    headers: { ...headers },
    ...(method === "POST" ? { body: spoil.sentBody ?? body } : {}),
  });
  const parsed: unknown = await answer.body.json();
  if (typeof parsed !== "object" || parsed === null) throw new Error("the answer is no object");
  return { status: answer.statusCode, body: { ...parsed } };
}

/** The body of an answer that must be a success. */
export async function done(
  simulator: RunningSimulator,
  action: string,
  params: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await ask(simulator, action, params);
  if (status !== 200 || (body["ErrNum"] ?? body["errno"]) !== 0) {
    throw new Error(`${action} failed: ${JSON.stringify(body)}`);
  }
  return body;
}

export function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
