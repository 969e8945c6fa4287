import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Context } from "@temporalio/activity";
import type { EventActivities } from "../model/activities.ts";
import type { Json } from "../model/json.ts";
import { errorCode, writing } from "./fetch/errors.ts";
import { writeFileAtomic } from "./fetch/part.ts";
import { locationOf, pathBelow, placePath } from "./fetch/place.ts";

/** Where an event's report lies below a place. */
export function reportName(event: string): string {
  return `${event}/report.json`;
}

/**
 * The activity that writes an event's report into every place, whole or not at all; an earlier report of the event is
 * replaced. All places are tried; throws DeliveryError for the first that could not be written.
 */
export function createDeliverReport(): EventActivities["deliverReport"] {
  return async ({ event, to, report }) => {
    Context.current().heartbeat();
    return { locations: await deliverReport(event, to, report) };
  };
}

/** The same without Temporal. Returns `file:` URLs. */
export async function deliverReport(event: string, to: readonly string[], report: Json): Promise<readonly string[]> {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const tries = await Promise.allSettled(
    [...new Set(to)].map(async (place) =>
      writing(place, async () => {
        const path = pathBelow(place, reportName(event));
        await mkdir(dirname(path), { recursive: true });
        await writeFileAtomic(path, text);
        return locationOf(path);
      }),
    ),
  );
  const failed = tries.find((attempt) => attempt.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return tries.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
}

/**
 * The delivered report of an event from the first place that has one; null when none does. For `list` and `show` once
 * Temporal has forgotten the event. Throws when a report is there and cannot be read.
 */
export async function readReport(
  places: readonly string[],
  event: string,
): Promise<{ readonly report: unknown; readonly location: string } | null> {
  for (const place of places) {
    const path = pathBelow(place, reportName(event));
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      const code = errorCode(error);
      if (code === "ENOENT" || code === "ENOTDIR") return null;
      throw new Error(`the report ${locationOf(path)} cannot be read (${code})`, { cause: error });
    });
    if (text === null) continue;
    try {
      const report: unknown = JSON.parse(text);
      return { report, location: locationOf(path) };
    } catch (error) {
      throw new Error(`the report ${locationOf(path)} is no JSON: it was changed or cut`, { cause: error });
    }
  }
  return null;
}

/** Events that have a folder below one of the places; whether a report lies in it is seen when it is read. */
export async function reportedEvents(places: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const place of places) {
    const entries = await readdir(placePath(place), { withFileTypes: true }).catch((error: unknown) => {
      const code = errorCode(error);
      if (code === "ENOENT" || code === "ENOTDIR") return [];
      throw new Error(`the place ${place} cannot be read (${code})`, { cause: error });
    });
    for (const entry of entries) if (entry.isDirectory()) found.add(entry.name);
  }
  return [...found].sort();
}
