import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { actionTable, operationOf } from "../../../src/simulator/services/aliyun/tables/actions.ts";

const catalogue = [1, 2, 3, 4, 5, 6]
  .map((up) => new URL(`${"../".repeat(up)}shared/vendors/aliyun.yaml`, import.meta.url))
  .find((url) => existsSync(url));

const schema = z.object({
  operations: z.array(
    z.object({
      id: z.string(),
      wire_name: z.string(),
      params: z.array(
        z.object({
          name: z.string(),
          required: z.union([z.boolean(), z.string()]),
          range_or_enum: z.union([z.string(), z.number()]).optional(),
        }),
      ),
    }),
  ),
});

/** Where the simulator's table is deliberately unlike the catalogue's, and why. */
const differences: Readonly<Record<string, string>> = {
  "AddCustomLiveStreamTranscode Version absent": "it would be the API version (reading 10)",
  "DescribeLiveDetectNotifyConfig DomainName required": "lost in the table; nothing can be told without it",
  "ForbidPushStream EndTime required": "must be sent but may be empty; the handler looks",
};

const jsonTexts = /^(ComponentLayer|\w+LayerContent|TranscodeConfig|RecordConfig|Content)\./;

test.skipIf(catalogue === undefined)("the table has every parameter of the catalogue and wants the same", () => {
  const { operations } = schema.parse(parse(readFileSync(catalogue ?? "", "utf8")));
  const found: string[] = [];
  for (const { id, wire_name: action, params } of operations) {
    if (!/^\w+$/.test(action)) continue;
    expect(operationOf(action)).toBe(id);
    const words = new Map(
      (actionTable.get(action) ?? "").split(/\s+/).map((word) => {
        const [, name = "", mark] = /^([\w.]+)(!?)/.exec(word) ?? [];
        return [name, mark === "!"] as const;
      }),
    );
    for (const { name, required } of params) {
      if (name === "Action" || name === "AccessKeyId" || jsonTexts.test(name)) continue;
      const own = name
        .replace(/^(VideoLayer|AudioLayer|Episodes|Items)$/, "$1.N")
        .replace(/^ComponentIds\.M$/, "ComponentIds.N");
      const word = words.get(own);
      if (word === undefined) found.push(`${action} ${own} absent`);
      else if (word !== (required === true)) found.push(`${action} ${own} required`);
    }
  }
  expect(found.toSorted()).toEqual(expect.arrayContaining(Object.keys(differences)));
  const unexplained = found.filter((line) => differences[line] === undefined);
  expect(unexplained).toEqual([]);
});
