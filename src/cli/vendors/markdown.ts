import type { ServiceFacts } from "../../model/service.ts";
import { serviceDocuments } from "../../vendors/kit/capabilities.ts";
import type { AnyOperation, Paging } from "../../vendors/kit/operation.ts";
import type { Service } from "../../vendors/port.ts";
import { parameterRows } from "./parameters.ts";
import type { ParameterRow } from "./parameters.ts";
import { jsonSchemaOf } from "./schemas.ts";
import { tasksOf } from "./tasks.ts";
import type { TaskRow } from "./tasks.ts";

const generated = "<!-- Generated from the operation tables by `npm run generate`; do not edit. -->";

/** `docs/vendors/<service>.md`: what can be called at one service. */
export function serviceMarkdown(service: Service): string {
  const { facts } = service;
  const operations = Object.values(service.operations);
  return lines([
    generated,
    "",
    `# ${facts.id}: ${facts.title}`,
    "",
    `Document: ${serviceDocuments[facts.id]}. ${counts(service)}. All services: [overview](README.md).`,
    "",
    "Call one with `rundown call ACCOUNT OPERATION --params '{ … }'`; the operation goes by its id or by the vendor's own name. Operations that are not `read` ask first.",
    "",
    "## Find by task",
    ...taskTables(tasksOf(operations), "", () => []),
    ...callbackTable(service),
    "",
    "## Operations",
    ...operations.flatMap((operation) => ["", ...operationSection(facts, operation)]),
  ]);
}

/** `docs/vendors/README.md`: all services, and every operation by task. */
export function overviewMarkdown(services: readonly Service[]): string {
  const rows = services.map(({ facts, operations, callbacks }) => {
    const all = Object.values(operations);
    const documented = all.filter((operation) => operation.documented).length;
    const reads = all.filter((operation) => operation.effect === "read").length;
    const numbers = [documented, all.length - documented, reads, all.length - reads, callbacks.length].map(String);
    return [`[${facts.id}](${facts.id}.md)`, facts.title, ...numbers];
  });
  const owner = new Map(
    services.flatMap(({ facts, operations }) => Object.values(operations).map((one) => [one, facts.id])),
  );
  const operations = services.flatMap((service) => Object.values(service.operations));
  return lines([
    generated,
    "",
    "# What can be called",
    "",
    "| service | | operations | named only | reads | changes | callbacks |",
    "|---|---|---:|---:|---:|---:|---:|",
    ...rows.map(row),
    "",
    'Operations that a document names without describing ("named only") are listed and refused. `rundown vendors SERVICE` prints the same on the command line, `--json` with JSON Schemas.',
    "",
    "## Find by task",
    ...taskTables(tasksOf(operations), "| service ", ({ operation }) => [owner.get(operation) ?? ""]),
  ]);
}

/** One table a topic; `more` are columns in front of the operation. */
function taskTables(
  tasks: readonly TaskRow[],
  head: string,
  more: (task: TaskRow) => readonly string[],
): readonly string[] {
  const topics = [...new Set(tasks.map(({ topic }) => topic))];
  return topics.flatMap((topic) => [
    "",
    `### ${topic.name[0]?.toUpperCase() ?? ""}${topic.name.slice(1)}`,
    ...(topic.words === "" ? [] : ["", `Also: ${topic.words}.`]),
    "",
    `| to ${head}| operation | what it does |`,
    `|---|---|---|${head === "" ? "" : "---|"}`,
    ...tasks
      .filter((task) => task.topic === topic)
      .map((task) => {
        const place = more(task)[0];
        const file = place === undefined ? "" : `${place}.md`;
        const { id, summary } = task.operation;
        return row([
          task.verb,
          ...more(task),
          `[${id}](${file}#${id.toLowerCase()})`,
          task.operation.documented ? summary : `${sentence(summary)}${noted(task.operation)}`,
        ]);
      }),
  ]);
}

function operationSection(facts: ServiceFacts, operation: AnyOperation): readonly string[] {
  const { id, wireName, effect, section, rules = [], paging } = operation;
  const parameters = parameterRows(jsonSchemaOf(operation.params));
  const notes = [...rules, ...(paging === undefined ? [] : [pagingText(paging)])];
  return [
    `### ${id}`,
    "",
    `${sentence(operation.summary)} Vendor's name \`${wireName}\`, effect \`${effect}\`, section ${section}.${noted(operation)}`,
    ...(operation.documented ? ["", ...parameterTable(parameters)] : []),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `- ${note}`)]),
    ...(operation.documented ? ["", "```sh", callLine(facts, operation, parameters), "```"] : []),
  ];
}

function parameterTable(parameters: readonly ParameterRow[]): readonly string[] {
  if (parameters.length === 0) return ["No parameters."];
  return [
    "| parameter | type | required | limits | meaning |",
    "|---|---|---|---|---|",
    ...parameters.map(({ name, type, required, limits, description }) =>
      row([`\`${name}\``, type, required ? "yes" : "", limits === "" ? "" : code(limits), description]),
    ),
  ];
}

function callLine({ id: service }: ServiceFacts, { id, effect }: AnyOperation, rows: readonly ParameterRow[]): string {
  const top = rows.filter(({ name, required }) => required && !/[.[]/.test(name));
  const params = top.map(({ name }) => `"${name}": …`).join(", ");
  const given = params === "" ? "" : ` --params '{ ${params} }'`;
  return `rundown call MY-${service.toUpperCase()} ${id}${given}${effect === "read" ? "" : " --dry-run"}`;
}

function pagingText({ style, pageParam, sizeParam, maxSize }: Paging): string {
  const by = { page: "number", offset: "offset", token: "token" }[style];
  const size = sizeParam === null ? "" : `, size \`${sizeParam}\`${maxSize === null ? "" : ` (at most ${maxSize})`}`;
  return `Pages by ${by}: \`${pageParam}\`${size}; \`--all\` follows them${maxSize === null ? "" : " in the largest size when none is given"}.`;
}

function callbackTable({ callbacks }: Service): readonly string[] {
  if (callbacks.length === 0) return ["", "## Callbacks", "", "The document describes none."];
  const rows = callbacks.map(({ id, summary, documented }) =>
    row([`\`${id}\``, documented ? summary : `${summary} (named only)`]),
  );
  return ["", "## Callbacks", "", "| callback | what it tells |", "|---|---|", ...rows];
}

function counts({ operations, callbacks }: Service): string {
  const all = Object.values(operations);
  const documented = all.filter((operation) => operation.documented).length;
  const named = all.length === documented ? "" : `, ${all.length - documented} more by name only`;
  return `${documented} operations${named}, ${callbacks.length} callbacks`;
}

function noted(operation: AnyOperation): string {
  return operation.documented ? "" : " Not described by the document: cannot be called.";
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

function lines(parts: readonly string[]): string {
  return `${parts.join("\n")}\n`;
}
