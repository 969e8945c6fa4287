import { parseJson } from "../args.ts";
import type { Call, Handler } from "../call.ts";
import { noConfig, Refusal } from "../refusal.ts";
import { keyOf } from "../world.ts";
import type { DomainFunction } from "../world.ts";

interface FunctionRule {
  readonly args: string;
  /** 4.10 sets it. */
  readonly set: boolean;
  /** 4.11 and 4.12 know it. */
  readonly listed: boolean;
  /** Several records on one domain; one of them is addressed by its configId. */
  readonly many?: boolean;
}

const rule = (args: string, set = true, listed = true): FunctionRule => ({ args, set, listed });
const many = (args: string): FunctionRule => ({ ...rule(args), many: true });

/** The functions of 4.10 to 4.13 and the arguments that each takes. */
const functions: Readonly<Record<string, FunctionRule>> = {
  referer_white_list_set: rule("refer_domain_allow_list allow_empty"),
  referer_black_list_set: rule("refer_domain_deny_list allow_empty"),
  filetype_based_ttl_set: many("ttl file_type weight"),
  path_based_ttl_set: many("ttl path weight"),
  cc_defense: rule("enable", false),
  oss_auth: rule("oss_bucket_id"),
  ip_black_list_set: rule("ip_list"),
  ip_white_list_set: rule("ip_list"),
  error_page: many("error_code rewrite_page"),
  tesla: rule("enable", false),
  set_req_host_header: rule("domain_name"),
  set_hashkey_args: rule("hashkey_args disable"),
  aliauth: rule("auth_type auth_key1 auth_key2 ali_auth_delta"),
  set_resp_header: many("key value"),
  video_seek: rule("enable", false),
  range: rule("enable", false),
  gzip: rule("enable", false),
  https_force: rule("enable"),
  http_force: rule("enable"),
  alilive: rule("notify_url enable", false),
  forward_scheme: rule("enable scheme_origin scheme_origin_port", false),
  l2_oss_key: rule("private_oss_auth", true, false),
  green_manager: rule("enable", true, false),
  tmd_signature: { ...many("name path pathType interval count action ttl"), listed: true },
};

const bounds: Readonly<Record<string, (value: string) => boolean>> = {
  "filetype_based_ttl_set.weight": (value) => Number(value) >= 1 && Number(value) <= 199,
  "path_based_ttl_set.weight": (value) => Number(value) >= 1 && Number(value) <= 99,
  "path_based_ttl_set.path": (value) => value.startsWith("/"),
  "tmd_signature.interval": (value) => Number(value) >= 10,
  "aliauth.auth_type": (value) => /^(no_auth|type_[abc])$/.test(value),
};

/** The functions of a domain (4.10 to 4.13). */
export const functionHandlers: Readonly<Record<string, Handler>> = {
  BatchSetLiveDomainConfigs(call) {
    const { args, world, nowMs } = call;
    const wanted = readFunctions(args.text("Functions"));
    const domains = args.list("DomainNames").map((name) => world.domain(name, nowMs).name);
    for (const domain of domains) {
      for (const { id, name, args: given } of wanted) {
        const before = world.functions
          .open()
          .find(({ value }) => value.domain === domain && value.name === name && (id === null || value.id === id));
        if (id !== null && before === undefined) throw noConfig();
        const replaces = before !== undefined && (id !== null || functions[name]?.many !== true);
        const own = replaces ? before.value.id : 5_000_000 + world.next();
        world.functions.put(keyOf(domain, String(own)), { id: own, domain, name, args: given }, nowMs);
      }
    }
    return {};
  },

  BatchDeleteLiveDomainConfigs({ args, world, nowMs }) {
    const names = listed(args.list("FunctionNames"));
    const domains = args.list("DomainNames").map((name) => world.domain(name, nowMs).name);
    for (const { key, value } of world.functions.open()) {
      if (domains.includes(value.domain) && names.includes(value.name)) world.functions.remove(key, nowMs);
    }
    return {};
  },

  DescribeLiveDomainConfigs({ args, world, seenMs }: Call) {
    const names = listed(args.list("FunctionNames"));
    const domain = args.text("DomainName");
    const found = world.functions
      .list(seenMs)
      .filter(({ value }) => value.domain === domain && (names.length === 0 || names.includes(value.name)));
    return {
      DomainConfigs: {
        DomainConfig: found.map(({ value }) => ({
          Status: "success",
          FunctionArgs: { FunctionArg: value.args.map(({ name, value: own }) => ({ ArgName: name, ArgValue: own })) },
          ConfigId: value.id,
          FunctionName: value.name,
        })),
      },
    };
  },

  DeleteLiveSpecificConfig({ args, world, nowMs }) {
    if (!world.functions.remove(keyOf(args.text("DomainName"), args.text("ConfigId")), nowMs)) throw noConfig();
    return {};
  },
};

function listed(names: readonly string[]): readonly string[] {
  const other = names.find((name) => functions[name]?.listed !== true);
  if (other !== undefined) throw unknownFunction(other);
  return names;
}

function unknownFunction(name: string): Refusal {
  return new Refusal(400, "InvalidFunctionName.ValueNotSupported", `FunctionName ${name} is not supported.`);
}

type Wanted = Pick<DomainFunction, "name" | "args"> & { readonly id: number | null };

function readFunctions(text: string): readonly Wanted[] {
  const value = parseJson(text);
  const bad = new Refusal(400, "InvalidFunctions.Malformed", "Specified Functions is malformed.");
  if (!Array.isArray(value) || value.length === 0) throw bad;
  return value.map((item: unknown) => {
    const name = member(item, "functionName");
    const given = member(item, "functionArgs");
    const id = member(item, "configId");
    if (typeof name !== "string" || !Array.isArray(given)) throw bad;
    const known = functions[name];
    if (known?.set !== true) throw unknownFunction(name);
    const args = given.map((one: unknown) => readArg(name, known.args.split(" "), one));
    return { name, args, id: id === undefined ? null : Number(id) };
  });
}

function readArg(owner: string, known: readonly string[], item: unknown): { name: string; value: string } {
  const [name, value] = [member(item, "argName"), member(item, "argValue")];
  if (typeof name !== "string" || !known.includes(name)) {
    throw new Refusal(400, "InvalidArgName.ValueNotSupported", `ArgName ${String(name)} is not supported.`);
  }
  if (typeof value !== "string" || bounds[`${owner}.${name}`]?.(value) === false) {
    throw new Refusal(400, "InvalidArgValue.Malformed", "Specified ArgValue is malformed.");
  }
  return { name, value };
}

/** A member of an unknown value; the printed examples differ in case. */
function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
