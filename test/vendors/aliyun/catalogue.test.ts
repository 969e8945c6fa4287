import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { recordOf } from "../../../src/vendors/kit/rules.ts";
import { aliyun } from "../../../src/vendors/aliyun/index.ts";

const file = new URL("../../../../shared/vendors/aliyun.yaml", import.meta.url);

const entry = z.looseObject({
  id: z.string(),
  wire_name: z.string(),
  mutates: z.boolean(),
  method: z.string(),
  params: z.array(
    z.looseObject({
      name: z.string(),
      type: z.string(),
      required: z.union([z.boolean(), z.string()]),
      range_or_enum: z.union([z.string(), z.number()]).optional(),
    }),
  ),
});
const catalogueSchema = z.looseObject({
  operations: z.array(entry),
  callbacks: z.array(z.looseObject({ id: z.string(), payload_fields: z.unknown() })),
});
type Entry = z.output<typeof entry>;

/** Where the table differs from the catalogue on purpose: `<operation> <parameter> <what>` → why. */
const deliberate: Readonly<Record<string, string>> = {
  "addCustomLiveStreamTranscode Version name": "READINGS 10: would collide with the API version",
  "describeLiveRecordVodConfigs AccessKeyId name": "a common parameter, listed there by mistake; the client adds it",
  "queryTimeshiftTimeline (CDN URL authentication parameters) name": "the document gives no names",
  "createCaster ClientToken required": "READINGS 12: the client makes one",
  "copyCaster ClientToken required": "READINGS 12: the client makes one",
  "addCasterEpisodeGroup ClientToken required": "READINGS 12: the client makes one",
  "addCasterEpisodeGroupContent ClientToken required": "READINGS 12: the client makes one",
  "addCustomLiveStreamTranscode App enum": "kinds of characters, not values",
  "addCustomLiveStreamTranscode Template enum": "kinds of characters, not values",
  "addCasterVideoResource VodUrl enum": "kinds of files, not values",
  "modifyCasterVideoResource VodUrl enum": "kinds of files, not values",
  "addCasterEpisodeGroup Items.N.VodUrl enum": "kinds of files, not values",
  "addCasterEpisodeGroupContent Content.Items[].VodUrl enum": "kinds of files, not values",
  "addLiveRecordNotifyConfig NeedStatusNotify enum": "a boolean",
  "updateLiveRecordNotifyConfig NeedStatusNotify enum": "a boolean",
  "describeLiveStreamsOnlineList StreamType enum": "the list is lost, all is only the example",
  "describeLiveStreamsOnlineList QueryType enum": "the list is lost, fuzzy is only the example",
};

type Schema = Readonly<Record<string, unknown>>;

