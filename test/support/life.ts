import { onListed } from "../../src/domain/collecting-step.ts";
import { commanded } from "../../src/domain/commands.ts";
import * as results from "../../src/domain/event-results.ts";
import { decide, firstState } from "../../src/domain/event-step.ts";
import { isFinal } from "../../src/domain/lifecycle.ts";
import { actionKey, Turn } from "../../src/domain/turn.ts";
import type { Action } from "../../src/domain/turn.ts";
import type { Span } from "../../src/model/coverage.ts";
import type { FailureInfo, FailureKind } from "../../src/model/failure.ts";
import type { VendorFile } from "../../src/model/files.ts";
import type { LiveEventInput, LiveEventState } from "../../src/model/live-event.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { ResourceRow } from "../../src/model/resource.ts";

/** A made-up vendor for the engine alone: virtual time, no Temporal, no network. */
export interface World {
  readonly pushes: readonly Span[];
  /** Asked before each step; what it returns is the step's failure. The effect happens all the same for unknown-outcome. */
  readonly fault?: (action: Action, nth: number) => FailureKind | null;
  readonly commands?: readonly { readonly atMs: number; readonly kind: "stop" | "cancel" }[];
  /** The engine sleeps through this: nothing is decided, nothing is seen. */
  readonly away?: Span;
  readonly pollMs?: number;
}

export interface Life {
  readonly state: LiveEventState;
  readonly endedAtMs: number;
  readonly creates: number;
  readonly cuts: number;
  readonly retired: readonly ResourceRow[];
  readonly tasks: readonly { readonly fromMs: number; toMs: number }[];
  readonly turns: number;
}

/** Runs an event from `fromMs` to its end in virtual time; throws when it does not end. */
export function live(input: LiveEventInput, world: World, fromMs: number): Life {
  let state = firstState(input);
  let nowMs = fromMs;
  let creates = 0;
  let cuts = 0;
  let nth = 0;
  let cutAtMs = Infinity;
  const retired: ResourceRow[] = [];
  const tasks: { id: string; fromMs: number; toMs: number }[] = [];
  const commands = [...(world.commands ?? [])];
  const pollMs = world.pollMs ?? input.watchMs;
  let nextPollMs = nowMs;
  const pushing = (ms: number): boolean =>
    ms < cutAtMs && world.pushes.some((push) => push.fromMs <= ms && ms < push.toMs);
  const observation = (): Observation => ({
    stream: input.spec.stream,
    state: pushing(nowMs) ? "present" : "none",
    observedAtMs: nowMs,
    seq: 0,
    fps: null,
    kbps: null,
    forbidden: false,
  });
  const change = (apply: (turn: Turn) => void): void => {
    const turn = new Turn(input, state, nowMs, 1);
    apply(turn);
    state = turn.state;
  };
  const files = (): VendorFile[] =>
    tasks.flatMap((task) =>
      world.pushes
        .map((push) => ({ fromMs: Math.max(push.fromMs, task.fromMs), toMs: Math.min(push.toMs, task.toMs, cutAtMs) }))
        .filter((piece) => piece.toMs - piece.fromMs >= 1_000 && piece.toMs + 2_000 <= nowMs)
        .map((piece) => ({ ...piece, id: `${task.id}-${piece.fromMs}`, ext: "mp4", ref: null })),
    );

  const perform = (action: Action): void => {
    const kind = world.fault?.(action, (nth += 1)) ?? null;
    const failed = { failure: failureOf(kind ?? "unavailable"), calls: 1 };
    const called = { calls: 1, requestId: null };
    switch (action.do) {
      case "ensure": {
        if (kind === null || kind === "unknown-outcome") {
          creates += 1;
          tasks.push({ id: `t${creates}`, fromMs: Math.max(action.row.fromMs, nowMs), toMs: action.row.untilMs });
        }
        const made = { ...called, ref: `t${creates}`, vendorId: `t${creates}`, found: false };
        return change((turn) =>
          kind === null ? results.onEnsured(turn, action.row, made) : results.onEnsureFailed(turn, action.row, failed),
        );
      }
      case "close": {
        const task = tasks.find((candidate) => candidate.id === action.row.ref);
        if (kind === null && task !== undefined) task.toMs = Math.min(task.toMs, nowMs);
        return change((turn) =>
          kind === null
            ? results.onClosed(turn, action.row, { ...called, proof: "answer" })
            : results.onCloseFailed(turn, action.row, failed),
        );
      }
      case "register":
        return change((turn) => turn.change({ registered: true }));
      case "unregister":
        return change((turn) => turn.change({ registered: false }));
      case "read-stream":
        return change((turn) =>
          kind === null
            ? results.onStreamRead(turn, { ...called, observation: observation() })
            : results.onStreamReadFailed(turn, failed),
        );
      case "cut":
        if (kind === null) {
          cuts += 1;
          cutAtMs = nowMs;
        }
        return change((turn) => (kind === null ? results.onCut(turn, called) : results.onCutFailed(turn, failed)));
      case "list-files":
        return change((turn) =>
          kind === null
            ? onListed(turn, { ...called, files: files(), askedAtMs: nowMs })
            : results.onListFailed(turn, failed),
        );
      case "fetch-file":
        return change((turn) =>
          kind === null
            ? results.onFetched(turn, action.id, { bytes: 1, sha256: "0".repeat(64), locations: ["file:///tmp/x"] })
            : results.onFetchFailed(turn, action.id, { ...failed, delivery: false }),
        );
      case "retire":
        retired.push(...action.rows);
        return change((turn) => turn.change({ retired: true }));
      case "report":
        return change((turn) => (kind === null ? results.onReported(turn) : results.onReportFailed(turn, failed)));
    }
  };

  for (let turns = 0; turns < 20_000; turns += 1) {
    if (world.away !== undefined && nowMs >= world.away.fromMs && nowMs < world.away.toMs) nowMs = world.away.toMs;
    if (state.registered && nowMs >= nextPollMs) {
      change((turn) => results.onObserved(turn, observation()));
      nextPollMs = nowMs + pollMs;
    }
    while (commands[0] !== undefined && nowMs >= commands[0].atMs) {
      const command = commands.shift();
      if (command !== undefined)
        state = commanded(input.spec.id, state, command.kind, { user: "test", reason: null }, nowMs).state;
    }
    const turn = decide(input, state, nowMs, 1, new Set());
    state = turn.state;
    if (isFinal(state.phase)) return { state, endedAtMs: nowMs, creates, cuts, retired, tasks, turns };
    for (const action of turn.actions) perform(action);
    if (turn.actions.length > 0) {
      nowMs += 20;
      continue;
    }
    const wakes = [turn.wakeAtMs, state.registered ? nextPollMs : null, commands[0]?.atMs ?? null].filter(
      (ms) => ms !== null,
    );
    if (wakes.length === 0)
      throw new Error(`the event sleeps for ever in ${state.phase}: ${JSON.stringify(state.log.slice(-3))}`);
    nowMs = Math.max(nowMs + 1, Math.min(...wakes));
  }
  throw new Error(
    `the event does not end: ${state.phase} ${JSON.stringify(state.log.slice(-5))} ${actionKey({ do: "report" })}`,
  );
}

function failureOf(kind: FailureKind): FailureInfo {
  return { kind, service: "s", operation: "o", code: null, message: "made up", requestId: null, retryAfterMs: null };
}
