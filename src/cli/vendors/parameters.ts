/** One parameter of an operation, as people read it. */
export interface ParameterRow {
  /** `group.field`, `list[]`, `list[].field`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Ranges, lists, lengths, patterns; empty when there are none. */
  readonly limits: string;
  readonly description: string;
}

type Node = Readonly<Record<string, unknown>>;

/** The parameters of a JSON Schema of an object, groups and lists opened. */
export function parameterRows(schema: unknown): readonly ParameterRow[] {
  const root = nodeOf(schema);
  const definitions = nodeOf(root["$defs"]);
  return fields(resolve(root, definitions), "", true, { definitions, depth: 0 });
}

interface Where {
  readonly definitions: Node;
  readonly depth: number;
}

/** Deeper than any vendor's groups; ends schemas that hold themselves. */
const deepest = 8;

function fields(node: Node, prefix: string, certain: boolean, where: Where): readonly ParameterRow[] {
  if (where.depth > deepest) return [];
  const required = new Set(nodesOf(node["required"]));
  const own = Object.entries(nodeOf(node["properties"])).flatMap(([name, value]) =>
    field(resolve(nodeOf(value), where.definitions), prefix + name, certain && required.has(name), where),
  );
  const all = nodesOf(node["allOf"]).map((part) => fields(nodeOf(part), prefix, certain, where));
  // What only some variants want is not required as such.
  const variants = variantsOf(node).map((part) => fields(resolve(part, where.definitions), prefix, certain, where));
  return merged([own, ...all], variants);
}

function field(node: Node, name: string, required: boolean, where: Where): readonly ParameterRow[] {
  const row = {
    name,
    type: typeOf(node, where.definitions),
    required,
    limits: limitsOf(node, where.definitions).join("; "),
    description: typeof node["description"] === "string" ? node["description"] : "",
  };
  const below = { ...where, depth: where.depth + 1 };
  const shapes = [node, ...variantsOf(node)].map((shape) => resolve(shape, where.definitions));
  const inner = shapes.flatMap((shape) => [
    ...(hasFields(shape) && shape !== node ? [fields(shape, `${name}.`, true, below)] : []),
    ...(shape["items"] === undefined ? [] : [listFields(shape, name, below)]),
  ]);
  const direct = nodeOf(node["properties"]);
  const groups = Object.keys(direct).length > 0 ? [fields({ ...node, anyOf: [] }, `${name}.`, true, below)] : [];
  return [row, ...merged([...groups], inner)];
}

function listFields(list: Node, name: string, where: Where): readonly ParameterRow[] {
  const item = resolve(nodeOf(list["items"]), where.definitions);
  if (hasFields(item) || variantsOf(item).some(hasFields)) return fields(item, `${name}[].`, true, where);
  const limits = limitsOf(item, where.definitions);
  if (limits.length === 0) return [];
  const type = typeOf(item, where.definitions);
  return [{ name: `${name}[]`, type, required: false, limits: limits.join("; "), description: "" }];
}

/** Rows by name, first come; a row that only some variants have, or want, is not required. */
function merged(
  certain: readonly (readonly ParameterRow[])[],
  variants: readonly (readonly ParameterRow[])[],
): readonly ParameterRow[] {
  const rows = new Map<string, ParameterRow>();
  for (const row of certain.flat()) if (!rows.has(row.name)) rows.set(row.name, row);
  for (const row of variants.flat()) {
    const everywhere = variants.every((variant) => variant.some((other) => other.name === row.name && other.required));
    if (!rows.has(row.name)) rows.set(row.name, { ...row, required: row.required && everywhere });
  }
  return [...rows.values()];
}

function typeOf(node: Node, definitions: Node): string {
  const variants = variantsOf(node);
  if (variants.length > 0) return unique(variants.map((one) => typeOf(resolve(one, definitions), definitions)));
  const type = node["type"];
  if (type === "array") {
    const item = typeOf(resolve(nodeOf(node["items"]), definitions), definitions);
    return item.includes(" or ") ? `list of (${item})` : `list of ${item}`;
  }
  if (type === "object") return "group";
  if (type === "string") return "text";
  if (typeof type === "string") return type;
  const values = [...nodesOf(node["enum"]), ...(node["const"] === undefined ? [] : [node["const"]])];
  if (values.length > 0) return unique(values.map((value) => (typeof value === "string" ? "text" : typeof value)));
  return "any";
}

function limitsOf(node: Node, definitions: Node): readonly string[] {
  const values = [...nodesOf(node["enum"]), ...(node["const"] === undefined ? [] : [node["const"]])];
  const limits = [
    ...(values.length === 0 ? [] : [values.map((value) => JSON.stringify(value)).join(", ")]),
    ...span(
      inBounds(node["minimum"] ?? node["exclusiveMinimum"]),
      inBounds(node["maximum"] ?? node["exclusiveMaximum"]),
      "",
    ),
    ...span(node["minLength"], node["maxLength"], " characters"),
    ...span(node["minItems"], node["maxItems"], " items"),
    ...(typeof node["pattern"] === "string" ? [`pattern ${node["pattern"]}`] : []),
    ...(node["default"] === undefined ? [] : [`default ${JSON.stringify(node["default"])}`]),
  ];
  const inner = variantsOf(node).flatMap((one) => limitsOf(resolve(one, definitions), definitions));
  return [...new Set([...limits, ...inner])];
}

/** The bounds of exact integers are the converter's, not the vendor's. */
function inBounds(value: unknown): unknown {
  return typeof value === "number" && Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

function span(from: unknown, to: unknown, unit: string): readonly string[] {
  if (from === 1 && to === undefined && unit !== "") return ["not empty"];
  if (from === 1 && to === 1 && unit !== "") return [`exactly 1${unit.slice(0, -1)}`];
  if (typeof from === "number" && typeof to === "number")
    return [from === to ? `${from}${unit}` : `${from} to ${to}${unit}`];
  if (typeof from === "number") return [`at least ${from}${unit}`];
  return typeof to === "number" ? [`at most ${to}${unit}`] : [];
}

function variantsOf(node: Node): readonly Node[] {
  return [...nodesOf(node["anyOf"]), ...nodesOf(node["oneOf"])].map(nodeOf);
}

function hasFields(node: Node): boolean {
  return Object.keys(nodeOf(node["properties"])).length > 0;
}

function resolve(node: Node, definitions: Node): Node {
  const reference = node["$ref"];
  if (typeof reference !== "string") return node;
  return nodeOf(definitions[reference.split("/").at(-1) ?? ""]);
}

function unique(types: readonly string[]): string {
  return [...new Set(types)].join(" or ");
}

function nodeOf(value: unknown): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function nodesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
