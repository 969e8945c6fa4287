import { describe, expect, it } from "vitest";
import type { Observation } from "../../../src/model/observation.ts";
import { eventually, itIf, minute, operationsOf, withBench } from "../bench.ts";
import type { Bench, Member } from "../bench.ts";

/** What a service sees of streams, and the cut. */
export function watchPromises(member: Member): void {
  const { capabilities } = member.service.facts;

  describe("watching", () => {
    const open = withBench(member);

    it("sees none, present and none again", async () => {
      const bench = open();
      const stream = bench.stream();
      expect(await see(bench, stream)).toMatchObject({ stream, state: "none", forbidden: false });
      bench.push(stream, bench.now(), bench.now() + 3 * minute);
      await eventually("the push is seen", async () => (await see(bench, stream)).state === "present");
      await eventually("its end is seen", async () => (await see(bench, stream)).state === "none");
    });

    it("answers for every stream that was asked for, in fewer calls than streams, at the time it asked", async () => {
      const bench = open();
      const streams = Array.from({ length: 8 }, () => bench.stream());
      for (const stream of streams.slice(0, 2)) bench.push(stream, bench.now(), bench.now() + 60 * minute);
      await eventually("both are seen", async () => {
        const seen = await bench.connection.observe(streams, bench.context);
        return seen.filter((one) => one.state === "present").length === 2;
      });
      let seen: readonly Observation[] = [];
      const beforeMs = bench.now();
      const records = await operationsOf(bench, async (context) => {
        seen = await bench.connection.observe(streams, context);
      });
      expect(seen.map((one) => one.stream).toSorted()).toEqual(streams.toSorted());
      expect(seen.filter((one) => one.state === "present").map((one) => one.stream)).toEqual(streams.slice(0, 2));
      expect(records.length).toBeLessThan(streams.length);
      for (const one of seen) {
        expect(one.observedAtMs).toBeGreaterThanOrEqual(beforeMs);
        expect(one.observedAtMs).toBeLessThanOrEqual(bench.now());
      }
    });

    it("asks nothing for nobody", async () => {
      const bench = open();
      expect(await operationsOf(bench, (context) => bench.connection.observe([], context))).toEqual([]);
    });

    it("reads only: watching changes nothing at the vendor", async () => {
      const bench = open();
      const one = await operationsOf(bench, (context) => bench.connection.observe([bench.stream()], context));
      const many = await operationsOf(bench, (context) =>
        bench.connection.observe([bench.stream(), bench.stream()], context),
      );
      for (const { operation } of [...one, ...many])
        expect(member.service.operations[operation]?.effect, operation).toBe("read");
    });

    it("offers the cut exactly when it is declared", () => {
      expect(open().connection.cut !== undefined).toBe(capabilities.cut);
    });

    itIf(capabilities.cut, "cuts the present push, and no later one", async () => {
      const bench = open();
      const stream = bench.stream();
      bench.push(stream, bench.now(), bench.now() + 60 * minute);
      await eventually("the push is seen", async () => (await see(bench, stream)).state === "present");
      await bench.connection.cut?.(stream, bench.context);
      await eventually("the cut is seen", async () => (await see(bench, stream)).state === "none");
      expect(await see(bench, stream)).toMatchObject({ forbidden: false });
      bench.push(stream, bench.now(), bench.now() + 60 * minute);
      await eventually("a later push is seen", async () => (await see(bench, stream)).state === "present");
    });
  });
}

async function see(bench: Bench, stream: string): Promise<Observation> {
  const [seen] = await bench.connection.observe([stream], bench.context);
  if (seen === undefined) throw new Error(`nothing is said of ${stream}`);
  return seen;
}
