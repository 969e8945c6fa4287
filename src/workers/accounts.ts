import type { ServiceId } from "../model/service.ts";
import type { AccountAccess } from "../vendors/port.ts";

/** What a worker needs to act for one account. Holds secrets: stays in the process. */
export interface WorkerAccount {
  readonly service: ServiceId;
  readonly access: AccountAccess;
  /** Vendor calls a minute of event time. */
  readonly perMinute: number;
}

/** The accounts a worker serves. `get` resolves the secrets and throws a message for a person when one is missing. */
export interface AccountDirectory {
  readonly names: readonly string[];
  get(name: string): WorkerAccount;
}
