import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { eventually, itIf, minute, withBench } from "../bench.ts";
import type { Member } from "../bench.ts";

/** Recorded files: what is listed is what was recorded, and what is fetched is what was listed. */
export function filePromises(member: Member): void {
  const records = member.service.facts.capabilities.record.length > 0;
  const make = member.specOf["recording"];

  describe("files", () => {
    const open = withBench(member);

    it("lists files exactly when recording is declared, and can say where each is", () => {
      const { connection } = open();
      expect(connection.listFiles !== undefined).toBe(records);
      expect(connection.fileUrl !== undefined).toBe(connection.listFiles !== undefined);
    });

    itIf(records && make !== undefined, "lists and serves what the vendor recorded, and nothing else", async () => {
      const bench = open();
      const stream = bench.stream();
      const other = bench.stream();
      const fromMs = Math.ceil((bench.now() + minute) / 1_000) * 1_000;
      const untilMs = fromMs + 8 * minute;
      for (const name of [stream, other]) {
        bench.push(name, bench.now(), fromMs + 2 * minute);
        bench.push(name, fromMs + 4 * minute, untilMs + minute);
        await bench.ensure("recording", `files-${name}`, make?.(name, fromMs, untilMs) ?? null);
      }
      const query = { stream, fromMs, untilMs };
      const list = async () => (await bench.connection.listFiles?.(query, bench.context)) ?? [];
      expect(await list()).toEqual([]);
      await eventually("two files are listed", async () => (await list()).length === 2);
      const files = await list();
      const recorded = bench.simulator.snapshot().files.filter((file) => file.stream === stream);
      expect(recorded).toHaveLength(2);
      expect(files.map((file) => file.fromMs)).toEqual(files.map((file) => file.fromMs).toSorted((a, b) => a - b));
      for (const [at, file] of files.entries()) {
        const twin = recorded[at];
        expect(Math.abs(file.fromMs - (twin?.fromMs ?? 0))).toBeLessThanOrEqual(1_000);
        expect(Math.abs(file.toMs - (twin?.toMs ?? 0))).toBeLessThanOrEqual(1_000);
        const url = bench.connection.fileUrl?.(file) ?? "";
        const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(twin?.sha256);
        for (const secret of bench.secrets) expect(JSON.stringify(file)).not.toContain(secret);
      }
      expect((await list()).map((file) => file.id)).toEqual(files.map((file) => file.id));
    });

    itIf(records, "lists nothing of a time before, and nothing of a stream that was never pushed", async () => {
      const bench = open();
      const now = bench.now();
      const before = { stream: "stream_1", fromMs: now - 90 * minute, untilMs: now - 80 * minute };
      expect(await bench.connection.listFiles?.(before, bench.context)).toEqual([]);
      const nobody = { stream: bench.stream(), fromMs: now - 10 * minute, untilMs: now };
      expect(await bench.connection.listFiles?.(nobody, bench.context)).toEqual([]);
    });
  });
}
