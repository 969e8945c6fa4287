import type { ClockSpec } from "../model/clock.ts";
import type { VendorFile } from "../model/files.ts";
import type { Json } from "../model/json.ts";
import type { Observation } from "../model/observation.ts";
import type { PlannedCall, PlannedStep } from "../model/planned-call.ts";
import type { KindFacts, ServiceFacts } from "../model/service.ts";
import type { AnyOperation, CallReply } from "./kit/operation.ts";

/**
 * What a service offers to the rest of Rundown. One folder a service; each exports one `Service`.
 *
 * Promises every service keeps (the conformance suite checks them):
 * - it tries once and classifies: every failure is a `VendorFailure`, nothing is retried inside;
 * - a request that may have reached the vendor and has no readable answer is `unknown-outcome` when the operation
 *   changes something, `unavailable` when it only reads;
 * - nothing secret is in a failure, a result or a log record.
 */
export interface Service {
  readonly facts: ServiceFacts;
  /** The operation table, by id. */
  readonly operations: Readonly<Record<string, AnyOperation>>;
  readonly callbacks: readonly CallbackFacts[];
  /** Parses the credentials of the configuration; throws a ZodError with paths below `credentials`. */
  parseCredentials(raw: unknown): unknown;
  /** Binds the service to one account. Does no I/O. */
  connect(account: AccountAccess): ServiceConnection;
  /** Verifies and reads a callback; absent where the service has none. */
  readonly callback?: (input: CallbackInput) => CallbackVerdict;
}

export interface CallbackFacts {
  readonly id: string;
  readonly summary: string;
  readonly documented: boolean;
}

/** One account with its secrets resolved. Lives in worker and CLI processes only, never in a payload. */
export interface AccountAccess {
  readonly name: string;
  /** As parsed by the service's `parseCredentials`. */
  readonly credentials: unknown;
  /** Connect here instead of to the vendor's host; its path is put in front. Host header and signature stay the vendor's. */
  readonly endpoint: string | null;
  readonly timeoutMs: number;
  readonly defaults: Readonly<Record<string, string | boolean>>;
}

/** What a call needs besides its parameters. */
export interface CallContext {
  readonly clock: ClockSpec;
  readonly signal?: AbortSignal | undefined;
  /** Awaited before every request: the account's token bucket. */
  readonly admit?: (() => Promise<void>) | undefined;
  /** Told of every request after its answer, failure included. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
  /** Gets the body of a successful answer as it came, for those who print it with every digit. */
  readonly onAnswer?: ((text: string) => void) | undefined;
}

/** One request as it would be sent now, with `***` for what is secret. */
export interface RequestPreview {
  readonly method: "GET" | "POST";
  /** Where it goes: the vendor, or the account's endpoint. */
  readonly url: string;
  /** Host included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface CallRecord {
  readonly operation: string;
  /** `ok`, or the kind of the failure. */
  readonly outcome: string;
  readonly code: string | null;
  readonly requestId: string | null;
  readonly wallMs: number;
  /** Wall milliseconds the vendor asks to wait; with outcome `throttled` the account's rate is paused by it. */
  readonly retryAfterMs?: number | null;
}

export interface ServiceConnection {
  /** Any operation by id, parameters by the vendor's names. One request. */
  call(operation: string, params: Readonly<Record<string, unknown>>, context: CallContext): Promise<CallReply>;
  /**
   * The request that `call` would send now, secrets hidden (kit/preview.ts). Refuses parameters as `call` does; sends
   * nothing.
   */
  prepare(
    operation: string,
    params: Readonly<Record<string, unknown>>,
    context: Pick<CallContext, "clock">,
  ): RequestPreview;
  readonly kinds: Readonly<Record<string, ResourceKind>>;
  /** The state of many streams in as few calls as the vendor allows. `seq` is left 0; the caller numbers them. */
  observe(streams: readonly string[], context: CallContext): Promise<readonly Observation[]>;
  /** Recorded files of one stream that overlap a span; absent where the API lists none. */
  readonly listFiles?: (query: FileQuery, context: CallContext) => Promise<readonly VendorFile[]>;
  /** Where a listed file is fetched. Pure; the caller checks the address. */
  readonly fileUrl?: (file: VendorFile) => string;
  /** Cuts the present push once (`atEnd: cut`). */
  readonly cut?: (stream: string, context: CallContext) => Promise<void>;
  /** Composes or reads the addresses of a stream. Holds secrets: never in a payload. */
  readonly addresses?: (query: AddressQuery) => Addresses;
  /** The call that a step would make, secrets masked, for `plan`. Pure; sends nothing. null: the step makes none. */
  preview?(step: PlannedStep): PlannedCall | null;
}

export interface FileQuery {
  readonly stream: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface AddressQuery {
  readonly stream: string;
  /** Until when the addresses must work, event milliseconds. */
  readonly validUntilMs: number;
}

export interface Addresses {
  /** null when the account has no domain to compose them from. */
  readonly push: {
    readonly server: string;
    readonly key: string;
    readonly secret: boolean;
    readonly expiresMs: number | null;
  } | null;
  readonly play: readonly { readonly protocol: string; readonly url: string }[];
}

/**
 * One kind of resource. `find`, `read` and `renew` are declared by presence.
 * `create` is never called but through `ensure` (find first where the kind can be found).
 */
export interface ResourceKind {
  readonly facts: KindFacts;
  /** Finds what an earlier create with this key made; null when there is none. */
  find?(key: string, spec: Json, context: CallContext): Promise<Created | null>;
  create(key: string, spec: Json, context: CallContext): Promise<Created>;
  /** `gone` is proof of absence. */
  read?(ref: Json, context: CallContext): Promise<"open" | "gone">;
  renew?(ref: Json, untilMs: number, context: CallContext): Promise<Created>;
  /** Closing what is not there is not a failure: `gone`. */
  close(ref: Json, context: CallContext): Promise<"closed" | "gone">;
}

export interface Created {
  readonly ref: Json;
  /** The vendor's own id, in text. */
  readonly vendorId: string | null;
}

export interface CallbackInput {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly account: AccountAccess;
  readonly nowMs: number;
}

/** A callback is a hint: it wakes a read, and the read decides. */
export interface Notice {
  readonly kind: "pushed" | "interrupted" | "file" | "screenshot" | "other";
  readonly stream: string | null;
  readonly dedupeKey: string;
  readonly atMs: number | null;
}

export type CallbackVerdict =
  | {
      readonly ok: true;
      readonly notices: readonly Notice[];
      readonly reply: { readonly status: number; readonly body: string };
    }
  | { readonly ok: false; readonly why: string; readonly reply: { readonly status: number; readonly body: string } };
