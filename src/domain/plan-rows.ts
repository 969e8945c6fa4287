import type { EventSpec } from "../model/event-spec.ts";
import type { ResourceRow } from "../model/resource.ts";
import type { KindFacts } from "../model/service.ts";
import { armingWindow, chain } from "./chain.ts";
import { rowKey, spread } from "./keys.ts";

export interface RowInput {
  readonly spec: EventSpec;
  readonly kind: KindFacts;
  /** Raised by `schedule --again`. */
  readonly run: number;
  readonly nowMs: number;
}

/** The span that is to be recorded, and until when it is armed. Event milliseconds. */
export function recordingSpan(
  spec: EventSpec,
): { readonly fromMs: number; readonly toMs: number; readonly armedToMs: number } | null {
  if (spec.record === null) return null;
  const toMs = spec.window.endMs + spec.record.postRollMs;
  return { fromMs: spec.window.startMs - spec.record.preRollMs, toMs, armedToMs: toMs + spec.overrun.reserveMs };
}

/**
 * The recording as ledger rows, all `intended`: links of at most the kind's longest span, back to back. The first is
 * armed ahead at a time that its key spreads over the first half of the arming window; every further one when the link
 * before it begins, so that the present and the next are always armed.
 */
export function recordingRows({ spec, kind, run, nowMs }: RowInput): readonly ResourceRow[] {
  const span = recordingSpan(spec);
  if (span === null || spec.record === null) return [];
  const { limits } = kind;
  const { format } = spec.record;
  const links = chain(
    { fromMs: Math.max(span.fromMs, earliest(span.fromMs, kind, nowMs)), toMs: span.armedToMs },
    limits,
  );
  const first = links[0];
  if (first === undefined) return [];
  return links.map((link, i): ResourceRow => {
    const number = i + 1;
    const key = rowKey({ event: spec.id, run, path: spec.path, purpose: "record", link: number });
    const before = links[i - 1];
    return {
      v: 1,
      key,
      kind: kind.kind,
      path: spec.path,
      name: links.length === 1 ? "recording" : `recording ${number}/${links.length}`,
      account: spec.account,
      purpose: "record",
      link: number,
      spec: { stream: spec.stream, fromMs: link.fromMs, untilMs: link.toMs, format },
      fromMs: link.fromMs,
      untilMs: link.toMs,
      armAtMs: Math.max(nowMs, armAt(spec, kind, key, first.fromMs), before?.fromMs ?? 0),
      closeAtMs: Math.min(link.toMs, span.toMs),
      limits,
      findable: kind.findable,
      proofRule: kind.proof,
      billing: kind.billing,
      state: "intended",
      ref: null,
      vendorId: null,
      openedAtMs: null,
      closedAtMs: null,
      lostAnswers: 0,
      strayUntilMs: null,
      proof: null,
      failures: 0,
      nextTryMs: null,
      lastError: null,
      writtenOff: null,
    };
  });
}

/** What was scheduled too late for the lead begins as early as the vendor allows. */
function earliest(fromMs: number, kind: KindFacts, nowMs: number): number {
  return nowMs + kind.limits.leadMs > fromMs ? nowMs + kind.limits.leadMs : fromMs;
}

function armAt(spec: EventSpec, kind: KindFacts, key: string, effectMs: number): number {
  if (!kind.arms) return effectMs;
  const window = armingWindow(effectMs, spec.prepareBeforeMs, kind.limits.leadMs);
  return Math.round(window.fromMs + spread(key) * (window.toMs - window.fromMs));
}
