export type SignalState = "none" | "present" | "unstable" | "unknown";

/** What was seen of one stream at one moment: absolute, never a difference. Times are event milliseconds. */
export interface Observation {
  readonly stream: string;
  readonly state: SignalState;
  readonly observedAtMs: number;
  /** Grows with every observation of one account; an older one never overrides a newer one. */
  readonly seq: number;
  readonly fps: number | null;
  readonly kbps: number | null;
  /** The vendor forbids the push at present. */
  readonly forbidden: boolean;
}
