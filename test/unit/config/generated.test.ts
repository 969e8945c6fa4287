import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generatedFiles, staleFiles } from "../../../src/cli/generate.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("schemas and vendor pages are what the code says; else run: npm run generate", async () => {
  expect(await staleFiles(root)).toEqual([]);
});

test("missing files are stale", async () => {
  expect(await staleFiles("/nonexistent-folder")).toEqual(Object.keys(await generatedFiles()));
});

test("the event's JSON Schema completes keys and refuses unknown ones", async () => {
  const schema: unknown = JSON.parse((await generatedFiles())["schemas/event.schema.json"] ?? "");
  expect(schema).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: ["rundown", "id", "window", "source"],
    properties: { atEnd: { enum: ["leave", "cut"] }, window: { additionalProperties: false } },
  });
});
