import { goneAtMs, isOpen } from "../../domain/resource-step.ts";
import { showEvent } from "../../domain/show.ts";
import type { ShownCoverage } from "../../domain/show.ts";
import type { EventSpec } from "../../model/event-spec.ts";
import type { LiveEventState, Phase } from "../../model/live-event.ts";
import type { ResourceRow } from "../../model/resource.ts";
import type { OpenResource } from "../../simulator/simulated-service.ts";
import { localTime } from "../format.ts";
import { percentiles } from "../timeline/percentiles.ts";
import type { Percentiles } from "../timeline/percentiles.ts";

/** A file as the simulator knows it. */
export interface SimulatedFile {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface RehearsedEvent {
  readonly spec: EventSpec;
  readonly state: LiveEventState;
  /** Rows of retire/<id>, when the event passed some on. */
  readonly retired: readonly ResourceRow[];
}

export interface SummaryInput {
  readonly events: readonly RehearsedEvent[];
  readonly simulatedFiles: readonly SimulatedFile[];
  readonly simulatedOpen: readonly OpenResource[];
  /** Calls that arrived at the simulator, polls and downloads included, by operation. */
  readonly simulatedCalls: Readonly<Record<string, number>>;
  readonly startedBy: { readonly version: string; readonly user: string };
  readonly speed: number;
  readonly seed: number;
  readonly wallMs: number;
}

export interface FileSummary {
  readonly name: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly state: string;
  /** null: not fetched. */
  readonly asAtVendor: boolean | null;
  readonly location: string | null;
}

export interface EventSummary {
  readonly id: string;
  readonly title: string;
  readonly timeZone: string;
  readonly phase: Phase;
  readonly why: string | null;
  readonly needsAttention: readonly string[];
  readonly calls: { readonly total: number; readonly retries: number };
  readonly coverage: ShownCoverage | null;
  readonly files: readonly FileSummary[];
  readonly alarms: readonly { readonly at: string; readonly kind: string; readonly message: string }[];
  readonly possiblyDoubled: readonly { readonly name: string; readonly until: string }[];
  /** What the event could not close and passed on; `closedAt` null: still open when the rehearsal ended. */
  readonly retired: readonly {
    readonly name: string;
    readonly closedAt: string | null;
    readonly proof: string | null;
  }[];
}

export interface RehearsalSummary {
  readonly ok: boolean;
  readonly speed: number;
  readonly seed: number;
  readonly wallSeconds: number;
  readonly events: readonly EventSummary[];
  /** Of the events' steps. */
  readonly calls: { readonly total: number; readonly retries: number };
  /** All that arrived at the vendor, polls and downloads included, by operation. */
  readonly vendorCalls: Readonly<Record<string, number>>;
  /** Wall milliseconds. */
  readonly latenessMs: Percentiles | null;
  readonly leftovers: readonly { readonly where: "ledger" | "simulator"; readonly what: string }[];
  /** Why it is not ok; empty when it is. */
  readonly problems: readonly string[];
}

/** What a rehearsal came to. Pure. */
export function summarize(input: SummaryInput): RehearsalSummary {
  const events = input.events.map((event) => eventSummary(event, input));
  const leftovers = [
    ...input.events.flatMap((event) =>
      openRows(event).map((row) => ({
        where: "ledger" as const,
        what: `${event.spec.id}: ${row.name} (${row.state}), ends by itself by ${localTime(goneAtMs(row), event.spec.window.timeZone)} ${event.spec.window.timeZone}`,
      })),
    ),
    ...input.simulatedOpen.map((open) => ({
      where: "simulator" as const,
      what: `${open.kind} ${open.id} of stream ${open.stream}`,
    })),
  ];
  const problems = [
    ...events.flatMap(eventProblems),
    ...leftovers.map((leftover) => `left over at the ${leftover.where}: ${leftover.what}`),
  ];
  return {
    ok: problems.length === 0,
    speed: input.speed,
    seed: input.seed,
    wallSeconds: Math.round(input.wallMs / 100) / 10,
    events,
    calls: {
      total: events.reduce((sum, event) => sum + event.calls.total, 0),
      retries: events.reduce((sum, event) => sum + event.calls.retries, 0),
    },
    vendorCalls: input.simulatedCalls,
    latenessMs: percentiles(input.events.flatMap((event) => event.state.lateness.map((step) => step.wallMs))),
    leftovers,
    problems,
  };
}

function eventSummary({ spec, state, retired }: RehearsedEvent, input: SummaryInput): EventSummary {
  const shown = showEvent({ spec, state, startedBy: input.startedBy });
  const known = new Set(input.simulatedFiles.map((file) => file.sha256));
  return {
    id: spec.id,
    title: spec.title,
    retired: retired.map((row) => ({
      name: row.name,
      closedAt: row.closedAtMs === null || isOpen(row) ? null : new Date(row.closedAtMs).toISOString(),
      proof: row.proof,
    })),
    timeZone: spec.window.timeZone,
    phase: state.phase,
    why: state.outcomeWhy,
    needsAttention: state.needsAttention,
    calls: shown.calls,
    coverage: shown.coverage,
    files: shown.files.map((file) => ({
      name: file.name,
      bytes: file.bytes,
      sha256: file.sha256,
      state: file.state,
      asAtVendor: file.sha256 === null ? null : known.has(file.sha256),
      location: file.location,
    })),
    alarms: shown.alarms.map(({ at, kind, message }) => ({ at, kind, message })),
    possiblyDoubled: [...retired, ...state.rows]
      .filter((row, index, all) => row.lostAnswers > 0 && all.findIndex((other) => other.key === row.key) === index)
      .map((row) => ({ name: row.name, until: new Date(goneAtMs(row)).toISOString() })),
  };
}

function openRows({ state, retired }: RehearsedEvent): readonly ResourceRow[] {
  const passedOn = new Set(retired.map((row) => row.key));
  return [...retired, ...state.rows.filter((row) => !passedOn.has(row.key))].filter(isOpen);
}

function eventProblems(event: EventSummary): readonly string[] {
  const problems: string[] = [];
  if (event.phase !== "done")
    problems.push(`${event.id} ended ${event.phase}${event.why === null ? "" : `: ${event.why}`}`);
  if (event.needsAttention.includes("coverage")) problems.push(`${event.id}: coverage is short of what was wanted`);
  for (const file of event.files) {
    if (file.state === "missing") problems.push(`${event.id}: ${file.name} was not delivered`);
    if (file.asAtVendor === false) problems.push(`${event.id}: ${file.name} has another SHA-256 than at the vendor`);
  }
  return problems;
}
