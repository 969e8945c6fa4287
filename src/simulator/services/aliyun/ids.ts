import { randomHex } from "../../random.ts";

/** An id of the usual form, lower case, from the seed and the names. */
export function uuid(seed: number, ...names: readonly (string | number)[]): string {
  const hex = randomHex(32, seed, ...names);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
