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
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(faultsOf);
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

/** What zod reports where nothing was given at all. */
const missable: ReadonlySet<string> = new Set(["invalid_type", "invalid_value", "invalid_union"]);

function faultsOf(issue: z.core.$ZodIssue): readonly ParameterFault[] {
  if (issue.input === undefined && missable.has(issue.code))
    return [{ param: nameOf(issue.path), message: "is missing" }];
  if (issue.code === "invalid_union") {
    const meant = meantBranch(issue.errors);
    if (meant !== null) return meant.flatMap((inner) => faultsOf({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  const param = nameOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ param: nameOf([...issue.path, key]), message: "is not a parameter" }));
  }
  if (issue.code === "invalid_type") return [{ param, message: `must be of type ${issue.expected}` }];
  if (issue.code === "invalid_value") {
    return [{ param, message: `must be ${issue.values.map((value) => String(value)).join(" or ")}` }];
  }
  return [{ param, message: issue.message }];
}

/** The one alternative that has the type of what was given, so that its own faults are told; null when none or several have. */
function meantBranch(branches: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] | null {
  const close = branches.filter((issues) => !issues.some((issue) => isOfOtherType(issue)));
  return close.length === 1 ? (close[0] ?? null) : null;
}

function isOfOtherType(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && issue.code === "invalid_type";
}

function nameOf(path: readonly PropertyKey[]): string {
  let name = "";
  for (const part of path) {
    if (typeof part === "number") name += `[${part}]`;
    else name += name === "" ? String(part) : `.${String(part)}`;
  }
  return name;
}
