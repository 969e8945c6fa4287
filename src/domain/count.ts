import type { Turn } from "./turn.ts";

/** Adds a step's vendor requests to the event's; those of a step tried again count as retries too. */
export function count(turn: Turn, called: { readonly calls: number }, retry: boolean): void {
  const { total, retries } = turn.state.calls;
  turn.change({ calls: { total: total + called.calls, retries: retries + (retry ? called.calls : 0) } });
}
