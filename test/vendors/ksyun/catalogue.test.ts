import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ksyun } from "../../../src/vendors/ksyun/index.ts";
import { operationTable } from "../../../src/vendors/ksyun/operations.ts";
import { sign } from "../../../src/vendors/ksyun/sign.ts";
import { fixtures } from "./fixtures.ts";

const path = fileURLToPath(new URL("../../../../shared/vendors/ksyun.yaml", import.meta.url));

const json = z.record(z.string(), z.unknown());
const catalogueSchema = z.looseObject({
  transport: z.looseObject({
    signing_test_vectors: z.array(
      z.looseObject({
        id: z.string(),
        method: z.string(),
        host: z.string(),
        query_params: z.record(z.string(), z.string()),
        body: z.string(),
        access_key_id: z.string(),
        secret_access_key: z.string(),
        x_amz_date: z.string(),
        canonical_request: z.string(),
        string_to_sign: z.string(),
        signature: z.string(),
      }),
    ),
  }),
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
          required: z.union([z.boolean(), z.string()]),
          range_or_enum: z.unknown(),
        }),
      ),
      example_request_json: json,
      example_request_2_json: json.optional(),
      example_response_json: json,
    }),
  ),
  callbacks: z.array(z.looseObject({ id: z.string() })),
  global_errors: z.array(z.looseObject({ code: z.union([z.number(), z.string()]) })),
});
type CatalogueParam = z.output<typeof catalogueSchema>["operations"][number]["params"][number];

