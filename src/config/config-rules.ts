import { parseDuration } from "../domain/duration.ts";
import { plainHttpServices } from "../model/config-file.ts";
import type { Path } from "./fault.ts";
import { group, items, text } from "./raw.ts";
import type { RuleFault } from "./raw.ts";

/** Rules of the configuration that concern more than one key. Runs on any value; never throws. */
export function configRules(raw: unknown): readonly RuleFault[] {
  const config = group(raw);
  const accounts = Object.entries(group(config["accounts"]));
  return [
    ...accounts.flatMap(([name, account]) => accountRules(group(account), ["accounts", name])),
    ...items(config["deliver"]).flatMap((place, i) => storeExists(text(place), config, ["deliver", i])),
    ...address(text(group(config["temporal"])["address"]), ["temporal", "address"]),
    ...address(text(group(config["webhooks"])["listen"]), ["webhooks", "listen"]),
    ...items(config["notify"]).flatMap((entry, i) => notifyRules(group(entry), ["notify", i])),
    ...positive(group(config["heartbeat"])["every"], ["heartbeat", "every"]),
  ];
}

type Group = Readonly<Record<string, unknown>>;

function accountRules(account: Group, path: Path): readonly RuleFault[] {
  const service = text(account["service"]);
  const plain = plainHttpServices.some((id) => id === service);
  const endpoint = text(account["endpoint"]);
  return [
    ...(endpoint === null ? [] : endpointRules(endpoint, plain, [...path, "endpoint"])),
    ...positive(account["timeout"], [...path, "timeout"]),
    ...positive(account["watch"], [...path, "watch"]),
  ];
}

function endpointRules(endpoint: string, plainAllowed: boolean, path: Path): readonly RuleFault[] {
  if (!/^https?:\/\//.test(endpoint)) return [];
  if (!URL.canParse(endpoint)) return [{ path, message: "is not an address" }];
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return [{ path, message: "takes scheme, host, port and path only; credentials stand under credentials" }];
  }
  if (url.protocol === "https:" || plainAllowed || isLoopback(url.hostname)) return [];
  return [{ path, message: "plain http is accepted for loopback addresses only; write https" }];
}

export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function storeExists(place: string | null, config: Group, path: Path): readonly RuleFault[] {
  const store = /^store:([^/]+)/.exec(place ?? "")?.[1];
  if (store === undefined || Object.hasOwn(group(config["stores"]), store)) return [];
  return [{ path, message: `there is no store ${store} under stores` }];
}

function address(value: string | null, path: Path): readonly RuleFault[] {
  const port = Number(/:(\d{1,5})$/.exec(value ?? "")?.[1] ?? "0");
  return port > 65_535 ? [{ path, message: "a port is at most 65535" }] : [];
}

function notifyRules(entry: Group, path: Path): readonly RuleFault[] {
  const to = text(entry["to"]);
  if (to === null) return [];
  const wanted = to === "command" ? "command" : "url";
  const unwanted = to === "command" ? "url" : "command";
  const faults: RuleFault[] = [];
  if (entry[wanted] === undefined) faults.push({ path, message: `${wanted} is missing for ${to}`, on: "key" });
  if (entry[unwanted] !== undefined) {
    faults.push({ path: [...path, unwanted], message: `${to} takes ${wanted}, not ${unwanted}`, on: "key" });
  }
  return faults;
}

function positive(value: unknown, path: Path): readonly RuleFault[] {
  return typeof value === "string" && parseDuration(value) === 0 ? [{ path, message: "must be longer than 0s" }] : [];
}
