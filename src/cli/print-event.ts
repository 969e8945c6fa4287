import pc from "picocolors";
import type { ShownEvent, ShownFile } from "../domain/show.ts";
import { bytes, duration, localTime } from "./format.ts";
import { table } from "./table.ts";

/** One event for people; times in the event's zone. */
export function printEvent(event: ShownEvent, timeZone: string): string {
  const time = (iso: string | null): string => (iso === null ? "-" : localTime(Date.parse(iso), timeZone));
  const lines = [
    `${pc.bold(event.id)}  ${event.title}`,
    `phase     ${phaseText(event.phase)}${event.stale ? "  (last known; nobody answered the query)" : ""}`,
    `account   ${event.account} (${event.service})`,
    `window    ${time(event.window.start)} to ${time(event.window.end)} ${timeZone}`,
    `on air    ${time(event.actual.liveAt)} to ${time(event.actual.endedAt)}`,
  ];
  if (event.next !== null) lines.push(`next      ${event.next.what} at ${time(event.next.at)}`);
  if (event.signal !== null) {
    lines.push(`signal    ${event.signal.state} since ${time(event.signal.since)}${rates(event.signal)}`);
  }
  if (event.needsAttention.length > 0) lines.push(`attention ${pc.red(event.needsAttention.join(", "))}`);
  lines.push(`calls     ${event.calls.total}, ${event.calls.retries} of them retries`);
  lines.push(...coverageLines(event, timeZone));
  if (event.resources.length > 0) {
    const rows = event.resources.map((row) => [
      row.name,
      row.state + (row.possiblyDoubled ? " (possibly doubled)" : ""),
      row.vendorId ?? "-",
      time(row.openedAt),
      time(row.closedAt),
      row.proof ?? "-",
    ]);
    lines.push("", table(["RESOURCE", "STATE", "VENDOR ID", "OPENED", "CLOSED", "PROOF"], rows));
  }
  if (event.files.length > 0) lines.push("", fileTable(event.files, timeZone));
  const open = event.alarms.filter((alarm) => alarm.clearedAt === null);
  for (const alarm of open) lines.push("", `${pc.red(alarm.severity)} ${alarm.kind}: ${alarm.message}`);
  return lines.join("\n");
}

export function fileTable(files: readonly ShownFile[], timeZone: string): string {
  const rows = files.map((file) => [
    file.name,
    `${localTime(Date.parse(file.from), timeZone)} to ${localTime(Date.parse(file.to), timeZone).slice(11)}`,
    file.bytes === null ? "-" : bytes(file.bytes),
    file.state,
    file.sha256 ?? "-",
  ]);
  return table(["FILE", "TIME", "SIZE", "STATE", "SHA-256"], rows);
}

/** Coverage and its gaps; empty without recording. */
export function coverageLines(event: ShownEvent, timeZone: string): readonly string[] {
  const coverage = event.coverage;
  if (coverage === null) return [];
  const share = coverage.signalSeconds === 0 ? 1 : coverage.coveredSeconds / coverage.signalSeconds;
  return [
    `coverage  ${duration(coverage.coveredSeconds * 1000)} of ${duration(coverage.signalSeconds * 1000)} signal (${(share * 100).toFixed(1)} %), window ${duration(coverage.plannedSeconds * 1000)}`,
    ...coverage.gaps.map((gap) => {
      const [from, to] = [Date.parse(gap.from), Date.parse(gap.to)];
      return `gap       ${localTime(from, timeZone)} to ${localTime(to, timeZone).slice(11)} (${duration(to - from)}): ${gap.cause}`;
    }),
  ];
}

export function phaseText(phase: string): string {
  if (phase === "live") return pc.red(pc.bold(phase));
  if (phase === "done") return pc.green(phase);
  if (phase === "failed" || phase === "interrupted") return pc.yellow(phase);
  return pc.cyan(phase);
}

function rates(signal: { readonly fps: number | null; readonly kbps: number | null }): string {
  const parts = [];
  if (signal.kbps !== null) parts.push(`${signal.kbps} kbit/s`);
  if (signal.fps !== null) parts.push(`${signal.fps} fps`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
