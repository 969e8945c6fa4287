/** Percent-encoding by RFC 3986: only A-Z a-z 0-9 - _ . ~ stay as they are; a blank is %20. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `name=value` pairs joined by `&`, both sides percent-encoded, in the given order. */
export function encodeQuery(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
}
