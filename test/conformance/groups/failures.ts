import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import type { FailureKind } from "../../../src/model/failure.ts";
import type { FaultRule } from "../../../src/simulator/faults.ts";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import type { ServiceConnection } from "../../../src/vendors/port.ts";
import { minute, withBench } from "../bench.ts";
import type { Bench, Member } from "../bench.ts";

type Fault = FaultRule["fault"];

/** How a service classifies what goes wrong, for a call that reads and one that changes something. */
export function failurePromises(member: Member): void {
  const kinds = Object.keys(member.service.facts.kinds);

  describe("failures", () => {
    const open = withBench(member);
    const read = (bench: Bench, connection: ServiceConnection): Promise<unknown> =>
      connection.observe([bench.stream()], bench.context);
    const change = (bench: Bench, connection: ServiceConnection): Promise<unknown> => {
      const kind = kinds[0] ?? "";
      const spec = member.specOf[kind]?.(bench.stream(), bench.now() + 60 * minute, bench.now() + 90 * minute) ?? null;
      return connection.kinds[kind]?.create(`key-${bench.requests()}`, spec, bench.context) ?? Promise.resolve();
    };

    const cases: readonly (readonly [string, Fault, FailureKind, FailureKind])[] = [
      ["throttled", { kind: "throttle" }, "throttled", "throttled"],
      ["an answer that is lost", { kind: "lost-answer" }, "unavailable", "unknown-outcome"],
      ["an answer that breaks off", { kind: "cut-body" }, "malformed-reply", "unknown-outcome"],
      ["an empty answer", { kind: "empty-body" }, "malformed-reply", "unknown-outcome"],
      ["a gateway's page of errors", { kind: "html-error", status: 502 }, "unavailable", "unknown-outcome"],
    ];

    it.each(cases)("%s, reading", async (_name, fault, kind) => {
      const failure = await failureOf(open(), fault, read);
      expect(failure).toMatchObject({ kind, service: member.service.facts.id });
    });

    it.each(kinds.length > 0 ? cases : [])("%s, changing something", async (_name, fault, _kind, kind) => {
      const failure = await failureOf(open(), fault, change);
      expect(failure).toMatchObject({ kind, service: member.service.facts.id });
    });

    it("no answer in time", async () => {
      const bench = open();
      const hang: Fault = { kind: "hang", wallMs: 4_500 };
      const impatient = bench.connect({ timeoutMs: 200 });
      expect(await failureOf(bench, hang, (at) => read(at, impatient))).toMatchObject({ kind: "unavailable" });
      if (kinds.length === 0) return;
      expect(await failureOf(bench, hang, (at) => change(at, impatient))).toMatchObject({ kind: "unknown-outcome" });
    });

    it("a connection that is refused was never sent", async () => {
      const bench = open();
      const closed = bench.connect({ endpoint: `http://127.0.0.1:${await closedPort()}/x` });
      for (const work of kinds.length > 0 ? [read, change] : [read]) {
        await expect(work(bench, closed)).rejects.toMatchObject({ kind: "unavailable" });
      }
    });

    it("a wrong key is denied", async () => {
      const bench = open();
      const credentials = member.service.parseCredentials(member.wrongCredentials);
      const stranger = bench.connect({ credentials });
      await expect(read(bench, stranger)).rejects.toMatchObject({ kind: "denied" });
      if (kinds.length > 0) await expect(change(bench, stranger)).rejects.toMatchObject({ kind: "denied" });
    });

    it("nothing secret is in a failure, even when the vendor says it back, and it is cut", async () => {
      const bench = open();
      const echo: Fault = {
        kind: "error",
        code: 1,
        message: `bad ${bench.secrets.join(" ")} sign=0123456789abcdef ${"long ".repeat(400)}`,
      };
      const failure = await failureOf(bench, echo, read);
      const text = JSON.stringify([failure, failure.toInfo(), failure.stack]);
      for (const secret of [...bench.secrets, "0123456789abcdef"]) expect(text).not.toContain(secret);
      expect(failure.message.length).toBeLessThan(400);
    });

    it("every request is told of, with its outcome", async () => {
      const bench = open();
      const outcomes: string[] = [];
      const context = { ...bench.context, onCall: (record: { outcome: string }) => void outcomes.push(record.outcome) };
      bench.simulator.addFaults([{ times: 1, fault: { kind: "throttle" } }]);
      await expect(bench.connection.observe([bench.stream()], context)).rejects.toBeInstanceOf(VendorFailure);
      await bench.connection.observe([bench.stream()], context).catch(() => undefined);
      expect(outcomes[0]).toBe("throttled");
      expect(outcomes.length).toBeGreaterThan(1);
    });

    it("an operation that does not exist is refused and not sent", async () => {
      const bench = open();
      const before = bench.requests();
      await expect(bench.connection.call("noSuchOperation", {}, bench.context)).rejects.toMatchObject({
        kind: "invalid-request",
      });
      expect(bench.requests()).toBe(before);
    });
  });
}

/** Strikes the next request with a fault; the service must try once. */
async function failureOf(
  bench: Bench,
  fault: Fault,
  work: (bench: Bench, connection: ServiceConnection) => Promise<unknown>,
): Promise<VendorFailure> {
  bench.simulator.addFaults([{ times: 1, fault }]);
  const before = bench.requests();
  const failure: unknown = await work(bench, bench.connection).then(
    () => "no failure",
    (error: unknown) => error,
  );
  if (!(failure instanceof VendorFailure)) throw new Error(`${fault.kind}: ${String(failure)}`);
  expect(bench.requests() - before).toBeLessThanOrEqual(1);
  return failure;
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === "object" ? address.port : 1;
}
