import { parseChinaTime } from "./times.ts";

/** A parameter that the vendor would not take. */
export class BadParameter extends Error {
  override readonly name = "BadParameter";
}

/** The query of one request, read by the names of the document. Every method throws BadParameter. */
export class Params {
  readonly #query: URLSearchParams;

  constructor(query: URLSearchParams) {
    this.#query = query;
  }

  /** The value, undefined when absent or empty. */
  maybe(name: string): string | undefined {
    const value = this.#query.get(name);
    return value === null || value === "" ? undefined : value;
  }

  text(name: string): string {
    const value = this.maybe(name);
    if (value === undefined) throw new BadParameter(`${name} is missing`);
    return value;
  }

  oneOf<const Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.maybe(name);
    if (value === undefined) return fallback;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new BadParameter(`${name} is none of ${choices.join(", ")}`);
    return found;
  }

  /** A whole number within the range; `fallback` when absent, required when that is undefined. */
  int(name: string, least: number, most: number, fallback?: number): number {
    const value = this.maybe(name);
    if (value === undefined) {
      if (fallback === undefined) throw new BadParameter(`${name} is missing`);
      return fallback;
    }
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most))
      throw new BadParameter(`${name} is not a number from ${least} to ${most}`);
    return number;
  }

  /** A China Standard Time in epoch milliseconds, undefined when absent. */
  time(name: string): number | undefined {
    const value = this.maybe(name);
    if (value === undefined) return undefined;
    const parsed = parseChinaTime(value);
    if (parsed === null) throw new BadParameter(`${name} is not a time of the form YYYY-MM-DD HH:MM:SS`);
    return parsed;
  }

  /** The requested page of a list: page number from 1 and page size within its bounds. */
  page<Item>(items: readonly Item[], least: number, most: number, fallback: number): readonly Item[] {
    const size = this.int("Param.n.page_size", least, most, fallback);
    const number = this.int("Param.n.page_no", 1, 1_000_000, 1);
    return items.slice((number - 1) * size, number * size);
  }
}
