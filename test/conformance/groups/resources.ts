import { describe, expect, it } from "vitest";
import { createFailed, goneAtMs } from "../../../src/domain/resource-step.ts";
import type { Json } from "../../../src/model/json.ts";
import type { KindFacts } from "../../../src/model/service.ts";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import { row } from "../../support/rows.ts";
import { eventually, itIf, minute, operationsOf, withBench } from "../bench.ts";
import type { Bench, Member } from "../bench.ts";

/** Promises of one resource kind: ensure, close, proof, spans. */
export function resourcePromises(member: Member, facts: KindFacts): void {
  const { kind, limits } = facts;
  const findable = facts.findable !== "no";
  const specAt = (stream: string, fromMs: number, untilMs: number): Json => {
    const make = member.specOf[kind];
    if (make === undefined) throw new Error(`the member gives no spec of ${kind}`);
    return make(stream, fromMs, untilMs);
  };
  const plannedSpec = (bench: Bench, stream: string): Json =>
    specAt(stream, bench.now() + 30 * minute + limits.leadMs, bench.now() + 60 * minute + limits.leadMs);

  describe(`resource kind ${kind}`, () => {
    const open = withBench(member);

    it("stands in the connection as it is declared", () => {
      const made = open().connection.kinds[kind];
      expect(made?.facts).toEqual(facts);
      expect(made?.find !== undefined).toBe(findable);
      if (facts.proof === "read") expect(made !== undefined && "read" in made).toBe(true);
    });

    itIf(findable, "ensured twice is one", async () => {
      const bench = open();
      const stream = bench.stream();
      const spec = plannedSpec(bench, stream);
      const first = await bench.ensure(kind, `twice-${stream}`, spec);
      await eventually("the second ensure finds it", async () => {
        const second = await bench.ensure(kind, `twice-${stream}`, spec);
        return second.found && JSON.stringify(second.ref) === JSON.stringify(first.ref);
      });
      expect(bench.open(stream)).toBe(1);
    });

    itIf(!findable, "each create is one more, so that the engine must not repeat it lightly", async () => {
      const bench = open();
      const stream = bench.stream();
      const spec = plannedSpec(bench, stream);
      const first = await bench.ensure(kind, `twice-${stream}`, spec);
      const second = await bench.ensure(kind, `twice-${stream}`, spec);
      expect([first.found, second.found]).toEqual([false, false]);
      expect(second.vendorId).not.toBe(first.vendorId);
      expect(bench.open(stream)).toBe(2);
      expect(limits.unknownPauseMs).toBeGreaterThan(0);
    });

    it("after a lost answer there is one, or one more and the row says so", async () => {
      const bench = open();
      const stream = bench.stream();
      const spec = plannedSpec(bench, stream);
      const create = bench.connection.preview?.({ do: "create", kind, key: "k", spec })?.operation;
      if (create === undefined) throw new Error(`no preview of creating ${kind}`);
      bench.simulator.addFaults([{ operation: create, when: { stream }, times: 1, fault: { kind: "lost-answer" } }]);
      const failure: unknown = await bench.ensure(kind, `lost-${stream}`, spec).catch((error: unknown) => error);
      if (!(failure instanceof VendorFailure)) throw new Error(`no failure: ${String(failure)}`);
      expect(failure.kind).toBe("unknown-outcome");

      const nowMs = bench.now();
      const before = row({ kind, limits, findable: facts.findable, untilMs: nowMs + 60 * minute });
      const marked = createFailed(before, failure, 0, nowMs);
      expect(marked.nextTryMs).toBeGreaterThanOrEqual(nowMs + limits.unknownPauseMs);
      const pauseMs = Math.max(limits.unknownPauseMs, limits.visibilityLagMs);
      await eventually("the pause is over", () => bench.now() > nowMs + pauseMs);
      const again = await bench.ensure(kind, `lost-${stream}`, spec);

      expect(again.found).toBe(findable);
      expect(bench.open(stream)).toBe(findable ? 1 : 2);
      expect(marked.lostAnswers).toBe(findable ? 0 : 1);
      expect(marked.strayUntilMs).toBe(findable ? null : before.untilMs);
      if (!findable) expect(goneAtMs(marked)).toBe(before.untilMs + limits.settlingMs);
    });

    it("closes, proves its absence as declared, and closes twice without a failure", async () => {
      const bench = open();
      const stream = bench.stream();
      const { ref } = await bench.ensure(kind, `close-${stream}`, plannedSpec(bench, stream));
      const { proof } = await bench.close(kind, `close-${stream}`, ref);
      expect(proof).toBe(facts.proof === "term" ? null : facts.proof);
      expect(bench.open(stream)).toBe(0);
      const again = await bench.connection.kinds[kind]?.close(ref, bench.context);
      expect(["closed", "gone"]).toContain(again);
      if (facts.proof === "answer") expect(again).toBe("gone");
      expect(bench.open(stream)).toBe(0);
    });

    it("keeps its reference through JSON, and its vendor's id in text", async () => {
      const bench = open();
      const stream = bench.stream();
      const { ref, vendorId } = await bench.ensure(kind, `json-${stream}`, plannedSpec(bench, stream));
      const copy: Json = JSON.parse(JSON.stringify(ref));
      expect(copy).toEqual(ref);
      if (vendorId !== null) expect(JSON.stringify(bench.simulator.snapshot())).toContain(vendorId);
      await bench.close(kind, `json-${stream}`, copy);
      expect(bench.open(stream)).toBe(0);
    });

    itIf(facts.arms, "armed ahead has no effect before its start", async () => {
      const bench = open();
      const stream = bench.stream();
      const fromMs = bench.now() + limits.leadMs + 2 * minute;
      bench.push(stream, bench.now(), fromMs + 3 * minute);
      await bench.ensure(kind, `early-${stream}`, specAt(stream, fromMs, fromMs + minute));
      await eventually("its time is over", () => bench.now() > fromMs + 2 * minute);
      const tasks = bench.simulator.snapshot().tasks.filter((task) => task.stream === stream);
      for (const task of tasks) {
        expect(task.fromMs).toBeGreaterThanOrEqual(fromMs);
        expect(task.fromMs - fromMs).toBeLessThan(Math.max(limits.gridMs, 1));
      }
      const files = bench.simulator.snapshot().files.filter((file) => file.stream === stream);
      for (const file of files) expect(file.fromMs).toBeGreaterThanOrEqual(fromMs);
    });

    itIf(facts.parallel, "two may be open at once for one stream", async () => {
      const bench = open();
      const stream = bench.stream();
      const fromMs = bench.now() + limits.leadMs + 30 * minute;
      await bench.ensure(kind, `a-${stream}`, specAt(stream, fromMs, fromMs + 20 * minute));
      await bench.ensure(kind, `b-${stream}`, specAt(stream, fromMs + 10 * minute, fromMs + 30 * minute));
      expect(bench.open(stream)).toBe(2);
    });

    it("takes the longest span that is declared", async () => {
      const bench = open();
      const stream = bench.stream();
      const fromMs = Math.ceil((bench.now() + limits.leadMs + 30 * minute) / limits.gridMs) * limits.gridMs;
      const spec = specAt(stream, fromMs, fromMs + limits.longestMs);
      await bench.ensure(kind, `long-${stream}`, spec);
      expect(bench.simulator.snapshot().openResources.find((one) => one.stream === stream)?.untilMs).toBe(
        fromMs + limits.longestMs,
      );
    });

    itIf(!findable, "calls what plan shows, once a step", async () => {
      const bench = open();
      const stream = bench.stream();
      const spec = plannedSpec(bench, stream);
      const made = bench.connection.kinds[kind];
      if (made === undefined) throw new Error(`no kind ${kind}`);
      let ref: Json = null;
      const created = await operationsOf(bench, async (context) => {
        ({ ref } = await made.create("k", spec, context));
      });
      const closed = await operationsOf(bench, (context) => made.close(ref, context));
      const planned = (["create", "close"] as const).map(
        (step) => bench.connection.preview?.({ do: step, kind, key: "k", spec })?.operation,
      );
      expect([created, closed].map((records) => records.map((record) => record.operation))).toEqual([
        [planned[0]],
        [planned[1]],
      ]);
    });
  });
}
