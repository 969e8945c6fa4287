import { formatTime } from "./calendar.ts";
import type { PlanResult, PlanStep } from "./plan-types.ts";

export interface DescribeOptions {
  /** Addresses of the stream, masked already. */
  readonly addresses?: readonly { readonly label: string; readonly address: string }[];
}

/** A plan as lines for people: times in the event's zone and in UTC, calls, waits, values with their origin. */
export function describePlan(plan: PlanResult, options: DescribeOptions = {}): readonly string[] {
  const { spec } = plan;
  const zone = spec.window.timeZone;
  const time = (ms: number): string => bothTimes(ms, zone);
  return [
    `${spec.id}: ${spec.title}`,
    `  ${spec.service}, account ${spec.account}, stream ${spec.stream}`,
    `  ${time(spec.window.startMs)}`,
    `  ${time(spec.window.endMs)}`,
    ...section(
      "Addresses",
      (options.addresses ?? []).map(({ label, address }) => `${label}: ${address}`),
    ),
    ...section(
      "Steps",
      plan.steps.flatMap((step) => stepLines(step, time)),
    ),
    ...section(
      "Values in force",
      plan.values.map(({ path, value, origin }) => `${path}: ${value}  (${origin})`),
    ),
    ...section("Warnings", plan.warnings),
    ...section(
      "Refused",
      plan.refusals.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)),
    ),
  ];
}

/** `2026-12-01 09:00:00 +08:00 (2026-12-01 01:00:00Z)`; UTC alone when that is the zone. */
export function bothTimes(ms: number, timeZone: string): string {
  const utc = `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")}Z`;
  return timeZone === "UTC" ? utc : `${formatTime(Math.floor(ms / 1_000) * 1_000, timeZone)} (${utc})`;
}

function stepLines(step: PlanStep, time: (ms: number) => string): readonly string[] {
  const lines = [`${time(step.atMs)}  ${step.what}`];
  if (step.call !== null) {
    const params = Object.entries(step.call.params).map(
      ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
    lines.push(`    call ${step.call.wireName} ${params.join(" ")}`.trimEnd());
  }
  if (step.wait !== null) lines.push(`    wait ${step.wait}`);
  return lines;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}
