import type { FailureKind } from "../../model/failure.ts";

/** Codes that the document lists, and those of the access check, which it leaves to a page of its own. */
const kinds: Readonly<Record<string, FailureKind>> = {
  Throttling: "throttled",
  // The domain is being configured: the vendor says to come back later.
  ServiceBusy: "unavailable",
  // The outcome of a create that timed out is open; the same ClientToken makes a repeat harmless.
  "CreateCaster.Timeout": "unknown-outcome",
  "CopyCaster.Timeout": "unknown-outcome",

  TaskAlreadyStarted: "already-exists",
  ConfigAlreadyExists: "already-exists",
  DuplicateLocationID: "already-exists",
  "Certificate.Duplicated": "already-exists",

  "Certificate.NotFind": "not-found",
  UrgentMaterialNotFound: "not-found",

  // The caster lacks its domain or its transcoding.
  "InvalidConfiguration.NotFound": "wrong-state",
  IncorrectCasterStatus: "wrong-state",
  IncorrectSceneStatus: "wrong-state",
  "IncorrectSceneStatus.ConfigError": "wrong-state",
  "InvalidDomain.Offline": "wrong-state",
  "InvalidDomain.Configure_failed": "wrong-state",
  ResourceOfChannelExist: "wrong-state",
  ResourceNumberExceed: "wrong-state",
  "Certificate.StatusError": "wrong-state",
  "Certificate.SettedNotEffect": "wrong-state",
  DeleteFailed: "wrong-state",
  DeleteFunctionFailed: "wrong-state",

  OperationDenied: "denied",
  IllegalOperation: "denied",
  PermissionDenied: "denied",
  "Certificate.NotPermittedOff": "denied",
  "InvalidAccessKeyId.NotFound": "denied",
  "InvalidAccessKeyId.Inactive": "denied",
  SignatureDoesNotMatch: "denied",
  IncompleteSignature: "denied",
  SignatureNonceUsed: "denied",
  "InvalidTimeStamp.Expired": "denied",
  "InvalidTimeStamp.Format": "denied",

  // 401, although nothing is wrong with the access.
  CasterTemplateUnavailable: "invalid-request",
  "InvalidAction.NotFound": "invalid-request",
  InvalidVersion: "invalid-request",
};

/** Families of codes, tried in order where the code itself is not listed. */
const families: readonly (readonly [RegExp, FailureKind])[] = [
  [/^Throttling\./, "throttled"],
  [/^(Forbidden|NoPermission|InvalidSecurityToken|MissingSecurityToken|MissingAccessKeyId)/, "denied"],
  [/AlreadyExists?$/, "already-exists"],
  [/\.NotFound$/, "not-found"],
  [/^(Missing|Invalid)/, "invalid-request"],
  [
    /\.(Malformed|Miss|MissMatch|Mismatch|ValueNotSupported|MissingParameter|TooLong|FormatError|KeyNull|ParameterError)$/,
    "invalid-request",
  ],
];

/** Kind of a `Code`; null: by the HTTP status, as for InternalError. */
export function kindOfCode(code: string): FailureKind | null {
  return kinds[code] ?? families.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}
