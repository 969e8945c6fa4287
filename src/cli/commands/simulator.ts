import { resolveAccount } from "../../config/accounts.ts";
import { ConfigUseError } from "../../config/fault.ts";
import { loadConfig } from "../../config/load.ts";
import type { LoadedConfig } from "../../config/load.ts";
import { realClock } from "../../domain/clock.ts";
import { serviceIds } from "../../model/service.ts";
import type { ServiceId } from "../../model/service.ts";
import { fixedCredentials, startSimulator } from "../../simulator/server.ts";
import type { SimulatorOptions as Options } from "../../simulator/server.ts";
import type { CommandContext } from "../context.ts";
import { UserError } from "../errors.ts";
import type { SimulatorOptions } from "../program.ts";
import { readFaultFile } from "../rehearse/fault-file.ts";
import { runUntilSignal } from "../run-until-signal.ts";

/** Somebody pushes from a minute before an armed task until half a minute after it. */
const autoPush = { leadMs: 60_000, tailMs: 30_000 };

/** `rundown simulator`: the vendors' simulators in real time, for `up` and for trying things out. */
export async function simulator(context: CommandContext, options: SimulatorOptions): Promise<number> {
  const { out } = context;
  const config = loadConfig({ file: context.config });
  const file = options.faults === undefined ? null : readFaultFile(options.faults);
  if (file !== null && file.encoders !== null) {
    throw new UserError(
      `${options.faults ?? ""}: encoders are for \`rehearse\`, which knows the events; here use --auto-push, or POST /_sim/encoders.`,
    );
  }
  const accounts = simulatorAccounts(config, (line) => out.warn(line));
  return runUntilSignal(async (cleanups) => {
    const running = await start({
      clock: realClock,
      port: options.port,
      seed: options.seed,
      accounts,
      autoPush: options.autoPush === true ? autoPush : null,
      faults: file?.faults ?? [],
    });
    cleanups.push(() => running.stop());
    const services = simulatedIds();
    out.value({
      ready: true,
      url: running.url,
      endpoints: Object.fromEntries(services.map((id) => [id, running.endpoint(id)])),
    });
    out.result(`Simulator on ${running.url}; control room under ${running.url}/_sim/`);
    for (const id of services) {
      out.result(`${id}: endpoint: ${running.endpoint(id)}`);
      if (accounts.some((account) => account.service === id))
        out.result("  accepts the credentials of the configuration");
      else out.result(`  accepts credentials: ${JSON.stringify(fixedCredentials[id])}`);
    }
    return { failed: new Promise<never>(() => undefined) };
  });
}

async function start(options: Options): ReturnType<typeof startSimulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")) {
      throw new UserError(
        `--port ${options.port ?? 0}: the port cannot be listened on (${error.message}); choose another one.`,
      );
    }
    throw error;
  }
}

/** Accounts whose secrets are there; one that lacks a secret is told, and does not stop the others' simulators. */
function simulatorAccounts(config: LoadedConfig, warn: (line: string) => void): Options["accounts"] {
  return Object.entries(config.accounts).flatMap(([name, { service }]) => {
    if (!simulatedIds().includes(service)) return [];
    try {
      return [{ service, credentials: texts(resolveAccount(config, name).credentials) }];
    } catch (error) {
      if (!(error instanceof ConfigUseError)) throw error;
      warn(`${error.message}. Until then the simulator does not know account ${name}.`);
      return [];
    }
  });
}

function simulatedIds(): readonly ServiceId[] {
  const known: readonly string[] = Object.keys(fixedCredentials);
  return serviceIds.filter((id) => known.includes(id));
}

function texts(credentials: unknown): Readonly<Record<string, string>> {
  if (typeof credentials !== "object" || credentials === null) return {};
  return Object.fromEntries(
    Object.entries(credentials).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}
