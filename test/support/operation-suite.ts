import { z } from "zod";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventAt, scaledClock } from "../../src/domain/clock.ts";
import type { ClockSpec } from "../../src/model/clock.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import type { RunningSimulator, SimulatorOptions } from "../../src/simulator/server.ts";
import { VendorFailure } from "../../src/vendors/kit/failure.ts";
import type { AnyOperation } from "../../src/vendors/kit/operation.ts";
import { recordOf } from "../../src/vendors/kit/rules.ts";
import type { AccountAccess, Service } from "../../src/vendors/port.ts";

export type Params = Readonly<Record<string, unknown>>;

/** What a sample may use to make what its operation needs: another call first, a push, the event clock. */
export interface Bench {
  /** Calls another operation through the same client; answers the vendor's body. */
  call(operation: string, params: Params): Promise<Params>;
  readonly simulator: RunningSimulator;
  /** Event time, epoch milliseconds: `benchStartMs` and what has passed since the simulator started. */
  nowMs(): number;
}

/** Parameters as they stand, or made on the bench. */
export type Sample = Params | ((bench: Bench) => Params | Promise<Params>);

/** Laid over the required sample (`undefined` takes a parameter away); each named parameter must be reported. */
export interface BadSample {
  readonly params: Params;
  readonly faults: readonly string[];
}

export interface OperationSample {
  /** Exactly what the vendor demands. */
  readonly required: Sample;
  /** Every parameter, but for those that exclude each other; the rest stands in `variants`. */
  readonly all: Sample;
  readonly variants?: readonly Sample[];
  /** Wrong in ways that only this operation can be wrong: ranges, lengths, rules between parameters. */
  readonly bad?: readonly BadSample[];
}

export type Samples = Readonly<Record<string, OperationSample>>;

export interface SuiteInput {
  readonly service: Service;
  readonly samples: Samples;
  /** As in the configuration; the simulator accepts exactly these. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly defaults?: AccountAccess["defaults"];
  /** `clock`, `accounts` and `onCall` are the suite's own. */
  readonly simulator?: Partial<Omit<SimulatorOptions, "clock" | "accounts" | "onCall">>;
  /** How fast event time runs, default 1: for samples that have to let some of it pass. */
  readonly clockRate?: number;
}

/** Event time at which every bench opens, so that samples may carry fixed times: 1 December 2026, 12:00 UTC. */
export const benchStartMs = Date.parse("2026-12-01T12:00:00Z");

/**
 * Registers, for every documented operation of a service: required parameters only, all parameters and each variant
 * succeed against the simulator through the real client over HTTP, with a fresh simulator each; wrong parameters are
 * refused with every fault at once and nothing is sent; and the samples are what they claim to be.
 */
export function operationSuite(input: SuiteInput): void {
  const operations = Object.values(input.service.operations).filter((operation) => operation.documented);
  it("has a sample for every documented operation, and for nothing else", () => {
    expect(Object.keys(input.samples).sort()).toEqual(operations.map((operation) => operation.id).sort());
  });
  for (const operation of operations) {
    const sample = input.samples[operation.id];
    if (sample !== undefined) describe(operation.id, () => operationCases(input, operation, sample));
  }
}

