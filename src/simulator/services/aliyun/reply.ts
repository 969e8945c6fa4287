import type { SimReply } from "../../simulated-service.ts";

/** Fields of an answer. Lists stand under the name of their item, as the XML form needs it. */
export type Fields = Readonly<Record<string, unknown>>;

export type Format = "JSON" | "XML";

const hostId = "live.aliyuncs.com";

/** 3.4: the fields and the request's id; the root of the XML form is named after the action. */
export function answered(format: Format, action: string, requestId: string, fields: Fields): SimReply {
  return write(format, `${action}Response`, 200, { RequestId: requestId, ...fields }, null);
}

/** 3.4: a failure has no data but its code, its message and where it happened. */
export function failed(
  format: Format,
  requestId: string,
  failure: { readonly status: number; readonly code: string; readonly message: string },
): SimReply {
  const body = { Code: failure.code, HostId: hostId, Message: failure.message, RequestId: requestId };
  return write(format, "Error", failure.status, body, failure.code);
}

function write(format: Format, root: string, status: number, body: Fields, error: string | null): SimReply {
  return format === "JSON"
    ? reply(status, "application/json; charset=utf-8", JSON.stringify(body), error)
    : reply(status, "text/xml; charset=utf-8", `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, body)}`, error);
}

export function reply(status: number, type: string, body: string, error: string | null): SimReply {
  return { status, headers: { "content-type": type }, body, error };
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join("");
  const inner =
    typeof value === "object"
      ? Object.entries(value)
          .map(([key, member]) => element(key, member))
          .join("")
      : escape(typeof value === "string" ? value : JSON.stringify(value));
  return `<${name}>${inner}</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
