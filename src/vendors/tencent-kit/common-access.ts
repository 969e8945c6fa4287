import { encodeQuery } from "../kit/encode.ts";
import type { EncodeInput, ParsedReply, Verdict } from "../kit/engine.ts";
import { recordOf } from "../kit/rules.ts";
import type { FailureKind } from "../../model/failure.ts";

// The `common_access` interfaces of two services: signed by md5(key + t), answering `{ ret, message, output }`.

/** Parameter → `Param.s.` (text) or `Param.n.` (number), in the order of sending. */
export type ParamPrefixes = Readonly<Record<string, "s" | "n">>;

/** One call as it stands in the query. */
export interface AccessCall {
  /** How this host names the account. */
  readonly identity: "appid" | "cmd";
  readonly account: string;
  readonly interfaceName: string;
  readonly prefixes: ParamPrefixes;
  /** The service's signer, with the account's key. */
  readonly sign: (t: string) => string;
}

/** Path and signed query of a call; the signature expires `validMs` after `nowMs`, in whole seconds. */
export function accessPath(
  call: AccessCall,
  input: Pick<EncodeInput<unknown, unknown>, "operation" | "params" | "nowMs" | "validMs">,
): string {
  const t = String(Math.floor((input.nowMs + input.validMs) / 1000));
  const pairs: (readonly [string, string])[] = [
    [call.identity, call.account],
    ["interface", call.interfaceName],
  ];
  for (const [param, prefix] of Object.entries(call.prefixes)) {
    const value = input.params[param];
    if (typeof value === "string" || typeof value === "number") pairs.push([`Param.${prefix}.${param}`, String(value)]);
  }
  pairs.push(["t", t], ["sign", call.sign(t)]);
  return `${input.operation.path}?${encodeQuery(pairs)}`;
}

/**
 * Success: HTTP 200 with `ret` 0 (mixing: `code` 0). The vendor sends no request id. `kindOfCode` is asked about every
 * other code of a 200 answer.
 */
export function judgeAccess(reply: ParsedReply, kindOfCode: (code: string) => FailureKind): Verdict | null {
  if (isNotActivated(reply.text)) return refusal("denied", null, reply.text.trim());
  const body = recordOf(reply.body);
  const raw = body["ret"] ?? body["code"];
  if (typeof raw !== "number" && typeof raw !== "string") return null;
  const code = String(raw);
  if (reply.status === 200 && code === "0") return { ok: true, requestId: null };
  const message = typeof body["message"] === "string" && body["message"] !== "" ? body["message"] : "no message";
  if (isNotActivated(message)) return refusal("denied", code, message);
  return refusal(reply.status === 200 ? kindOfCode(code) : null, code, message);
}

/** Plain text or message of an account without activation, also of a badly built address (section "Errors"). */
function isNotActivated(text: string): boolean {
  return /^["']?(appid|cmd) is invalid["']?[.!]?$/i.test(text.trim());
}

function refusal(kind: FailureKind | null, code: string | null, message: string): Verdict {
  const hint = kind === "denied" ? " (the interface or the appid is not activated for this account)" : "";
  return { ok: false, kind, code, message: message + hint, requestId: null };
}
