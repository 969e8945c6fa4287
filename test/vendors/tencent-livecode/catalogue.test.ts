import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { callbacks } from "../../../src/vendors/tencent-livecode/callback.ts";
import { hosts, operationTable } from "../../../src/vendors/tencent-livecode/operations.ts";

const path = fileURLToPath(new URL("../../../../shared/vendors/tencent-livecode.yaml", import.meta.url));

const catalogueSchema = z.looseObject({
  operations: z.array(
    z.looseObject({
      id: z.string(),
      wire_name: z.string(),
      section: z.string(),
      documented: z.boolean(),
      mutates: z.boolean(),
      method: z.string(),
      host: z.string(),
      path: z.string(),
      params: z.array(
        z.looseObject({
          name: z.string(),
          type: z.string(),
          required: z.boolean(),
          range_or_enum: z.unknown().optional(),
        }),
      ),
    }),
  ),
  callbacks: z.array(z.looseObject({ id: z.string() })),
});
type CatalogueOperation = z.output<typeof catalogueSchema>["operations"][number];
type CatalogueParam = CatalogueOperation["params"][number];

const jsonSchema = z.looseObject({
  type: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
});

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

/** Every parameter of a JSON Schema by its path, with whether it is required. */
function flatten(schema: unknown, prefix = ""): Map<string, { readonly required: boolean; readonly schema: unknown }> {
  const node = jsonSchema.parse(schema);
  const found = new Map<string, { readonly required: boolean; readonly schema: unknown }>();
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    const inner = jsonSchema.parse(property);
    const full = prefix + name;
    const required = node.required?.includes(name) ?? false;
    const children = inner.items === undefined ? flatten(inner, `${full}.`) : flatten(inner.items, `${full}[].`);
    if (children.size === 0 || inner.items !== undefined) found.set(full, { required, schema: property });
    for (const [child, value] of children) found.set(child, value);
  }
  return found;
}

function enumOf(schema: unknown): readonly string[] {
  const node = jsonSchema.parse(schema);
  const values = node.enum ?? (node.const === undefined ? [] : [node.const]);
  return values.map(String).sort();
}

describe.skipIf(!existsSync(path))("the table says what the catalogue says", () => {
  const catalogue = catalogueSchema.parse(
    existsSync(path) ? parse(readFileSync(path, "utf8")) : { operations: [], callbacks: [] },
  );

  it("has every operation and callback, and no other", () => {
    expect(Object.keys(operationTable).sort()).toEqual(catalogue.operations.map((entry) => entry.id).sort());
    expect(callbacks.map((entry) => entry.id).sort()).toEqual(catalogue.callbacks.map((entry) => entry.id).sort());
  });

  it.each(catalogue.operations.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
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

/** A closed set of values; null where the catalogue gives prose, or says that its list is not closed. */
function catalogueEnum(param: CatalogueParam): readonly string[] | null {
  const range = param.range_or_enum;
  if (String(param["notes"]).includes("not a closed set")) return null;
  if (Array.isArray(range)) return range.map(String).sort();
  return typeof range === "object" && range !== null ? Object.keys(range).sort() : null;
}
