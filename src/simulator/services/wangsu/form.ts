import { Refusal } from "./refusal.ts";

const largestInt = 2_147_483_647;

/** The parameters of one request, read by the names of the document. Every method throws a Refusal. */
export class Form {
  readonly #values: URLSearchParams;

  constructor(values: URLSearchParams) {
    this.#values = values;
  }

  /** The value as sent, undefined when absent; may be empty. */
  raw(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  /** The value, undefined when absent or empty. */
  maybe(name: string): string | undefined {
    const value = this.raw(name);
    return value === "" ? undefined : value;
  }

  /** A required value; `emptyCode` is the vendor's code for one that is sent empty. */
  text(name: string, emptyCode = 1000): string {
    const value = this.raw(name);
    if (value === undefined) throw new Refusal(1004, `${name} is missing`);
    if (value === "") throw new Refusal(emptyCode, `${name} must not be empty`);
    return value;
  }

  /** One of the choices; `fallback` when absent or empty. */
  oneOf<const Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice, code = 1000): Choice {
    const value = this.maybe(name);
    if (value === undefined) return fallback;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new Refusal(code, `${name} is none of ${choices.join(", ")}`);
    return found;
  }

  flag(name: string, fallback: boolean, code = 1000): boolean {
    return this.oneOf(name, ["0", "1"], fallback ? "1" : "0", code) === "1";
  }

  /** `true` or `false`, as the document writes booleans. */
  boolean(name: string, fallback: boolean): boolean {
    return this.oneOf(name, ["true", "false"], fallback ? "true" : "false") === "true";
  }

  /** A whole number, undefined when absent or empty. */
  int(name: string, code = 1000): number | undefined {
    const value = this.maybe(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,15}$/.test(value)) throw new Refusal(code, `${name} is no whole number`);
    return Number(value);
  }

  /** Several of the choices, joined by commas; undefined when absent or empty. */
  choices(name: string, choices: readonly string[], code: number): readonly string[] | undefined {
    const parts = this.maybe(name)?.split(",");
    if (parts?.some((part) => !choices.includes(part)) === true) {
      throw new Refusal(code, `${name} is wrong: any of ${choices.join(", ")}`);
    }
    return parts;
  }

  /** Ids joined by commas; the codes are those of pullId or of pullIds. */
  ids(
    name: string,
    codes: { readonly empty: number; readonly special: number; readonly commas: number },
  ): readonly string[] {
    const value = this.text(name, codes.empty);
    if (/^,+$/.test(value)) throw new Refusal(codes.commas, `${name} must not be only commas`);
    if (!/^[A-Za-z0-9,]+$/.test(value)) throw new Refusal(codes.special, `${name} has special characters`);
    return [...new Set(value.split(",").filter((part) => part !== ""))];
  }

  /** The requested page: `pageIndex` from 1 and `pageSize` 1 to 50, default 10 (codes 1322 to 1324, 1331). */
  page<Item>(items: readonly Item[]): readonly Item[] {
    const index = this.int("pageIndex", 1322) ?? 1;
    const size = this.int("pageSize", 1323) ?? 10;
    if (index > largestInt) throw new Refusal(1331, "pageIndex exceeds the integer size");
    if (index < 1) throw new Refusal(1322, "pageIndex must be greater than 0");
    if (size < 1 || size > 50) throw new Refusal(1323, "pageSize must be 1 to 50");
    const rows = items.slice((index - 1) * size, index * size);
    if (index > 1 && rows.length === 0) throw new Refusal(1324, "pageIndex is too large");
    return rows;
  }
}
