import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineOperation } from "../../../../src/vendors/kit/operation.ts";
import type { AnyOperation, Paging } from "../../../../src/vendors/kit/operation.ts";
import { VendorFailure } from "../../../../src/vendors/kit/failure.ts";
import { firstPageParams, pagesOf } from "../../../../src/vendors/kit/pages.ts";

type Params = Readonly<Record<string, unknown>>;

const page: Paging = {
  style: "page",
  pageParam: "no",
  sizeParam: "size",
  firstPage: 1,
  maxSize: 4,
  items: "data.list",
  total: "data.total",
};

function operation(paging: Paging | null, params: z.ZodType = z.looseObject({})): AnyOperation {
  return defineOperation({
    id: "list",
    wireName: "List",
    effect: "read",
    summary: "List",
    documented: true,
    section: "1",
    method: "GET",
    host: "h",
    path: "/",
    params,
    reply: z.unknown(),
    wire: null,
    ...(paging === null ? {} : { paging }),
  });
}

/** A vendor with this many items; returns what it was asked and what the pages held. */
async function walk(
  paging: Paging,
  params: Params,
  answer: (params: Params) => unknown,
  schema?: z.ZodType,
): Promise<{ readonly asked: readonly Params[]; readonly seen: readonly (readonly [number, number | null])[] }> {
  const asked: Params[] = [];
  const seen: (readonly [number, number | null])[] = [];
  const pages = pagesOf("svc", operation(paging, schema), params, async (next) => {
    asked.push(next);
    expect(asked.length).toBeLessThan(20);
    return { body: answer(next), requestId: null };
  });
  for await (const one of pages) seen.push([one.seen, one.total]);
  return { asked, seen };
}

const slice = (from: number, size: number, of: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.min(size, of - from)) }, (_, index) => from + index);

describe("pages by number", () => {
  const vendor =
    (of: number, total: unknown) =>
    ({ no, size }: Params): unknown => ({
      data: { total, list: slice((Number(no) - 1) * Number(size), Number(size), of) },
    });

  it("to the vendor's total, in the largest size", async () => {
    const { asked, seen } = await walk(page, { name: "x" }, vendor(9, 9));
    expect(asked).toEqual([1, 2, 3].map((no) => ({ name: "x", no, size: 4 })));
    expect(seen).toEqual([
      [4, 9],
      [8, 9],
      [9, 9],
    ]);
    expect((await walk(page, {}, vendor(8, "8"))).asked).toHaveLength(2);
    expect((await walk(page, {}, vendor(0, 0))).asked).toHaveLength(1);
  });

  it("from the caller's page and size", async () => {
    expect((await walk(page, { no: 2, size: 3 }, vendor(9, 9))).asked).toEqual([
      { no: 2, size: 3 },
      { no: 3, size: 3 },
    ]);
  });

  it("to a short or empty page where there is no total", async () => {
    expect((await walk({ ...page, total: null }, {}, vendor(9, 9))).asked).toHaveLength(3);
    expect((await walk({ ...page, total: null }, {}, vendor(8, 8))).asked).toHaveLength(3);
    expect(
      (await walk({ ...page, total: null, sizeParam: null, maxSize: null }, { size: 4 }, vendor(9, 9))).asked,
    ).toHaveLength(4);
  });

  it("ends when the vendor sends the last page again, and when a total is too high", async () => {
    const stuck = await walk(page, {}, () => ({ data: { total: 100, list: [1, 2, 3, 4] } }));
    expect(stuck).toMatchObject({ seen: [[4, 100]] });
    expect((await walk(page, {}, vendor(5, 50))).asked).toHaveLength(3);
  });

  it("to the code for a page behind the last one, and by the name that the list has", async () => {
    const paging = { ...page, total: null, items: "data.rows", itemsAlso: ["data.list"], endCodes: ["1324"] };
    const refuse = (code: string) => (): never => {
      throw new VendorFailure({ kind: "invalid-request", service: "svc", operation: "list", code, message: "m" });
    };
    const behind = (code: string) => (params: Params) =>
      Number(params["no"]) > 2 ? refuse(code)() : vendor(8, undefined)(params);
    const { asked, seen } = await walk(paging, {}, behind("1324"));
    expect([asked.length, seen]).toEqual([
      3,
      [
        [4, null],
        [8, null],
      ],
    ]);
    await expect(walk(paging, {}, behind("1000"))).rejects.toMatchObject({ code: "1000" });
    await expect(walk(paging, {}, refuse("1324"))).rejects.toMatchObject({ code: "1324" });
  });

  it("in text where the vendor takes text", async () => {
    const schema = z.strictObject({ no: z.string(), size: z.string() });
    const { asked } = await walk(page, {}, vendor(5, 5), schema);
    expect(asked).toEqual([
      { no: "1", size: "4" },
      { no: "2", size: "4" },
    ]);
  });

  it("through an object that is wrapped in a list", async () => {
    const { asked } = await walk(page, {}, (params) => ({ data: [recordIn(vendor(6, 6)(params))] }));
    expect(asked).toHaveLength(2);
  });
});

it("pages by offset go on by what came", async () => {
  const paging: Paging = { ...page, style: "offset", firstPage: 0 };
  const { asked, seen } = await walk(paging, {}, ({ no }) => ({ data: { total: 7, list: slice(Number(no), 3, 7) } }));
  expect(asked.map(({ no }) => no)).toEqual([0, 3, 6]);
  expect(seen.at(-1)).toEqual([7, 7]);
});

it("pages by token go on until there is none, or the same again", async () => {
  const paging: Paging = { ...page, style: "token", nextToken: "data.next", total: null };
  const next: Readonly<Record<string, unknown>> = { start: "a", a: "b", b: "" };
  const by = (params: Params): unknown => ({
    data: { list: [1], next: next[typeof params["no"] === "string" ? params["no"] : "start"] },
  });
  expect((await walk(paging, { size: 1 }, by)).asked.map(({ no }) => no)).toEqual([undefined, "a", "b"]);
  const same = await walk(paging, { size: 1 }, () => ({ data: { list: [Math.random()], next: "a" } }));
  expect(same.asked).toHaveLength(2);
});

it("an operation without pages is refused", () => {
  expect(() => firstPageParams("svc", operation(null), {})).toThrow(/leave --all out/);
});

function recordIn(body: unknown): unknown {
  return typeof body === "object" && body !== null && "data" in body ? body.data : null;
}
