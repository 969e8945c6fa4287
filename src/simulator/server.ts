import { createServer } from "node:http";
import type { Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { ClockSpec } from "../model/clock.ts";
import type { ServiceId } from "../model/service.ts";
import { callAnswerer } from "./answer-call.ts";
import type { CallDesk } from "./answer-call.ts";
import { CallLog } from "./call-log.ts";
import type { CallRecord } from "./call-log.ts";
import { CallbackSender } from "./callback-sender.ts";
import { controlRoom } from "./control-room.ts";
import { downloader } from "./download.ts";
import { EventClock } from "./event-clock.ts";
import { FaultPlan } from "./fault-plan.ts";
import type { FaultRule } from "./faults.ts";
import { ServiceHost } from "./service-host.ts";
import type { FileRow } from "./service-host.ts";
import { simulatedServices } from "./services.ts";
import type { OpenResource, TaskRow } from "./simulated-service.ts";

/** How a simulator is started. Times in event milliseconds. */
export interface SimulatorOptions {
  readonly clock: ClockSpec;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: a free port. */
  readonly port?: number;
  /** Default 1: ids, bytes and faults follow from it. */
  readonly seed?: number;
  /** Accepted credentials; a service without an account accepts its fixed ones. */
  readonly accounts: readonly {
    readonly service: ServiceId;
    readonly credentials: Readonly<Record<string, string>>;
  }[];
  /** Pushes every armed stream from before its start until after its end; null or left out: nobody pushes unasked. */
  readonly autoPush?: { readonly leadMs: number; readonly tailMs: number } | null;
  readonly faults?: readonly FaultRule[];
  /** How far reads are behind writes, default 500. */
  readonly lagMs?: number;
  /** Size of recorded files by length, default 2000. */
  readonly bytesPerSecond?: number;
  /** Calls of one service in a clock minute before 429; default without limit. */
  readonly rateLimit?: { readonly perMinute: number };
  readonly onCall?: (record: CallRecord) => void;
}

/** What a simulator has seen and still holds. */
export interface SimulatorSnapshot {
  /** Calls by operation id; downloads of files under `download`. */
  readonly calls: Readonly<Record<string, number>>;
  readonly openResources: readonly (OpenResource & { readonly service: string })[];
  readonly tasks: readonly (TaskRow & { readonly service: string })[];
  /** Computed when read: the checksum of a long file takes a while the first time. */
  readonly files: readonly FileRow[];
}

/** An encoder that pushes a stream of a service between two moments of event time, but for the drops. */
export interface EncoderOrder {
  readonly service: ServiceId;
  readonly stream: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly drops?: readonly { readonly fromMs: number; readonly untilMs: number }[];
  readonly reconnect?: boolean;
  readonly reconnectAfterMs?: number;
}

export interface RunningSimulator {
  readonly url: string;
  readonly port: number;
  /** The address that stands as `endpoint` in an account. */
  readonly endpoint: (service: ServiceId) => string;
  readonly addEncoder: (encoder: EncoderOrder) => void;
  readonly addFaults: (rules: readonly FaultRule[]) => void;
  /** Where a service's callbacks go, as its console would be told. */
  readonly setCallbackUrl: (service: ServiceId, url: string) => void;
  readonly snapshot: () => SimulatorSnapshot;
  readonly stop: () => Promise<void>;
}

/** The credentials of each service that are accepted when no account is given. */
export const fixedCredentials: Readonly<Partial<Record<ServiceId, Readonly<Record<string, string>>>>> =
  Object.fromEntries(simulatedServices.map((service) => [service.id, service.fixedCredentials]));

/**
 * Starts the simulators of all services on one port: `/<service>/…` the vendors, `/_files/…` their files, `/_sim/…` the
 * control room, `/healthz`.
 * @throws when the port cannot be listened on, or credentials lack a field
 */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const clock = new EventClock(options.clock);
  const seed = options.seed ?? 1;
  const stopped = new AbortController();
  const faults = new FaultPlan(clock, seed);
  faults.add(options.faults ?? []);
  const log = new CallLog(options.onCall ?? (() => undefined));
  const perMinute = options.rateLimit?.perMinute ?? null;
  const desk: CallDesk = { clock, faults, log, stopped: stopped.signal, perMinute };
  const callbacks = new CallbackSender(clock, faults, stopped.signal);
  let url = "";
  const settings = {
    clock,
    seed,
    lagMs: options.lagMs ?? 500,
    bytesPerSecond: options.bytesPerSecond ?? 2000,
    autoPush: options.autoPush ?? null,
    baseUrl: () => url,
  };
  const hosts = simulatedServices.map((service) => {
    const given = options.accounts.filter((account) => account.service === service.id);
    const accepted = given.length === 0 ? [service.fixedCredentials] : given.map((account) => account.credentials);
    return new ServiceHost(service, accepted, settings);
  });
  const hostOf = (service: ServiceId): ServiceHost => {
    const host = hosts.find((candidate) => candidate.id === service);
    if (host === undefined) throw new Error(`the simulator has no service ${service}`);
    return host;
  };

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get("/healthz", (context) => context.json({ ok: true, services: hosts.map((host) => host.id) }));
  app.route("/_sim", controlRoom(hosts, desk, callbacks));
  app.on(["GET", "HEAD"], "/_files/:service/*", downloader(hosts, desk, seed));
  for (const host of hosts) app.all(`/${host.id}/*`, callAnswerer(host, desk));

  const host = options.host ?? "127.0.0.1";
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  const port = await listen(server, host, options.port ?? 0);
  url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  for (const one of hosts) callbacks.start(one);

  return {
    url,
    port,
    endpoint: (service) => `${url}/${hostOf(service).id}`,
    addEncoder: ({ service, drops, ...encoder }) => hostOf(service).encoders.add({ ...encoder, drops: drops ?? [] }),
    addFaults: (rules) => faults.add(rules),
    setCallbackUrl: (service, receiver) => callbacks.register(hostOf(service), receiver),
    snapshot: () => ({
      calls: log.totals(),
      openResources: hosts.flatMap((one) => one.instance.openResources().map((row) => ({ service: one.id, ...row }))),
      tasks: hosts.flatMap((one) => one.instance.tasks().map((row) => ({ service: one.id, ...row }))),
      get files() {
        return hosts.flatMap((one) => one.files());
      },
    }),
    stop: async () => {
      stopped.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : port;
}
