import * as shared from "../../support/rows.ts";
import { firstState } from "../../../src/domain/event-step.ts";
import type { EventSpec } from "../../../src/model/event-spec.ts";
import type { FileRow } from "../../../src/model/files.ts";
import type { LiveEventState } from "../../../src/model/live-event.ts";
import type { ResourceRow } from "../../../src/model/resource.ts";

export const startMs = Date.UTC(2026, 11, 1, 1, 0);
export const endMs = startMs + 90 * 60_000;
export const hourMs = 3_600_000;

export const spec: EventSpec = shared.spec({
  title: "季度大会",
  labels: { team: "comms" },
  stream: "townhall",
  files: { ...shared.spec().files, to: ["file:///rec"], name: "{id}.{ext}" },
});

export function row(change: Partial<ResourceRow> = {}): ResourceRow {
  return shared.row({ armAtMs: startMs - 500_000, purpose: "recording", proofRule: "term", ...change });
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
    ...firstState(shared.eventInput()),
    phase: "live",
    rows: [row({ state: "open", openedAtMs: startMs - 500_000, vendorId: "77" })],
    liveAtMs: startMs,
    calls: { total: 3, retries: 1 },
    registered: true,
    startSettled: true,
    ...change,
  };
}