/** The object schema behind lists and alternatives. */
function objectIn(schema: Schema): Schema | null {
  if (schema["properties"] !== undefined) return schema;
  const inner: readonly unknown[] = [schema["items"], ...listOf(schema["anyOf"]), ...listOf(schema["allOf"])];
  for (const one of inner) {
    const found = one === undefined ? null : objectIn(recordOf(one));
    if (found !== null) return found;
  }
  return null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

interface Found {
  readonly schema: Schema;
  readonly required: boolean;
}

/** Follows a catalogue name such as `VideoLayer.N.FillMode` or `Content.Items[].VodUrl`. */
function find(root: Schema, name: string): Found | null {
  const parts = name
    .replaceAll("[]", "")
    .split(".")
    .filter((part) => !/^[NM]$/.test(part));
  let found: Found = { schema: root, required: true };
  for (const part of parts) {
    const owner = objectIn(found.schema);
    const schema = owner === null ? undefined : recordOf(owner["properties"])[part];
    if (owner === null || schema === undefined) return null;
    found = { schema: recordOf(schema), required: listOf(owner["required"]).includes(part) };
  }
  return found;
}

/** All names the schema has, in the catalogue's own dotted form without numbers. */
function namesIn(schema: Schema, prefix = ""): readonly string[] {
  const owner = objectIn(schema);
  if (owner === null) return [];
  return Object.entries(recordOf(owner["properties"])).flatMap(([name, inner]) => [
    prefix + name,
    ...namesIn(recordOf(inner), `${prefix}${name}.`),
  ]);
}

/** The values that a schema allows; null when it names none. */
function valuesOf(schema: Schema): readonly string[] | null {
  if (schema["const"] !== undefined) return [JSON.stringify(schema["const"]).replaceAll('"', "")];
  if (Array.isArray(schema["enum"])) return schema["enum"].map(String);
  const nested = [...(schema["items"] === undefined ? [] : [schema["items"]]), ...listOf(schema["anyOf"])];
  const inner = nested.flatMap((one) => valuesOf(recordOf(one)) ?? []);
  return inner.length > 0 ? inner : null;
}

/** The values that a catalogue entry lists; null for ranges and prose. */
function listed(text: string | number | undefined): readonly string[] | null {
  const words = String(text ?? "")
    .split(",")
    .map((word) => word.trim());
  if (words.length === 1 && !["publisher", "all", "fuzzy"].includes(words[0] ?? "")) return null;
  return words.every((word) => /^[\w-]+$/.test(word)) ? words : null;
}

/** What differs, as keys of `deliberate`. */
function differences(catalogued: Entry): readonly string[] {
  const operation = aliyun.operations[catalogued.id];
  if (operation === undefined) return [`${catalogued.id} - missing`];
  const root: Schema = recordOf(z.toJSONSchema(operation.params, { io: "input", unrepresentable: "any" }));
  const found: string[] = [];
  const differs = (param: string, what: string): number => found.push(`${catalogued.id} ${param} ${what}`);
  if (operation.wireName !== catalogued.wire_name) differs("-", "wireName");
  if ((operation.effect === "read") !== !catalogued.mutates) differs("-", "effect");
  if (operation.method !== catalogued.method) differs("-", "method");
  if (!operation.documented) differs("-", "documented");
  const known = new Set<string>();
  for (const param of catalogued.params) {
    known.add(param.name.replaceAll("[]", "").replaceAll(/\.[NM](?=\.|$)/g, ""));
    if (param.name === "Action") continue;
    const at = find(root, param.name);
    if (at === null) {
      differs(param.name, "name");
      continue;
    }
    if (at.required !== (param.required === true) && !isElement(param.name, catalogued))
      differs(param.name, "required");
    const wanted = listed(param.range_or_enum);
    const values = valuesOf(at.schema);
    if (wanted !== null && values?.toSorted().join() !== wanted.toSorted().join()) differs(param.name, "enum");
  }
  for (const name of namesIn(root)) if (!isKnown(name, known)) differs(name, "unknown");
  return found;
}

/** `BlendList.N` stands for the list and is required as such; `Foo.N.Bar` belongs to its group. */
function isElement(name: string, catalogued: Entry): boolean {
  return /\.[NM]$/.test(name) && catalogued.params.some((param) => param.name === name.replace(/\.[NM]$/, ""));
}

/** Groups of which the catalogue names only the fields are known by them. */
function isKnown(name: string, known: ReadonlySet<string>): boolean {
  if (known.has(name) || [...known].some((one) => one.startsWith(`${name}.`))) return true;
  // The catalogue describes the inside of Functions in prose (4.10).
  return name.startsWith("Functions.");
}

describe.skipIf(!existsSync(file))("the catalogue of aliyun", () => {
  const catalogue = existsSync(file) ? catalogueSchema.parse(parse(readFileSync(file, "utf8"))) : null;
  const entries = catalogue?.operations ?? [];

  it("has the same operations, 127 RPC actions and the time-shift query", () => {
    expect(Object.keys(aliyun.operations).sort()).toEqual(entries.map((one) => one.id).sort());
    expect(entries).toHaveLength(128);
    expect(Object.entries(aliyun.operations).filter(([id, operation]) => id !== operation.id)).toEqual([]);
  });

  it("differs in parameters only where it is meant to", () => {
    expect(entries.flatMap(differences).sort()).toEqual(Object.keys(deliberate).sort());
  });

  it("has the same callbacks, and knows which of them are described", () => {
    const expected = (catalogue?.callbacks ?? []).map((one) => ({
      id: one.id,
      documented: Array.isArray(one.payload_fields),
    }));
    expect(aliyun.callbacks.map(({ id, documented }) => ({ id, documented }))).toEqual(expected);
  });
});
