import type { Span } from "../model/coverage.ts";
import type { LiveEventState } from "../model/live-event.ts";
import type { Observation } from "../model/observation.ts";

type Seen = Pick<LiveEventState, "signal" | "signalSpans">;

/** Takes an observation in. Older than what is known, or of another stream: nothing changes. */
export function observe(seen: Seen, observation: Observation): Seen {
  const last = seen.signal;
  if (last !== null && observation.observedAtMs < last.observedAtMs) return seen;
  const same = last !== null && last.state === observation.state;
  const signal = { ...observation, sinceMs: same ? last.sinceMs : observation.observedAtMs };
  return { signal, signalSpans: spansAfter(seen.signalSpans, observation) };
}

function spansAfter(spans: LiveEventState["signalSpans"], observation: Observation): LiveEventState["signalSpans"] {
  const last = spans.at(-1);
  const isOpen = last !== undefined && last.toMs === null;
  if (isPushing(observation) && !isOpen) return [...spans, { fromMs: observation.observedAtMs, toMs: null }];
  if (observation.state === "none" && isOpen) {
    return [...spans.slice(0, -1), { fromMs: last.fromMs, toMs: observation.observedAtMs }];
  }
  return spans;
}

export function isPushing(observation: Pick<Observation, "state"> | null): boolean {
  return observation !== null && (observation.state === "present" || observation.state === "unstable");
}

/** The times the source was seen pushing, an open one cut at `nowMs`. */
export function seenSpans(seen: Pick<LiveEventState, "signalSpans">, nowMs: number): readonly Span[] {
  return seen.signalSpans.map((span) => ({ fromMs: span.fromMs, toMs: span.toMs ?? Math.max(span.fromMs, nowMs) }));
}
