import type { ServiceId } from "../model/service.ts";
import type { EncoderScript, Encoders, Push } from "./encoders.ts";
import type { EventClock } from "./event-clock.ts";
import type { RecordedFile, Recorder } from "./recordings.ts";

/** One request as a vendor sees it, with the service's prefix taken off the path. */
export interface SimRequest {
  readonly method: string;
  /** The Host header, lower case, without the port; empty when there is none. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

/** One answer as it goes on the wire. */
export interface SimReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The vendor's code when the answer is a failure. */
  readonly error: string | null;
}

/** Which operation a request means, told before it is checked. */
export interface CallName {
  /** The catalogue's id, or "unknown". */
  readonly operation: string;
  readonly wireName: string;
  readonly stream: string | null;
}

/** Something at the vendor that still exists and may cost. `untilMs` is when it ends by itself. */
export interface OpenResource {
  readonly kind: string;
  readonly id: string;
  readonly stream: string;
  readonly openedAtMs: number;
  readonly untilMs: number | null;
}

/** One recording task (or what the vendor calls it). Times are event milliseconds. */
export interface TaskRow {
  readonly id: string;
  readonly stream: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly createdAtMs: number;
  readonly stoppedAtMs: number | null;
  readonly type: string;
  readonly format: string;
  readonly state: "scheduled" | "recording" | "ended" | "stopped";
}

/** One message to the receiver, ready to be sent and sent again. */
export interface Callback {
  /** The catalogue's id of the callback. */
  readonly name: string;
  readonly stream: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Default POST; a GET has no body. */
  readonly method?: "GET" | "POST";
  /** Added to the query of the receiver's address. */
  readonly query?: Readonly<Record<string, string>>;
  /** The receiver that was configured by a call, instead of the one that was registered at the console. */
  readonly url?: string;
}

/** A callback that falls due at that moment; `id` tells it from all others. */
export interface DueCallback {
  readonly id: string;
  readonly atMs: number;
  readonly make: (key: "real" | "forged") => Callback;
}

/** How a vendor delivers its callbacks. Times are event milliseconds. */
export interface CallbackManner {
  /** Repeats after the first try. */
  readonly repeats: number;
  readonly pauseMs: number;
  readonly accepted: (status: number, body: string) => boolean;
  readonly pushed: (push: Push, key: "real" | "forged") => Callback;
  readonly interrupted: (push: Push, key: "real" | "forged") => Callback;
  readonly fileReady: (file: RecordedFile, url: string, key: "real" | "forged") => Callback;
  /** Callbacks to receivers that calls configure, and of kinds that no other service has, within (sinceMs, untilMs]. */
  readonly further?: (sinceMs: number, untilMs: number) => readonly DueCallback[];
}

/** What a service serves under a name of its own: a recorded file, or a text such as an index. */
export type ServedObject =
  | { readonly file: RecordedFile }
  | {
      readonly id: string;
      readonly text: string;
    };

/** What the core gives to a service. */
export interface ServiceContext {
  readonly clock: EventClock;
  readonly seed: number;
  /** How far reads are behind, event milliseconds. */
  readonly lagMs: number;
  readonly credentials: readonly Readonly<Record<string, string>>[];
  readonly encoders: Encoders;
  /** The files that are ready at that moment, of one stream or of all. */
  readonly filesAt: (atMs: number, stream?: string) => readonly RecordedFile[];
  readonly fileUrl: (file: RecordedFile) => string;
  /** Where the service's files are served, without a slash at the end. */
  readonly filesUrl: () => string;
}

/** A running simulator of one service. It holds the vendor's state; the core holds pushes, files, faults and callbacks. */
export interface ServiceInstance {
  readonly name: (request: SimRequest) => CallName;
  readonly answer: (request: SimRequest, name: CallName) => SimReply;
  /** The vendor's own form of a failure that a fault file or the rate limit asks for. */
  readonly failure: (failure: {
    readonly name: CallName;
    readonly status: number;
    readonly code: number | string;
    readonly message: string;
  }) => SimReply;
  readonly recorders: () => readonly Recorder[];
  /** What auto-push pushes: the encoders a timetable entry makes likely, `leadMs` before and `tailMs` after. */
  readonly expected: (lead: { readonly leadMs: number; readonly tailMs: number }) => readonly EncoderScript[];
  readonly openResources: () => readonly OpenResource[];
  readonly tasks: () => readonly TaskRow[];
  readonly callbacks: CallbackManner | null;
  /** What is served under `<filesUrl>/<name>` beside the files by their ids. */
  readonly object?: (name: string) => ServedObject | null;
}

/** One service of the simulator: a folder under `services/` exports one. */
export interface SimulatedService {
  readonly id: ServiceId;
  /** Accepted when no account is configured; printed at start. */
  readonly fixedCredentials: Readonly<Record<string, string>>;
  /** Status and code of "too many requests". */
  readonly throttled: { readonly status: number; readonly code: number | string; readonly message: string };
  readonly open: (context: ServiceContext) => ServiceInstance;
}
