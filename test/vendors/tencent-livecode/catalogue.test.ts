import { describe, expect, it } from "vitest";
import { z } from "zod";
import { callbacks } from "../../../src/vendors/tencent-livecode/callback.ts";
import { hosts, operationTable } from "../../../src/vendors/tencent-livecode/operations.ts";
import { catalogueEnum, catalogueOf, enumOf, flatten } from "../../support/catalogue.ts";
import type { CatalogueOperation, CatalogueParam } from "../../support/catalogue.ts";

/** Added by the client (interfaces, 4.2). */
const added = ["appid", "cmd", "interface", "t", "sign", "timestamp", "eventId", "interface.interfaceName"];
const addedInPara = ["interface.para.app_id", "interface.para.interface"];
/** Differences from the catalogue, each with its reason. */
const differences: Readonly<Record<string, string>> = {
  "manageChannelPush.action": "forbid and resume on the wire, either case taken (READINGS 8)",
};

function userParams(operation: CatalogueOperation): readonly CatalogueParam[] {
  return operation.params.filter((param) => !added.includes(param.name) && !addedInPara.includes(param.name));
}

/** `Param.s.x` → x; `interface.para.a[].b` → a[].b */
function userName(name: string): string {
  return name.replace(/^Param\.[sn]\./, "").replace(/^interface\.para\./, "");
}

const catalogue = catalogueOf("tencent-livecode");

describe.skipIf(catalogue === null)("the table says what the catalogue says", () => {
  const { operations = [], callbacks: theirCallbacks = [] } = catalogue ?? {};

  it("has every operation and callback, and no other", () => {
    expect(Object.keys(operationTable).sort()).toEqual(operations.map((entry) => entry.id).sort());
    expect(callbacks.map((entry) => entry.id).sort()).toEqual(theirCallbacks.map((entry) => entry.id).sort());
  });

  it.each(operations.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const operation = operationTable[id];
    if (operation === undefined) throw new Error(`no ${id}`);
    expect({
      id: operation.id,
      wireName: operation.wireName,
      section: operation.section,
      documented: operation.documented,
      reads: operation.effect === "read",
      method: operation.method,
      host: operation.host === "statcgi" ? hosts.statcgi.origin : hosts.fcgi.origin,
      path: operation.path,
    }).toEqual({
      id,
      wireName: entry.wire_name,
      section: entry.section,
      documented: entry.documented,
      reads: !entry.mutates,
      method: entry.method,
      host: entry.host,
      path: entry.path,
    });

    const ours = flatten(z.toJSONSchema(operation.params, { io: "input" }));
    const theirs = new Map(userParams(entry).map((param) => [userName(param.name), param]));
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [name, param] of theirs) {
      expect([name, ours.get(name)?.required]).toEqual([name, param.required]);
      expect(ours.get(name)?.schema, name).toHaveProperty("description");
      const values = catalogueEnum(param);
      if (values !== null && differences[`${id}.${name}`] === undefined) {
        expect([name, enumOf(ours.get(name)?.schema)]).toEqual([name, values]);
      }
    }
    if (operation.wire.as === "query") {
      const wire = Object.entries(operation.wire.prefix).map(([name, prefix]) => `Param.${prefix}.${name}`);
      expect(wire).toEqual(userParams(entry).map((param) => param.name));
      const identity = operation.host === "statcgi" ? "cmd" : "appid";
      expect(entry.params.some((param) => param.name === identity)).toBe(true);
    }
  });

  it("replies make JSON Schemas too", () => {
    for (const operation of Object.values(operationTable)) {
      expect(z.toJSONSchema(operation.reply, { io: "input" })).toBeTypeOf("object");
    }
  });
});
