import type { Logger } from "pino";
import { rateAt } from "../domain/clock.ts";
import type { ClockSpec } from "../model/clock.ts";
import { RateLimiter } from "../vendors/kit/rate.ts";
import type { Service, ServiceConnection } from "../vendors/port.ts";
import { loadService } from "../vendors/registry.ts";
import type { AccountDirectory, WorkerAccount } from "../workers/accounts.ts";

/** One account as a worker holds it: its connection and its one token bucket. */
export interface Session {
  readonly name: string;
  readonly account: WorkerAccount;
  readonly service: Service;
  readonly connection: ServiceConnection;
  /** The account's one token bucket, scaled to the clock's rate. */
  limiter(clock: ClockSpec): RateLimiter;
}

/** Opens each account once, when it is first used; a secret that is missing then fails that step, not the worker. */
export class Sessions {
  private readonly open = new Map<string, Session>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly directory: AccountDirectory,
    readonly log: Logger,
  ) {}

  /** Aborted when the worker is asked to stop: what only watches hands back at once. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  stop(): void {
    this.stopping.abort();
  }

  async get(name: string): Promise<Session> {
    const known = this.open.get(name);
    if (known !== undefined) return known;
    const account = this.directory.get(name);
    const service = await loadService(account.service);
    const raced = this.open.get(name);
    if (raced !== undefined) return raced;
    const limiters = new Map<number, RateLimiter>();
    const limiter = (clock: ClockSpec): RateLimiter => {
      const clockRate = rateAt(clock, Date.now());
      const bucket = limiters.get(clockRate) ?? new RateLimiter({ perMinute: account.perMinute, clockRate });
      limiters.set(clockRate, bucket);
      return bucket;
    };
    const session = { name, account, service, connection: service.connect(account.access), limiter };
    this.open.set(name, session);
    return session;
  }
}
