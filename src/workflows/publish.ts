import { setCurrentDetails, upsertSearchAttributes } from "@temporalio/workflow";
import { defineSearchAttributeKey, SearchAttributeType } from "@temporalio/common";
import { isOpen } from "../domain/resource-step.ts";
import type { Turn } from "../domain/turn.ts";
import type { LiveEventInput, LiveEventState } from "../model/live-event.ts";
import { searchAttributes } from "../model/messages.ts";

const phaseKey = defineSearchAttributeKey(searchAttributes.phase.name, SearchAttributeType.KEYWORD);
const attentionKey = defineSearchAttributeKey(searchAttributes.needsAttention.name, SearchAttributeType.KEYWORD_LIST);
const openKey = defineSearchAttributeKey(searchAttributes.openResources.name, SearchAttributeType.INT);

/** Keeps what others read without a query: search attributes, and the details in the Temporal UI. Only changes are sent. */
export class Publisher {
  private lastAttributes = "";

  constructor(private readonly input: LiveEventInput) {}

  publish(state: LiveEventState, turn: Turn): void {
    const open = state.retired ? 0 : state.rows.filter(isOpen).length;
    const attributes = `${state.phase} ${open} ${state.needsAttention.join(",")}`;
    if (attributes !== this.lastAttributes) {
      this.lastAttributes = attributes;
      upsertSearchAttributes([
        { key: phaseKey, value: state.phase },
        { key: attentionKey, value: [...state.needsAttention] },
        { key: openKey, value: open },
      ]);
    }
    setCurrentDetails(details(this.input, state, turn));
  }
}

function details(input: LiveEventInput, state: LiveEventState, turn: Turn): string {
  const next =
    turn.wakeAtMs === null
      ? "waiting for a signal or a person"
      : `${turn.wakeWhy} at ${new Date(turn.wakeAtMs).toISOString()}`;
  const rows = state.rows.map(
    (row) => `- ${row.name}: ${row.state}${row.strayUntilMs === null ? "" : ", possibly doubled"}`,
  );
  const alarms = state.alarms
    .filter((alarm) => alarm.clearedAtMs === null)
    .map((alarm) => `- **${alarm.severity}** ${alarm.message}`);
  return [
    `**${input.spec.title}** is **${state.phase}**`,
    `Next: ${next}`,
    `Signal: ${state.signal?.state ?? "not watched yet"}`,
    ...(rows.length > 0 ? ["", "Resources", ...rows] : []),
    ...(alarms.length > 0 ? ["", "Alarms", ...alarms] : []),
    "",
    ...state.log.slice(-5).map((entry) => `- ${new Date(entry.atMs).toISOString()} ${entry.what}`),
  ].join("\n");
}
