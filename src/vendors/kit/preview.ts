import type { RequestPreview } from "../port.ts";
import { percentEncode } from "./encode.ts";
import { scrub } from "./failure.ts";
import { connectionTarget } from "./http.ts";
import type { HttpRequest } from "./http.ts";

const hidden = "***";

/** Names of parameters, headers and JSON members whose value proves who asks, or opens something. */
const secretName =
  /^(sign|signature|authorization|token|password|passwd|txsecret|ssl_?pri(vate)?_?key|sslpri|private_?key|(x-amz-|x-[a-z]+-)?(signature|security-?token)|[a-z_-]*secret([a-z_-]*key)?|[a-z_-]*auth_?key\d*)$/i;

/**
 * A prepared request for people: signatures, keys and tokens are `***`, wherever they stand (query, headers, form or JSON
 * body, addresses inside of parameters). `secrets` are the account's own, `endpoint` is where the account connects.
 */
export function previewOf(request: HttpRequest, secrets: readonly string[], endpoint: string | null): RequestPreview {
  const target = connectionTarget(request, endpoint);
  const headers = { host: new URL(request.origin).host, ...request.headers };
  const form = /^application\/x-www-form-urlencoded/i.test(headerOf(request, "content-type"));
  const [path = "", ...query] = target.path.split("?");
  const shownQuery = query.length === 0 ? "" : `?${hidePairs(query.join("?"), secrets)}`;
  return {
    method: request.method,
    url: target.origin + hideEncoded(path, secrets) + shownQuery,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, hideHeader(name, value, secrets)]),
    ),
    body: request.body === null ? null : form ? hidePairs(request.body, secrets) : hideText(request.body, secrets),
  };
}

/** `name=value` pairs of a query or form; what holds no secret stays as it is encoded. */
function hidePairs(text: string, secrets: readonly string[]): string {
  return text
    .split("&")
    .map((pair) => {
      const at = pair.indexOf("=");
      if (at < 0) return hideEncoded(pair, secrets);
      const name = pair.slice(0, at);
      if (secretName.test(decoded(name))) return `${name}=${hidden}`;
      const value = decoded(pair.slice(at + 1));
      const shown = hideText(value, secrets);
      return shown === value ? pair : `${name}=${percentEncode(shown).replaceAll("%2A%2A%2A", hidden)}`;
    })
    .join("&");
}

function hideHeader(name: string, value: string, secrets: readonly string[]): string {
  if (!secretName.test(name)) return hideText(value, secrets);
  // Of `ALGORITHM Credential=…, SignedHeaders=…, Signature=…` the last part is the proof.
  const shown = value.replaceAll(/\bsignature=[^,\s]+/gi, (part) => `${part.slice(0, 9)}=${hidden}`);
  return shown === value ? hidden : hideText(shown, secrets);
}

/** Members of JSON text, pairs of addresses, passwords in addresses, and the account's own secrets. */
function hideText(text: string, secrets: readonly string[]): string {
  const members = text.replaceAll(
    /"([^"\\]{1,64})"(\s*:\s*)"(?:[^"\\]|\\.)*"/g,
    (all: string, name: string, colon: string) => (secretName.test(name) ? `"${name}"${colon}"${hidden}"` : all),
  );
  return scrub(members.replaceAll(/(:\/\/)[^/@\s"]+@/g, `$1${hidden}@`), secrets);
}

function hideEncoded(text: string, secrets: readonly string[]): string {
  return scrub(text, [...secrets, ...secrets.map(percentEncode)]);
}

function headerOf(request: HttpRequest, wanted: string): string {
  return Object.entries(request.headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
