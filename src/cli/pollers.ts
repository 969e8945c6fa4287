import type { Client } from "@temporalio/client";
import { accountTaskQueue, workflowTaskQueue } from "../model/messages.ts";
import { UnreachableError } from "./errors.ts";

/** A long poll lasts a minute; a poller that was not seen for longer is gone, though the server lists it for five. */
const pollerAgeMs = 90_000;
const workflowType = 1;
const activityType = 2;

/** Throws an UnreachableError with the command that starts a worker when nobody polls for workflows or for an account. */
export async function requireWorkers(client: Client, accounts: readonly string[]): Promise<void> {
  if (!(await polled(client, workflowTaskQueue, workflowType))) {
    throw new UnreachableError("No worker polls; nothing was changed. Start one with: rundown up (or rundown worker)");
  }
  for (const account of new Set(accounts)) {
    if (await polled(client, accountTaskQueue(account), activityType)) continue;
    throw new UnreachableError(
      `No worker acts for account ${account}; nothing was changed. Start one whose configuration has it: rundown up (or rundown worker)`,
    );
  }
}

async function polled(client: Client, taskQueue: string, taskQueueType: 1 | 2): Promise<boolean> {
  const reply = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum's package is no dependency of ours
    taskQueueType,
  });
  return (reply.pollers ?? []).some((poller) => {
    const seconds = Number(poller.lastAccessTime?.seconds ?? 0);
    return Date.now() - seconds * 1000 < pollerAgeMs;
  });
}
