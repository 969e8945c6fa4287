import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTemplate, fileName, freeName } from "../../../src/domain/file-names.ts";

const template = "{id}/{date}_{from}-{to}_{path}.{ext}";
const parts = {
  id: "town-hall",
  title: "Quarterly town hall",
  path: "main",
  ext: "mp4",
  fromMs: Date.UTC(2026, 11, 1, 1, 0, 0),
  toMs: Date.UTC(2026, 11, 1, 2, 30, 0, 600),
  offsetMs: 8 * 3_600_000,
};

describe("fileName", () => {
  it("writes times in the event's zone", () => {
    expect(fileName(template, parts)).toBe("town-hall/20261201_090000-103001_main.mp4");
    expect(fileName(template, { ...parts, offsetMs: -5 * 3_600_000 })).toBe(
      "town-hall/20261130_200000-213001_main.mp4",
    );
  });

  it("keeps titles as people write them, and nothing else", () => {
    const named = (title: string): string => fileName("{title}.{ext}", { ...parts, title });
    expect(named("季度 全员会")).toBe("季度 全员会.mp4");
    expect(named("../../etc/passwd")).toBe(".._.._etc_passwd.mp4");
    expect(named("a\u0000b\nc\u202Ed:e")).toBe("a_b_c_d_e.mp4");
    expect(fileName("{title}/x.{ext}", { ...parts, title: ".." })).toBe("__/x.mp4");
  });

  it("cuts names that no file system takes, before the extension", () => {
    const name = fileName("{title}.{ext}", { ...parts, title: "会".repeat(200) });
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200);
    expect(name.endsWith("会.mp4")).toBe(true);
  });

  it("never leaves the place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (title, ext) => {
        const name = fileName("{title}/{path}.{ext}", { ...parts, title, ext });
        expect(name.startsWith("/")).toBe(false);
        expect(name.split("/").some((part) => part === "" || part === "." || part === "..")).toBe(false);
        expect(/[\p{Cc}\\]/u.test(name)).toBe(false);
      }),
    );
  });
});

describe("freeName", () => {
  it.each([
    ["a/b.mp4", [], "a/b.mp4"],
    ["a/b.mp4", ["a/b.mp4"], "a/b_2.mp4"],
    ["a/b.mp4", ["a/B.mp4", "a/b_2.mp4"], "a/b_3.mp4"],
    ["a.b/c", ["a.b/c"], "a.b/c_2"],
    ["a/.b", ["a/.b"], "a/.b_2"],
  ])("%s beside %j is %s", (name, taken, free) => {
    expect(freeName(name, taken)).toBe(free);
  });
});

describe("checkTemplate", () => {
  it.each([template, "{title}/{date}/{from}.{ext}", "直播/{date} {from}.{ext}", "x"])("takes %s", (good) => {
    expect(checkTemplate(good)).toEqual([]);
  });

  it.each([
    ["", /empty/],
    ["/abs/{id}", /relative/],
    ["{id}/../x", /\.\./],
    ["{id}//x", /empty name/],
    ["{id}/", /empty name/],
    ["{nr}.mp4", /\{nr\} is not known; known are \{id\}/],
    ["{id.mp4", /brace/],
    ["a\\b", /not allowed/],
    ["a:b", /not allowed/],
    ["a\nb", /not allowed/],
    [".partial/x", /\.partial/],
    ["{id}/report.json", /report\.json/],
  ])("refuses %j", (bad, why) => {
    expect(checkTemplate(bad).join("; ")).toMatch(why);
  });

  it("names every fault at once", () => {
    expect(checkTemplate("/{nr}/../a:b")).toHaveLength(4);
  });
});
