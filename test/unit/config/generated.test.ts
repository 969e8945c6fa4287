import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generatedFiles, staleFiles } from "../../../src/cli/generate.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("schemas are what the code says; else run: npm run generate", () => {
  expect(staleFiles(root)).toEqual([]);
});

test("missing files are stale", () => {
  expect(staleFiles("/nonexistent-folder")).toEqual(Object.keys(generatedFiles()));
});

test("the event's JSON Schema completes keys and refuses unknown ones", () => {
  const schema: unknown = JSON.parse(generatedFiles()["schemas/event.schema.json"] ?? "");
  expect(schema).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: ["rundown", "id", "window", "source"],
    properties: { atEnd: { enum: ["leave", "cut"] }, window: { additionalProperties: false } },
  });
});
