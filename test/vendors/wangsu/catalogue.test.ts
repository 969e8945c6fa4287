import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { kindOfCode } from "../../../src/vendors/wangsu/failures.ts";
import { callbacks } from "../../../src/vendors/wangsu/callback.ts";
import { operationTable } from "../../../src/vendors/wangsu/operations.ts";
import { origin } from "../../../src/vendors/wangsu/wire.ts";

const path = fileURLToPath(new URL("../../../../shared/vendors/wangsu.yaml", import.meta.url));

const catalogueSchema = z.looseObject({
  transport: z.looseObject({ endpoint: z.string() }),
  operations: z.array(
    z.looseObject({
      id: z.string(),
      wire_name: z.string(),
      section: z.string(),
      mutates: z.boolean(),
      method: z.string(),
      path: z.string(),
      params: z.array(
        z.looseObject({
          name: z.string(),
          in: z.string(),
          type: z.string(),
          required: z.boolean(),
          range_or_enum: z.string().nullable(),
        }),
      ),
    }),
  ),
  callbacks: z.array(z.looseObject({ id: z.string() })),
  global_errors: z.array(z.looseObject({ code: z.number(), why: z.string() })),
});

type Node = z.output<typeof nodeSchema>;
const nodeSchema = z.looseObject({
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  maxLength: z.number().optional(),
  maximum: z.number().optional(),
});

/** Deliberate differences from the catalogue, each with its reason. Keys: property, or operation.parameter. */
const differences: Readonly<Record<string, string>> = {
  method: "`POST or GET` is sent as POST (READINGS 13)",
  "createChannel.whiteBoardConfig": "the decoded value is taken, its fields are offered too (READINGS 3)",
  "createChannel.funcConfig": "the decoded value is taken, its fields are offered too (READINGS 3)",
  "editChannel.whiteBoardConfig": "the decoded value is taken, its fields are offered too (READINGS 3)",
  "editChannel.funcConfig": "the decoded value is taken, its fields are offered too (READINGS 3)",
};

/** Closed sets that the catalogue writes in prose: the digit at the beginning of each choice. */
const digits = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/(?:^|, |of )(\d) [A-Za-z]/g)].map((match) => match[1] ?? "")),
];

function flatten(schema: unknown, prefix = ""): Map<string, { readonly required: boolean; readonly node: Node }> {
  const node = nodeSchema.parse(schema);
  const found = new Map<string, { readonly required: boolean; readonly node: Node }>();
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    const inner = nodeSchema.parse(property);
    const full = prefix + name;
    found.set(full, { required: node.required?.includes(name) ?? false, node: inner });
    for (const branch of [inner, ...(inner.anyOf ?? []).map((each) => nodeSchema.parse(each))]) {
      const children = branch.items === undefined ? flatten(branch, `${full}.`) : flatten(branch.items, `${full}[].`);
      for (const [child, value] of children) found.set(child, value);
    }
  }
  return found;
}

/** All single values that a schema takes, in text and without doubles. */
function choices(node: Node): readonly string[] {
  const inner = [...(node.anyOf ?? []), ...(node.items === undefined ? [] : [node.items])];
  const values = [...(node.enum ?? []).map(String), ...inner.flatMap((each) => choices(nodeSchema.parse(each)))];
  return [...new Set(values)].sort();
}

describe.skipIf(!existsSync(path))("the table says what the catalogue says", () => {
  const catalogue = catalogueSchema.parse(
    existsSync(path)
      ? parse(readFileSync(path, "utf8"))
      : { transport: { endpoint: "" }, operations: [], callbacks: [], global_errors: [] },
  );

  it("has every operation and callback, and no other", () => {
    expect(catalogue.operations).toHaveLength(32);
    expect(Object.keys(operationTable).sort()).toEqual(catalogue.operations.map((entry) => entry.id).sort());
    expect(callbacks.map((entry) => entry.id).sort()).toEqual(catalogue.callbacks.map((entry) => entry.id).sort());
    expect(origin).toBe(catalogue.transport.endpoint);
  });

  it.each(catalogue.operations.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const operation = operationTable[id];
    if (operation === undefined) throw new Error(`no ${id}`);
    expect({
      wireName: operation.wireName,
      section: operation.section,
      documented: operation.documented,
      reads: operation.effect === "read",
      method: operation.method,
      path: operation.path,
    }).toEqual({
      wireName: entry.wire_name,
      section: entry.section.split(" ")[0],
      documented: true,
      reads: !entry.mutates,
      method: differences["method"] !== undefined && entry.method === "POST or GET" ? "POST" : entry.method,
      path: entry.path,
    });
    const ours = flatten(z.toJSONSchema(operation.params, { io: "input", unrepresentable: "any" }));
    const theirs = entry.params;
    const told = [...ours.keys()].filter((name) => {
      const group = name.split(".")[0] ?? "";
      return group === name || differences[`${id}.${group}`] === undefined;
    });
    expect(told.sort()).toEqual(theirs.map((param) => param.name).sort());
    for (const param of theirs) {
      const own = ours.get(param.name);
      expect([param.name, own?.required]).toEqual([param.name, param.required]);
      expect(operation.wire.carrier).toBe(param.in === "query" ? "query" : "form");
      if (own === undefined || param.range_or_enum === null) continue;
      const closed = digits(param.range_or_enum);
      // "0 RTMP, 1 HDL …": every digit is taken and no other.
      if (closed.length > 1 && !param.range_or_enum.includes("base64")) {
        expect([param.name, choices(own.node)]).toEqual([param.name, closed.toSorted()]);
      }
      if (/^1-50$/.test(param.range_or_enum)) expect(own.node.maximum).toBe(50);
      if (param.name === "transNo") expect(own.node.maxLength).toBe(entry.mutates ? 32 : own.node.maxLength);
      if (param.name === "channelName") expect(own.node.maxLength).toBe(40);
    }
  });

  it("codes whose reason the catalogue gives have the kind that goes with it", () => {
    const rights = catalogue.global_errors.filter((entry) => entry.why.startsWith("rights or paid add-on"));
    const absent = catalogue.global_errors.filter((entry) => entry.why.startsWith("named object is absent"));
    // Players, videos and albums belong to calls outside of this document.
    const own = (code: number): boolean =>
      code === 1007 || code === 1008 || (code >= 1200 && code < 1302) || code === 1611;
    for (const { code } of rights.filter((entry) => own(entry.code)))
      expect([code, kindOfCode(String(code), true)]).toEqual([code, "denied"]);
    for (const { code } of absent.filter((entry) => entry.code >= 1200 && entry.code < 1320)) {
      expect([code, kindOfCode(String(code), false)]).toEqual([code, "not-found"]);
    }
  });

  it("replies make JSON Schemas too", () => {
    for (const operation of Object.values(operationTable)) {
      expect(z.toJSONSchema(operation.reply, { io: "input", unrepresentable: "any" })).toBeTypeOf("object");
    }
  });
});
