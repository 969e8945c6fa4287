const keyNames =
  /(secret|token|sign|auth|key|pass|pwd|credential|expires|streamid|txtime|wstime|ossaccesskeyid|policy)/i;

/**
 * Whether an address holds a key that anyone who reads it could use: a password before the host, a query parameter named
 * like a key, or, for addresses that are pushed to (`rtmp://host/app/KEY`), a stream name behind the application.
 */
export function holdsKey(address: string, pushed: boolean): boolean {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(address);
  // Without a scheme it is not an address but may well be a bare key.
  if (match === null) return pushed;
  const [, host = "", path = "", query = ""] = match;
  if (host.includes("@")) return true;
  const names = query.split("&").filter((pair) => pair.includes("="));
  if (names.some((pair) => keyNames.test(pair.split("=")[0] ?? ""))) return true;
  return pushed && (names.length > 0 || path.split("/").filter((part) => part !== "").length > 1);
}
