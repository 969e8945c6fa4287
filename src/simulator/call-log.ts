/** One call as it was answered. Nothing of the request but its names is kept. */
export interface CallRecord {
  readonly number: number;
  readonly atMs: number;
  readonly wallMs: number;
  readonly service: string;
  readonly operation: string;
  readonly wireName: string;
  readonly stream: string | null;
  /** HTTP status; null when the connection was reset. */
  readonly status: number | null;
  readonly error: string | null;
  readonly fault: string | null;
}

/** Calls, failures and faults of one operation. */
export interface CallCount {
  calls: number;
  errors: number;
  faults: number;
}

const kept = 2000;

/** Counts every call and keeps the last 2000. */
export class CallLog {
  readonly #counts = new Map<string, Map<string, CallCount>>();
  readonly #onCall: (record: CallRecord) => void;
  #records: CallRecord[] = [];
  #total = 0;

  constructor(onCall: (record: CallRecord) => void) {
    this.#onCall = onCall;
  }

  add(call: Omit<CallRecord, "number">): void {
    this.#total += 1;
    const record = { number: this.#total, ...call };
    this.#records.push(record);
    if (this.#records.length > kept * 2) this.#records = this.#records.slice(-kept);
    const count = this.#count(call.service, call.operation);
    count.calls += 1;
    if (call.error !== null || call.status === null || call.status >= 400) count.errors += 1;
    if (call.fault !== null) count.faults += 1;
    this.#onCall(record);
  }

  /** Calls by operation id, all services together. */
  totals(): Record<string, number> {
    const result: Record<string, number> = {};
    for (const operations of this.#counts.values()) {
      for (const [operation, count] of operations) result[operation] = (result[operation] ?? 0) + count.calls;
    }
    return result;
  }

  /** Everything, as the control room shows it. */
  report(): {
    readonly total: number;
    readonly services: Readonly<Record<string, Readonly<Record<string, CallCount>>>>;
    readonly log: readonly CallRecord[];
  } {
    const services: Record<string, Record<string, CallCount>> = {};
    for (const [service, operations] of this.#counts) services[service] = Object.fromEntries(operations);
    return { total: this.#total, services, log: this.#records.slice(-kept) };
  }

  #count(service: string, operation: string): CallCount {
    const operations = this.#counts.get(service) ?? new Map<string, CallCount>();
    this.#counts.set(service, operations);
    const count = operations.get(operation) ?? { calls: 0, errors: 0, faults: 0 };
    operations.set(operation, count);
    return count;
  }
}
