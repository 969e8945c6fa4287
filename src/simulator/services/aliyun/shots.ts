import type { ServiceContext } from "../../simulated-service.ts";
import { pushesOf } from "./streams.ts";
import type { Place } from "./streams.ts";
import type { SnapshotConfig, World } from "./world.ts";

/** One snapshot. */
export interface Shot {
  readonly atMs: number;
  readonly number: number;
  readonly config: SnapshotConfig;
}

const most = 100_000;

/**
 * The snapshots of a stream in a window. A configuration acts from the next push on (12.1): a push has that of its start,
 * whatever becomes of it later.
 */
export function shots(
  world: World,
  { encoders }: ServiceContext,
  place: Place,
  window: { readonly fromMs: number; readonly untilMs: number },
): readonly Shot[] {
  const history = world.snapshots.history();
  return pushesOf(encoders, place).flatMap((push) => {
    const valid = history.filter(
      ({ value, fromMs, untilMs }) =>
        value.domain === place.domain &&
        (value.app === place.app || value.app === "*") &&
        fromMs <= push.fromMs &&
        push.fromMs < untilMs,
    );
    // An application's own configuration goes before that of the whole domain.
    const config = (valid.find(({ value }) => value.app !== "*") ?? valid[0])?.value;
    if (config === undefined) return [];
    const step = config.seconds * 1000;
    const first = Math.max(0, Math.ceil((window.fromMs - push.fromMs) / step));
    const last = Math.min(push.untilMs, window.untilMs);
    const count = Math.min(most, Math.max(0, Math.ceil((last - push.fromMs) / step) - first));
    return Array.from({ length: count }, (_, index) => ({
      atMs: push.fromMs + (first + index) * step,
      number: first + index,
      config,
    }));
  });
}
