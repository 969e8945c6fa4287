import { describe, expect, it } from "vitest";
import { bareCode, importsOf, placesOf, sourceOf } from "./sources.ts";

describe("the reader of sources, on which the laws rest", () => {
  it("finds every form of import", () => {
    const text = [
      'import a from "./a.ts";',
      'import type { B } from "./b.ts";',
      "import {",
      "  c,",
      "  type C,",
      '} from "../c.ts";',
      'import * as d from "node:d";',
      'import "e";',
      'export { f } from "./f.ts";',
      'export type { G } from "./g.ts";',
      'export * from "./h.ts";',
      'const i = await import("./i.ts");',
      '// import j from "./j.ts";',
      '/* import k from "./k.ts"; */',
      "export const text = \"import l from './l.ts'\";",
      'export type M = "m";',
    ].join("\n");
    const found = importsOf("src/x/y.ts", text).map(
      ({ target, isType, isReexport, isDynamic }) =>
        `${target}${isType ? " type" : ""}${isReexport ? " again" : ""}${isDynamic ? " later" : ""}`,
    );
    expect(found).toEqual([
      "src/x/a.ts",
      "src/x/b.ts type",
      "src/c.ts",
      "node:d",
      "e",
      "src/x/f.ts again",
      "src/x/g.ts type again",
      "src/x/h.ts again",
      "src/x/i.ts later",
    ]);
  });

  it("leaves texts, comments and regular expressions out of the code, and keeps the lines", () => {
    const text = 'a = "x as Y"; // b as C\n/* d\nas E */ f = /["as F]\\/g/; h = `as ${i}`;\nj as K;';
    expect(bareCode(text)).toBe('a = ""; \n\n f = ; h = "";\nj as K;');
    expect(placesOf(sourceOf("src/x.ts", text), /\bas\b/)).toEqual(["src/x.ts:4"]);
  });
});
