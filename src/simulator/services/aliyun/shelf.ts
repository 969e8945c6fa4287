/** One state of one thing, from included until excluded, event milliseconds. */
export interface Version<Value> {
  readonly key: string;
  /** The number of the thing on its shelf: a thing that was removed and put back has another. */
  readonly serial: number;
  readonly value: Value;
  readonly createdMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Things by key with all their past, so that reads may see the world as it was a lag ago. */
export class Shelf<Value> {
  readonly #lives = new Map<string, Version<Value>[]>();
  #serial = 0;

  /** The state that writes see. */
  now(key: string): Value | undefined {
    return this.at(key, Number.MAX_SAFE_INTEGER)?.value;
  }

  at(key: string, atMs: number): Version<Value> | undefined {
    return this.#lives.get(key)?.findLast((one) => one.fromMs <= atMs && atMs < one.untilMs);
  }

  /** All that is there at that moment, in the order of making. */
  list(atMs: number): readonly Version<Value>[] {
    return [...this.#lives.values()]
      .flatMap((versions) => versions.filter((one) => one.fromMs <= atMs && atMs < one.untilMs).slice(-1))
      .toSorted((a, b) => a.serial - b.serial);
  }

  /** All that is there now. */
  open(): readonly Version<Value>[] {
    return this.list(Number.MAX_SAFE_INTEGER);
  }

  /** Every version ever, in the order of making. */
  history(): readonly Version<Value>[] {
    return [...this.#lives.values()].flat().toSorted((a, b) => a.serial - b.serial || a.fromMs - b.fromMs);
  }

  /** Makes or replaces; what was there before ends now. */
  put(key: string, value: Value, nowMs: number): Version<Value> {
    const before = this.at(key, Number.MAX_SAFE_INTEGER);
    this.remove(key, nowMs);
    this.#serial += before === undefined ? 1 : 0;
    const version = {
      key,
      serial: before?.serial ?? this.#serial,
      value,
      createdMs: before?.createdMs ?? nowMs,
      fromMs: nowMs,
      untilMs: Number.POSITIVE_INFINITY,
    };
    this.#lives.set(key, [...(this.#lives.get(key) ?? []), version]);
    return version;
  }

  /** Ends a thing; tells whether it was there. */
  remove(key: string, nowMs: number): boolean {
    const versions = this.#lives.get(key) ?? [];
    const last = versions.at(-1);
    if (last === undefined || last.untilMs !== Number.POSITIVE_INFINITY) return false;
    this.#lives.set(key, [...versions.slice(0, -1), { ...last, untilMs: nowMs }]);
    return true;
  }

  /** Ends everything whose key the test accepts. */
  removeAll(test: (key: string) => boolean, nowMs: number): void {
    for (const { key } of this.open()) if (test(key)) this.remove(key, nowMs);
  }
}
