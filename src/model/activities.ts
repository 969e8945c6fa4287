import type { ClockSpec } from "./clock.ts";
import type { FetchedFile, VendorFile } from "./files.ts";
import type { Json } from "./json.ts";
import type { Observation } from "./observation.ts";
import type { ServiceId } from "./service.ts";

/** Who a step is done for; stands in every log line. */
export interface StepContext {
  readonly event: string;
  readonly step: string;
  readonly account: string;
  readonly clock: ClockSpec;
  /** Counted by the engine: 1 is the first try. */
  readonly attempt: number;
}

/** Vendor requests that a step made, added up in the event's `calls`. */
export interface Called {
  readonly calls: number;
  /** Request id of the vendor's last answer. */
  readonly requestId: string | null;
}

export interface EnsureInput extends StepContext {
  readonly kind: string;
  readonly key: string;
  readonly spec: Json;
}

export interface EnsureResult extends Called {
  readonly ref: Json;
  readonly vendorId: string | null;
  /** It was there already and nothing was created. */
  readonly found: boolean;
}

export interface CloseInput extends StepContext {
  readonly kind: string;
  readonly key: string;
  readonly ref: Json;
}

export interface CloseResult extends Called {
  /** What proves that it is gone; null: closed, and its absence is still to be proven by its own end. */
  readonly proof: "read" | "answer" | null;
}

export interface StreamInput extends StepContext {
  readonly stream: string;
}

export interface ReadStreamResult extends Called {
  readonly observation: Observation;
}

export interface ListFilesInput extends StreamInput {
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface ListFilesResult extends Called {
  readonly files: readonly VendorFile[];
  /** Event time when the list was asked for: it knows nothing later. */
  readonly askedAtMs: number;
}

export interface FetchFileInput extends StepContext {
  readonly file: VendorFile;
  /** `file:` places and the name below them; both copies come from one download. */
  readonly to: readonly string[];
  readonly name: string;
}

export interface DeliverReportInput {
  readonly event: string;
  readonly to: readonly string[];
  /** The event's own document, as `rundown show --json` prints it, and the as-run log. */
  readonly report: Json;
}

export interface WatchInput {
  readonly account: string;
  readonly service: ServiceId;
  readonly clock: ClockSpec;
  /** Interval of the list polls in event milliseconds. */
  readonly everyMs: number;
  /** Wall: the poll loop hands back after this. */
  readonly lapWallMs: number;
}

export interface RegisterWatchInput {
  readonly account: string;
  readonly stream: string;
  readonly event: string;
  readonly clock: ClockSpec;
  readonly everyMs: number;
}

/** One activity, one step on one resource. Failures arrive as ApplicationFailure with a `FailureInfo` as first detail. */
export interface EventActivities {
  ensureResource(input: EnsureInput): Promise<EnsureResult>;
  closeResource(input: CloseInput): Promise<CloseResult>;
  readStream(input: StreamInput): Promise<ReadStreamResult>;
  cutStream(input: StreamInput): Promise<Called>;
  listFiles(input: ListFilesInput): Promise<ListFilesResult>;
  fetchFile(input: FetchFileInput): Promise<FetchedFile>;
  deliverReport(input: DeliverReportInput): Promise<{ readonly locations: readonly string[] }>;
  registerWatch(input: RegisterWatchInput): Promise<void>;
  unregisterWatch(input: RegisterWatchInput): Promise<void>;
}

export interface WatchActivities {
  /** Polls until ten wall minutes are over, the watch set is empty, or it is cancelled. */
  watchAccount(input: WatchInput): Promise<{ readonly rounds: number }>;
}
