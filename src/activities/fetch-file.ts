import { Context } from "@temporalio/activity";
import type { EventActivities } from "../model/activities.ts";
import type { VendorFile } from "../model/files.ts";
import { download } from "./fetch/download.ts";

export interface FetchFileDeps {
  /** The account's connection, as far as a download needs it. */
  connection(account: string): Promise<{
    fileUrl(file: VendorFile): string;
    /** Of the account; its host may be private. */
    readonly endpoint: string | null;
    /** Names the service in failures. */
    readonly service?: string;
  }>;
}

/**
 * The activity that fetches one recorded file into every place. Resumes what an earlier try left, on the same disk;
 * heartbeats `{ bytes, total }` every second. Throws VendorFailure and DeliveryError.
 */
export function createFetchFile(deps: FetchFileDeps): EventActivities["fetchFile"] {
  return async ({ account, event, file, to, name }) => {
    const context = Context.current();
    const connection = await deps.connection(account);
    return download({
      url: connection.fileUrl(file),
      to,
      name,
      key: `${account} ${event} ${file.id} ${name}`,
      endpoint: connection.endpoint,
      service: connection.service ?? account,
      heartbeat: (progress) => context.heartbeat(progress),
      signal: context.cancellationSignal,
    });
  };
}
