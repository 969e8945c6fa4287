import { sleep } from "./event-clock.ts";
import type { EventClock } from "./event-clock.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { durationMs } from "./moment.ts";
import type { ServiceHost } from "./service-host.ts";
import type { Callback, CallbackManner } from "./simulated-service.ts";

/** One callback and what became of it. Times are event milliseconds. */
export interface CallbackRecord {
  readonly service: string;
  readonly name: string;
  readonly stream: string;
  readonly atMs: number;
  readonly fault: string | null;
  tries: number;
  delivered: boolean;
}

type Maker = (key: "real" | "forged") => Callback;

const answerWithinMs = 5000;
const reorderedAfterMs = 60_000;
const kept = 1000;
/** A cut or a stop counts from the moment it is given, so a round looks a little behind the one before. */
const lookBackMs = 2000;

/** Tells receivers of pushes, interruptions and files as the vendor would, with the faults of the plan. */
export class CallbackSender {
  readonly #clock: EventClock;
  readonly #faults: FaultPlan;
  readonly #stopped: AbortSignal;
  readonly #urls = new Map<string, { readonly url: string; readonly sinceMs: number }>();
  readonly #watched = new Set<string>();
  readonly #told = new Set<string>();
  readonly #records: CallbackRecord[] = [];
  #held: (() => void)[] = [];

  constructor(clock: EventClock, faults: FaultPlan, stopped: AbortSignal) {
    this.#clock = clock;
    this.#faults = faults;
    this.#stopped = stopped;
  }

  /** Registers the receiver of a service, as its console would; what happened before is not told. */
  register(host: ServiceHost, url: string): void {
    this.#urls.set(host.id, { url, sinceMs: this.#urls.get(host.id)?.sinceMs ?? this.#clock.now() });
    this.#begin(host);
  }

  /** Begins with the services whose receivers are configured by calls. */
  start(host: ServiceHost): void {
    if (host.instance.callbacks?.further !== undefined) this.#begin(host);
  }

  #begin(host: ServiceHost): void {
    if (this.#watched.has(host.id)) return;
    this.#watched.add(host.id);
    void this.#watch(host);
  }

  list(): readonly CallbackRecord[] {
    return this.#records.slice(-kept);
  }

  async #watch(host: ServiceHost): Promise<void> {
    const manner = host.instance.callbacks;
    if (manner === null) return;
    const bornMs = this.#clock.now();
    let seenMs = bornMs;
    while (!this.#stopped.aborted) {
      const now = this.#clock.now();
      const sinceMs = Math.max(bornMs, seenMs - lookBackMs);
      for (const [id, maker] of this.#due(host, manner, sinceMs, now)) {
        if (this.#told.has(id)) continue;
        this.#told.add(id);
        void this.#tell(host, manner, maker);
      }
      seenMs = now;
      await sleep(Math.min(250, Math.max(20, this.#clock.toWall(500))), this.#stopped);
    }
  }

  #due(host: ServiceHost, manner: CallbackManner, sinceMs: number, now: number): readonly (readonly [string, Maker])[] {
    const further = (manner.further?.(sinceMs, now) ?? []).map(({ id, make }) => [id, make] as const);
    const registered = this.#urls.get(host.id);
    if (registered === undefined) return further;
    const passed = (atMs: number): boolean => atMs > Math.max(sinceMs, registered.sinceMs) && atMs <= now;
    const pushes = host.encoders.streams().flatMap((stream) => host.encoders.pushes(stream));
    const files = host.filesAt(now).filter((file) => passed(file.visibleMs));
    return [
      ...further,
      ...pushes
        .filter((push) => passed(push.fromMs))
        .map((push) => [`${push.sequence}/1`, (key: "real" | "forged") => manner.pushed(push, key)] as const),
      ...pushes
        .filter((push) => passed(push.untilMs))
        .map((push) => [`${push.sequence}/0`, (key: "real" | "forged") => manner.interrupted(push, key)] as const),
      ...files.map(
        (file) => [file.id, (key: "real" | "forged") => manner.fileReady(file, host.fileUrl(file), key)] as const,
      ),
    ];
  }

  async #tell(host: ServiceHost, manner: CallbackManner, maker: Maker): Promise<void> {
    const callback = maker("real");
    const { name, stream } = callback;
    const fault = this.#faults.strike({ target: "callback", service: host.id, names: [name], stream });
    const atMs = this.#clock.now();
    const record = { service: host.id, name, stream, atMs, fault: fault?.kind ?? null, tries: 0, delivered: false };
    this.#records.push(record);
    if (this.#records.length > kept * 2) this.#records.splice(0, kept);
    if (fault?.kind === "lost") return;
    if (fault?.kind === "late") await this.#clock.until(atMs + (durationMs(fault.ms) ?? 0), this.#stopped);
    if (fault?.kind === "forged") await this.#post(host, maker("forged"));
    if (fault?.kind === "reordered") await this.#hold();
    await this.#deliver(host, manner, callback, record);
    if (fault?.kind === "doubled") await this.#deliver(host, manner, callback, record);
    if (fault?.kind !== "reordered") this.#release();
  }

  async #deliver(host: ServiceHost, manner: CallbackManner, callback: Callback, record: CallbackRecord): Promise<void> {
    for (let left = manner.repeats; !this.#stopped.aborted; left -= 1) {
      record.tries += 1;
      const answer = await this.#post(host, callback);
      if (answer !== null && manner.accepted(answer.status, answer.body)) {
        record.delivered = true;
        return;
      }
      if (left === 0) return;
      await this.#clock.until(this.#clock.now() + manner.pauseMs, this.#stopped);
    }
  }

  async #post(host: ServiceHost, callback: Callback): Promise<{ status: number; body: string } | null> {
    const receiver = callback.url ?? this.#urls.get(host.id)?.url;
    if (receiver === undefined) return null;
    const method = callback.method ?? "POST";
    try {
      const url = new URL(receiver);
      for (const [name, value] of Object.entries(callback.query ?? {})) url.searchParams.set(name, value);
      const response = await fetch(url, {
        method,
        headers: { ...callback.headers },
        body: method === "GET" ? null : callback.body,
        redirect: "manual",
        signal: AbortSignal.any([this.#stopped, AbortSignal.timeout(answerWithinMs)]),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      // Not delivered, whatever the reason: the repeats are the vendor's only answer to it.
      return null;
    }
  }

  async #hold(): Promise<void> {
    const ended = new AbortController();
    this.#held.push(() => ended.abort());
    const signal = AbortSignal.any([ended.signal, this.#stopped]);
    await this.#clock.until(this.#clock.now() + reorderedAfterMs, signal);
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const release of held) release();
  }
}
