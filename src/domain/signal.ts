import type { Span } from "../model/coverage.ts";
import type { LiveEventState } from "../model/live-event.ts";
import type { Observation } from "../model/observation.ts";

type Seen = Pick<LiveEventState, "signal" | "signalSpans" | "unseenSpans">;

/** Takes an observation in. Older than what is known, or of another stream: nothing changes. */
export function observe(seen: Seen, observation: Observation): Seen {
  const last = seen.signal;
  if (last !== null && observation.observedAtMs < last.observedAtMs) return seen;
  const same = last !== null && last.state === observation.state;
  const signal = { ...observation, sinceMs: same ? last.sinceMs : observation.observedAtMs };
  return {
    signal,
    signalSpans: spansAfter(seen.signalSpans, observation),
    unseenSpans: unseenAfter(seen.unseenSpans ?? [], observation, last === null),
  };
}

/** The first word of a watch that the service does not answer speaks for all the time before it. */
function unseenAfter(
  spans: LiveEventState["signalSpans"],
  { state, observedAtMs }: Observation,
  isFirst: boolean,
): LiveEventState["signalSpans"] {
  const last = spans.at(-1);
  const isOpen = last !== undefined && last.toMs === null;
  if (state === "unknown" && !isOpen) return [...spans, { fromMs: isFirst ? 0 : observedAtMs, toMs: null }];
  if (state !== "unknown" && isOpen) return [...spans.slice(0, -1), { fromMs: last.fromMs, toMs: observedAtMs }];
  return spans;
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

/** When nothing was known of the source, an open span cut at `nowMs`. */
export function unseenSpans(seen: Pick<LiveEventState, "unseenSpans">, nowMs: number): readonly Span[] {
  return seenSpans({ signalSpans: seen.unseenSpans ?? [] }, nowMs);
}

/** The times the source was seen pushing, an open one cut at `nowMs`. */
export function seenSpans(seen: Pick<LiveEventState, "signalSpans">, nowMs: number): readonly Span[] {
  return seen.signalSpans.map((span) => ({ fromMs: span.fromMs, toMs: span.toMs ?? Math.max(span.fromMs, nowMs) }));
}
