type Fields = Readonly<Record<string, unknown>>;

export interface PresetState {
  readonly name: string;
  readonly uniqName: string;
  readonly app: string;
  readonly description: string;
  readonly output: readonly Fields[];
  readonly video: Fields;
  readonly createdMs: number;
  readonly updatedMs: number | null;
}

interface Version {
  readonly atMs: number;
  readonly state: PresetState | null;
}

/** Templates with their history, so that a read can be behind. */
export class PresetBook {
  readonly #versions = new Map<string, Version[]>();

  /** The template as it was at that moment; undefined when there was none. */
  at(uniqName: string, app: string, name: string, atMs: number): PresetState | undefined {
    return stateAt(this.#versions.get(keyOf(uniqName, app, name)) ?? [], atMs);
  }

  /** Templates of an application at that moment, by creation. */
  listAt(uniqName: string, app: string, atMs: number): readonly PresetState[] {
    return [...this.#versions.values()]
      .flatMap((versions) => stateAt(versions, atMs) ?? [])
      .filter((state) => state.uniqName === uniqName && state.app === app)
      .toSorted((a, b) => a.createdMs - b.createdMs);
  }

  put(state: PresetState, atMs: number): void {
    this.#add(keyOf(state.uniqName, state.app, state.name), { atMs, state });
  }

  remove(state: PresetState, atMs: number): void {
    this.#add(keyOf(state.uniqName, state.app, state.name), { atMs, state: null });
  }

  /** What exists at that moment, of everybody. */
  all(atMs: number): readonly PresetState[] {
    return [...this.#versions.values()].flatMap((versions) => stateAt(versions, atMs) ?? []);
  }

  #add(key: string, version: Version): void {
    this.#versions.set(key, [...(this.#versions.get(key) ?? []), version]);
  }
}

function stateAt(versions: readonly Version[], atMs: number): PresetState | undefined {
  return versions.findLast((version) => version.atMs <= atMs)?.state ?? undefined;
}

function keyOf(...parts: readonly string[]): string {
  return parts.join("/");
}
