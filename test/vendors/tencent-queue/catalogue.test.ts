import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tencentQueue } from "../../../src/vendors/tencent-queue/index.ts";
import { hosts, operationTable } from "../../../src/vendors/tencent-queue/operations.ts";
import { catalogueEnum, catalogueOf, enumOf, flatten } from "../../support/catalogue.ts";

/** Added by the client (interfaces, 4.2). */
const added = ["cmd", "interface", "t", "sign"];
const catalogue = catalogueOf("tencent-queue");

// No deliberate differences.
describe.skipIf(catalogue === null)("the table says what the catalogue says", () => {
  const { operations = [], callbacks: theirCallbacks = [] } = catalogue ?? {};

  it("has every operation and callback, and no other", () => {
    expect(Object.keys(operationTable).sort()).toEqual(operations.map((entry) => entry.id).sort());
    expect(tencentQueue.callbacks.map((entry) => entry.id)).toEqual(theirCallbacks.map((entry) => entry.id));
  });

  it.each(operations.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const operation = operationTable[id];
    if (operation === undefined) throw new Error(`no ${id}`);
    expect({
      id: operation.id,
      wireName: operation.wireName,
      interfaceName: operation.wire.interface,
      section: operation.section,
      documented: operation.documented,
      reads: operation.effect === "read",
      method: operation.method,
      host: hosts.fcgi.origin,
      path: operation.path,
    }).toEqual({
      id,
      wireName: entry.wire_name,
      interfaceName: entry.wire_name,
      section: entry.section,
      documented: entry.documented,
      reads: !entry.mutates,
      method: entry.method,
      host: entry.host,
      path: entry.path,
    });
    const theirs = entry.params.filter((param) => !added.includes(param.name));
    const wire = Object.entries(operation.wire.prefix).map(([name, prefix]) => `Param.${prefix}.${name}`);
    expect(wire).toEqual(theirs.map((param) => param.name));
    const ours = flatten(z.toJSONSchema(operation.params, { io: "input", unrepresentable: "any" }));
    for (const param of theirs) {
      const mine = ours.get(param.name.replace(/^Param\.[sn]\./, ""));
      expect([param.name, mine?.required]).toEqual([param.name, param.required]);
      const values = catalogueEnum(param);
      if (values !== null) expect([param.name, enumOf(mine?.schema)]).toEqual([param.name, values]);
      expect(mine?.schema).toHaveProperty("description");
    }
    expect(ours.size).toBe(theirs.length);
  });
});
