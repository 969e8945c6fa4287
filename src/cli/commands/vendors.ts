import { serviceIds } from "../../model/service.ts";
import { serviceDocuments } from "../../vendors/kit/capabilities.ts";
import type { AnyOperation } from "../../vendors/kit/operation.ts";
import type { Service } from "../../vendors/port.ts";
import { loadService } from "../../vendors/registry.ts";
import { nearest } from "../../domain/nearest.ts";
import type { CommandContext } from "../context.ts";
import { UserError } from "../errors.ts";
import { table } from "../table.ts";
import { parameterRows } from "../vendors/parameters.ts";
import { jsonSchemaOf, serviceValue } from "../vendors/schemas.ts";

/** `rundown vendors`: what can be called. Reads no configuration and connects to nothing. */
export async function vendors({ out }: CommandContext, name: string | undefined): Promise<number> {
  const services = name === undefined ? await Promise.all(serviceIds.map(loadService)) : [await oneService(name)];
  if (out.json) out.value({ services: services.map(serviceValue) });
  else if (name === undefined) out.result(services.map(overview).join("\n\n"));
  else out.result(services.map(details).join("\n\n"));
  return 0;
}

async function oneService(name: string): Promise<Service> {
  const id = serviceIds.find((candidate) => candidate === name);
  if (id !== undefined) return loadService(id);
  const near = nearest(name, serviceIds);
  const help = near === null ? `There are ${serviceIds.join(", ")}.` : `Did you mean ${near}?`;
  throw new UserError(`There is no service ${name}. ${help}`);
}

function overview(service: Service): string {
  const rows = Object.values(service.operations).map((operation) => [
    `  ${operation.id}`,
    operation.wireName,
    operation.effect,
    operation.summary + noted(operation),
  ]);
  return `${heading(service)}\n${table(["  OPERATION", "VENDOR'S NAME", "EFFECT", "WHAT IT DOES"], rows)}`;
}

function details(service: Service): string {
  const callbacks = service.callbacks.map(({ id, summary }) => [`  ${id}`, summary]);
  return [
    heading(service),
    serviceDocuments[service.facts.id],
    ...Object.values(service.operations).map((operation) => `\n${operationText(operation)}`),
    ...(callbacks.length === 0 ? [] : [`\n${table(["CALLBACKS", ""], callbacks)}`]),
  ].join("\n");
}

function heading({ facts, operations, callbacks }: Service): string {
  const count = Object.values(operations).filter((operation) => operation.documented).length;
  return `${facts.id}: ${facts.title} (${count} operations, ${callbacks.length} callbacks)`;
}

function operationText(operation: AnyOperation): string {
  const rows = parameterRows(jsonSchemaOf(operation.params)).map((row) => [
    `    ${row.name}${row.required ? " *" : ""}`,
    row.type,
    row.limits,
    row.description,
  ]);
  const head = `${operation.id} (${operation.wireName}), ${operation.effect}`;
  return [
    `${head}${noted(operation)}`,
    `  ${operation.summary}`,
    ...(rows.length === 0 ? [] : [table(["    PARAMETER (* required)", "TYPE", "LIMITS", ""], rows)]),
    ...(operation.rules ?? []).map((rule) => `  - ${rule}`),
    ...(operation.paging === undefined ? [] : ["  - Pages: `call --all` follows them."]),
  ].join("\n");
}

function noted(operation: AnyOperation): string {
  return operation.documented ? "" : " [not described by the document: cannot be called]";
}
