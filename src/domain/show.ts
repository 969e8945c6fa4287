import { isBeforeStart, isFinal, isOnAir } from "./lifecycle.ts";
import { dueAtMs } from "./resource-step.ts";
import type { Alarm, AlarmKind, Severity } from "../model/alarm.ts";
import type { Coverage, GapCause } from "../model/coverage.ts";
import type { EventSpec } from "../model/event-spec.ts";
import type { FileRow } from "../model/files.ts";
import type { LiveEventState, Phase } from "../model/live-event.ts";
import type { SignalState } from "../model/observation.ts";
import type { Proof, ResourceRow, ResourceState } from "../model/resource.ts";

/** ISO 8601 in UTC with milliseconds. */
export type IsoTime = string;

export interface ShownResource {
  readonly kind: string;
  readonly path: string;
  readonly name: string;
  readonly vendorId: string | null;
  readonly account: string;
  readonly state: ResourceState;
  readonly openedAt: IsoTime | null;
  readonly closedAt: IsoTime | null;
  readonly dueAt: IsoTime;
  readonly billing: "yes" | "no" | "unknown";
  readonly possiblyDoubled: boolean;
  readonly proof: Proof | null;
}

export interface ShownFile {
  readonly name: string;
  readonly path: string;
  readonly from: IsoTime;
  readonly to: IsoTime;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** First copy: a `file:` URL with an absolute path. */
  readonly location: string | null;
  readonly state: "expected" | "delivered" | "missing";
}

export interface ShownAlarm {
  readonly id: string;
  readonly at: IsoTime;
  readonly kind: AlarmKind;
  readonly severity: Severity;
  readonly message: string;
  readonly ackBy: string | null;
  readonly ackAt: IsoTime | null;
  readonly clearedAt: IsoTime | null;
}

export interface ShownCoverage {
  readonly plannedSeconds: number;
  readonly signalSeconds: number;
  readonly coveredSeconds: number;
  readonly gaps: readonly { readonly from: IsoTime; readonly to: IsoTime; readonly cause: GapCause }[];
}

/** What `rundown show ID --json` prints; interfaces, section 4.3. `duplicates` lists files that were not delivered twice. */
export interface ShownEvent {
  readonly id: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly account: string;
  readonly service: string;
  readonly phase: Phase;
  readonly needsAttention: readonly string[];
  readonly window: { readonly start: IsoTime; readonly end: IsoTime };
  readonly actual: { readonly liveAt: IsoTime | null; readonly endedAt: IsoTime | null };
  readonly next: { readonly what: string; readonly at: IsoTime } | null;
  readonly signal: {
    readonly path: string;
    readonly state: SignalState;
    readonly since: IsoTime;
    readonly fps: number | null;
    readonly kbps: number | null;
    readonly measuredAt: IsoTime;
  } | null;
  readonly manual: boolean;
  readonly overrides: readonly never[];
  readonly resources: readonly ShownResource[];
  readonly recordings: readonly {
    readonly from: IsoTime;
    readonly to: IsoTime;
    readonly path: string;
    readonly state: ResourceState;
  }[];
  readonly coverage: ShownCoverage | null;
  readonly files: readonly ShownFile[];
  readonly duplicates: readonly Omit<ShownFile, "state" | "location">[];
  readonly calls: { readonly total: number; readonly retries: number };
  readonly alarms: readonly ShownAlarm[];
  readonly startedBy: { readonly version: string; readonly user: string };
  readonly stale: boolean;
}

/** The part of an event's state that is shown. */
export type ShownState = Pick<
  LiveEventState,
  | "phase"
  | "rows"
  | "files"
  | "alarms"
  | "needsAttention"
  | "signal"
  | "liveAtMs"
  | "endedAtMs"
  | "endMs"
  | "calls"
  | "coverage"
  | "listing"
>;

export interface ShowInput {
  readonly spec: EventSpec;
  readonly state: ShownState;
  readonly startedBy: { readonly version: string; readonly user: string };
  /** The state is not the event's latest. */
  readonly stale?: boolean;
}

