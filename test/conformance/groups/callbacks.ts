import { createServer } from "node:http";
import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallbackVerdict } from "../../../src/vendors/port.ts";
import { eventually, minute, withBench } from "../bench.ts";
import type { Member } from "../bench.ts";

interface Received {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly atMs: number;
  readonly verdict: CallbackVerdict;
}

const dayMs = 86_400_000;

/** Callbacks as the simulator sends them: read, verified, refused. */
export function callbackPromises(member: Member): void {
  const read = member.service.callback;

  if (read === undefined) return;

  describe("callbacks", () => {
    const open = withBench(member);
    const received: Received[] = [];
    let server: Server;

    const verdictOf = (message: Pick<Received, "body" | "headers" | "query">, nowMs: number): CallbackVerdict => {
      const account = {
        name: "bench",
        credentials: member.service.parseCredentials(member.credentials),
        endpoint: null,
        timeoutMs: 1_000,
        defaults: member.defaults,
      };
      return read({ ...message, account, nowMs });
    };

    beforeAll(async () => {
      server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on("data", (part: Buffer) => parts.push(part));
        request.on("end", () => {
          const headers = Object.fromEntries(
            Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
          );
          const query = Object.fromEntries(new URL(request.url ?? "/", "http://x").searchParams);
          const message = { body: Buffer.concat(parts).toString(), headers, query };
          const atMs = open().now();
          const verdict = verdictOf(message, atMs);
          received.push({ ...message, atMs, verdict });
          response.writeHead(verdict.reply.status).end(verdict.reply.body);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      open().simulator.setCallbackUrl(member.service.facts.id, `http://127.0.0.1:${port}/hooks/bench`);
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    const of = (stream: string): readonly Received[] =>
      received.filter(({ body, query }) => body.includes(stream) || JSON.stringify(query).includes(stream));

    it("reads a push and its end, each once, and the vendor is content with the answer", async () => {
      const bench = open();
      const stream = bench.stream();
      bench.push(stream, bench.now(), bench.now() + 2 * minute);
      await eventually("both have come", () => of(stream).length >= 2);
      const notices = of(stream).flatMap(({ verdict }) => (verdict.ok ? verdict.notices : []));
      expect(notices).toMatchObject([
        { kind: "pushed", stream },
        { kind: "interrupted", stream },
      ]);
      expect(new Set(notices.map((notice) => notice.dedupeKey)).size).toBe(2);
      for (const notice of notices) expect(Math.abs((notice.atMs ?? 0) - bench.now())).toBeLessThan(10 * minute);
      // Longer than the vendor's pause before it repeats what was not accepted.
      const doneMs = bench.now();
      await eventually("a repeat would have come", () => bench.now() > doneMs + 3 * minute);
      expect(of(stream)).toHaveLength(2);
    });

    it("gives a doubled one the same key", async () => {
      const bench = open();
      const stream = bench.stream();
      bench.simulator.addFaults([{ when: { stream }, times: 1, fault: { kind: "doubled" } }]);
      bench.push(stream, bench.now(), bench.now() + 20 * minute);
      await eventually("it has come twice", () => of(stream).length >= 2);
      const keys = of(stream).flatMap(({ verdict }) => (verdict.ok ? verdict.notices.map((one) => one.dedupeKey) : []));
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(1);
    });

    it("refuses a forged one, and reads the real one behind it", async () => {
      const bench = open();
      const stream = bench.stream();
      bench.simulator.addFaults([{ when: { stream }, times: 1, fault: { kind: "forged" } }]);
      bench.push(stream, bench.now(), bench.now() + 20 * minute);
      await eventually("both have come", () => of(stream).length >= 2);
      expect(of(stream).map(({ verdict }) => verdict.ok)).toEqual([false, true]);
    });

    it("refuses a stale one", () => {
      const real = received.find(({ verdict }) => verdict.ok);
      if (real === undefined) throw new Error("none was read");
      expect(verdictOf(real, real.atMs).ok).toBe(true);
      expect(verdictOf(real, real.atMs + dayMs).ok).toBe(false);
    });

    it("refuses what is no message, and tells nothing secret", () => {
      const bench = open();
      for (const body of ["", "{}", "[]", "null", "x=1", "<xml/>", '{"sign":1}']) {
        const verdict = verdictOf({ body, headers: {}, query: {} }, bench.now());
        expect(verdict.ok).toBe(false);
        for (const secret of bench.secrets) expect(JSON.stringify(verdict)).not.toContain(secret);
      }
    });
  });
}
