import { malformed, Refusal } from "./refusal.ts";
import { parseIso } from "./times.ts";

/** The parameters of one call, checked against the action's table already. An empty text counts as absent. */
export class Args {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** Whether it was sent at all, empty or not. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  maybe(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === "" ? undefined : value;
  }

  /** @throws Refusal MissingParameter */
  text(name: string): string {
    const value = this.maybe(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  int(name: string, fallback: number): number {
    const value = this.maybe(name);
    return value === undefined ? fallback : Number(value);
  }

  number(name: string): number | undefined {
    const value = this.maybe(name);
    return value === undefined ? undefined : Number(value);
  }

  time(name: string): number | undefined {
    const value = this.maybe(name);
    return value === undefined ? undefined : (parseIso(value) ?? undefined);
  }

  /** @throws Refusal MissingParameter */
  moment(name: string): number {
    const value = this.time(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  /** A comma list; empty when absent. */
  list(name: string): readonly string[] {
    return (this.maybe(name) ?? "").split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  }

  /** The values of Name.1, Name.2 … in order. */
  items(name: string): readonly string[] {
    return this.#indexes(name).flatMap((index) => this.maybe(`${name}.${index}`) ?? []);
  }

  /** The groups Name.1.x, Name.2.x … in order, each with its own names. */
  groups(name: string): readonly Args[] {
    return this.#indexes(name).map((index) => {
      const prefix = `${name}.${index}.`;
      const inner = [...this.#values].filter(([key]) => key.startsWith(prefix));
      return new Args(new Map(inner.map(([key, value]) => [key.slice(prefix.length), value])));
    });
  }

  /** An object sent as JSON text; undefined when absent or empty. */
  object(name: string): ReadonlyMap<string, unknown> | undefined {
    const text = this.maybe(name);
    if (text === undefined) return undefined;
    const value = parseJson(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(name);
    return new Map(Object.entries(value));
  }

  #indexes(name: string): readonly number[] {
    const found = new Set<number>();
    for (const key of this.#values.keys()) {
      if (!key.startsWith(`${name}.`)) continue;
      const index = /^(\d+)(?:\.|$)/.exec(key.slice(name.length + 1))?.[1];
      if (index !== undefined) found.add(Number(index));
    }
    return [...found].toSorted((a, b) => a - b);
  }
}

/** JSON text as a value; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function missing(name: string): Refusal {
  return new Refusal(400, "MissingParameter", `${name} is mandatory for this action.`);
}
