import type { EventSpec } from "../model/event-spec.ts";

type Claim = Pick<EventSpec, "account" | "stream"> & {
  readonly window: Pick<EventSpec["window"], "startMs" | "endMs">;
};

/** Two events that want the same stream of the same account at the same time; one right after the other is fine. */
export function clashes(a: Claim, b: Claim): boolean {
  if (a.account !== b.account || a.stream !== b.stream) return false;
  return a.window.startMs < b.window.endMs && b.window.startMs < a.window.endMs;
}
