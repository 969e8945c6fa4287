import type { Span } from "../model/coverage.ts";
import type { FetchedFile, FileRow, VendorFile } from "../model/files.ts";
import { retryPauseMs } from "./collect.ts";
import { dedupe } from "./dedupe.ts";
import { fileName, freeName } from "./file-names.ts";
import { intersect } from "./spans.ts";

export interface Naming {
  readonly template: string;
  readonly id: string;
  readonly title: string;
  /** Milliseconds that the event's zone is ahead of UTC at an event time. */
  readonly offsetAt: (ms: number) => number;
}

/**
 * Takes a vendor's list in: new files get a row and a name of their own, rows keep theirs for good. Files that do not
 * touch the recorded span belong to somebody else and are left out. Doubles are marked; a double comes back when the
 * file it repeats is given up as missing.
 */
export function mergeListing(
  rows: readonly FileRow[],
  listed: readonly VendorFile[],
  recorded: Span,
  naming: Naming,
): readonly FileRow[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  const merged = rows.map((row) =>
    updated(
      row,
      listed.find((file) => file.id === row.id),
    ),
  );
  const fresh = listed
    .filter((file) => !known.has(file.id) && intersect([file], [recorded]).length > 0)
    .toSorted((a, b) => a.fromMs - b.fromMs || (a.id < b.id ? -1 : 1));
  for (const file of fresh) {
    if (merged.some((row) => row.id === file.id)) continue;
    merged.push(newRow(file, naming, merged));
  }
  return withoutDoubles(merged);
}

/** Marks doubles among rows; what is missing stands for nothing. */
export function withoutDoubles(rows: readonly FileRow[]): readonly FileRow[] {
  const candidates = rows
    .filter((row) => row.state !== "missing")
    .map(({ id, fromMs, toMs, state }) => ({ id, fromMs, toMs, delivered: state === "delivered" }));
  const doubles = new Set(dedupe(candidates).duplicates.map((file) => file.id));
  return rows.map((row) => {
    if (row.state === "missing" || row.state === "delivered") return row;
    const state = doubles.has(row.id) ? "duplicate" : "expected";
    return row.state === state ? row : { ...row, state };
  });
}

/** The row after its file was delivered. */
export function delivered(row: FileRow, file: FetchedFile): FileRow {
  const { bytes, sha256, locations } = file;
  return { ...row, state: "delivered", bytes, sha256, locations, failures: 0, nextTryMs: null, lastError: null };
}

/** The row after a try that failed; tried again after a growing pause. */
export function fetchFailed(row: FileRow, nowMs: number, why: string): FileRow {
  const failures = row.failures + 1;
  return { ...row, failures, nextTryMs: nowMs + retryPauseMs(failures), lastError: why };
}

function newRow(file: VendorFile, naming: Naming, rows: readonly FileRow[]): FileRow {
  const path = "main";
  const { id, title, template, offsetAt } = naming;
  const { fromMs, toMs, ext } = file;
  const wanted = fileName(template, { id, title, path, ext, fromMs, toMs, offsetMs: offsetAt(fromMs) });
  const name = freeName(
    wanted,
    rows.map((row) => row.name),
  );
  return {
    id: file.id,
    name,
    path,
    fromMs,
    toMs,
    ext,
    ref: file.ref,
    bytes: null,
    sha256: null,
    locations: [],
    state: "expected",
    failures: 0,
    nextTryMs: null,
    lastError: null,
  };
}

/** A file not yet delivered may still have grown. Its name stays: parts of it may lie under it already. */
function updated(row: FileRow, file: VendorFile | undefined): FileRow {
  if (file === undefined || row.state === "delivered") return row;
  return { ...row, fromMs: file.fromMs, toMs: file.toMs, ref: file.ref };
}
