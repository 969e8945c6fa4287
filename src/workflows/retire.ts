import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  defineQuery,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from "@temporalio/workflow";
import { defineSearchAttributeKey, SearchAttributeType } from "@temporalio/common";
import { writeOffRow } from "../domain/commands.ts";
import { closeAnswered, closeFailed, isOpen, retirePause } from "../domain/resource-step.ts";
import { decideRetire, isRetired } from "../domain/retire-step.ts";
import type { CommandResult, RetireInput, RetireState, WriteOffInput } from "../model/messages.ts";
import { messageNames, searchAttributes } from "../model/messages.ts";
import type { ResourceRow } from "../model/resource.ts";
import { EventClock } from "./event-clock.ts";
import { oneTry } from "./proxies.ts";
import { readFailure } from "./step-failure.ts";

const writeOff = defineUpdate<CommandResult, [WriteOffInput]>(messageNames.writeOff);
const state = defineQuery<RetireState>(messageNames.state);
const openKey = defineSearchAttributeKey(searchAttributes.openResources.name, SearchAttributeType.INT);
const accountKey = defineSearchAttributeKey(searchAttributes.account.name, SearchAttributeType.KEYWORD);
const eventKey = defineSearchAttributeKey(searchAttributes.event.name, SearchAttributeType.KEYWORD);

/** Takes over what an event could not close, until every row is gone or written off by a person. */
export async function retire(input: RetireInput): Promise<RetireState> {
  const rest = new Retire(input);
  return CancellationScope.nonCancellable(() => rest.run());
}

class Retire {
  private readonly clock: EventClock;
  private readonly busy = new Set<string>();
  private state: RetireState;
  private woken = false;
  private published = "";

  constructor(private readonly input: RetireInput) {
    this.clock = new EventClock(input.clock);
    this.state = { rows: input.rows, calls: { total: 0, retries: 0 } };
    setHandler(state, () => this.state);
    setHandler(writeOff, (command) => this.writeOff(command), {
      validator: (command) => {
        const { refusal } = writeOffRow(this.state.rows, command, 0);
        if (refusal !== null) throw ApplicationFailure.nonRetryable(refusal, "Refused");
      },
    });
  }

  async run(): Promise<RetireState> {
    for (;;) {
      this.woken = false;
      const turn = decideRetire(this.state, this.clock.now(), this.busy);
      this.state = turn.state;
      this.publish();
      for (const row of turn.close) void this.close(row);
      if (isRetired(this.state) && this.busy.size === 0) return this.state;
      if (workflowInfo().continueAsNewSuggested && this.busy.size === 0 && allHandlersFinished()) {
        await continueAsNew<typeof retire>({ ...this.input, rows: this.state.rows });
      }
      await this.clock.until(turn.wakeAtMs, () => this.woken, turn.wakeWhy);
    }
  }

  private async close(row: ResourceRow): Promise<void> {
    this.busy.add(row.key);
    const { account, clock, event, pace } = this.input;
    const steps = oneTry({ account, pace, summary: `close ${row.name}` });
    try {
      const result = await steps.closeResource({
        event,
        step: row.name,
        attempt: row.failures + 1,
        account,
        clock,
        kind: row.kind,
        key: row.key,
        ref: row.ref,
      });
      this.change(closeAnswered(row, result.proof, this.clock.now()), result.calls);
    } catch (error) {
      const { failure, calls } = readFailure(error, `close ${row.kind}`, true);
      const pauseMs = retirePause(row.failures, failure, this.clock.rate());
      this.change(closeFailed(row, failure, pauseMs, this.clock.now()), calls);
    }
    this.busy.delete(row.key);
    this.woken = true;
  }

  private change(row: ResourceRow, calls: number): void {
    const { total, retries } = this.state.calls;
    const rows = this.state.rows.map((other) => (other.key === row.key && isOpen(other) ? row : other));
    this.state = { rows, calls: { total: total + calls, retries: retries + calls } };
  }

  private writeOff(command: WriteOffInput): CommandResult {
    const { rows, message } = writeOffRow(this.state.rows, command, this.clock.now());
    this.state = { ...this.state, rows };
    this.woken = true;
    return { id: this.input.event, phase: "cleaning", changed: true, message, closes: [], strays: [] };
  }

  private publish(): void {
    const open = this.state.rows.filter(isOpen);
    const text = [
      `What is left of **${this.input.title}**`,
      ...open.map((row) => `- ${row.name}: ${row.state} ${row.lastError ?? ""}`),
    ].join("\n");
    if (text === this.published) return;
    this.published = text;
    setCurrentDetails(text);
    upsertSearchAttributes([
      { key: openKey, value: open.length },
      { key: accountKey, value: this.input.account },
      { key: eventKey, value: this.input.event },
    ]);
  }
}
