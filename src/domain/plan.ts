import type { EventFile } from "../model/event-file.ts";
import type { EventSpec } from "../model/event-spec.ts";
import type { ResourceRow } from "../model/resource.ts";
import type { KindFacts } from "../model/service.ts";
import { armingWindow } from "./chain.ts";
import { formatDuration } from "./duration.ts";
import { recordingRows, recordingSpan } from "./plan-rows.ts";
import { planSteps } from "./plan-steps.ts";
import type { PlanContext, PlanResult, Refusal } from "./plan-types.ts";
import { valuesInForce } from "./plan-values.ts";
import { refusedWishes } from "./plan-wishes.ts";

/**
 * Turns an event file into what will exist at the vendor and when, and says what cannot be granted. Pure. The rows are
 * complete only when there are no refusals; nothing may be started when there are.
 */
export function planEvent(file: EventFile, context: PlanContext): PlanResult {
  const { spec, values, watchMs, refusals: wrong } = valuesInForce(file, context);
  const kind = context.service.kinds["recording"];
  const refusals = [
    ...wrong,
    ...refusedWishes(file, context),
    ...kindMissing(spec, context, kind),
    ...deliverRefusals(file, context),
    ...pastWindow(file, spec, context.nowMs),
  ];
  const rows =
    kind === undefined || wrong.length > 0
      ? []
      : recordingRows({ spec, kind, run: context.run ?? 1, nowMs: context.nowMs });
  return {
    spec,
    rows,
    watchMs,
    values,
    steps: planSteps(spec, rows, watchMs, context.preview),
    refusals,
    warnings: [...(context.warnings ?? []), ...warnings(spec, rows, watchMs, kind, context)],
  };
}

function kindMissing(spec: EventSpec, context: PlanContext, kind: KindFacts | undefined): readonly Refusal[] {
  if (spec.record === null || kind !== undefined || !context.service.built) return [];
  if (context.service.capabilities.record.length === 0) return [];
  return [
    {
      kind: "not-yet",
      path: "record",
      message: `recording on ${context.service.id} is not built yet in this version of Rundown`,
    },
  ];
}

function deliverRefusals(file: EventFile, context: PlanContext): readonly Refusal[] {
  if (file.files?.to !== undefined || context.deliver.value.every((place) => place.startsWith("file:"))) return [];
  const message =
    "delivery to store: and s3: places is not built yet in this version of Rundown; name a file: place in files.to or in deliver of the configuration";
  return [{ kind: "not-yet", path: "files.to", message }];
}

function pastWindow(file: EventFile, spec: EventSpec, nowMs: number): readonly Refusal[] {
  if (file.window.end === "open" || nowMs < spec.window.endMs) return [];
  return [{ kind: "past", path: "window.end", message: "the window is over; an event must end in the future" }];
}

function warnings(
  spec: EventSpec,
  rows: readonly ResourceRow[],
  watchMs: number,
  kind: KindFacts | undefined,
  context: PlanContext,
): readonly string[] {
  const list: string[] = [];
  const { startMs, endMs } = spec.window;
  const span = recordingSpan(spec);
  const first = rows[0];
  if (span !== null && first !== undefined && kind !== undefined) {
    const late = first.fromMs - span.fromMs;
    if (late >= kind.limits.gridMs) {
      list.push(`it is too late for the whole recording: the first ${formatDuration(late)} cannot be recorded`);
    } else if (late > 0) {
      list.push(
        `the recording starts ${late} ms later: ${spec.service} counts in steps of ${formatDuration(kind.limits.gridMs)}`,
      );
    }
    const window = armingWindow(first.fromMs, spec.prepareBeforeMs, kind.limits.leadMs);
    const armed = rows.filter((row) => row.armAtMs <= first.fromMs).length;
    const minutes = Math.max(0, window.toMs - Math.max(context.nowMs, window.fromMs)) / 60_000;
    const free = context.perMinute.value - 60_000 / watchMs;
    if (armed > Math.max(1, Math.floor(free * minutes))) {
      list.push(
        `${context.perMinute.value} calls a minute may not be enough to arm ${armed} in time beside the watching; raise prepareBefore`,
      );
    }
    if (spec.overrun.reserveMs > 0) {
      const reserve = formatDuration(spec.overrun.reserveMs);
      list.push(
        `overrun.reserve: the recording is armed ${reserve} beyond the end; if it cannot be closed at the end it goes on that long and may cost money`,
      );
    }
  }
  if (watchMs > context.watchMs.value) {
    list.push(
      `watch: every ${formatDuration(watchMs)} instead of ${formatDuration(context.watchMs.value)}, by the account's rate and the vendor's own interval`,
    );
  }
  if (spec.noSignalAfterMs >= endMs - startMs && endMs > startMs) {
    list.push("noSignalAfter is not shorter than the window: a missing signal is never told");
  }
  if (spec.record === null) list.push("nothing is recorded: there will be no files and no coverage");
  return list;
}
