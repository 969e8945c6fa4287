import type { EventClock } from "./event-clock.ts";
import type { Fault, FaultRule } from "./faults.ts";
import { parseMoment } from "./moment.ts";
import { randomFraction } from "./random.ts";

/** What a fault can strike. */
export interface Occasion {
  readonly target: "call" | "download" | "callback";
  readonly service: string;
  /** The operation's id and the vendor's name for it. */
  readonly names: readonly string[];
  readonly stream: string | null;
}

interface Watched {
  readonly rule: FaultRule;
  readonly number: number;
  met: number;
  acted: number;
}

/** The rules in force and their counters. The same seed and the same calls strike the same faults. */
export class FaultPlan {
  readonly #clock: EventClock;
  readonly #seed: number;
  #rules: Watched[] = [];
  #added = 0;

  constructor(clock: EventClock, seed: number) {
    this.#clock = clock;
    this.#seed = seed;
  }

  add(rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#rules.push({ rule, number: this.#added++, met: 0, acted: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The rules with how often each was met and has acted. */
  list(): readonly (FaultRule & { readonly met: number; readonly acted: number })[] {
    return this.#rules.map(({ rule, met, acted }) => ({ ...rule, met, acted }));
  }

  /** The fault that strikes now, counted; undefined for none. */
  strike(occasion: Occasion): Fault | undefined {
    const now = this.#clock.now();
    let struck: Fault | undefined;
    for (const watched of this.#rules) {
      if (!this.#meets(watched.rule, occasion, now)) continue;
      watched.met += 1;
      if (struck !== undefined || !this.#acts(watched)) continue;
      watched.acted += 1;
      struck = watched.rule.fault;
    }
    return struck;
  }

  #meets(rule: FaultRule, occasion: Occasion, now: number): boolean {
    if (rule.service !== undefined && rule.service !== occasion.service) return false;
    if (!strikes(rule, occasion)) return false;
    const when = rule.when;
    if (when === undefined) return true;
    if (when.stream !== undefined && when.stream !== occasion.stream) return false;
    if (when.from !== undefined && now < this.#moment(when.from)) return false;
    return when.until === undefined || now < this.#moment(when.until);
  }

  #moment(value: number | string): number {
    return parseMoment(value, this.#clock.originMs, this.#clock.originMs) ?? Number.POSITIVE_INFINITY;
  }

  #acts(watched: Watched): boolean {
    const { rule, met } = watched;
    if (rule.times !== undefined && watched.acted >= rule.times) return false;
    const nth = rule.when?.nth;
    if (nth !== undefined && !(typeof nth === "number" ? nth === met : nth.includes(met))) return false;
    const probability = rule.when?.probability;
    return probability === undefined || randomFraction(this.#seed, "fault", watched.number, met) < probability;
  }
}

function strikes(rule: FaultRule, occasion: Occasion): boolean {
  if (rule.operation === undefined) return occasion.target === targetOf(rule.fault);
  if (rule.operation === "download") return occasion.target === "download";
  if (rule.operation === "callback") return occasion.target === "callback";
  return occasion.names.includes(rule.operation) && occasion.target === targetOf(rule.fault);
}

function targetOf(fault: Fault): Occasion["target"] {
  switch (fault.kind) {
    case "late":
    case "doubled":
    case "reordered":
    case "lost":
    case "forged":
      return "callback";
    case "cut-after-bytes":
      return "download";
    case "error":
    case "throttle":
    case "hang":
    case "lost-answer":
    case "refuse":
    case "cut-body":
    case "empty-body":
    case "html-error":
    case "http":
      return "call";
  }
}
