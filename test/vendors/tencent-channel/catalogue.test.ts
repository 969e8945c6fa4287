import { describe, expect, it } from "vitest";
import { z } from "zod";
import { origin } from "../../../src/vendors/tencent-channel/encode.ts";
import { knownCodes } from "../../../src/vendors/tencent-channel/failures.ts";
import { tencentChannel } from "../../../src/vendors/tencent-channel/index.ts";
import { operationTable } from "../../../src/vendors/tencent-channel/operations.ts";
import { catalogueEnum, catalogueOf, enumOf, flatten } from "../../support/catalogue.ts";

/** Added by the client (interfaces, 4.2). */
const added = ["Action", "Timestamp", "Nonce", "SecretId", "Signature"];
/** Differences from the catalogue, each with its reason. */
const differences: Readonly<Record<string, string>> = {
  Region: "required in the table of common parameters; optional with a default (READINGS 4)",
};
const catalogue = catalogueOf("tencent-channel");

describe.skipIf(catalogue === null)("the table says what the catalogue says", () => {
  const { operations = [], callbacks: theirCallbacks = [], global_errors: errors = [] } = catalogue ?? {};

  it("has every operation and callback, and no other", () => {
    expect(Object.keys(operationTable).sort()).toEqual(operations.map((entry) => entry.id).sort());
    expect(tencentChannel.callbacks.map((entry) => entry.id)).toEqual(theirCallbacks.map((entry) => entry.id));
  });

  it.each(operations.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const operation = operationTable[id];
    if (operation === undefined) throw new Error(`no ${id}`);
    expect({
      id: operation.id,
      wireName: operation.wireName,
      action: operation.wire.action,
      section: operation.section,
      documented: operation.documented,
      reads: operation.effect === "read",
      host: origin,
      path: operation.path,
    }).toEqual({
      id,
      wireName: entry.wire_name,
      action: entry.wire_name,
      section: entry.section,
      documented: entry.documented,
      reads: !entry.mutates,
      host: entry.host,
      path: entry.path,
    });
    // GET, and POST where the string is too long: the encoder chooses.
    expect(entry.method.split("|")).toContain(operation.method);
    const theirs = entry.params.filter((param) => !added.includes(param.name));
    const ours = flatten(z.toJSONSchema(operation.params, { io: "input", unrepresentable: "any" }));
    expect([...ours.keys()].sort()).toEqual(theirs.map((param) => param.name).sort());
    for (const param of theirs) {
      const mine = ours.get(param.name);
      const required = differences[param.name] === undefined ? param.required : false;
      expect([param.name, mine?.required]).toEqual([param.name, required]);
      const values = catalogueEnum(param);
      // The values of a list stand at its items.
      const items = z.looseObject({ items: z.unknown() }).safeParse(mine?.schema);
      if (values !== null)
        expect([param.name, enumOf(items.data?.items ?? mine?.schema)]).toEqual([param.name, values]);
      expect(mine?.schema).toHaveProperty("description");
    }
  });

  it("gives every failure code of the document a kind", () => {
    const codesOf = (layer: string): readonly string[] =>
      errors.filter((entry) => entry.layer === layer && entry.code !== 0).map((entry) => String(entry.code));
    // 5100 and 5400 are read by their content.
    expect([...knownCodes.access, "5100", "5400"].sort()).toEqual([...codesOf("access")].sort());
    expect([...knownCodes.functions].sort()).toEqual([...codesOf("function")].sort());
  });
});
