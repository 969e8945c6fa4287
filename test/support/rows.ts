import type { EventSpec } from "../../src/model/event-spec.ts";
import type { LiveEventInput } from "../../src/model/live-event.ts";
import { defaultPace } from "../../src/model/pace.ts";
import type { ResourceRow } from "../../src/model/resource.ts";

export const start = Date.UTC(2026, 11, 1, 1, 0, 0);
export const minute = 60_000;

/** An event of 90 minutes as the planner makes it; parts can be replaced. */
export function spec(part: Partial<EventSpec> = {}): EventSpec {
  return {
    v: 1,
    id: "town-hall",
    title: "Town hall",
    labels: {},
    account: "main",
    service: "tencent-livecode",
    path: "main",
    stream: "town_hall",
    window: {
      startMs: start,
      endMs: start + 90 * minute,
      timeZone: "Asia/Shanghai",
      offsets: [{ fromMs: 0, offsetMs: 8 * 60 * minute }],
    },
    prepareBeforeMs: 10 * minute,
    lineUpMs: 5 * minute,
    record: { format: "mp4", preRollMs: 0, postRollMs: 0 },
    reconnectWindowMs: minute,
    noSignalAfterMs: 5 * minute,
    onNoSignal: "alarm",
    onLost: "alarm",
    atEnd: "leave",
    missedStart: "join",
    overrun: { reserveMs: 0 },
    files: {
      to: ["file:///tmp"],
      when: "asRecorded",
      name: "{id}/{date}_{from}-{to}_{path}.{ext}",
      minCoverage: 0.98,
      waitForMs: 15 * minute,
    },
    ...part,
  };
}

/** One recording task over the event, armed five minutes ahead; parts can be replaced. */
export function row(part: Partial<ResourceRow> = {}): ResourceRow {
  return {
    v: 1,
    key: "k1",
    kind: "recording",
    path: "main",
    name: "recording 1/1",
    account: "main",
    purpose: "record",
    link: 1,
    spec: {},
    fromMs: start,
    untilMs: start + 90 * minute,
    armAtMs: start - 8 * minute,
    closeAtMs: start + 90 * minute,
    limits: {
      leadMs: 0,
      gridMs: 1_000,
      longestMs: 120 * minute,
      settlingMs: 10_000,
      visibilityLagMs: 500,
      unknownPauseMs: 3_500,
      cooldownMs: 0,
    },
    findable: "no",
    proofRule: "answer",
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
    ...part,
  };
}

export function eventInput(
  part: Partial<EventSpec> = {},
  rows: readonly ResourceRow[] = [row()],
  more: Partial<LiveEventInput> = {},
): LiveEventInput {
  return {
    v: 1,
    spec: spec(part),
    rows,
    run: 1,
    clock: [{ wallMs: 0, eventMs: 0, rate: 1 }],
    scheduledAtMs: start - 24 * 60 * minute,
    watchMs: 10_000,
    startedBy: { version: "0.0.0", user: "test" },
    specHash: "h",
    pace: defaultPace,
    ...more,
  };
}
