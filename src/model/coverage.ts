export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export type GapCause = "no-signal" | "not-recorded" | "file-missing" | "unknown";

export interface Gap extends Span {
  readonly cause: GapCause;
}

/** How much of the window is in the files. Seconds, exact to 2 s. */
export interface Coverage {
  readonly plannedSeconds: number;
  readonly signalSeconds: number;
  readonly coveredSeconds: number;
  readonly gaps: readonly Gap[];
}
