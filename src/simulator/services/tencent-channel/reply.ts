import type { SimReply } from "../../simulated-service.ts";

/** Codes of the access layer (section "Return Results"). */
export const accessCodes = {
  ok: 0,
  badParameter: 4000,
  authentication: 4100,
  quota: 4400,
  replay: 4500,
  operationFailed: 5100,
  partlyFailed: 5400,
  notSupported: 6100,
} as const;

/** The access layer's own codes; every other one is of the function layer and travels in the message of 5100. */
const accessLayer: readonly number[] = [
  4000, 4100, 4200, 4300, 4400, 4500, 4600, 5000, 5100, 5200, 5300, 5400, 5500, 6000, 6100, 6200,
];

/** Codes of the function layer with their texts (section "Error Code List"). */
export const functionTexts = {
  20108: "Channel is not in an editable status",
  20109: "Channel is not in disabled status",
  20111: "No LVB source is found for the channel",
  20112: "Incorrect LVB source protocol",
  20113: "Incorrect receiver protocol",
  20301: "Channel does not exist",
  20322: "Time conflict between recording tasks",
  20323: "The start time and end time of the recording task are invalid",
  20327: "The recording task does not exist",
  20500: "Watermark does not exist",
} as const;

export type FunctionCode = keyof typeof functionTexts;

/** A refusal of the function layer; inside a batch it belongs to one channel. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: FunctionCode;
  constructor(code: FunctionCode) {
    super(functionTexts[code]);
    this.code = code;
  }
}

/** `{ code: 0, message, … }`. */
export function ok(fields: Readonly<Record<string, unknown>> = {}): SimReply {
  return json(200, { code: accessCodes.ok, message: "", ...fields }, null);
}

/** A failure by any code: one of the function layer is wrapped as `5100`, `code:text`. */
export function failed(code: number | string, message: string, status = 200): SimReply {
  return json(status, failureBody(code, message), String(code));
}

/** The answer to a batch: plain when all is done, else with the items that failed in `detail`. */
export function batch(ids: readonly string[], faults: ReadonlyMap<string, Refused>): SimReply {
  if (faults.size === 0) return ok();
  const detail = Object.fromEntries(
    ids.map((id) => {
      const fault = faults.get(id);
      return [id, fault === undefined ? { code: 0, message: "" } : failureBody(fault.code, fault.message)];
    }),
  );
  const [first] = faults.values();
  if (first !== undefined && Object.keys(detail).length === faults.size) {
    return json(200, { ...failureBody(first.code, first.message), detail }, String(first.code));
  }
  const message = "Part of operations performed successfully";
  return json(200, { code: accessCodes.partlyFailed, message, detail }, String(accessCodes.partlyFailed));
}

function failureBody(code: number | string, message: string): { readonly code: number; readonly message: string } {
  const outer = accessLayer.includes(Number(code));
  return outer ? { code: Number(code), message } : { code: accessCodes.operationFailed, message: `${code}:${message}` };
}

function json(status: number, value: unknown, error: string | null): SimReply {
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(value), error };
}
