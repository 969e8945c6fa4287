/** Host and last four characters; what lies between may be a key. Text without a host shows its last four characters. */
export function maskAddress(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?([^/?#]+)(.*)$/i.exec(address);
  if (match === null) return address.length <= 8 ? "…" : `…${address.slice(-4)}`;
  const [, scheme = "", host = "", rest = ""] = match;
  if (rest.length <= 1) return `${scheme}://${host}${rest}`;
  return rest.length <= 8 ? `${scheme}://${host}/…` : `${scheme}://${host}/…${rest.slice(-4)}`;
}
