import type { ServiceContext } from "../../simulated-service.ts";
import { randomBetween } from "../../random.ts";
import { intersect } from "../../spans.ts";
import type { Span } from "../../spans.ts";
import { sources } from "./streams.ts";
import type { Source } from "./streams.ts";
import { minuteMs } from "./times.ts";

const bitsPerViewer = 2_500_000;
/** One part in so many is watched over https. */
const httpsPart = 10;

/** Viewers of a stream in a minute: none while nobody pushes. */
export function viewers({ encoders, seed }: ServiceContext, { encoder, stream }: Source, atMs: number): number {
  return encoders.pushAt(encoder, atMs) === undefined ? 0 : audience(seed, stream, atMs);
}

function audience(seed: number, stream: string, atMs: number): number {
  return randomBetween(20, 60, seed, "online", stream, Math.floor(atMs / minuteMs));
}

/** Milliseconds in which an encoder pushed within the span. */
export function pushedMs({ encoders }: ServiceContext, encoder: string, span: Span): number {
  return encoders.pushes(encoder).reduce((sum, push) => sum + lengthOf(intersect(push, span)), 0);
}

export function lengthOf(span: Span | null): number {
  return span === null ? 0 : span.untilMs - span.fromMs;
}

/** What one slot of a domain's playback amounts to. */
export interface Traffic {
  readonly atMs: number;
  readonly bytes: number;
  readonly httpsBytes: number;
  readonly bps: number;
  readonly httpsBps: number;
}

/** Playback of domains by slots; several domains, or all when none is named, are added up. */
export function traffic(
  context: ServiceContext,
  domains: readonly string[],
  window: Span,
  stepMs: number,
  seenMs: number,
): readonly Traffic[] {
  const every = domains.length > 0 ? domains : [""];
  const own = every.flatMap((domain) => (domain === "" ? all(context) : sources(context.encoders, domain)));
  return slots(window, stepMs).map((atMs) => {
    const slot = { fromMs: atMs, untilMs: Math.min(atMs + stepMs, seenMs) };
    let bits = 0;
    for (const { encoder, stream } of own) {
      const ms = slot.fromMs < slot.untilMs ? pushedMs(context, encoder, slot) : 0;
      if (ms > 0) bits += (audience(context.seed, stream, atMs) * bitsPerViewer * ms) / 1000;
    }
    const [bytes, bps] = [Math.round(bits / 8), Math.round(bits / (stepMs / 1000))];
    return {
      atMs,
      bytes,
      httpsBytes: Math.floor(bytes / httpsPart),
      bps,
      httpsBps: Math.floor(bps / httpsPart),
    };
  });
}

function all({ encoders }: ServiceContext): readonly Source[] {
  return encoders.streams().map((encoder) => ({
    encoder,
    domain: "",
    app: encoder.split("/").at(-2) ?? "",
    stream: encoder.split("/").at(-1) ?? encoder,
  }));
}

/** The slot starts within the window; at most 50 000, so that a mistaken window costs no memory. */
export function slots(window: Span, stepMs: number): readonly number[] {
  const first = Math.floor(window.fromMs / stepMs);
  const count = Math.min(50_000, Math.max(0, Math.ceil(window.untilMs / stepMs) - first));
  return Array.from({ length: count }, (_, index) => (first + index) * stepMs);
}
