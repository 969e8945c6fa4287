import { liveTable } from "./live.ts";
import { studioTable } from "./studio.ts";

/** The parameters of every action. */
export const actionTable: ReadonlyMap<string, string> = new Map([
  ...Object.entries(liveTable),
  ...Object.entries(studioTable),
]);

/** The catalogue's id of an action: its name with a small letter, but for the one that the vendor misspells. */
export function operationOf(action: string): string {
  if (!actionTable.has(action)) return "unknown";
  return action === "AddTrancodeSEI" ? "addTranscodeSei" : action.charAt(0).toLowerCase() + action.slice(1);
}