/** Maps an event's plan and state to the object that people and scripts read. Pure; also the body of the report. */
export function showEvent({ spec, state, startedBy, stale = false }: ShowInput): ShownEvent {
  return {
    id: spec.id,
    title: spec.title,
    labels: spec.labels,
    account: spec.account,
    service: spec.service,
    phase: state.phase,
    needsAttention: state.needsAttention,
    window: { start: iso(spec.window.startMs), end: iso(spec.window.endMs) },
    actual: { liveAt: isoOrNull(state.liveAtMs), endedAt: isoOrNull(state.endedAtMs) },
    next: nextStep(spec, state),
    signal: shownSignal(spec, state),
    manual: false,
    overrides: [],
    resources: state.rows.map(showResource),
    recordings: state.rows
      .filter((row) => row.kind === "recording" && row.openedAtMs !== null)
      .map((row) => ({
        from: iso(row.fromMs),
        to: iso(row.closedAtMs === null ? row.untilMs : Math.max(row.fromMs, Math.min(row.untilMs, row.closedAtMs))),
        path: row.path,
        state: row.state,
      })),
    coverage: state.coverage === null ? null : showCoverage(state.coverage),
    files: state.files.flatMap((file) => {
      const shown = showFile(file);
      return shown === null ? [] : [shown];
    }),
    duplicates: state.files.filter((file) => file.state === "duplicate").map(fileFacts),
    calls: { total: state.calls.total, retries: state.calls.retries },
    alarms: state.alarms.map(showAlarm),
    startedBy: { version: startedBy.version, user: startedBy.user },
    stale,
  };
}

export function showResource(row: ResourceRow): ShownResource {
  return {
    kind: row.kind,
    path: row.path,
    name: row.name,
    vendorId: row.vendorId,
    account: row.account,
    state: row.state,
    openedAt: isoOrNull(row.openedAtMs),
    closedAt: isoOrNull(row.closedAtMs),
    dueAt: iso(dueMs(row)),
    billing: row.billing,
    possiblyDoubled: row.lostAnswers > 0,
    proof: row.proof,
  };
}

/** When the row should be closed and proven; for a closed one, when it should have been. Event milliseconds. */
export function dueMs(row: ResourceRow): number {
  return dueAtMs(row) ?? Math.min(row.closeAtMs, row.untilMs) + row.limits.settlingMs;
}

export function iso(ms: number): IsoTime {
  return new Date(ms).toISOString();
}

function isoOrNull(ms: number | null): IsoTime | null {
  return ms === null ? null : iso(ms);
}

function shownSignal(spec: EventSpec, state: ShownState): ShownEvent["signal"] {
  const signal = state.signal;
  if (signal === null) return null;
  return {
    path: spec.path,
    state: signal.state,
    since: iso(signal.sinceMs),
    fps: signal.fps,
    kbps: signal.kbps,
    measuredAt: iso(signal.observedAtMs),
  };
}

function showCoverage(coverage: Coverage): ShownCoverage {
  return {
    plannedSeconds: coverage.plannedSeconds,
    signalSeconds: coverage.signalSeconds,
    coveredSeconds: coverage.coveredSeconds,
    gaps: coverage.gaps.map((gap) => ({ from: iso(gap.fromMs), to: iso(gap.toMs), cause: gap.cause })),
  };
}

function fileFacts(file: FileRow): Omit<ShownFile, "state" | "location"> {
  return {
    name: file.name,
    path: file.path,
    from: iso(file.fromMs),
    to: iso(file.toMs),
    bytes: file.bytes,
    sha256: file.sha256,
  };
}

function showFile(file: FileRow): ShownFile | null {
  if (file.state === "duplicate") return null;
  return { ...fileFacts(file), location: file.locations[0] ?? null, state: file.state };
}

function showAlarm(alarm: Alarm): ShownAlarm {
  return {
    id: alarm.id,
    at: iso(alarm.atMs),
    kind: alarm.kind,
    severity: alarm.severity,
    message: alarm.message,
    ackBy: alarm.ackBy,
    ackAt: isoOrNull(alarm.ackAtMs),
    clearedAt: isoOrNull(alarm.clearedAtMs),
  };
}

function nextStep(spec: EventSpec, state: ShownState): ShownEvent["next"] {
  if (isFinal(state.phase)) return null;
  const steps: { readonly what: string; readonly atMs: number }[] = [];
  const add = (what: string, atMs: number): void => void steps.push({ what, atMs });
  const before = isBeforeStart(state.phase);
  const onAir = isOnAir(state.phase);

  if (state.phase === "scheduled") add("prepare", spec.window.startMs - spec.prepareBeforeMs);
  if (before) add("start", spec.window.startMs);
  if (before || onAir) add("end", state.endMs);
  for (const row of state.rows) {
    if (row.state === "intended" && (before || onAir)) add(`arm ${row.name}`, row.nextTryMs ?? row.armAtMs);
    if (row.state === "open" || row.state === "closing") add(`close ${row.name}`, row.nextTryMs ?? row.closeAtMs);
  }
  if (state.listing.nextMs !== null) add("read the vendor's list of files", state.listing.nextMs);
  for (const file of state.files) {
    if (file.state === "expected" && file.nextTryMs !== null) add(`fetch ${file.name}`, file.nextTryMs);
  }
  steps.sort((a, b) => a.atMs - b.atMs);
  const first = steps[0];
  return first === undefined ? null : { what: first.what, at: iso(first.atMs) };
}
