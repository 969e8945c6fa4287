import { randomHex } from "../../random.ts";
import type { SimReply } from "../../simulated-service.ts";

/** ErrNum and errno of the document with its texts (section "error codes"; 1030: RedirectStart). */
export const texts: Readonly<Record<number, string>> = {
  0: "success",
  1: "unknow issue",
  1000: "lack of parameters",
  1001: "parameter illegal",
  1002: "lack of parameters",
  1003: "invalid app name",
  1004: "invalid stream name",
  1005: "invalid preset name",
  1006: "invalid output format",
  1030: "invalid durl",
  1100: "access denied",
  1200: "record is empty",
  1201: "record already exist",
  1202: "add record fail",
  1203: "drop record fail",
  1204: "update record fail",
  1300: "task fail",
  1301: "task most exist",
};

/** The redirect pair writes its envelope in small letters. */
export type Envelope = "large" | "small";

/** A failure of the service: HTTP 200, ErrNum or errno not 0. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: number;

  constructor(code: number, detail?: string) {
    super(detail === undefined ? (texts[code] ?? "task fail") : `${texts[code] ?? ""}: ${detail}`);
    this.code = code;
  }
}

export function ok(envelope: Envelope, fields: Readonly<Record<string, unknown>> = {}): SimReply {
  return json(200, { ...fields, ...result(envelope, 0, "success") }, null);
}

export function refused(envelope: Envelope, code: number | string, message: string, status = 200): SimReply {
  return json(status, result(envelope, code, message), String(code));
}

/** A failure of the gateway in front: `{ RequestId, Error }`, the id being made from what it answers. */
export function gatewayRefusal(status: number, code: string, message: string, key: string): SimReply {
  const hex = randomHex(32, 0, code, message, key);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  const type = status >= 500 ? "Receiver" : "Sender";
  return json(status, { RequestId: parts.join("-"), Error: { Type: type, Code: code, Message: message } }, code);
}

function result(envelope: Envelope, code: number | string, message: string): Readonly<Record<string, unknown>> {
  return envelope === "large" ? { ErrNum: code, ErrMsg: message } : { errno: code, errmsg: message };
}

function json(status: number, value: unknown, error: string | null): SimReply {
  return {
    status,
    headers: { "content-type": "application/json;charset=UTF-8", server: "ksyun-open-platform" },
    body: JSON.stringify(value),
    error,
  };
}
