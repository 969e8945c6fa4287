import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { serviceIds } from "../model/service.ts";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { configFileSchema } from "../model/config-file.ts";
import { eventFileSchema } from "../model/event-file.ts";
import { loadService } from "../vendors/registry.ts";
import { rehearsalFileSchema } from "./rehearse/fault-file.ts";
import { overviewMarkdown, serviceMarkdown } from "./vendors/markdown.ts";

/** Files that are generated from the product's own schemas and tables, by path from the repository's root. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const services = await Promise.all(serviceIds.map(loadService));
  return {
    ...Object.fromEntries(services.map((service) => [`docs/vendors/${service.facts.id}.md`, serviceMarkdown(service)])),
    "docs/vendors/README.md": overviewMarkdown(services),
    "schemas/event.schema.json": jsonSchema(eventFileSchema),
    "schemas/rundown.schema.json": jsonSchema(configFileSchema),
    "schemas/faults.schema.json": jsonSchema(rehearsalFileSchema),
  };
}

/** Paths whose file is missing or differs from what would be generated. */
export async function staleFiles(root: string): Promise<readonly string[]> {
  return Object.entries(await generatedFiles())
    .filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text)
    .map(([path]) => path);
}

export async function writeGenerated(root: string): Promise<void> {
  for (const [path, text] of Object.entries(await generatedFiles())) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function jsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`;
}

/** `generate` writes; `generate --check` compares and resolves to 1 when something is stale. */
export async function generate(argv: readonly string[], root: string): Promise<number> {
  if (!argv.includes("--check")) {
    await writeGenerated(root);
    return 0;
  }
  const stale = await staleFiles(root);
  for (const path of stale) process.stderr.write(`${path} is not what the code says; run: npm run generate\n`);
  return stale.length === 0 ? 0 : 1;
}

const script = process.argv[1];
if (script !== undefined && existsSync(script) && pathToFileURL(realpathSync(script)).href === import.meta.url) {
  process.exitCode = await generate(process.argv.slice(2), fileURLToPath(new URL("../..", import.meta.url)));
}
