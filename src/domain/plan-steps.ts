import type { EventSpec } from "../model/event-spec.ts";
import type { PlannedStep } from "../model/planned-call.ts";
import type { ResourceRow } from "../model/resource.ts";
import { formatDuration } from "./duration.ts";
import type { PlanContext, PlanStep } from "./plan-types.ts";

const stillPushingMs = 120_000;

/** What will be done and waited for, in order of time. */
export function planSteps(
  spec: EventSpec,
  rows: readonly ResourceRow[],
  watchMs: number,
  preview: PlanContext["preview"],
): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  const { startMs, endMs } = spec.window;
  const add = (atMs: number, what: string, call: PlannedStep | null = null, wait: string | null = null): void => {
    steps.push({ atMs, what, call: call === null ? null : (preview?.(call) ?? null), wait });
  };
  const watchFrom = startMs - Math.max(spec.lineUpMs ?? 0, spec.prepareBeforeMs);
  add(startMs - spec.prepareBeforeMs, "prepare");
  add(
    watchFrom,
    `watch the stream, every ${formatDuration(watchMs)}`,
    { do: "observe", stream: spec.stream },
    "until the event is over",
  );
  if (spec.lineUpMs !== null) {
    add(startMs - spec.lineUpMs, "line-up: a signal is expected", null, "for the signal; else alarm no-line-up");
  }
  for (const row of rows) addRow(row, add);
  add(startMs, "on air", null, `for a signal, ${formatDuration(spec.noSignalAfterMs)}; then ${spec.onNoSignal}`);
  add(endMs, "off air");
  if (spec.atEnd === "cut") {
    add(endMs, "cut the stream when it is still pushed", { do: "cut", stream: spec.stream });
  } else {
    add(endMs + stillPushingMs, "when the stream is still pushed: alarm still-pushing");
  }
  const first = rows[0];
  const last = rows.at(-1);
  if (first !== undefined && last !== undefined) {
    const list = { do: "list-files" as const, stream: spec.stream, fromMs: first.fromMs, untilMs: last.closeAtMs };
    const wait = `for files to be listed and whole, ${formatDuration(spec.files.waitForMs)}`;
    add(last.closeAtMs, `fetch the files to ${spec.files.to.join(", ")} and check them`, list, wait);
  }
  add(Math.max(endMs, last?.closeAtMs ?? 0), "deliver the report; prove that nothing is left open");
  // A stable sort keeps the order of meaning for steps of one moment.
  return steps.sort((a, b) => a.atMs - b.atMs);
}

type Add = (atMs: number, what: string, call?: PlannedStep | null, wait?: string | null) => void;

function addRow(row: ResourceRow, add: Add): void {
  const make = { do: "create", kind: row.kind, key: row.key, spec: row.spec } as const;
  const reserve = row.closeAtMs <= row.fromMs;
  if (reserve && row.armAtMs >= row.closeAtMs) return;
  const pause = row.limits.unknownPauseMs;
  const again = pause > 0 ? `if the answer is lost: ${formatDuration(pause)}, then once more` : null;
  add(row.armAtMs, `arm ${row.name}: the vendor starts it by itself`, make, again);
  if (!reserve) add(row.fromMs, `${row.name} begins at the vendor`);
  const settle =
    row.limits.settlingMs > 0 ? `${formatDuration(row.limits.settlingMs)} until nothing more comes of it` : null;
  if (row.closeAtMs >= row.untilMs) {
    add(row.untilMs, `${row.name} ends at the vendor by itself`, null, settle);
    return;
  }
  add(
    row.closeAtMs,
    reserve ? `close ${row.name}, the reserve` : `close ${row.name}`,
    { do: "close", kind: row.kind, key: row.key, spec: row.spec },
    settle,
  );
}
