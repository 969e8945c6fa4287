import { MockActivityEnvironment } from "@temporalio/testing";
import { DefaultLogger } from "@temporalio/worker";
import pino from "pino";
import { afterAll, beforeAll, it, vi } from "vitest";
import { createEventActivities } from "../../src/activities/event-activities.ts";
import { Sessions } from "../../src/activities/sessions.ts";
import { StepFailure } from "../../src/activities/step.ts";
import { eventAt, scaledClock } from "../../src/domain/clock.ts";
import type { CloseResult, EnsureResult } from "../../src/model/activities.ts";
import type { Json } from "../../src/model/json.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import type { RunningSimulator } from "../../src/simulator/server.ts";
import type { AccountAccess, CallContext, CallRecord, Service, ServiceConnection } from "../../src/vendors/port.ts";

type Credentials = Readonly<Record<string, string>>;

/** What a service gives to be held against the port's promises. */
export interface Member {
  readonly service: Service;
  /** Every field filled in. The simulator accepts these and no others. */
  readonly credentials: Credentials;
  /** The same account with a key that is not its own. */
  readonly wrongCredentials: Credentials;
  /** Fields of `credentials` that must never be shown. */
  readonly secretFields: readonly string[];
  readonly defaults: AccountAccess["defaults"];
  /** A spec of each resource kind. Event milliseconds. */
  readonly specOf: Readonly<Record<string, (stream: string, fromMs: number, untilMs: number) => Json>>;
}

export const minute = 60_000;
const rate = 200;
const opensAt = Date.UTC(2026, 11, 1, 1);

/** A service and its simulator in one process, real HTTP on loopback, event time 200 times as fast. */
export interface Bench {
  readonly member: Member;
  readonly simulator: RunningSimulator;
  readonly connection: ServiceConnection;
  readonly context: CallContext;
  readonly secrets: readonly string[];
  now(): number;
  /** A name nobody has used yet. */
  stream(): string;
  push(stream: string, fromMs: number, untilMs: number): void;
  connect(more: Partial<AccountAccess>): ServiceConnection;
  /** The step of an event, as the worker runs it. */
  ensure(kind: string, key: string, spec: Json): Promise<EnsureResult>;
  close(kind: string, key: string, ref: Json): Promise<CloseResult>;
  /** Requests that the simulator has seen. */
  requests(): number;
  open(stream: string): number;
}

/** Opens a bench around the tests of a group. */
export function withBench(member: Member): () => Bench {
  let bench: Bench | undefined;
  beforeAll(async () => {
    bench = await openBench(member);
  });
  afterAll(() => bench?.simulator.stop());
  return () => {
    if (bench === undefined) throw new Error("the bench is not open yet");
    return bench;
  };
}

async function openBench(member: Member): Promise<Bench> {
  const { service, credentials } = member;
  const { id } = service.facts;
  const clock = scaledClock(Date.now(), opensAt, rate);
  const simulator = await startSimulator({ clock, accounts: [{ service: id, credentials }] });
  const access = (more: Partial<AccountAccess> = {}): AccountAccess => ({
    name: "bench",
    credentials: service.parseCredentials(credentials),
    endpoint: simulator.endpoint(id),
    timeoutMs: 5_000,
    defaults: member.defaults,
    ...more,
  });
  const directory = { names: ["bench"], get: () => ({ service: id, access: access(), perMinute: 6_000 }) };
  const steps = createEventActivities(new Sessions(directory, pino({ level: "silent" })));
  const step = { event: "bench", step: "bench", account: "bench", clock, attempt: 1 };
  let streams = 0;
  return {
    member,
    simulator,
    connection: service.connect(access()),
    context: { clock },
    secrets: member.secretFields.map((field) => credentials[field] ?? ""),
    now: () => eventAt(clock, Date.now()),
    stream: () => `stream_${(streams += 1)}`,
    push: (stream, fromMs, untilMs) => simulator.addEncoder({ service: id, stream, fromMs, untilMs, reconnect: false }),
    connect: (more) => service.connect(access(more)),
    ensure: (kind, key, spec) => run(() => steps.ensureResource({ ...step, kind, key, spec })),
    close: (kind, key, ref) => run(() => steps.closeResource({ ...step, kind, key, ref })),
    requests: () => Object.values(simulator.snapshot().calls).reduce((sum, calls) => sum + calls, 0),
    open: (stream) => simulator.snapshot().openResources.filter((row) => row.stream === stream).length,
  };
}

/** Failures are what is tested here; the SDK need not print them. */
const logger = new DefaultLogger("ERROR");

/** Runs a step in an activity's context; what it throws is the vendor's failure. */
async function run<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await new MockActivityEnvironment({}, { logger }).run(work);
  } catch (error) {
    throw error instanceof StepFailure ? error.failure : error;
  }
}

/** Polls until it holds. */
export async function eventually(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  await vi.waitUntil(holds, { timeout: 10_000, interval: 20 }).catch((error: unknown) => {
    throw new Error(`${what}: not within 10 s`, { cause: error });
  });
}

/** The operations that some work calls, in order. */
export async function operationsOf(
  bench: Bench,
  work: (context: CallContext) => Promise<unknown>,
): Promise<readonly CallRecord[]> {
  const records: CallRecord[] = [];
  await work({ ...bench.context, onCall: (record) => records.push(record) });
  return records;
}

/** A test of something that a service may declare; what it does not declare is not tested and not counted. */
export function itIf(declared: boolean, name: string, test: () => Promise<void> | void): void {
  if (declared) it(name, test);
}
