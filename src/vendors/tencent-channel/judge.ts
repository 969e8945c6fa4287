import { isRetryable } from "../../model/failure.ts";
import type { FailureKind } from "../../model/failure.ts";
import type { ParsedReply, Verdict } from "../kit/engine.ts";
import { recordOf } from "../kit/rules.ts";
import { kindOfAccessCode, kindOfFunctionCode } from "./failures.ts";

const operationFailed = "5100";
const partlyFailed = "5400";

interface Fault {
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
}

/**
 * Success: `code` 0 and no failed item in `detail`. 5100 with `inner:text` reports the inner code (READINGS 18). A batch
 * with failures names the items that failed, whatever the outer code says.
 */
export function judge(reply: ParsedReply, mutates: boolean): Verdict | null {
  const body = recordOf(reply.body);
  const code = textOf(body["code"]);
  if (code === null) return null;
  const requestId = textOf(body["requestId"]);
  const items = failedItems(body["detail"], mutates);
  if (items.length > 0) return { ok: false, ...batchFault(code, items, body["detail"]), requestId };
  if (code === "0" && reply.status === 200) return { ok: true, requestId };
  const fault = faultOf(code, messageOf(body["message"]), mutates);
  // Of an answer with another status only the throttling code counts: 4400 may come with any.
  const kind = reply.status === 200 || code === "4400" ? fault.kind : null;
  return { ok: false, kind, code: fault.code, message: fault.message, requestId };
}

function faultOf(code: string, message: string, mutates: boolean): Fault {
  if (code !== operationFailed && code !== partlyFailed) {
    const kind = kindOfAccessCode(code, mutates);
    const hint = code === "4500" ? " (check this machine's clock: at most 2 hours from the vendor's)" : "";
    return { kind, code, message: message + hint };
  }
  const inner = /^\s*(\d+)\s*:\s*(.*)$/s.exec(message);
  // What a 5100 or 5400 without inner code and items has done stays open.
  if (inner === null) return { kind: mutates ? "unknown-outcome" : "unavailable", code, message };
  const [, innerCode = code, text = ""] = inner;
  return { kind: kindOfFunctionCode(innerCode, mutates), code: innerCode, message: text === "" ? message : text };
}

interface Item extends Fault {
  readonly id: string;
}

function failedItems(detail: unknown, mutates: boolean): readonly Item[] {
  return Object.entries(recordOf(detail)).flatMap(([id, raw]) => {
    const item = recordOf(raw);
    const code = textOf(item["code"]);
    if (code === null || code === "0") return [];
    const message = messageOf(item["message"]);
    // An item's code may be one of the function layer by itself.
    const direct = code.length > 4 ? { kind: kindOfFunctionCode(code, mutates), code, message } : null;
    return [{ id, ...(direct ?? faultOf(code, message, mutates)) }];
  });
}

function batchFault(code: string, items: readonly Item[], detail: unknown): Fault {
  const total = Object.keys(recordOf(detail)).length;
  const all = items.length === total && code !== partlyFailed && code !== "0";
  const [first] = items;
  const same = first !== undefined && items.every((item) => item.code === first.code) ? first : null;
  const named = items.map((item) => `${item.id} (${item.code} ${item.message})`).join(", ");
  return {
    kind: mixedKind(items),
    // The inner code, unless the outer one says more: that it is a batch with several outcomes.
    code: same !== null && code !== partlyFailed ? same.code : code,
    message: all ? `all failed: ${named}` : `${items.length} of ${total} failed: ${named}; the others are done`,
  };
}

/** The common kind of the failed items; where they differ, the first that sending all of it again would not mend. */
function mixedKind(items: readonly Item[]): FailureKind {
  return items.find((item) => !isRetryable(item.kind))?.kind ?? items[0]?.kind ?? "unknown-outcome";
}

function textOf(value: unknown): string | null {
  return typeof value === "number" || (typeof value === "string" && value !== "") ? String(value) : null;
}

function messageOf(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : "no message";
}
