import { BadParameter } from "../tencent-kit/params.ts";
import { parseChinaTime } from "../tencent-kit/times.ts";

/** The parameters of one request, read by the names of the document. Every method throws BadParameter. */
export class Fields {
  readonly #fields: URLSearchParams;

  constructor(fields: URLSearchParams) {
    this.#fields = fields;
  }

  /** The value, undefined when it is not there. */
  maybe(name: string): string | undefined {
    return this.#fields.get(name) ?? undefined;
  }

  text(name: string): string {
    const value = this.maybe(name);
    if (value === undefined || value === "") throw new BadParameter(`${name} is missing`);
    return value;
  }

  /** A 64-bit id in decimal. */
  id(name: string): string {
    return checkedId(name, this.text(name));
  }

  /** A whole number within the range; undefined when it is not there. */
  maybeInt(name: string, least: number, most: number): number | undefined {
    const value = this.maybe(name);
    if (value === undefined) return undefined;
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new BadParameter(`${name} is not a number from ${least} to ${most}`);
  }

  int(name: string, least: number, most: number): number {
    const value = this.maybeInt(name, least, most);
    if (value === undefined) throw new BadParameter(`${name} is missing`);
    return value;
  }

  /** A China Standard Time in epoch milliseconds; undefined when it is not there. */
  maybeTime(name: string): number | undefined {
    const value = this.maybe(name);
    if (value === undefined) return undefined;
    const ms = parseChinaTime(value);
    if (ms === null) throw new BadParameter(`${name} is not a time of the form YYYY-MM-DD HH:MM:SS`);
    return ms;
  }

  time(name: string): number {
    const ms = this.maybeTime(name);
    if (ms === undefined) throw new BadParameter(`${name} is missing`);
    return ms;
  }

  /** The numbers that follow `name.` at the front, in order: the document counts from 1 in one place and from 0 in another. */
  numbers(name: string): readonly number[] {
    const found = new Set<number>();
    for (const key of this.#fields.keys()) {
      const [, digits] = key.startsWith(`${name}.`) ? (/^(\d{1,6})(\.|$)/.exec(key.slice(name.length + 1)) ?? []) : [];
      if (digits !== undefined) found.add(Number(digits));
    }
    return [...found].toSorted((a, b) => a - b);
  }

  /** The ids of a batch. */
  ids(name: string): readonly string[] {
    const ids = this.numbers(name).map((at) => checkedId(name, this.text(`${name}.${at}`)));
    if (ids.length === 0) throw new BadParameter(`${name} is missing`);
    return ids;
  }

  /** The requested page of a list, `fallback` items when no size is given. */
  page<Item>(items: readonly Item[], pageName: string, fallback: number): readonly Item[] {
    const size = this.maybeInt("pageSize", 1, 1_000_000) ?? fallback;
    const number = this.maybeInt(pageName, 1, 1_000_000) ?? 1;
    return items.slice((number - 1) * size, number * size);
  }
}

function checkedId(name: string, value: string): string {
  if (!/^\d{1,20}$/.test(value)) throw new BadParameter(`${name} is no id: ${value.slice(0, 40)}`);
  return value;
}
