import { createHash } from "node:crypto";

/** 64 pseudo-random bits that depend on nothing but the seed and the names: the same run makes the same ids and faults. */
export function randomBits(seed: number, ...names: readonly (string | number)[]): bigint {
  const digest = createHash("sha256")
    .update([seed, ...names].join("\u0000"))
    .digest();
  return digest.readBigUInt64BE(0);
}

/** A fraction in [0, 1) from the seed and the names. */
export function randomFraction(seed: number, ...names: readonly (string | number)[]): number {
  return Number(randomBits(seed, ...names) >> 11n) / 2 ** 53;
}

/** A whole number from `least` to `most`. */
export function randomBetween(
  least: number,
  most: number,
  seed: number,
  ...names: readonly (string | number)[]
): number {
  return least + Math.floor(randomFraction(seed, ...names) * (most - least + 1));
}

/** Lower-case hexadecimal text of `digits` characters, 64 at most. */
export function randomHex(digits: number, seed: number, ...names: readonly (string | number)[]): string {
  return createHash("sha256")
    .update([seed, ...names].join("\u0000"))
    .digest("hex")
    .slice(0, digits);
}

/** A 64-bit identifier in decimal that no JavaScript number can hold: odd and above 2^62. */
export function randomId(seed: number, ...names: readonly (string | number)[]): string {
  return String((1n << 62n) | (randomBits(seed, ...names) & ((1n << 60n) - 1n)) | 1n);
}
