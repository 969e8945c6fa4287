/** The six services, by catalogue. */
export const serviceIds = [
  "wangsu",
  "aliyun",
  "ksyun",
  "tencent-livecode",
  "tencent-channel",
  "tencent-queue",
] as const;

export type ServiceId = (typeof serviceIds)[number];

/** What an operation does at the vendor. `read` exactly where the catalogue says `mutates: false`. */
export type Effect = "read" | "create" | "update" | "delete" | "control";

/**
 * What a service can grant, as the planner needs it. Data, JSON-safe, declared for all six services (also those that are
 * not built yet), so that a refusal can name the services that can.
 */
export interface Capabilities {
  readonly source: {
    readonly push: boolean;
    readonly pull: boolean;
    readonly loop: boolean;
    readonly mix: boolean;
    readonly director: boolean;
  };
  /** Recording formats the API can ask for; empty: no recording by API. */
  readonly record: readonly string[];
  /** The length of recorded files can be set by API. */
  readonly recordFileLength: boolean;
  readonly transcodeExisting: boolean;
  readonly transcodeCreate: boolean;
  readonly relay: boolean;
  /** Screenshots made by the vendor can be collected. */
  readonly screenshots: boolean;
  /** The screenshot interval can be set by API. */
  readonly screenshotsEvery: boolean;
  /** A stream that is still pushed can be cut once (`atEnd: cut`). */
  readonly cut: boolean;
  /** Recorded files can be deleted by API (`keep.vendorFiles` with a duration). */
  readonly deleteFiles: boolean;
  /** The service has channels that are created and deleted by API. */
  readonly channels: boolean;
}

/** The paper rules of a resource kind, as data. Times are event milliseconds. */
export interface KindLimits {
  /** How long before its effect a resource must be created at the latest. */
  readonly leadMs: number;
  /** Times are cut to multiples of this by the vendor; starts are rounded up to it. */
  readonly gridMs: number;
  /** Longest span of one resource; longer wishes become a chain of links. */
  readonly longestMs: number;
  /** After the end, how long until nothing more can come of it. */
  readonly settlingMs: number;
  /** How long reads lag behind writes. */
  readonly visibilityLagMs: number;
  /** Pause after an unknown outcome before anything is tried again. */
  readonly unknownPauseMs: number;
  /** How long a name cannot be used again after close. */
  readonly cooldownMs: number;
}

export interface KindFacts {
  /** Name of the kind, e.g. `recording`. */
  readonly kind: string;
  readonly limits: KindLimits;
  readonly change: "in-place" | "append" | "replace";
  /** May two be open at once for the same stream and time. */
  readonly parallel: boolean;
  /** How absence is proven when it is closed: a read shows it, the close call says so, or its own end has passed plus settling. */
  readonly proof: "read" | "answer" | "term";
  readonly findable: "by-key" | "by-stream-and-time" | "no";
  /** The vendor starts it by itself at its start time: it can be armed ahead. */
  readonly arms: boolean;
  readonly billing: "yes" | "no" | "unknown";
}

/** What the planner knows about a service. JSON-safe. */
export interface ServiceFacts {
  readonly id: ServiceId;
  readonly title: string;
  readonly built: boolean;
  readonly capabilities: Capabilities;
  readonly kinds: Readonly<Record<string, KindFacts>>;
  /** Calls a minute when the account sets none. */
  readonly defaultPerMinute: number;
  /** Default and shortest useful interval of the list polls on air. */
  readonly watch: { readonly defaultMs: number; readonly shortestMs: number };
}
