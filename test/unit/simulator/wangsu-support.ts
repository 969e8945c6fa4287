import { createHash, createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { eventNow, field } from "./support.ts";

export const accessKeyId = "bf6b3ba4bd6811e99eb390e2ba00c682";
export const secret = "1234567890abcdef1234567890abcdef";
const host = "api.cloudv.haplat.net";
const contentType = "application/x-www-form-urlencoded; charset=utf-8";

export interface Draft {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request signed here, and not by the product. */
export function draft(
  path: string,
  params: Readonly<Record<string, string | number>>,
  second: number,
  method = "POST",
): Draft {
  const encoded = new URLSearchParams(
    Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  const [query, body] = method === "GET" ? [encoded, ""] : ["", encoded];
  const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
  const lines = [
    method,
    path,
    query,
    `content-type:${contentType}`,
    `host:${host}`,
    "",
    "content-type;host",
    sha(body),
  ];
  const signature = createHmac("sha256", secret)
    .update(`WS3-HMAC-SHA256\n${second}\n${sha(lines.join("\n"))}`)
    .digest("hex");
  return {
    method,
    path: query === "" ? path : `${path}?${query}`,
    body,
    headers: {
      "content-type": contentType,
      host,
      "x-ws-accesskey": accessKeyId,
      "x-ws-timestamp": String(second),
      authorization: `WS3-HMAC-SHA256 Credential=${accessKeyId}, SignedHeaders=content-type;host, Signature=${signature}`,
    },
  };
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string;
}

/** Sends a draft as it stands, Host header included. */
export function send(simulator: RunningSimulator, { method, path, body, headers }: Draft): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(`${simulator.endpoint("wangsu")}${path}`, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: text === "" ? null : JSON.parse(text),
          requestId: String(response.headers["x-ws-requestid"] ?? ""),
        }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}

let calls = 0;

/** One signed call below `/live/`, its answer parsed. Each is signed for a second of its own. */
export async function ask(
  simulator: RunningSimulator,
  path: string,
  params: Readonly<Record<string, string | number>> = {},
  method = "POST",
): Promise<unknown> {
  calls += 1;
  const second = Math.floor((await eventNow(simulator)) / 1000) + (calls % 200);
  return (await send(simulator, draft(`/live/${path}`, params, second, method))).body;
}

export async function codeOf(
  simulator: RunningSimulator,
  path: string,
  params: Readonly<Record<string, string | number>> = {},
): Promise<unknown> {
  return field(await ask(simulator, path, params), "code");
}

/** A push channel by its pullId. */
export async function channel(
  simulator: RunningSimulator,
  more: Readonly<Record<string, string | number>> = {},
): Promise<string> {
  const params = { channelName: "town-hall", pushDomain: "push.example.com", channelType: "live", pullRate: "0" };
  return String(field(await ask(simulator, "channelManage/createChannel", { ...params, ...more }), "data.pullId"));
}
