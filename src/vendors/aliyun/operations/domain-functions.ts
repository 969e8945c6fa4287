import { z } from "zod";
import { tryParseJson } from "../../kit/json.ts";
import { list, text } from "../params.ts";

interface DomainFunction {
  readonly args: readonly string[];
  /** May be set (4.10), deleted (4.11), read (4.12). */
  readonly may: "all" | "delete-and-read" | "set" | "set-and-read";
}

const all = (...args: readonly string[]): DomainFunction => ({ args, may: "all" });
const fixed = (...args: readonly string[]): DomainFunction => ({ args, may: "delete-and-read" });

/** The feature functions of a domain and their arguments (4.10 to 4.13). */
export const domainFunctions: Readonly<Record<string, DomainFunction>> = {
  referer_white_list_set: all("refer_domain_allow_list", "allow_empty"),
  referer_black_list_set: all("refer_domain_deny_list", "allow_empty"),
  filetype_based_ttl_set: all("ttl", "file_type", "weight"),
  path_based_ttl_set: all("ttl", "path", "weight"),
  cc_defense: fixed("enable"),
  oss_auth: all("oss_bucket_id"),
  ip_black_list_set: all("ip_list"),
  ip_white_list_set: all("ip_list"),
  error_page: all("error_code", "rewrite_page"),
  tesla: fixed("enable"),
  set_req_host_header: all("domain_name"),
  set_hashkey_args: all("hashkey_args", "disable"),
  aliauth: all("auth_type", "auth_key1", "auth_key2", "ali_auth_delta"),
  set_resp_header: all("key", "value"),
  video_seek: fixed("enable"),
  range: fixed("enable"),
  gzip: fixed("enable"),
  https_force: all("enable"),
  http_force: all("enable"),
  alilive: fixed("notify_url", "enable"),
  forward_scheme: fixed("enable", "scheme_origin", "scheme_origin_port"),
  l2_oss_key: { args: ["private_oss_auth"], may: "set" },
  green_manager: { args: ["enable"], may: "set" },
  tmd_signature: {
    args: ["name", "path", "pathType", "interval", "count", "action", "ttl"],
    may: "set-and-read",
  },
};

const named = (can: (may: DomainFunction["may"]) => boolean): z.ZodEnum<Record<string, string>> =>
  z.enum(
    Object.entries(domainFunctions)
      .filter(([, entry]) => can(entry.may))
      .map(([name]) => name),
  );

const settable = named((may) => may !== "delete-and-read");
export const deletableFunction = named((may) => may === "all" || may === "delete-and-read");
export const readableFunction = named((may) => may !== "set");

/** Bounds of arguments that the document states (4.10); every value travels as text. */
const bounds: Readonly<Record<string, readonly [number, number | null]>> = {
  "filetype_based_ttl_set.weight": [1, 199],
  "path_based_ttl_set.weight": [1, 99],
  "tmd_signature.interval": [10, null],
};

/** One entry of `Functions` (4.10). */
const functionEntry = z
  .strictObject({
    functionName: settable.describe("Feature function"),
    functionArgs: list(
      z.strictObject({
        argName: text.describe("Argument of the function"),
        argValue: z.string().describe("Its value, always text"),
      }),
    ).describe("Arguments"),
    configId: z
      .union([z.int(), z.string().regex(/^\d+$/)])
      .optional()
      .describe("Record to change, for functions with several"),
  })
  .superRefine((entry, context) => {
    for (const [at, { argName, argValue }] of entry.functionArgs.entries()) {
      const path = ["functionArgs", at];
      if (domainFunctions[entry.functionName]?.args.includes(argName) !== true) {
        context.addIssue({
          code: "custom",
          path: [...path, "argName"],
          message: `is no argument of ${entry.functionName}`,
        });
      }
      const bound = bounds[`${entry.functionName}.${argName}`];
      if (bound === undefined) continue;
      const [min, max] = bound;
      const value = Number(argValue);
      if (!Number.isInteger(value) || value < min || (max !== null && value > max)) {
        const range = max === null ? `at least ${min}` : `${min} to ${max}`;
        context.addIssue({ code: "custom", path: [...path, "argValue"], message: `must be ${range}` });
      }
    }
  });

export const functionList = list(functionEntry);

/** The keys of URL authentication inside `Functions`, a list or its JSON text: secrets that no parameter name gives away. */
export function authenticationKeys(functions: unknown): readonly string[] {
  const entries = typeof functions === "string" ? tryParseJson(functions) : functions;
  const found = authenticationArgs.safeParse(entries);
  if (!found.success) return [];
  return found.data
    .flatMap((entry) => entry.functionArgs)
    .filter(({ argName }) => argName.startsWith("auth_key"))
    .map(({ argValue }) => argValue);
}

const authenticationArgs = z.array(
  z.looseObject({ functionArgs: z.array(z.looseObject({ argName: z.string(), argValue: z.string() })) }),
);
