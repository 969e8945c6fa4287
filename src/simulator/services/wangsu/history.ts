/** A value over time: what is written holds from its moment on, and reads may look at an earlier one. */
export class History<Value> {
  readonly #entries: { readonly atMs: number; readonly value: Value }[] = [];

  constructor(atMs: number, value: Value) {
    this.#entries.push({ atMs, value });
  }

  set(atMs: number, value: Value): void {
    this.#entries.push({ atMs, value });
  }

  /** The value at that moment; before the first entry, the first one. */
  at(atMs: number): Value {
    const entry = this.#entries.findLast((candidate) => candidate.atMs <= atMs) ?? this.#entries[0];
    if (entry === undefined) throw new Error("a history has a first entry");
    return entry.value;
  }

  firstMs(): number {
    return this.#entries[0]?.atMs ?? 0;
  }

  /** When the present value was written. */
  changedMs(): number {
    return this.#entries.at(-1)?.atMs ?? 0;
  }

  all(): readonly Value[] {
    return this.#entries.map((entry) => entry.value);
  }

  /** Each value with the stretch in which it held; the last one has no end. */
  spans(): readonly { readonly fromMs: number; readonly untilMs: number; readonly value: Value }[] {
    return this.#entries.map(({ atMs, value }, index) => ({
      fromMs: atMs,
      untilMs: this.#entries[index + 1]?.atMs ?? Number.MAX_SAFE_INTEGER,
      value,
    }));
  }
}
