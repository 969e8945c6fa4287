import { childEnvironment, environment } from "../../config/env.ts";
import { dataFolder } from "../../config/data-folder.ts";
import { loadConfig } from "../../config/load.ts";
import { connectClient, resolveAddress } from "../../temporal/connect.ts";
import { ensureSearchAttributes } from "../../temporal/ensure-namespace.ts";
import { listenAddress } from "../arguments.ts";
import type { CommandContext } from "../context.ts";
import { startHealth } from "../health.ts";
import { checkTemporal, runUntilSignal } from "../run-until-signal.ts";
import { processLogger, startConfiguredWorkers } from "../worker-process.ts";

/** `rundown worker`: workers for all configured accounts on a Temporal server that runs elsewhere. */
export async function worker(context: CommandContext, options: { readonly health?: string }): Promise<number> {
  const listen = options.health === undefined ? null : listenAddress("--health", options.health);
  const config = loadConfig({ file: context.config });
  const log = processLogger();
  const target = await resolveAddress({
    env: childEnvironment(),
    configured: config.config.temporal,
    dataFolder: dataFolder(undefined, environment()),
  });
  const client = await connectClient(target);
  return runUntilSignal(async (cleanups) => {
    cleanups.push(() => client.connection.close());
    await ensureSearchAttributes(client.connection, target.namespace);
    const workers = await startConfiguredWorkers(context.out, config, target, log);
    cleanups.push(() => workers.stop());
    const health = listen === null ? null : await startHealth(listen, () => checkTemporal(client));
    if (health !== null) cleanups.push(() => health.close());
    context.out.value({
      ready: true,
      temporal: target.address,
      accounts: workers.accounts,
      health: health?.url ?? null,
    });
    context.out.result(
      `Working for ${workers.accounts.join(", ") || "no account"} on ${target.address} (from ${target.from}).`,
    );
    if (health !== null) context.out.result(`Health: ${health.url}`);
    return { failed: workers.failed };
  });
}
