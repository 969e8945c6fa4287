import { readText } from "../../config/read-file.ts";
import { parseJson } from "../../vendors/kit/json.ts";
import { UserError } from "../errors.ts";

/**
 * The parameters of a call, from `--params` or `--params-file`; none at all is an empty object. Integers keep their
 * digits. Throws a UserError for what is no JSON object.
 */
export function readParams(options: {
  readonly params?: string;
  readonly paramsFile?: string;
}): Readonly<Record<string, unknown>> {
  const { params, paramsFile } = options;
  if (params !== undefined && paramsFile !== undefined) {
    throw new UserError("--params and --params-file: give one of them.");
  }
  if (params !== undefined) return objectOf("--params", params);
  if (paramsFile === undefined) return {};
  const read = readText(paramsFile);
  if (!read.ok) throw new UserError(`--params-file ${paramsFile}: ${read.fault.message}.`);
  return objectOf(`--params-file ${paramsFile}`, read.text);
}

function objectOf(where: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${where}: is not JSON (${why}); write an object, e.g. '{ "name": "value" }'.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const kind = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
    throw new UserError(`${where}: is ${kind}; write an object, e.g. '{ "name": "value" }'.`);
  }
  return { ...value };
}
