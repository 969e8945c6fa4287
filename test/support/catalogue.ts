import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

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
  global_errors: z.array(z.looseObject({ code: z.unknown(), layer: z.string().optional() })).optional(),
});

export type Catalogue = z.output<typeof catalogueSchema>;
export type CatalogueOperation = Catalogue["operations"][number];
export type CatalogueParam = CatalogueOperation["params"][number];

const jsonSchema = z.looseObject({
  type: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
});

/** The catalogue of a service; null where the shared folder is not beside this one. */
export function catalogueOf(service: string): Catalogue | null {
  const path = fileURLToPath(new URL(`../../../shared/vendors/${service}.yaml`, import.meta.url));
  return existsSync(path) ? catalogueSchema.parse(parse(readFileSync(path, "utf8"))) : null;
}

/** Every parameter of a JSON Schema by its path, with whether it is required. */
export function flatten(
  schema: unknown,
  prefix = "",
): Map<string, { readonly required: boolean; readonly schema: unknown }> {
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

export function enumOf(schema: unknown): readonly string[] {
  const node = jsonSchema.parse(schema);
  const values = node.enum ?? (node.const === undefined ? [] : [node.const]);
  return values.map(String).sort();
}

/** A closed set of values; null where the catalogue gives prose, or says that its list is not closed. */
export function catalogueEnum(param: CatalogueParam): readonly string[] | null {
  const range = param.range_or_enum;
  if (String(param["notes"]).includes("not a closed set")) return null;
  if (Array.isArray(range)) return range.map(String).sort();
  return typeof range === "object" && range !== null ? Object.keys(range).sort() : null;
}
