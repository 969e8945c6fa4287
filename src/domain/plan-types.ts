import type { EventSpec } from "../model/event-spec.ts";
import type { PlannedCall, PlannedStep } from "../model/planned-call.ts";
import type { ResourceRow } from "../model/resource.ts";
import type { ServiceFacts } from "../model/service.ts";

/** Where a value in force came from. */
export type Origin = "event file" | "default" | "configuration" | "vendor";

export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** What the planner needs besides the event file. Times are epoch milliseconds of event time. */
export interface PlanContext {
  /** Name of the account; null when the file names only a service. */
  readonly account: string | null;
  readonly service: ServiceFacts;
  /** Facts of all services, so that a refusal can name those that can. */
  readonly services: readonly ServiceFacts[];
  readonly perMinute: Sourced<number>;
  readonly watchMs: Sourced<number>;
  /** Places for files and reports when the event names none: `file:` with absolute paths. */
  readonly deliver: Sourced<readonly string[]>;
  /** Makes a place of the event file absolute. Pure; see config/places.ts. */
  readonly resolvePlace: (place: string) => string;
  readonly nowMs: number;
  /** Raised by `schedule --again`; default 1. */
  readonly run?: number | undefined;
  /** Put before the stream's name when the account has one, e.g. `8888_`. */
  readonly streamPrefix?: string | undefined;
  /** Shows a step's call as the service would send it, secrets masked; absent where nothing is shown. */
  readonly preview?: ((step: PlannedStep) => PlannedCall | null) | undefined;
  /** Warnings of the configuration that concern the account. */
  readonly warnings?: readonly string[] | undefined;
}

/**
 * Why an event cannot be planned. `cannot`: the service does not grant the wish; `not-yet`: this version does not do it;
 * `past`: the window is over; `wrong`: it makes no sense on this service.
 */
export interface Refusal {
  readonly kind: "cannot" | "not-yet" | "past" | "wrong";
  /** Dotted path into the event file, e.g. `source.pull`. */
  readonly path: string;
  readonly message: string;
}

export interface ValueInForce {
  readonly path: string;
  readonly value: string;
  readonly origin: Origin;
}

export interface PlanStep {
  readonly atMs: number;
  readonly what: string;
  readonly call: PlannedCall | null;
  /** What is waited for before it is over, for people; null: nothing. */
  readonly wait: string | null;
}

export interface PlanResult {
  readonly spec: EventSpec;
  readonly rows: readonly ResourceRow[];
  /** Interval of the account's list polls. */
  readonly watchMs: number;
  readonly values: readonly ValueInForce[];
  readonly steps: readonly PlanStep[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly string[];
}
