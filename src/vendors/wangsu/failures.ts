import type { FailureKind } from "../../model/failure.ts";

/** Chapter 4 and the tables of the calls: codes → kinds. What stands in no list is a refused request. */
const codes: readonly (readonly [FailureKind, readonly number[]])[] = [
  [
    "not-found",
    [
      // Players, channels, domains.
      1100, 1201, 1206, 1207, 1212, 1217, 1236, 1249, 1250, 1259,
      // Users, no data, one of several ids, videos.
      1300, 1308, 1313, 1545,
      // transNo, record directory, application scenario.
      1603, 1628, 1648,
    ],
  ],
  [
    "already-exists",
    [
      // Channel name, open record task, directory type, transNo.
      1216, 1337, 1615, 1630,
    ],
  ],
  [
    "wrong-state",
    [
      // The channel is live or forbidden.
      1231, 1237, 1238, 1239, 1339,
      // Already forbidden, already lifted, lifted too soon, task already over.
      1315, 1317, 1340, 1631,
      // No domain is left to assign; directory in use.
      1204, 1629,
    ],
  ],
  [
    "denied",
    [
      // WS3 signature, key and time; the older token scheme.
      4001, 4002, 4003, 4005, 4006, 4007, 4008, 4021, 1001, 1002, 1003, 1010, 1011,
      // Rights of the account, channels of others, add-ons that were not bought.
      1007, 1008, 1225, 1226, 1228, 1240, 1263, 1277, 1301, 1611,
    ],
  ],
  // Refused before the operation: signature expired or used (the next attempt is signed anew), authentication down.
  ["unavailable", [4004, 4009, 4022]],
];

/** The vendor's own faults: nothing is wrong with the request, and whether it was done is not said. */
const vendorFaults: readonly number[] = [900, 1203, 1210, 1244, 1314, 1316, 1318, 1319, 1338, 1401, 1646];

const kinds: ReadonlyMap<string, FailureKind> = new Map(
  codes.flatMap(([kind, numbers]) => numbers.map((number) => [String(number), kind] as const)),
);

/** Kind of a code other than 200; null when it stands in no list. */
export function kindOfCode(code: string, mutates: boolean): FailureKind | null {
  if (vendorFaults.includes(Number(code))) return mutates ? "unknown-outcome" : "unavailable";
  return kinds.get(code) ?? null;
}

/** What a person can do about a code, for the end of a message; empty where the vendor's words are enough. */
export function hintOf(code: string): string {
  return hints[code] ?? "";
}

const hints: Readonly<Record<string, string>> = {
  "1340": " (too little time has passed since the forbid; try again in some seconds)",
  "4004": " (the clock of this machine is more than five minutes off, or the request was under way for that long)",
  "4008": " (check accessKeySecret)",
  "4002": " (check accessKeyId)",
  "4009": " (an equal request was signed in the same second elsewhere; the next attempt is signed anew)",
};
