import { Refusal } from "./reply.ts";

type Fields = Readonly<Record<string, unknown>>;

/** One request's parameters, from the query or the JSON body. Every reader throws a Refusal with the vendor's code. */
export class Params {
  readonly #fields: Fields;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  /** The query without the public parameters, or the body. @throws Refusal 1001 for a body that is no JSON object */
  static of(method: string, query: URLSearchParams, body: string): Params {
    if (method === "GET") {
      const own = [...query].filter(([name]) => !name.startsWith("X-Amz-") && name !== "Action" && name !== "Version");
      return new Params(Object.fromEntries(own));
    }
    try {
      return new Params(fieldsOf(JSON.parse(body)));
    } catch {
      throw new Refusal(1001, "the body is no JSON object");
    }
  }

  get fields(): Fields {
    return this.#fields;
  }

  raw(name: string): unknown {
    return this.#fields[name];
  }

  has(name: string): boolean {
    const value = this.#fields[name];
    return value !== undefined && value !== null && value !== "";
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === "") throw new Refusal(1000, name);
    if (typeof value !== "string") throw new Refusal(1001, name);
    return value;
  }

  maybeText(name: string): string | null {
    return this.has(name) ? this.text(name) : null;
  }

  /** A whole number, also written as text in a query; null when absent. */
  maybeInt(name: string, least: number, most: number): number | null {
    if (!this.has(name)) return null;
    const value = this.#fields[name];
    const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number)) throw new Refusal(1001, name);
    if (number < least || number > most) throw new Refusal(1001, name);
    return number;
  }

  object(name: string): Params {
    const value = this.#fields[name];
    if (value === undefined || value === null) throw new Refusal(1000, name);
    return new Params(fieldsOf(value));
  }

  /** An array of objects. */
  list(name: string): readonly Params[] {
    return this.array(name).map((entry) => new Params(fieldsOf(entry)));
  }

  array(name: string): readonly unknown[] {
    const value = this.#fields[name];
    if (value === undefined || value === null) throw new Refusal(1000, name);
    if (!Array.isArray(value) || value.length === 0) throw new Refusal(1001, name);
    return value;
  }

  uniqName(name = "UniqName"): string {
    return this.#named(name, /^\w{2,128}$/, 1002);
  }

  app(name = "App"): string {
    return this.#named(name, /^\w{2,32}$/, 1003);
  }

  preset(): string {
    return this.#named("Preset", /^\w{2,32}$/, 1005);
  }

  streamId(): string {
    return this.#named("StreamID", /^[^]{1,512}$/, 1004);
  }

  #named(name: string, pattern: RegExp, code: number): string {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === "") throw new Refusal(1000, name);
    if (typeof value !== "string" || !pattern.test(value)) throw new Refusal(code, name);
    return value;
  }
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refusal(1001);
  return { ...value };
}
