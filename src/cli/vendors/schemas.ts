import { z } from "zod";
import { serviceDocuments } from "../../vendors/kit/capabilities.ts";
import type { AnyOperation } from "../../vendors/kit/operation.ts";
import type { Service } from "../../vendors/port.ts";

/** JSON Schema of what a person writes (parameters) or a vendor sends (replies). */
export function jsonSchemaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

/** One service as `vendors --json` prints it (interfaces, section 4.1). */
export function serviceValue({ facts, operations, callbacks }: Service): unknown {
  return {
    id: facts.id,
    title: facts.title,
    document: serviceDocuments[facts.id],
    capabilities: facts.capabilities,
    operations: Object.values(operations).map(operationValue),
    callbacks: callbacks.map(({ id, summary, documented }) => ({ id, summary, ...mark(documented) })),
  };
}

function operationValue(operation: AnyOperation): unknown {
  const { id, wireName, effect, summary, documented } = operation;
  const [params, reply] = [jsonSchemaOf(operation.params), jsonSchemaOf(operation.reply)];
  return { id, wireName, effect, summary, ...mark(documented), params, reply };
}

function mark(documented: boolean): { readonly documented?: false } {
  return documented ? {} : { documented: false };
}
