import type { Client } from "@temporalio/client";
import { onInterrupt } from "./wait.ts";

type Cleanup = () => Promise<unknown>;

/**
 * Runs a lasting process: `start` resolves when it is ready, to a promise that rejects when it dies. SIGTERM and SIGINT
 * stop it, last started first; that is a clean end (0).
 */
export async function runUntilSignal(
  start: (cleanups: Cleanup[]) => Promise<{ readonly failed: Promise<never> }>,
): Promise<number> {
  const interrupt = onInterrupt();
  const cleanups: Cleanup[] = [];
  try {
    const { failed } = await start(cleanups);
    await Promise.race([interrupt.happened, failed]);
    return 0;
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup().catch(() => undefined);
    interrupt.dispose();
  }
}

/** null while Temporal answers; else a sentence. */
export async function checkTemporal(client: Client): Promise<string | null> {
  try {
    await client.withDeadline(Date.now() + 2_000, () =>
      client.workflowService.describeNamespace({ namespace: client.options.namespace }),
    );
    return null;
  } catch (error) {
    return `Temporal does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
