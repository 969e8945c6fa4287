import { randomId } from "./random.ts";
import { holds, subtract, union } from "./spans.ts";
import type { Span } from "./spans.ts";

/** Somebody who pushes: a script in event time. */
export interface EncoderScript {
  readonly stream: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly drops: readonly Span[];
  /** false: a cut ends the script for good. */
  readonly reconnect?: boolean;
  /** How long after a cut or the end of a ban the encoder is back. */
  readonly reconnectAfterMs?: number;
}

/** One continuous push. `untilMs` is the plan while it lies ahead, and history once it has passed. */
export interface Push extends Span {
  readonly stream: string;
  readonly sequence: string;
}

interface Known extends EncoderScript {
  endedMs: number;
}

interface Ban extends Span {
  readonly liftedMs: number;
}

const reconnectAfterMs = 5000;

/**
 * The encoders of one service. Nothing here runs: pushes are computed from scripts, cuts and bans when asked. What has
 * passed never changes, because scripts, cuts and bans only act from the moment they are given.
 */
export class Encoders {
  readonly #seed: number;
  readonly #now: () => number;
  readonly #assumed: () => readonly EncoderScript[];
  readonly #scripts: Known[] = [];
  readonly #scriptedSince = new Map<string, number>();
  readonly #cuts = new Map<string, number[]>();
  readonly #bans = new Map<string, Ban[]>();

  /** `assumed` gives the encoders nobody scripted (auto-push); they yield to the first script of their stream. */
  constructor(seed: number, now: () => number, assumed: () => readonly EncoderScript[]) {
    this.#seed = seed;
    this.#now = now;
    this.#assumed = assumed;
  }

  /** Adds an encoder. It cannot have pushed before it was known: a start in the past is now. */
  add(script: EncoderScript): void {
    const now = this.#now();
    // One past now, so that no push that has just ended is joined to this one.
    const fromMs = Math.max(script.fromMs, now + 1);
    this.#scripts.push({ ...script, fromMs, endedMs: Number.POSITIVE_INFINITY });
    if (!this.#scriptedSince.has(script.stream)) this.#scriptedSince.set(script.stream, now);
  }

  /** Switches off every scripted encoder of the stream. */
  end(stream: string): void {
    const now = this.#now();
    for (const script of this.#scripts) {
      if (script.stream === stream) script.endedMs = Math.min(script.endedMs, now);
    }
  }

  /** Ends the present push. */
  cut(stream: string): void {
    this.#cuts.set(stream, [...(this.#cuts.get(stream) ?? []), this.#now()]);
  }

  /** Refuses pushes of the stream until `untilMs`; a ban that is in force is replaced. */
  ban(stream: string, untilMs: number): void {
    const now = this.#now();
    this.lift(stream);
    this.#bans.set(stream, [...(this.#bans.get(stream) ?? []), { fromMs: now, untilMs, liftedMs: untilMs }]);
  }

  /** Allows pushes again. */
  lift(stream: string): void {
    const now = this.#now();
    const bans = this.#bans.get(stream) ?? [];
    this.#bans.set(
      stream,
      bans.map((ban) => (holds(ban, now) ? { ...ban, liftedMs: Math.min(ban.liftedMs, now) } : ban)),
    );
  }

  /** Whether pushes of the stream are refused at that moment. */
  banned(stream: string, atMs: number): boolean {
    return this.#banSpans(stream).some((ban) => holds(ban, atMs));
  }

  /** The bans in force at that moment. */
  bansAt(atMs: number): readonly (Span & { readonly stream: string })[] {
    return [...this.#bans.keys()].flatMap((stream) =>
      this.#banSpans(stream)
        .filter((ban) => holds(ban, atMs))
        .map((ban) => ({ stream, ...ban })),
    );
  }

  /** Every stream that some encoder pushes, ever. */
  streams(): readonly string[] {
    return [...new Set([...this.#scripts, ...this.#assumed()].map((script) => script.stream))];
  }

  /** All pushes of a stream in order, past and planned. */
  pushes(stream: string): readonly Push[] {
    const since = this.#scriptedSince.get(stream) ?? Number.POSITIVE_INFINITY;
    const assumed = this.#assumed()
      .filter((script) => script.stream === stream)
      .map((script) => ({ ...script, untilMs: Math.min(script.untilMs, since) }));
    const scripted = this.#scripts
      .filter((script) => script.stream === stream)
      .map((script) => ({ ...script, untilMs: Math.min(script.untilMs, script.endedMs) }));
    const spans = [...joined(assumed), ...scripted].flatMap((script) => this.#spansOf(script));
    return union(spans).map((span) => ({
      ...span,
      stream,
      sequence: randomId(this.#seed, "push", stream, span.fromMs),
    }));
  }

  /** The push of the stream that is on at that moment, if any. */
  pushAt(stream: string, atMs: number): Push | undefined {
    return this.pushes(stream).find((push) => holds(push, atMs));
  }

  #banSpans(stream: string): readonly Span[] {
    return (this.#bans.get(stream) ?? []).map((ban) => ({ fromMs: ban.fromMs, untilMs: ban.liftedMs }));
  }

  #spansOf(script: EncoderScript): readonly Span[] {
    const bans = this.#banSpans(script.stream);
    const breaks = [...(this.#cuts.get(script.stream) ?? []), ...bans.map((ban) => ban.fromMs)].toSorted(
      (a, b) => a - b,
    );
    const back = script.reconnectAfterMs ?? reconnectAfterMs;
    const result: Span[] = [];
    // A pause after a cut or a ban goes on through a drop-out that falls into it.
    let backMs = Number.NEGATIVE_INFINITY;
    for (const wish of subtract(script, script.drops)) {
      let fromMs = Math.max(wish.fromMs, backMs);
      while (fromMs < wish.untilMs) {
        const from = fromMs;
        const ban = bans.find((candidate) => holds(candidate, from));
        if (ban !== undefined) {
          backMs = ban.untilMs + back;
          fromMs = backMs;
          continue;
        }
        const broken = breaks.find((moment) => moment > from && moment < wish.untilMs);
        result.push({ fromMs, untilMs: broken ?? wish.untilMs });
        if (broken === undefined) break;
        if (script.reconnect === false) return result;
        backMs = broken + back;
        fromMs = backMs;
      }
    }
    return result;
  }
}

/** Assumed encoders of one stream that overlap are one encoder, so that a cut and its way back count once. */
function joined(scripts: readonly EncoderScript[]): readonly EncoderScript[] {
  const first = scripts[0];
  return first === undefined ? [] : union(scripts).map((span) => ({ stream: first.stream, drops: [], ...span }));
}
