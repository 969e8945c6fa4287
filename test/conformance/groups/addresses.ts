import { describe, expect, it } from "vitest";
import { minute, withBench } from "../bench.ts";
import type { Member } from "../bench.ts";

/** Addresses of a stream: what is secret stands in one part, so that the rest can be shown. */
export function addressPromises(member: Member): void {
  describe("addresses", () => {
    const open = withBench(member);

    it("hold what is secret in the key only, and never the account's own secrets", () => {
      const bench = open();
      const query = { stream: bench.stream(), validUntilMs: bench.now() + 60 * minute };
      const made = bench.connection.addresses?.(query);
      if (made === undefined) return expect(member.service.facts.capabilities.channels).toBe(true);
      for (const secret of bench.secrets) expect(JSON.stringify(made)).not.toContain(secret);
      expect(made.push).not.toBeNull();
      expect(made.push?.key).toContain(query.stream);
      expect(made.push?.server).not.toContain(query.stream);
      if (made.push?.secret === true) {
        expect(made.push.expiresMs).toBeGreaterThanOrEqual(query.validUntilMs);
        const signed = made.push.key
          .split(/[?&]/)
          .slice(1)
          .map((pair) => pair.split("=")[1] ?? "");
        const shown = JSON.stringify([made.push.server, made.play]);
        for (const part of signed.filter((value) => value.length >= 16)) expect(shown).not.toContain(part);
      }
      expect(made.play.length).toBeGreaterThan(0);
      for (const { url } of made.play) expect(URL.canParse(url)).toBe(true);
    });

    it("are the same for the same question, and others for another stream and time", () => {
      const bench = open();
      const query = { stream: "one", validUntilMs: bench.now() + 60 * minute };
      const { addresses } = bench.connection;
      if (addresses === undefined) return;
      expect(addresses(query)).toEqual(addresses(query));
      expect(addresses({ ...query, stream: "two" }).push?.key).not.toBe(addresses(query).push?.key);
      if (addresses(query).push?.secret !== true) return;
      const later = addresses({ ...query, validUntilMs: query.validUntilMs + minute });
      expect(later.push?.key).not.toBe(addresses(query).push?.key);
    });
  });
}
