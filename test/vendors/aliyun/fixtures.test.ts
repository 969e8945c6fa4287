import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { realClock } from "../../../src/domain/clock.ts";
import { createClient } from "../../../src/vendors/aliyun/client.ts";
import { tryParseJson } from "../../../src/vendors/kit/json.ts";
import { operationTable } from "../../../src/vendors/aliyun/operations.ts";
import { credentials } from "./samples/shared.ts";

/** The examples of the document: what it prints (key ids replaced), what is wrong with that, the parameters that make it. */
const fixtures = z
  .array(
    z.strictObject({
      operation: z.string(),
      printed: z.string(),
      wrong: z.string().optional(),
      /** What the printed request should say; null: nothing. */
      instead: z.record(z.string(), z.string().nullable()).optional(),
      params: z.record(z.string(), z.unknown()),
      reply: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")));

/** Added by the client, or placeholders of the document's common parameters. */
const common = [
  "Version",
  "Format",
  "AccessKeyId",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "Signature",
  "Timestamp",
  "RegionId",
];

/** Names and values of a query, however it is encoded; the last of two equal names counts. */
function pairs(address: string): Map<string, string> {
  const query = address.slice(address.indexOf("?") + 1);
  const found = query
    .split("&")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at), decodeURIComponent(part.slice(at + 1))] as const;
    });
  return new Map(found.filter(([name]) => !common.includes(name)));
}

/** JSON texts are compared by what they say, not by the order of their keys. */
function valuesOf(found: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...found].map(([name, value]) => [name, /^[[{]./.test(value) ? (tryParseJson(value) ?? value) : value]),
  );
}

const client = createClient({
  name: "fixtures",
  credentials,
  endpoint: null,
  timeoutMs: 1000,
  defaults: { domain: "$host" },
});

describe("the examples of the document", () => {
  it("are there for every operation but the one whose example is lost", () => {
    const lost = Object.keys(operationTable).filter((id) => !fixtures.some((fixture) => fixture.operation === id));
    expect(lost).toEqual(["addCasterEpisodeGroup"]);
    expect(fixtures).toHaveLength(127);
  });

  it.each(fixtures)("$operation is sent as printed", ({ operation, printed, wrong, instead, params }) => {
    const request = client.prepare(operation, params, { clock: realClock });
    const expected = pairs(printed);
    for (const [name, value] of Object.entries(instead ?? {})) {
      expect(expected.get(name) ?? null, `${name} is corrected for nothing`).not.toBe(value);
      if (value === null) expected.delete(name);
      else expected.set(name, value);
    }
    if (instead !== undefined) expect(wrong).toBeTypeOf("string");
    expect(valuesOf(pairs(request.path))).toEqual(valuesOf(expected));
    expect(request.method).toBe(printed.startsWith("POST") ? "POST" : "GET");
  });

  it.each(fixtures.filter((fixture) => fixture.reply !== undefined))("$operation: the reply is read", (fixture) => {
    const parsed = operationTable[fixture.operation]?.reply.safeParse(fixture.reply);
    expect(parsed?.error?.issues).toBeUndefined();
    expect(parsed?.success).toBe(true);
  });
});
