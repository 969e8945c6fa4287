import { defineSearchAttributeKey, TypedSearchAttributes } from "@temporalio/common";
import type { SearchAttributePair } from "@temporalio/common";
import type { EventSpec } from "../model/event-spec.ts";
import type { Phase } from "../model/live-event.ts";
import { searchAttributes as names } from "../model/messages.ts";

/** Typed keys of the search attributes. */
export const searchKeys = {
  phase: defineSearchAttributeKey(names.phase.name, "KEYWORD"),
  account: defineSearchAttributeKey(names.account.name, "KEYWORD"),
  stream: defineSearchAttributeKey(names.stream.name, "KEYWORD"),
  event: defineSearchAttributeKey(names.event.name, "KEYWORD"),
  start: defineSearchAttributeKey(names.start.name, "DATETIME"),
  end: defineSearchAttributeKey(names.end.name, "DATETIME"),
  labels: defineSearchAttributeKey(names.labels.name, "KEYWORD_LIST"),
  needsAttention: defineSearchAttributeKey(names.needsAttention.name, "KEYWORD_LIST"),
  openResources: defineSearchAttributeKey(names.openResources.name, "INT"),
} as const;

/** What an event is started with; the workflow keeps phase, attention and open resources up to date. */
export function startAttributes(spec: EventSpec): TypedSearchAttributes {
  const phase: Phase = "scheduled";
  const pairs: SearchAttributePair[] = [
    { key: searchKeys.phase, value: phase },
    { key: searchKeys.account, value: spec.account },
    { key: searchKeys.stream, value: streamValue(spec.account, spec.stream) },
    { key: searchKeys.event, value: spec.id },
    { key: searchKeys.start, value: new Date(spec.window.startMs) },
    { key: searchKeys.end, value: new Date(spec.window.endMs) },
    { key: searchKeys.labels, value: Object.entries(spec.labels).map(([key, value]) => `${key}=${value}`) },
    { key: searchKeys.needsAttention, value: [] },
    { key: searchKeys.openResources, value: 0 },
  ];
  return new TypedSearchAttributes(pairs);
}

/** Value of the stream attribute: what two events must not share at the same time. */
export function streamValue(account: string, stream: string): string {
  return `${account} ${stream}`;
}

/** A value inside a visibility query. */
export function quoted(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
