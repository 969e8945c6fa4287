import { eventAt } from "../../domain/clock.ts";
import type { ClockSpec } from "../../model/clock.ts";
import type { EventSpec } from "../../model/event-spec.ts";
import type { LiveEventState } from "../../model/live-event.ts";
import { clockTime } from "../format.ts";
import type { Output } from "../output.ts";
import { timelineText } from "../timeline/view.ts";

export interface Reporter {
  onState(id: string, state: LiveEventState): void;
  stop(): void;
}

interface Known {
  readonly spec: EventSpec;
  state: LiveEventState | null;
  logged: number;
}

const keptLines = 12;
const redrawMs = 200;

/**
 * Tells of a rehearsal while it runs: redrawn on a terminal, one line for each new log entry elsewhere, one JSON object a
 * line with `--json`.
 */
export async function startReporter(
  out: Output,
  specs: readonly EventSpec[],
  clock: ClockSpec,
  speed: number,
): Promise<Reporter> {
  const known = new Map<string, Known>(specs.map((spec) => [spec.id, { spec, state: null, logged: 0 }]));
  const lines: string[] = [];
  const draw = out.live ? await drawer(out, () => view()) : null;

  function view(): string {
    const nowMs = eventAt(clock, Date.now());
    return timelineText({ nowMs, speed, events: [...known.values()], lines: lines.slice(-keptLines) }, out.columns);
  }

  function tell(event: Known, state: LiveEventState): void {
    const { spec } = event;
    for (const entry of state.log.slice(event.logged)) {
      const at = new Date(entry.atMs).toISOString();
      out.value({
        type: "log",
        event: spec.id,
        at,
        what: entry.what,
        who: entry.who,
        why: entry.why,
        requestId: entry.requestId,
      });
      const line = `${clockTime(entry.atMs, spec.window.timeZone)} ${spec.window.timeZone}  ${spec.id}  ${entry.what}`;
      // The picture's head names zone and event already when there is only one.
      lines.push(specs.length === 1 ? `${clockTime(entry.atMs, spec.window.timeZone)}  ${entry.what}` : line);
      if (draw === null) out.say(line);
    }
    event.logged = state.log.length;
    if (state.phase !== event.state?.phase) {
      const nowMs = eventAt(clock, Date.now());
      out.value({ type: "phase", event: spec.id, at: new Date(nowMs).toISOString(), phase: state.phase });
    }
  }

  return {
    onState(id, state) {
      const event = known.get(id);
      if (event === undefined) return;
      tell(event, state);
      event.state = state;
    },
    stop: () => draw?.stop(),
  };
}

async function drawer(out: Output, view: () => string): Promise<{ stop(): void }> {
  const { default: logUpdate } = await import("log-update");
  const timer = setInterval(() => logUpdate(view()), redrawMs);
  return {
    stop: () => {
      clearInterval(timer);
      logUpdate(view());
      logUpdate.done();
      out.say("");
    },
  };
}
