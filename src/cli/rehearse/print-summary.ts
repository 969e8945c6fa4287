import pc from "picocolors";
import stringWidth from "string-width";
import { bytes, clockTime, duration, localTime } from "../format.ts";
import { phaseText } from "../print-event.ts";
import { table } from "../table.ts";
import type { EventSummary, RehearsalSummary } from "./summary.ts";

/** A rehearsal's summary for people. */
export function printSummary(summary: RehearsalSummary, columns = Infinity): string {
  const late = summary.latenessMs;
  return [
    ...summary.events.flatMap((event) => printEventSummary(event, columns)),
    "",
    `calls      ${summary.calls.total} by steps, ${summary.calls.retries} of them retries; all at the vendor: ${vendorCalls(summary)}`,
    late === null
      ? "lateness   no step was timed"
      : `lateness   median ${late.median} ms, p99 ${late.p99} ms, longest ${late.max} ms of wall time over ${late.count} steps`,
    summary.leftovers.length === 0
      ? "leftovers  none"
      : `leftovers  ${summary.leftovers.map((leftover) => leftover.what).join("; ")}`,
    `took       ${summary.wallSeconds} s at ${summary.speed} times real speed (seed ${summary.seed})`,
    "",
    ...(summary.ok
      ? [pc.green("Rehearsed: everything was done and nothing is left.")]
      : [pc.red("Not as it should be:"), ...summary.problems.map((problem) => `  - ${problem}`)]),
  ].join("\n");
}

function printEventSummary(event: EventSummary, columns: number): readonly string[] {
  const zone = event.timeZone;
  const lines = [
    "",
    `${pc.bold(event.id)}  ${event.title}  ${phaseText(event.phase)}${event.why === null ? "" : ` (${event.why})`}`,
  ];
  if (event.coverage !== null) {
    const { plannedSeconds, signalSeconds, coveredSeconds, gaps } = event.coverage;
    lines.push(
      `coverage   ${seconds(coveredSeconds)} recorded of ${seconds(signalSeconds)} with signal, window ${seconds(plannedSeconds)}`,
      ...gaps.map((gap) => {
        const [from, to] = [Date.parse(gap.from), Date.parse(gap.to)];
        return `gap        ${clockTime(from, zone)} to ${clockTime(to, zone)} (${duration(to - from)}): ${gap.cause}`;
      }),
    );
  }
  if (event.files.length > 0) {
    const rows = event.files.map((file) => [
      file.name,
      file.bytes === null ? "-" : bytes(file.bytes),
      file.state,
      file.asAtVendor === null ? "-" : file.asAtVendor ? "same as at the vendor" : pc.red("differs from the vendor's"),
      file.sha256 ?? "-",
    ]);
    const head = ["FILE", "SIZE", "STATE", "CHECK", "SHA-256"];
    const whole = table(head, rows);
    const fits = stringWidth(whole.split("\n")[1] ?? "") <= columns;
    // A checksum that breaks over two lines can be compared by nobody; all of it stands in --json.
    lines.push(
      fits
        ? whole
        : table(
            head,
            rows.map((row) => [...row.slice(0, 4), `${(row[4] ?? "").slice(0, 12)}…`]),
          ),
    );
  }
  for (const alarm of event.alarms)
    lines.push(`alarm      ${clockTime(Date.parse(alarm.at), zone)} ${alarm.kind}: ${alarm.message}`);
  for (const row of event.possiblyDoubled) {
    lines.push(
      `doubled?   ${row.name}: a second one may have existed, until ${localTime(Date.parse(row.until), zone)} at the latest`,
    );
  }
  if (event.needsAttention.length > 0) lines.push(`attention  ${event.needsAttention.join(", ")}`);
  return lines;
}

function vendorCalls(summary: RehearsalSummary): string {
  const list = Object.entries(summary.vendorCalls).map(([operation, count]) => `${operation} ${count}`);
  return list.length === 0 ? "none" : list.join(", ");
}

function seconds(count: number): string {
  return duration(count * 1000);
}
