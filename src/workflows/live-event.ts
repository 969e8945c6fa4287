import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import { cancelRefusal, commanded, stopRefusal, writeOffRow } from "../domain/commands.ts";
import { decide, firstState } from "../domain/event-step.ts";
import { onObserved, onStepFailed } from "../domain/event-results.ts";
import { isFinal } from "../domain/lifecycle.ts";
import { actionKey, IllegalStep, Turn } from "../domain/turn.ts";
import type { Action } from "../domain/turn.ts";
import type { LiveEventInput, LiveEventState, Phase } from "../model/live-event.ts";
import type { CommandInput, CommandResult, WriteOffInput } from "../model/messages.ts";
import { messageNames } from "../model/messages.ts";
import type { Observation } from "../model/observation.ts";
import { EventClock } from "./event-clock.ts";
import { perform } from "./perform.ts";
import { readFailure } from "./step-failure.ts";
import { Publisher } from "./publish.ts";

const observed = defineSignal<[Observation]>(messageNames.observed);
const stop = defineUpdate<CommandResult, [CommandInput]>(messageNames.stop);
const cancel = defineUpdate<CommandResult, [CommandInput]>(messageNames.cancel);
const writeOff = defineUpdate<CommandResult, [WriteOffInput]>(messageNames.writeOff);
const state = defineQuery<LiveEventState>(messageNames.state);

export interface LiveEventResult {
  readonly phase: Phase;
  readonly why: string | null;
}

/** The life of one broadcast: decide, do, wait, until nothing is left to do. */
export async function liveEvent(input: LiveEventInput): Promise<LiveEventResult> {
  const event = new LiveEvent(input);
  const scope = CancellationScope.current();
  // A cancelled workflow is a withdrawn event: it still closes everything it opened.
  scope.cancelRequested.catch(() => event.withdraw({ user: "temporal", reason: "the workflow was cancelled" }));
  return CancellationScope.nonCancellable(() => event.run());
}

class LiveEvent {
  private readonly clock: EventClock;
  private readonly publisher: Publisher;
  private readonly busy = new Set<string>();
  private state: LiveEventState;
  private woken = false;

  constructor(private readonly input: LiveEventInput) {
    this.clock = new EventClock(input.clock);
    this.publisher = new Publisher(input);
    this.state = input.state ?? firstState(input);
    setHandler(state, () => this.state);
    setHandler(observed, (observation) => this.apply((turn) => onObserved(turn, observation)));
    setHandler(stop, (command) => this.command("stop", command), {
      validator: (_command) => refuse(stopRefusal(this.state)),
    });
    setHandler(cancel, (command) => this.command("cancel", command), {
      validator: (_command) => refuse(cancelRefusal(this.state)),
    });
    setHandler(writeOff, (command) => this.writeOff(command), {
      validator: (command) => refuse(writeOffRow(this.state.rows, command, 0).refusal),
    });
  }

  async run(): Promise<LiveEventResult> {
    for (;;) {
      const turn = this.decide();
      for (const action of turn.actions) this.begin(action);
      if (isFinal(this.state.phase)) break;
      if (this.mayContinue(turn)) await continueAsNew<typeof liveEvent>({ ...this.input, state: this.state });
      await this.clock.until(turn.wakeAtMs, () => this.woken, turn.wakeWhy);
    }
    return { phase: this.state.phase, why: this.state.outcomeWhy };
  }

  withdraw(command: CommandInput): void {
    if (cancelRefusal(this.state) === null) this.command("cancel", command);
  }

  private decide(): Turn {
    this.woken = false;
    try {
      const turn = decide(this.input, this.state, this.clock.now(), this.clock.rate(), this.busy);
      this.state = turn.state;
      this.publisher.publish(this.state, turn);
      return turn;
    } catch (error) {
      if (error instanceof IllegalStep) throw ApplicationFailure.nonRetryable(error.message, "IllegalStep");
      throw error;
    }
  }

  private begin(action: Action): void {
    const key = actionKey(action);
    this.busy.add(key);
    perform(this.input, () => this.state, action)
      .catch((error: unknown) => (turn: Turn) => onStepFailed(turn, key, readFailure(error, key, false)))
      .then((change) => {
        this.busy.delete(key);
        this.apply(change);
      })
      .catch((error: unknown) => this.apply((turn) => turn.log(`defect in ${key}: ${String(error)}`)));
  }

  private apply(change: (turn: Turn) => void): void {
    const turn = new Turn(this.input, this.state, this.clock.now(), this.clock.rate(), this.busy);
    change(turn);
    this.state = turn.state;
    this.woken = true;
  }

  private command(kind: "stop" | "cancel", command: CommandInput): CommandResult {
    const answer = commanded(this.input.spec.id, this.state, kind, command, this.clock.now());
    this.state = answer.state;
    this.woken = true;
    return answer.result;
  }

  private writeOff(command: WriteOffInput): CommandResult {
    const { rows, message } = writeOffRow(this.state.rows, command, this.clock.now());
    this.apply((turn) => {
      turn.change({ rows });
      turn.log(message, null, { who: command.user, ...(command.reason === null ? {} : { why: command.reason }) });
    });
    return { id: this.input.spec.id, phase: this.state.phase, changed: true, message, closes: [], strays: [] };
  }

  /** Only with nothing under way: a pending activity would be killed, a running update lost. */
  private mayContinue(turn: Turn): boolean {
    return (
      workflowInfo().continueAsNewSuggested &&
      this.busy.size === 0 &&
      turn.actions.length === 0 &&
      allHandlersFinished()
    );
  }
}

function refuse(why: string | null): void {
  if (why !== null) throw ApplicationFailure.nonRetryable(why, "Refused");
}
