/** Closed list; described in docs/runbook.md. */
export const alarmKinds = [
  "late-start",
  "no-line-up",
  "no-signal",
  "signal-lost",
  "no-observation",
  "push-forbidden",
  "still-pushing",
  "not-armed",
  "not-recording",
  "recording-not-growing",
  "possibly-doubled",
  "close-failed",
  "coverage",
  "delivery-failed",
  "files-missing",
  "missed-start",
] as const;

export type AlarmKind = (typeof alarmKinds)[number];
export type Severity = "critical" | "warning" | "info";

/** Times are event milliseconds. */
export interface Alarm {
  readonly id: string;
  readonly atMs: number;
  readonly kind: AlarmKind;
  readonly severity: Severity;
  /** Ends with the command that helps. */
  readonly message: string;
  readonly ackBy: string | null;
  readonly ackAtMs: number | null;
  readonly clearedAtMs: number | null;
}