function operationCases(input: SuiteInput, operation: AnyOperation, sample: OperationSample): void {
  let bench: OpenBench;
  beforeEach(async () => {
    bench = await openBench(input);
  });
  afterEach(() => bench.close());

  const good: readonly (readonly [string, Sample])[] = [
    ["required parameters only", sample.required],
    ["all parameters", sample.all],
    ...(sample.variants ?? []).map((variant, at) => [`variant ${at + 1}`, variant] as const),
  ];
  it.each(good)("succeeds with %s", async (_name, given) => {
    const params = await resolve(given, bench);
    const before = bench.sent();
    expect(recordOf(await bench.call(operation.id, params))).not.toEqual({});
    expect(bench.sent() - before, "exactly one request").toBe(1);
  });

  it("has samples that cover it: the required ones are needed, and every parameter is used", async () => {
    const required = await resolve(sample.required, bench);
    const used = new Set<string>();
    for (const [, given] of good) for (const key of Object.keys(await resolve(given, bench))) used.add(key);
    expect([...used].sort()).toEqual([...parametersOf(operation)].sort());
    for (const key of Object.keys(required)) {
      const failure = await refusal(bench, operation.id, without(required, key));
      expect(failure.faults.length, `without ${key}`).toBeGreaterThan(0);
    }
  });

  it("refuses an unknown parameter", async () => {
    const failure = await refusal(bench, operation.id, {
      ...(await resolve(sample.required, bench)),
      noSuchParameter: "x",
    });
    expect(failure.faults).toContainEqual({ param: "noSuchParameter", message: "is not a parameter" });
  });

  it("refuses parameters of the wrong type, all of them at once", async () => {
    const names = parametersOf(operation);
    const wrong = Object.fromEntries(names.map((name) => [name, { noSuchField: [null] }]));
    const failure = await refusal(bench, operation.id, { ...wrong, noSuchParameter: 1 });
    const reported = new Set(failure.faults.map((fault) => topLevel(fault.param)));
    expect([...reported].sort()).toEqual([...names, "noSuchParameter"].sort());
  });

  it("refuses no parameters at all where some are needed, and anything that is no object", async () => {
    const required = requiredOf(operation);
    if (required.length > 0) {
      const failure = await refusal(bench, operation.id, { noSuchParameter: null });
      const reported = failure.faults.map((fault) => fault.param);
      expect(reported).toEqual(expect.arrayContaining([...required, "noSuchParameter"]));
    }
    for (const nothing of [["a list"], { "": 1 }]) {
      expect((await refusal(bench, operation.id, nothing)).faults).not.toEqual([]);
    }
  });

  const bad = (sample.bad ?? []).map((one) => [JSON.stringify(one.params).slice(0, 120), one] as const);
  if (bad.length > 0) {
    it.each(bad)("refuses %s", async (_name, { params, faults }) => {
      const failure = await refusal(bench, operation.id, { ...(await resolve(sample.required, bench)), ...params });
      const reported = new Set(failure.faults.flatMap((fault) => [fault.param, topLevel(fault.param)]));
      expect([...reported]).toEqual(expect.arrayContaining([...faults]));
    });
  }
}

interface OpenBench extends Bench {
  attempt(operation: string, params: unknown): Promise<unknown>;
  /** Requests that have reached the simulator. */
  sent(): number;
  close(): Promise<void>;
}

async function openBench(input: SuiteInput): Promise<OpenBench> {
  const { service, credentials } = input;
  const clock: ClockSpec = scaledClock(Date.now(), benchStartMs, input.clockRate ?? 1);
  let sent = 0;
  const simulator = await startSimulator({
    lagMs: 0,
    ...input.simulator,
    clock,
    accounts: [{ service: service.facts.id, credentials }],
    onCall: () => {
      sent += 1;
    },
  });
  const connection = service.connect({
    name: "bench",
    credentials: service.parseCredentials(credentials),
    endpoint: simulator.endpoint(service.facts.id),
    timeoutMs: 10_000,
    defaults: input.defaults ?? {},
  });
  // What is no object gets here from a file or a command line, whatever the type says.
  const attempt = async (operation: string, params: unknown): Promise<unknown> =>
    (await connection.call(operation, asGiven(params), { clock })).body;
  return {
    simulator,
    attempt,
    call: async (operation, params) => recordOf(await attempt(operation, params)),
    nowMs: () => eventAt(clock, Date.now()),
    sent: () => sent,
    close: () => simulator.stop(),
  };
}

async function refusal(bench: OpenBench, operation: string, params: unknown): Promise<VendorFailure> {
  const before = bench.sent();
  const error: unknown = await bench.attempt(operation, params).then(
    () => new Error(`${operation} was not refused: ${JSON.stringify(params)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof VendorFailure)) throw error;
  expect(error.kind).toBe("invalid-request");
  expect(bench.sent(), "nothing is sent").toBe(before);
  return error;
}

async function resolve(sample: Sample, bench: Bench): Promise<Params> {
  return typeof sample === "function" ? sample(bench) : sample;
}

/** Names of all parameters, as the JSON Schema of the operation has them. */
export function parametersOf(operation: AnyOperation): readonly string[] {
  return Object.keys(recordOf(schemaOf(operation)["properties"]));
}

/** Names of the parameters that the JSON Schema of the operation demands. */
export function requiredOf(operation: AnyOperation): readonly string[] {
  const required = schemaOf(operation)["required"];
  return Array.isArray(required) ? required.map(String) : [];
}

function schemaOf(operation: AnyOperation): Params {
  return recordOf(z.toJSONSchema(operation.params, { io: "input", unrepresentable: "any" }));
}

function topLevel(param: string): string {
  return param.split(/[.[]/)[0] ?? param;
}

function without(params: Params, key: string): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== key));
}

function asGiven(params: unknown): Params {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return params as Params;
}
