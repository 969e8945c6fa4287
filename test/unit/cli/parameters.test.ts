import { expect, it } from "vitest";
import { z } from "zod";
import { parameterRows } from "../../../src/cli/vendors/parameters.ts";
import { jsonSchemaOf } from "../../../src/cli/vendors/schemas.ts";
import { tasksOf } from "../../../src/cli/vendors/tasks.ts";
import { defineOperation } from "../../../src/vendors/kit/operation.ts";
import type { AnyOperation } from "../../../src/vendors/kit/operation.ts";

/** `name* type limits`, as one line each. */
function rows(schema: z.ZodType): readonly string[] {
  return parameterRows(jsonSchemaOf(schema)).map(({ name, type, required, limits, description }) =>
    [`${name}${required ? "*" : ""}`, type, limits, description].filter((part) => part !== "").join(" | "),
  );
}

it("shows types, ranges, lists, lengths, patterns and meanings", () => {
  const schema = z.strictObject({
    name: z.string().min(1).max(64).describe("What it is called."),
    id: z.union([z.string().regex(/^\d+$/), z.int().min(0)]).transform(String),
    kind: z.enum(["a", "b"]).optional(),
    flag: z.literal([0, 1]).optional(),
    any: z.int().optional(),
    share: z.number().min(0).max(1).optional(),
    on: z.boolean().optional(),
  });
  expect(rows(schema)).toEqual([
    "name* | text | 1 to 64 characters | What it is called.",
    "id* | text or integer | pattern ^\\d+$; at least 0",
    'kind | text | "a", "b"',
    "flag | number | 0, 1",
    "any | integer",
    "share | number | 0 to 1",
    "on | boolean",
  ]);
});

it("opens groups, lists, lists of groups, and what may be written as text too", () => {
  const item = z.strictObject({ url: z.string(), at: z.int().optional() });
  const schema = z.strictObject({
    group: z.strictObject({ deep: z.strictObject({ value: z.string() }).optional() }),
    names: z.array(z.string().max(8)).min(1).max(5),
    items: z.array(item).optional(),
    either: z.union([z.string(), z.array(item)]).optional(),
  });
  expect(rows(schema)).toEqual([
    "group* | group",
    "group.deep | group",
    "group.deep.value* | text",
    "names* | list of text | 1 to 5 items",
    "names[] | text | at most 8 characters",
    "items | list of group",
    "items[].url* | text",
    "items[].at | integer",
    "either | text or list of group",
    "either[].url* | text",
    "either[].at | integer",
  ]);
});

it("requires only what every variant requires", () => {
  const schema = z.union([
    z.strictObject({ all: z.string(), one: z.string() }),
    z.strictObject({ all: z.string(), other: z.int() }),
  ]);
  expect(rows(schema)).toEqual(["all* | text", "one | text", "other | integer"]);
});

it("finds operations by what people want to do", () => {
  const found = tasksOf([
    operation("endForwardTask", "Stop a forward task", "control"),
    operation("listForwardTasks", "Page through forward tasks", "read"),
    operation("forbidLiveStream", "Forbid a stream from being pushed", "control"),
    operation("describeLiveRecordNotifyConfig", "Read the record callback of a domain", "read"),
    operation("somethingElse", "Do what nobody thought of", "update"),
  ]).map(({ topic, verb, operation: { id } }) => `${verb} ${topic.name}: ${id}`);
  expect(found).toEqual([
    "stop ban: forbidLiveStream",
    "look up recording: describeLiveRecordNotifyConfig",
    "stop relay: endForwardTask",
    "look up relay: listForwardTasks",
    "look up callback: describeLiveRecordNotifyConfig",
    "change other: somethingElse",
  ]);
});

function operation(id: string, summary: string, effect: AnyOperation["effect"]): AnyOperation {
  return defineOperation({
    id,
    wireName: id,
    effect,
    summary,
    documented: true,
    section: "1",
    method: "GET",
    host: "h",
    path: "/",
    params: z.strictObject({}),
    reply: z.unknown(),
    wire: null,
  });
}
