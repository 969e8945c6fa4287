import { createHmac, randomUUID } from "node:crypto";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { eventNow } from "./support.ts";

export const domain = "live.example.com";
export const place = { DomainName: domain, AppName: "live", StreamName: "hall" };

export type Params = Readonly<Record<string, string | number>>;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The document's time format. */
export function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** RFC 3986, written out and not by encodeURIComponent. */
function encode(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9._~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

/** The signature of 3.5, made here and not by the product. */
export function sign(params: Readonly<Record<string, string>>, secret = "testsecret", method = "GET"): string {
  const canonical = Object.keys(params)
    .sort()
    .map((name) => `${encode(name)}=${encode(params[name] ?? "")}`)
    .join("&");
  return createHmac("sha1", `${secret}&`)
    .update(`${method}&%2F&${encode(canonical)}`)
    .digest("base64");
}

/** The signed parameters of an action. */
export function signed(action: string, params: Params, nowMs: number, method = "GET"): Record<string, string> {
  const all: Record<string, string> = {
    Action: action,
    Format: "JSON",
    Version: "2016-11-01",
    AccessKeyId: "testid",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: iso(nowMs),
  };
  for (const [name, value] of Object.entries(params)) all[name] = String(value);
  return { ...all, Signature: sign(all, "testsecret", method) };
}

export function query(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

/** One signed call with its status and its JSON body. */
export async function ask(simulator: RunningSimulator, action: string, params: Params = {}): Promise<Answer> {
  return send(simulator, signed(action, params, await eventNow(simulator)));
}

/** Sends parameters as they are. */
export async function send(
  simulator: RunningSimulator,
  params: Readonly<Record<string, string>>,
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(`${simulator.endpoint("aliyun")}/?${query(params)}`, init);
  const body: unknown = await response.json();
  return { status: response.status, body };
}
