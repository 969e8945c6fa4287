import { nearest } from "../../domain/nearest.ts";
import { VendorFailure } from "./failure.ts";
import type { AnyOperation } from "./operation.ts";

/**
 * Finds an operation by its id or by the vendor's own name of it. Throws `invalid-request` when there is none, when a
 * vendor's name belongs to several, and when the vendor's document names it without describing it.
 */
export function findOperation<Entry extends AnyOperation>(
  service: string,
  table: Readonly<Record<string, Entry>>,
  name: string,
): Entry {
  const entry = Object.hasOwn(table, name) ? table[name] : byWireName(service, table, name);
  if (entry === undefined) throw refusal(service, name, unknownMessage(service, table, name));
  if (!entry.documented) {
    throw refusal(
      service,
      name,
      `${name} is named by the document of ${service} without being described; it cannot be called`,
    );
  }
  return entry;
}

function byWireName<Entry extends AnyOperation>(
  service: string,
  table: Readonly<Record<string, Entry>>,
  name: string,
): Entry | undefined {
  const wanted = name.replaceAll(/\s/g, "");
  const entries = Object.values(table).filter((entry) => wireNames(entry).includes(wanted));
  if (entries.length > 1) {
    const ids = entries.map((entry) => entry.id).join(" and ");
    throw refusal(service, name, `${name} is the vendor's name of several operations: ${ids}; use one of these ids`);
  }
  return entries[0];
}

function wireNames(entry: AnyOperation): readonly string[] {
  const whole = entry.wireName.replaceAll(/\s/g, "");
  return [whole, ...whole.split("/")];
}

function unknownMessage(service: string, table: Readonly<Record<string, AnyOperation>>, name: string): string {
  const low = name.toLowerCase();
  const entries = Object.values(table);
  const holding = entries.filter((entry) => entry.id.toLowerCase().includes(low)).map((entry) => entry.id);
  const near = nearest(name, [...entries.map((entry) => entry.id), ...entries.flatMap(wireNames)]);
  const hint =
    near !== null
      ? `did you mean ${near}?`
      : holding.length > 0
        ? `did you mean ${holding.join(" or ")}?`
        : `see: rundown vendors ${service}`;
  return `${service} has no operation ${name}; ${hint}`;
}

function refusal(service: string, operation: string, message: string): VendorFailure {
  return new VendorFailure({ kind: "invalid-request", service, operation, message });
}
