import type { Json } from "../model/json.ts";
import type { LiveEventInput, LiveEventState } from "../model/live-event.ts";
import { showEvent } from "./show.ts";

/** The event's one document: what `show --json` prints, the plan, the as-run log and how late its steps were. */
export function eventReport(input: LiveEventInput, state: LiveEventState): Json {
  const shown = showEvent({
    spec: input.spec,
    state: { ...state, phase: state.outcome ?? "done" },
    startedBy: input.startedBy,
  });
  const report = {
    rundown: 1,
    ...shown,
    outcomeWhy: state.outcomeWhy,
    run: input.run,
    spec: input.spec,
    log: state.log.map((entry) => ({
      at: new Date(entry.atMs).toISOString(),
      planned: entry.plannedMs === null ? null : new Date(entry.plannedMs).toISOString(),
      what: entry.what,
      who: entry.who,
      why: entry.why,
      requestId: entry.requestId,
    })),
    latenessWallMs: state.lateness,
  };
  return toJson(report);
}

/** Payloads are JSON: what the converter would drop is dropped here, so that types and bytes agree. */
function toJson(value: unknown): Json {
  const parsed: Json = JSON.parse(JSON.stringify(value));
  return parsed;
}
