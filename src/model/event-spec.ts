import type { ServiceId } from "./service.ts";

/**
 * One planned broadcast after parsing: all defaults filled in, times in epoch milliseconds of event time, durations in
 * milliseconds. JSON-safe and free of secrets; it travels in the workflow's input.
 */
export interface EventSpec {
  readonly v: 1;
  readonly id: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly account: string;
  readonly service: ServiceId;
  readonly path: "main";
  /** The stream's name at the vendor. */
  readonly stream: string;
  readonly window: {
    readonly startMs: number;
    readonly endMs: number;
    readonly timeZone: string;
    /** Offsets of the zone from UTC around the window, oldest first: for local times in file names. */
    readonly offsets: readonly { readonly fromMs: number; readonly offsetMs: number }[];
  };
  readonly prepareBeforeMs: number;
  /** null: no line-up is expected. */
  readonly lineUpMs: number | null;
  readonly record: { readonly format: string; readonly preRollMs: number; readonly postRollMs: number } | null;
  readonly reconnectWindowMs: number;
  readonly noSignalAfterMs: number;
  readonly onNoSignal: "alarm" | "stop";
  readonly onLost: "alarm" | "stop";
  readonly atEnd: "leave" | "cut";
  readonly missedStart: "join" | "skip" | "fail";
  readonly overrun: { readonly reserveMs: number };
  readonly files: {
    /** `file:` places, absolute paths by the time they are here. */
    readonly to: readonly string[];
    readonly when: "asRecorded" | "atEnd";
    /** Template; see interfaces, section 3. */
    readonly name: string;
    readonly minCoverage: number;
    readonly waitForMs: number;
  };
}
