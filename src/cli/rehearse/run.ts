import { defaultTimeoutMs } from "../../config/accounts.ts";
import { childEnvironment, userName } from "../../config/env.ts";
import { scaledClock } from "../../domain/clock.ts";
import type { ServiceId } from "../../model/service.ts";
import type { FaultRule } from "../../simulator/faults.ts";
import { fixedCredentials, startSimulator } from "../../simulator/server.ts";
import { connectClient } from "../../temporal/connect.ts";
import { startEmbeddedServer } from "../../temporal/embedded.ts";
import { findTemporalServer } from "../../temporal/find-server.ts";
import { loadService } from "../../vendors/registry.ts";
import type { AccountDirectory, WorkerAccount } from "../../workers/accounts.ts";
import { createLogger } from "../../workers/logger.ts";
import { startWorkers } from "../../workers/start-workers.ts";
import { Interrupted } from "../errors.ts";
import { freePort } from "../../temporal/free-port.ts";
import type { PlannedEvent } from "../load-plans.ts";
import type { Output } from "../output.ts";
import { firstStepMs, startEvent } from "../start-event.ts";
import { version } from "../version.ts";
import type { Interrupt } from "../wait.ts";
import { encodersOf } from "./fault-file.ts";
import type { EncoderWish } from "./fault-file.ts";
import { followEvent } from "./follow.ts";
import { startReporter } from "./reporter.ts";
import { summarize } from "./summary.ts";
import type { RehearsalSummary } from "./summary.ts";

export interface RehearsalOptions {
  readonly out: Output;
  readonly plans: readonly PlannedEvent[];
  readonly speed: number;
  readonly seed: number;
  readonly faults: readonly FaultRule[];
  readonly encoders: readonly EncoderWish[] | null;
  readonly logFile: string | undefined;
  readonly interrupt: Interrupt;
}

/** The clock starts this long before the first step, event time. */
const leadInMs = 60_000;

/** Starts server, workers and simulator, runs the events to their end, and stops it all, last started first. */
export async function runRehearsal(options: RehearsalOptions): Promise<RehearsalSummary> {
  const { out, interrupt } = options;
  const startedMs = Date.now();
  const log = createLogger({
    pretty: false,
    level: options.logFile === undefined ? "silent" : "info",
    file: options.logFile,
  });
  const cleanups: (() => Promise<unknown>)[] = [];
  try {
    const found = await findTemporalServer({ env: childEnvironment(), tell: (line) => out.warn(line) });
    const server = await startEmbeddedServer({ binary: found.binary, purpose: "rehearsal" });
    cleanups.push(() => server.stop());
    const port = await freePort();
    const plans = options.plans.map((event) => event.plan);
    const accounts = await simulatedAccounts(options.plans, (service) => `http://127.0.0.1:${port}/${service}`);
    const workers = await startWorkers({
      address: server.address,
      namespace: server.namespace,
      accounts,
      log,
      shutdownGraceMs: 500,
    });
    cleanups.push(() => workers.stop());
    const client = await connectClient({
      address: server.address,
      namespace: server.namespace,
      from: "embedded server",
      access: {},
    });
    cleanups.push(() => client.connection.close());
    if (interrupt.signal.aborted) throw new Interrupted();

    // Only now: what came before is not to eat into the events' time.
    const clock = scaledClock(Date.now(), Math.min(...plans.map(firstStepMs)) - leadInMs, options.speed);
    const simulator = await startSimulator({ clock, port, seed: options.seed, accounts: [], faults: options.faults });
    cleanups.push(() => simulator.stop());
    for (const { spec } of plans) {
      for (const encoder of encodersOf(spec, options.encoders))
        simulator.addEncoder({ service: spec.service, ...encoder });
    }
    const startedBy = { version, user: userName() };
    for (const { plan, specHash } of options.plans) await startEvent(client, { plan, specHash, clock, startedBy });

    const reporter = await startReporter(
      out,
      plans.map((plan) => plan.spec),
      clock,
      options.speed,
    );
    try {
      const ended = new AbortController();
      const signal = AbortSignal.any([interrupt.signal, ended.signal]);
      const following = Promise.all(
        plans.map((plan) =>
          followEvent(plan, { client, clock, signal, onState: (id, state) => reporter.onState(id, state) }),
        ),
      );
      const interrupted = interrupt.happened.then(() => Promise.reject(new Interrupted()));
      const events = await Promise.race([following, workers.failed, interrupted]).finally(() => ended.abort());
      const snapshot = simulator.snapshot();
      return summarize({
        events,
        simulatedFiles: snapshot.files,
        simulatedOpen: snapshot.openResources,
        simulatedCalls: snapshot.calls,
        startedBy,
        speed: options.speed,
        seed: options.seed,
        wallMs: Date.now() - startedMs,
      });
    } finally {
      reporter.stop();
    }
  } finally {
    for (const cleanup of cleanups.reverse())
      await cleanup().catch((error: unknown) => log.warn({ err: error }, "clean-up"));
  }
}

/**
 * One account for each that the events name, all on the simulator with its fixed credentials; rate, time-out and defaults
 * are the configuration's where it has the account.
 */
async function simulatedAccounts(
  events: readonly PlannedEvent[],
  endpoint: (service: ServiceId) => string,
): Promise<AccountDirectory> {
  const accounts = new Map<string, WorkerAccount>();
  for (const { plan, settings } of events) {
    const { spec } = plan;
    if (accounts.has(spec.account)) continue;
    const service = await loadService(spec.service);
    accounts.set(spec.account, {
      service: spec.service,
      access: {
        name: spec.account,
        credentials: service.parseCredentials(fixedCredentials[spec.service]),
        endpoint: endpoint(spec.service),
        timeoutMs: settings?.timeoutMs ?? defaultTimeoutMs,
        defaults: settings?.defaults ?? {},
      },
      perMinute: settings?.perMinute ?? service.facts.defaultPerMinute,
    });
  }
  return {
    names: [...accounts.keys()],
    get(name) {
      const account = accounts.get(name);
      if (account === undefined) throw new Error(`account ${name} takes no part in this rehearsal`);
      return account;
    },
  };
}
