import type { SimReply } from "../../simulated-service.ts";

/** `{ code: 200, data, message }`. */
export function ok(data: unknown, requestId: string): SimReply {
  return json(200, { code: 200, data, message: "操作成功" }, null, requestId);
}

/** `{ code, message }` of a failure; statuses are not documented, so they are 200 unless the transport itself refuses. */
export function failed(code: number | string, message: string, requestId: string, status = 200): SimReply {
  return json(status, { code, message }, String(code), requestId);
}

function json(status: number, value: unknown, error: string | null, requestId: string): SimReply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "x-ws-requestid": requestId },
    body: JSON.stringify(value),
    error,
  };
}
