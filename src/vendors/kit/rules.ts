import type { z } from "zod";

/** Tells of a broken rule; `param` is the parameter a person should change. */
export type ReportFault = (param: string, message: string) => void;

/**
 * Rules between parameters. They are judged even when single parameters are already at fault, so that all faults are
 * reported at once; a rule therefore sees raw values and keeps silent about those of the wrong type.
 */
export function withRules<Schema extends z.ZodObject>(
  schema: Schema,
  judge: (params: Readonly<Record<string, unknown>>, fault: ReportFault) => void,
): Schema {
  const checked = schema.superRefine((value, context) => {
    judge(recordOf(value), (param, message) => {
      context.addIssue({ code: "custom", path: param === "" ? [] : param.split("."), message });
    });
  });
  const last = checked._zod.def.checks?.at(-1);
  if (last !== undefined) last._zod.def.when = () => true;
  return checked;
}

/** An object as a record of unknowns; empty for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
