import type { z } from "zod";
import { VendorFailure } from "./failure.ts";
import type { ParameterFault } from "./failure.ts";
import type { AnyOperation } from "./operation.ts";

/**
 * Parses the parameters of an operation strictly. Throws a VendorFailure `invalid-request` that names every fault with
 * its parameter; nothing has been sent by then.
 */
export function validateParams<Params extends z.ZodType>(
  service: string,
  operation: AnyOperation & { readonly params: Params },
  params: unknown,
): z.output<Params> {
  const parsed = operation.params.safeParse(params, { reportInput: true });
  const broken = brokenText(params, []);
  if (parsed.success && broken.length === 0) return parsed.data;
  const faults = [...(parsed.error?.issues ?? []).flatMap((issue) => faultsOf(issue)), ...broken];
  throw new VendorFailure({
    kind: "invalid-request",
    service,
    operation: operation.id,
    message: faults
      .map((fault) => (fault.param === "" ? fault.message : `${fault.param}: ${fault.message}`))
      .join("; "),
    faults,
  });
}

/** Half of a surrogate pair is no text: it can be sent in no encoding. */
const halfPair = /\p{Surrogate}/u;

function brokenText(value: unknown, path: readonly PropertyKey[]): readonly ParameterFault[] {
  if (typeof value === "string") {
    return halfPair.test(value) ? [{ param: nameOf(path), message: "holds half a character (a lone surrogate)" }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    brokenText(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** What zod reports where nothing was given at all. */
const missable: ReadonlySet<string> = new Set(["invalid_type", "invalid_value", "invalid_union"]);

function faultsOf(issue: z.core.$ZodIssue, before: readonly PropertyKey[] = []): readonly ParameterFault[] {
  const path = [...before, ...issue.path];
  const param = nameOf(path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ param: nameOf([...path, key]), message: "is not a parameter" }));
  }
  if (issue.input === undefined && missable.has(issue.code)) return [{ param, message: "is missing" }];
  if (issue.code === "invalid_union") return unionFaults(issue, path);
  if (issue.code === "invalid_type") return [{ param, message: `must be of type ${typeName(issue.expected)}` }];
  if (issue.code === "invalid_value") {
    return [{ param, message: `must be ${issue.values.map((value) => String(value)).join(" or ")}` }];
  }
  return [{ param, message: issue.message }];
}

/**
 * The faults of the variant that was meant: the only one whose type fits; of several the one with the fewest faults,
 * unless the schema has a sentence of its own for all of them.
 */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): readonly ParameterFault[] {
  const own = issue.message === "Invalid input" ? null : issue.message;
  const fitting = issue.errors
    .filter((faults) => !faults.some((fault) => fault.code === "invalid_type" && fault.path.length === 0))
    .toSorted((a, b) => a.length - b.length);
  const [meant] = fitting;
  if (meant !== undefined && meant.length > 0 && (fitting.length === 1 || own === null)) {
    return meant.flatMap((fault) => faultsOf(fault, path));
  }
  const types = issue.errors
    .flat()
    .flatMap((fault) => (fault.code === "invalid_type" ? [typeName(fault.expected)] : []));
  const wanted = types.length === 0 ? issue.message : `must be of type ${[...new Set(types)].join(" or ")}`;
  return [{ param: nameOf(path), message: own ?? wanted }];
}

/** As the documents and JSON name it. */
function typeName(expected: string): string {
  if (expected === "int") return "integer";
  return expected === "array" ? "list" : expected;
}

function nameOf(path: readonly PropertyKey[]): string {
  let name = "";
  for (const part of path) {
    if (typeof part === "number") name += `[${part}]`;
    else name += name === "" ? String(part) : `.${String(part)}`;
  }
  return name;
}
