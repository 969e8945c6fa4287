import type { Json } from "./json.ts";

/** A recorded file as the vendor lists it. Times are event milliseconds. */
export interface VendorFile {
  /** The vendor's own id of the file, stable between lists. */
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Extension without the dot. */
  readonly ext: string;
  /** What the service needs to fetch it; opaque, free of secrets. */
  readonly ref: Json;
}

export type FileState = "expected" | "delivered" | "missing" | "duplicate";

/** One file of an event as people see it. Times are event milliseconds. */
export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly path: "main";
  readonly fromMs: number;
  readonly toMs: number;
  readonly ext: string;
  readonly ref: Json;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** Where each copy lies: `file:` URLs with absolute paths. */
  readonly locations: readonly string[];
  readonly state: FileState;
  readonly failures: number;
  readonly nextTryMs: number | null;
  readonly lastError: string | null;
}

export interface FetchedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly locations: readonly string[];
}
