import type { PlanContext } from "../../src/domain/plan-types.ts";
import type { EventFile } from "../../src/model/event-file.ts";
import { serviceFacts } from "../../src/vendors/registry.ts";

export const startMs = Date.UTC(2026, 11, 1, 1);

/** An event of 90 minutes, 09:00 to 10:30 in Shanghai, recorded. */
export function eventFile(more: Partial<EventFile> = {}): EventFile {
  return {
    rundown: 1,
    id: "town-hall",
    service: "tencent-livecode",
    window: { start: "2026-12-01T09:00:00", end: "2026-12-01T10:30:00", timeZone: "Asia/Shanghai" },
    source: { push: {} },
    record: { format: "mp4" },
    ...more,
  };
}

/** A day before the start, no account. */
export function contextFor(more: Partial<PlanContext> = {}): PlanContext {
  return {
    account: null,
    service: serviceFacts["tencent-livecode"],
    services: Object.values(serviceFacts),
    perMinute: { value: 60, origin: "vendor" },
    watchMs: { value: 10_000, origin: "vendor" },
    deliver: { value: ["file:///srv/recordings"], origin: "default" },
    resolvePlace: (place) => place.replace("file:./", "file:///srv/"),
    nowMs: startMs - 86_400_000,
    ...more,
  };
}
