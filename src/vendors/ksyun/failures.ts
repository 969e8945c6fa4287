import type { FailureKind } from "../../model/failure.ts";

interface Meaning {
  /** `unsure`: the vendor failed at it; whether it took effect is not said. */
  readonly kind: FailureKind | "unsure";
  /** In our words, where the vendor's text misleads or helps nobody. */
  readonly says?: string;
}

/** ErrNum and errno (catalogue, global_errors). Only the numbers count: the text of 1002 is that of 1000. */
const numbers: Readonly<Record<string, Meaning>> = {
  "1": { kind: "unsure", says: "an unknown error at the vendor" },
  "1000": { kind: "invalid-request" },
  "1001": { kind: "invalid-request" },
  "1002": { kind: "invalid-request", says: "the UniqName is not valid" },
  "1003": { kind: "invalid-request" },
  "1004": { kind: "invalid-request" },
  "1005": { kind: "invalid-request", says: "the template does not exist or its name is not valid" },
  "1006": { kind: "invalid-request" },
  "1030": { kind: "invalid-request", says: "src and durl differ in length, or one is no address" },
  "1100": { kind: "denied", says: "the vendor's support has to enable the interface for this account" },
  "1200": { kind: "not-found", says: "the record does not exist" },
  "1201": { kind: "already-exists" },
  "1202": { kind: "unsure" },
  "1203": { kind: "unsure" },
  "1204": { kind: "unsure" },
  "1300": { kind: "unsure" },
  "1301": { kind: "not-found", says: "the task does not exist" },
};

/** Error.Code of the gateway in front; what is not listed goes by the HTTP status. */
const gateway: Readonly<Record<string, FailureKind>> = {
  MissingAuthenticationToken: "denied",
  SignatureDoesNotMatch: "denied",
  InvalidClientTokenId: "denied",
  AccessDenied: "denied",
  IncompleteSignature: "denied",
  // Flow control; the vendor sends it with 409 (READINGS 18).
  LimitExceeded: "throttled",
  InvalidParameterValue: "invalid-request",
  InvalidMethod: "invalid-request",
  MissingParameter: "invalid-request",
  InvalidQueryParameter: "invalid-request",
  NoSuchEntity: "invalid-request",
};

/** Kind of an ErrNum or errno other than 0. An unsure outcome matters only where something was to change. */
export function kindOfNumber(code: string, mutates: boolean): FailureKind {
  const kind = numbers[code]?.kind ?? "invalid-request";
  if (kind !== "unsure") return kind;
  return mutates ? "unknown-outcome" : "unavailable";
}

/** Kind of the gateway's code; null: by the HTTP status. */
export function kindOfGateway(code: string): FailureKind | null {
  return gateway[code] ?? null;
}

/** The vendor's text, with what it means where that is not plain. */
export function explain(code: string, text: string): string {
  const says = numbers[code]?.says;
  const words = text === "" ? "no message" : text;
  return says === undefined ? words : `${words} (${says})`;
}

/** What a person should look at when the gateway refuses a signature. */
export function gatewayHint(code: string, text: string): string {
  if (code !== "SignatureDoesNotMatch") return text;
  const cause = /expired/i.test(text) ? "this machine's clock" : "secretAccessKey, region and this machine's clock";
  return `${text} (check ${cause})`;
}
