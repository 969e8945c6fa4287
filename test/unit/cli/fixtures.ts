import type { EventSpec } from "../../../src/model/event-spec.ts";
import type { FileRow } from "../../../src/model/files.ts";
import type { LiveEventState } from "../../../src/model/live-event.ts";
import type { ResourceRow } from "../../../src/model/resource.ts";

export const startMs = Date.UTC(2026, 11, 1, 1, 0);
export const endMs = startMs + 90 * 60_000;
export const hourMs = 3_600_000;

export const spec: EventSpec = {
  v: 1,
  id: "town-hall",
  title: "季度大会",
  labels: { team: "comms" },
  account: "main",
  service: "tencent-livecode",
  path: "main",
  stream: "townhall",
  window: { startMs, endMs, timeZone: "Asia/Shanghai", offsets: [{ fromMs: 0, offsetMs: 8 * hourMs }] },
  prepareBeforeMs: 600_000,
  lineUpMs: 300_000,
  record: { format: "mp4", preRollMs: 0, postRollMs: 0 },
  reconnectWindowMs: 60_000,
  noSignalAfterMs: 300_000,
  onNoSignal: "alarm",
  onLost: "alarm",
  atEnd: "leave",
  missedStart: "join",
  overrun: { reserveMs: 0 },
  files: { to: ["file:///rec"], when: "asRecorded", name: "{id}.{ext}", minCoverage: 0.98, waitForMs: 900_000 },
};

export function row(change: Partial<ResourceRow> = {}): ResourceRow {
  return {
    v: 1,
    key: "k1",
    kind: "recording",
    path: "main",
    name: "recording 1/1",
    account: "main",
    purpose: "recording",
    link: 1,
    spec: {},
    fromMs: startMs,
    untilMs: endMs,
    armAtMs: startMs - 500_000,
    closeAtMs: endMs,
    limits: {
      leadMs: 0,
      gridMs: 1000,
      longestMs: 2 * hourMs,
      settlingMs: 10_000,
      visibilityLagMs: 0,
      unknownPauseMs: 4000,
      cooldownMs: 0,
    },
    findable: "no",
    proofRule: "term",
    billing: "yes",
    state: "intended",
    ref: null,
    vendorId: null,
    openedAtMs: null,
    closedAtMs: null,
    lostAnswers: 0,
    strayUntilMs: null,
    proof: null,
    failures: 0,
    nextTryMs: null,
    lastError: null,
    writtenOff: null,
    ...change,
  };
}

export function file(change: Partial<FileRow> = {}): FileRow {
  return {
    id: "f1",
    name: "town-hall.mp4",
    path: "main",
    fromMs: startMs,
    toMs: endMs,
    ext: "mp4",
    ref: null,
    bytes: 1000,
    sha256: "ab".repeat(32),
    locations: ["file:///rec/town-hall.mp4", "file:///copy/town-hall.mp4"],
    state: "delivered",
    failures: 0,
    nextTryMs: null,
    lastError: null,
    ...change,
  };
}

export function state(change: Partial<LiveEventState> = {}): LiveEventState {
  return {
    v: 1,
    phase: "live",
    rows: [row({ state: "open", openedAtMs: startMs - 500_000, vendorId: "77" })],
    files: [],
    alarms: [],
    log: [],
    lateness: [],
    needsAttention: [],
    signal: null,
    signalSpans: [],
    liveAtMs: startMs,
    endedAtMs: null,
    endMs,
    calls: { total: 3, retries: 1 },
    coverage: null,
    outcome: null,
    outcomeWhy: null,
    listing: { lastMs: null, nextMs: null, failures: 0 },
    duplicates: [],
    registered: true,
    command: null,
    read: { failures: 0, nextMs: null },
    cut: { done: false, failures: 0, nextMs: null },
    report: { delivered: false, failures: 0, nextMs: null },
    pauses: {},
    retired: false,
    startSettled: true,
    ...change,
  };
}
