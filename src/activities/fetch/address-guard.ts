import { lookup } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import { BlockList, isIP } from "node:net";
import type { LookupFunction } from "node:net";

/** A vendor's address that is not fetched. The message names host and path, never the query. */
export class RefusedAddress extends Error {
  constructor(what: string, why: string) {
    super(`the file's address ${what} is refused: ${why}`);
    this.name = "RefusedAddress";
  }
}

/** Not the public internet: this host, private and shared networks, link-local, documentation, multicast, reserved. */
const closed4: readonly (readonly [net: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Inside 2000::/3, the only part of IPv6 that is routed: tunnels that can carry any IPv4 address, and documentation. */
const closed6: readonly (readonly [net: string, prefix: number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const blocked4 = new BlockList();
for (const [net, prefix] of closed4) blocked4.addSubnet(net, prefix, "ipv4");
const blocked6 = new BlockList();
for (const [net, prefix] of closed6) blocked6.addSubnet(net, prefix, "ipv6");
const routed6 = new BlockList();
routed6.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is on the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked4.check(address, "ipv4");
  // Mapped, translated, local and multicast addresses all lie outside 2000::/3.
  return family === 6 && routed6.check(address, "ipv6") && !blocked6.check(address, "ipv6");
}

export interface AddressGuard {
  /** Checks scheme, credentials and host of an address before anything is sent to it; throws RefusedAddress. */
  check(url: URL): void;
  /** For the connection: resolves, and gives back only addresses that may be reached, so that a name cannot change its mind. */
  readonly lookup: LookupFunction;
}

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const resolveAll: Resolve = async (host) => lookup(host, { all: true });

/**
 * Guards what a vendor's answer makes us fetch: http and https only, no credentials in the address, no private host.
 * The host of the account's own endpoint may be private: the user chose it.
 */
export function addressGuard(endpoint: string | null, resolve: Resolve = resolveAll): AddressGuard {
  const home = endpoint === null ? null : bareHost(new URL(endpoint).hostname);
  const mayReach = (host: string, address: string): boolean =>
    isPublicAddress(address) || host === home || address === home;

  async function reachable(host: string): Promise<readonly LookupAddress[]> {
    const found = await resolve(host);
    const allowed = found.filter(({ address }) => mayReach(host, address));
    if (allowed.length === 0) throw new RefusedAddress(host, "it is a private address");
    return allowed;
  }

  return {
    check(url) {
      const what = shownAddress(url);
      if (url.protocol !== "http:" && url.protocol !== "https:") {
        throw new RefusedAddress(what, `only http and https are fetched, not ${url.protocol.slice(0, -1)}`);
      }
      if (url.username !== "" || url.password !== "") throw new RefusedAddress(what, "it carries credentials");
      const host = bareHost(url.hostname);
      if (isIP(host) !== 0 && !mayReach(host, host)) throw new RefusedAddress(what, "it is a private address");
    },
    lookup(host, options, callback) {
      reachable(bareHost(host)).then(
        (allowed) => {
          const first = allowed[0];
          if (options.all === true) callback(null, [...allowed]);
          else if (first !== undefined) callback(null, first.address, first.family);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), "", 0),
      );
    },
  };
}

/** Host and path, for people; a query may hold a signature. */
export function shownAddress(url: URL): string {
  return `${url.host}${url.pathname}`;
}

/** Without brackets and the dot of the root. */
function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/u, "$1")
    .replace(/\.$/u, "");
}
