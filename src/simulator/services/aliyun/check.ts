import { Args, missing, parseJson } from "./args.ts";
import { malformed, Refusal } from "./refusal.ts";
import { parseIso } from "./times.ts";

/** One line of an action's table. */
interface Rule {
  readonly name: string;
  readonly required: boolean;
  readonly pattern: RegExp;
  readonly accepts: (value: string) => boolean;
}

/**
 * Checks parameters against the action's table and gives them to the handler. Words of a table, divided by blanks:
 * `Name`, `Name!` when it is mandatory, `Name:kind`. Kinds: int, int(1..30), num, num(0..1), time, bool, json, http,
 * web (http or https), len(16) characters, bytes(255), a|b|c, =a for a single value, RV and RC for slots. `Name.N` is a list,
 * `Name.N.Field` a field of a group. Parameters that the table does not know are ignored, as the vendor does.
 * @throws Refusal for the first parameter that is missing, else for the first that is wrong
 */
export function check(action: string, table: string, query: ReadonlyMap<string, string>): Args {
  const values = new Map([...query].map(([name, value]) => [ownName(name), value]));
  const args = new Args(values);
  const rules = rulesOf(table);
  for (const rule of rules) {
    const absent = rule.required ? absentName(rule.name, args) : null;
    if (absent !== null) throw missingOf(action, absent);
  }
  for (const { pattern, accepts } of rules) {
    for (const [given, value] of values) {
      if (pattern.test(given) && value !== "" && !accepts(value)) throw wrong(action, given);
    }
  }
  return args;
}

/** The vendor's client libraries and the document's examples number some lists by the singular name. */
function ownName(name: string): string {
  return name
    .replace(/^Episode(?=\.\d)/, "Episodes")
    .replace(/^Item(?=\.\d)/, "Items")
    .replace(/(^|\.)ComponentId(?=\.\d)/, "$1ComponentIds");
}

/** The name of what is missing by this rule, null when nothing is. */
function absentName(name: string, args: Args): string | null {
  const [list = "", field, inner] = name.split(/\.N\.?/);
  if (!name.includes(".N")) return args.maybe(name) === undefined ? name : null;
  if (field === undefined || field === "") {
    return args.items(list).length + args.groups(list).length > 0 ? null : `${list}.1`;
  }
  const at = args.groups(list).findIndex((group) => inner === undefined && group.maybe(field) === undefined);
  return at === -1 ? null : `${list}.${at + 1}.${field}`;
}

const known = new Map<string, readonly Rule[]>();

function rulesOf(table: string): readonly Rule[] {
  const made = known.get(table);
  if (made !== undefined) return made;
  const rules = table.split(/\s+/).flatMap((word) => {
    const match = /^([\w.]+)(!?)(?::(.+))?$/.exec(word);
    if (match === null) return [];
    const [, name = "", mark, kind] = match;
    return [{ name, required: mark === "!", pattern: patternOf(name), accepts: kindOf(kind ?? "text") }];
  });
  known.set(table, rules);
  return rules;
}

/** The names on the wire that a rule is about: N and M stand for numbers. */
function patternOf(name: string): RegExp {
  const parts = name.split(".").map((part) => (/^[NM]$/.test(part) ? "\\d+" : part));
  return new RegExp(`^${parts.join("\\.")}$`);
}

function kindOf(kind: string): (value: string) => boolean {
  const [, base = kind, bounds] = /^(\w+)\((.+)\)$/.exec(kind) ?? [];
  const [least = "", most = ""] = (bounds ?? "").split("..");
  const within = (value: number): boolean =>
    (least === "" || value >= Number(least)) && (most === "" || value <= Number(most));
  switch (base) {
    case "text":
      return () => true;
    case "int":
      return (value) => /^-?\d{1,15}$/.test(value) && within(Number(value));
    case "num":
      return (value) => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) && within(Number(value));
    case "time":
      return (value) => parseIso(value) !== null;
    case "bool":
      return (value) => /^(true|false)$/i.test(value);
    case "json":
      return (value) => parseJson(value) !== undefined;
    case "http":
      return (value) => /^http:\/\/./i.test(value);
    case "web":
      return (value) => /^https?(:\/\/|%3A%2F%2F)./i.test(value);
    case "len":
      return (value) => value.length <= Number(bounds);
    case "bytes":
      return (value) => Buffer.byteLength(value) <= Number(bounds);
    case "RV":
      return (value) => /^RV(0[1-9]|1[0-2])$/.test(value);
    case "RC":
      return (value) => /^RC(0[1-9]|[1-9]\d)$/.test(value);
    default: {
      const choices = kind.replace(/^=/, "").split("|");
      return (value) => choices.includes(value);
    }
  }
}

function missingOf(action: string, name: string): Refusal {
  const code = missingCodes[`${action}.${name}`] ?? missingCodes[action];
  return code === undefined
    ? missing(name)
    : new Refusal(400, code.replace("*", name), `${name} is mandatory for this action.`);
}

function wrong(action: string, name: string): Refusal {
  const code = wrongCodes[`${action}.${name}`];
  return code === undefined ? malformed(name) : new Refusal(400, code, `Specified parameter ${name} is invalid.`);
}

/** Where a section of the document has a code of its own for a missing parameter; `*` stands for its name. */
const missingCodes: Readonly<Record<string, string>> = {
  RealTimeRecordCommand: "Missing*",
  AddLiveDomainMapping: "Invalid*.Miss",
  DeleteLiveDomainMapping: "Invalid*.Miss",
  "DescribeLiveDomainRealTimeBpsData.DomainName": "InvalidDomainName.Malformed",
  "DescribeCasterSceneAudio.SceneId": "InvalidSceneId.Malformed",
  "UpdateCasterSceneAudio.SceneId": "InvalidSceneId.Malformed",
};

/** Where a section has a code of its own for a wrong value. */
const wrongCodes: Readonly<Record<string, string>> = {
  "SetLiveDomainCertificate.SSLProtocol": "InvalidSSLProtocol.ValueNotSupported",
  "SetLiveDomainCertificate.CertName": "InvalidCertName.TooLong",
  "BatchSetLiveDomainConfigs.Functions": "InvalidFunctions.Malformed",
  "DescribeLiveDomainRealTimeBpsData.StartTime": "InvalidTime.Malformed",
  "DescribeLiveDomainRealTimeBpsData.EndTime": "InvalidTime.Malformed",
  "DescribeLiveDomainRealTimeHttpCodeData.StartTime": "InvalidStartTime.Malformed",
  "DescribeLiveDomainRealTimeHttpCodeData.EndTime": "InvalidEndTime.Malformed",
  "DescribeLiveDomainRealTimeTrafficData.StartTime": "InvalidStartTime.Malformed",
  "DescribeLiveDomainRealTimeTrafficData.EndTime": "InvalidEndTime.Malformed",
  "CreateCaster.ChargeType": "InvalidChargeType.Malformed",
  "CreateCaster.NormType": "InvalidNormType.Malformed",
  "DescribeCasters.PageSize": "InvalidPageSize.Malformed",
  "DescribeCasters.PageNum": "InvalidPageNum.Malformed",
  "DescribeCasters.StartTime": "InvalidStartTime.Malformed",
  "DescribeCasters.EndTime": "InvalidEndTime.Malformed",
  "DescribeCasters.Status": "InvalidStatus.Malformed",
};