const jsonSchema = z.looseObject({
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
type Node = z.output<typeof jsonSchema>;

/** Differences from the catalogue, each with its reason. */
const differences: Readonly<Record<string, string>> = {
  "startRedirect.trans_params[].fops.vcodec":
    "not enforced: the document's own example is none of its values (READINGS 17)",
  "createPreset.Output[].format.output_format": "not enforced: the table has holes (READINGS 17)",
};

/** How the catalogue's words about a requirement stand in the schema; rules between parameters are tested by samples. */
const requirements: Readonly<Record<string, boolean>> = {
  // READINGS 17.
  "table says yes; see quirks": false,
  // Inside an object that is itself optional.
  "yes, when Video is sent": true,
  "yes, when LOGO is sent": true,
  "yes, in each element": true,
  // The text demands them, the table does not; the text is about logos that were sent.
  "yes, when logos is sent (table says no)": true,
  // Rules.
  "at least one of SrcInfo and DurationHour": false,
  "variant 1: yes": false,
  "variant 2: yes": false,
};

interface Found {
  readonly required: boolean;
  readonly node: Node;
}

/** Every parameter of a JSON Schema by its path, groups and lists included. */
function flatten(schema: unknown, prefix = ""): Map<string, Found> {
  const found = new Map<string, Found>();
  const node = groupOf(schema);
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    const inner = groupOf(property);
    const required = node.required?.includes(name) ?? false;
    found.set(prefix + name, { required, node: inner });
    const below =
      inner.items === undefined ? flatten(property, `${prefix}${name}.`) : flatten(inner.items, `${prefix}${name}[].`);
    for (const [child, value] of below) found.set(child, value);
  }
  return found;
}

/** The alternative with fields where there are several (JSON text is taken too). */
function groupOf(schema: unknown): Node {
  const node = jsonSchema.parse(schema);
  const group = node.anyOf?.map((one) => jsonSchema.parse(one)).find((one) => one.properties !== undefined);
  return group ?? node;
}

function checkRange(name: string, { node }: Found, { type, range_or_enum: range }: CatalogueParam): void {
  if (Array.isArray(range)) {
    expect([name, [...(node.enum ?? [])].map(String).sort()]).toEqual([name, range.map(String).sort()]);
    return;
  }
  if (typeof range !== "string") return;
  const pattern = /^\[A-Za-z0-9_\]\{\d+,\d+\}$/.test(range) ? `^${range}$` : null;
  if (pattern !== null) expect([name, node.pattern]).toEqual([name, pattern]);
  const span = /^(\d+)-(\d+)(?: \(|$)/.exec(range);
  if (span !== null && type === "int") {
    expect([name, node.minimum, node.maximum]).toEqual([name, Number(span[1]), Number(span[2])]);
  }
}

describe.skipIf(!existsSync(path))("the table says what the catalogue says", () => {
  const catalogue = existsSync(path)
    ? catalogueSchema.parse(parse(readFileSync(path, "utf8")))
    : { operations: [], callbacks: [], global_errors: [], transport: { signing_test_vectors: [] } };

  it("has every operation and callback, and no other", () => {
    expect(catalogue.operations).toHaveLength(15);
    expect(Object.keys(operationTable).sort()).toEqual(catalogue.operations.map((entry) => entry.id).sort());
    expect(ksyun.callbacks).toEqual(catalogue.callbacks);
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
      path: `${operation.path}?Action=${operation.wireName}&Version=2017-01-01`,
    }).toEqual({
      id,
      wireName: entry.wire_name,
      section: entry.section,
      documented: true,
      reads: !entry.mutates,
      method: entry.method,
      path: entry.path,
    });
    const ours = flatten(z.toJSONSchema(operation.params, { io: "input", unrepresentable: "any" }));
    const theirs = new Map(entry.params.map((param) => [param.name, param]));
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [name, param] of theirs) {
      const own = ours.get(name);
      if (own === undefined) throw new Error(`no ${id}.${name}`);
      const required = typeof param.required === "boolean" ? param.required : requirements[param.required];
      expect([name, own.required]).toEqual([name, required]);
      expect([name, operation.wire.as]).toEqual([name, param.in]);
      if (differences[`${id}.${name}`] === undefined) checkRange(name, own, param);
    }
  });

  it("lists no difference that is none", () => {
    const known = catalogue.operations.flatMap((entry) => entry.params.map((param) => `${entry.id}.${param.name}`));
    for (const name of Object.keys(differences)) expect(known).toContain(name);
  });

  it("replies and parameters make JSON Schemas, and every parameter is described", () => {
    for (const operation of Object.values(operationTable)) {
      expect(z.toJSONSchema(operation.reply, { io: "input", unrepresentable: "any" })).toBeTypeOf("object");
      const schema = z.toJSONSchema(operation.params, { io: "input", unrepresentable: "any" });
      for (const [name, value] of Object.entries(schema.properties ?? {})) {
        expect([operation.id, name, value]).toEqual([
          operation.id,
          name,
          expect.objectContaining({ description: expect.any(String) }),
        ]);
      }
    }
  });

  it("has its examples as fixtures", () => {
    for (const entry of catalogue.operations) {
      const own = fixtures.filter((fixture) => fixture.operation === entry.id);
      const examples = [entry.example_request_json, entry.example_request_2_json].filter((one) => one !== undefined);
      expect(own.map(({ params, wire }) => wire ?? params)).toEqual(examples);
      // The elided second task is made up (see the fixture).
      if (entry.id !== "startRedirect") expect(own[0]?.reply).toEqual(entry.example_response_json);
    }
  });

  it.each(catalogue.transport.signing_test_vectors.map((one) => [one.id, one] as const))("signs %s", (_id, one) => {
    const signed = sign({
      method: one.method,
      host: one.host,
      path: "/",
      query: Object.entries(one.query_params),
      accept: "application/json",
      body: one.body,
      accessKeyId: one.access_key_id,
      secretAccessKey: one.secret_access_key,
      region: "cn-beijing-6",
      nowMs: Date.parse(one.x_amz_date.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5")),
    });
    expect([signed.canonicalRequest, signed.stringToSign, signed.signature]).toEqual([
      one.canonical_request,
      one.string_to_sign,
      one.signature,
    ]);
  });
});
