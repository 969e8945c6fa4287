/**
 * SHA-256 of a text's UTF-8 bytes as 64 hex digits (FIPS 180-4). Written out because rules run in the workflow sandbox
 * too, which has no node:crypto. For names and comparisons of small texts; files are hashed elsewhere.
 */
export function sha256(text: string): string {
  const state = new Uint32Array(initial);
  const message = padded(utf8(text));
  const words = new Uint32Array(64);
  for (let offset = 0; offset < message.length; offset += 64) compress(state, message, offset, words);
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}

const primes = firstPrimes(64);
const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

function compress(state: Uint32Array, message: Uint8Array, offset: number, words: Uint32Array): void {
  for (let i = 0; i < 16; i += 1) {
    const at = offset + i * 4;
    words[i] =
      (byte(message, at) << 24) | (byte(message, at + 1) << 16) | (byte(message, at + 2) << 8) | byte(message, at + 3);
  }
  for (let i = 16; i < 64; i += 1) {
    const near = word(words, i - 15);
    const far = word(words, i - 2);
    const small = rotate(near, 7) ^ rotate(near, 18) ^ (near >>> 3);
    const big = rotate(far, 17) ^ rotate(far, 19) ^ (far >>> 10);
    words[i] = word(words, i - 16) + small + word(words, i - 7) + big;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const sumE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + sumE + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + word(words, i)) | 0;
    const sumA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (sumA + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    state[i] = word(state, i) + value;
  });
}

function padded(bytes: readonly number[]): Uint8Array {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const bits = bytes.length * 8;
  for (let i = 0; i < 8; i += 1) message[message.length - 1 - i] = Math.floor(bits / 2 ** (8 * i)) & 0xff;
  return message;
}

function utf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const read = character.codePointAt(0) ?? 0;
    const code = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code, 0));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code, 6), tail(code, 0));
    else bytes.push(0xf0 | (code >> 18), tail(code, 12), tail(code, 6), tail(code, 0));
  }
  return bytes;
}

function tail(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f);
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** First 32 bits of the fractional part. */
function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32);
}

function rotate(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}

function word(words: Uint32Array, at: number): number {
  return words[at] ?? 0;
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
