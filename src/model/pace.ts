/**
 * Waits and time-outs of an event that are not the user's: they travel in the workflow's input, so that a later version
 * with other values does not change what runs. Event milliseconds unless named otherwise.
 */
export interface Pace {
  /** Wall: one step on one resource, its vendor requests included. */
  readonly stepTimeoutWallMs: number;
  readonly heartbeatWallMs: number;
  /** Wall: one file. */
  readonly fetchTimeoutWallMs: number;
  /** A close that fails for longer than this does not hold back the files. */
  readonly closePatienceMs: number;
  /** Rows that settle within this after the end are waited for; others pass to retire/<id>. */
  readonly settleWaitMs: number;
  /** A stream still pushed this long after the end is an alarm. */
  readonly stillPushingAfterMs: number;
  /** A start later than this is an alarm, and missed when nothing was armed. */
  readonly lateStartMs: number;
}

export const defaultPace: Pace = {
  stepTimeoutWallMs: 60_000,
  heartbeatWallMs: 10_000,
  fetchTimeoutWallMs: 6 * 3_600_000,
  closePatienceMs: 120_000,
  settleWaitMs: 120_000,
  stillPushingAfterMs: 120_000,
  lateStartMs: 10_000,
};
