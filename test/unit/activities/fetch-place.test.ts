import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliverReport, readReport } from "../../../src/activities/deliver-report.ts";
import { locationOf, pathBelow, placePath, resolvePlace } from "../../../src/activities/fetch/place.ts";

describe("places", () => {
  it.each([
    ["file:./recordings", "/home/me/recordings"],
    ["file:recordings", "/home/me/recordings"],
    ["file:../a b", "/home/a b"],
    ["file:/data/live", "/data/live"],
    ["file:///data/a%20b", "/data/a b"],
    ["file://localhost/data", "/data"],
    ["file:./录像/会议", "/home/me/录像/会议"],
    ["file:./%E5%BD%95", "/home/me/录"],
    ["file:./100%", "/home/me/100%"],
    ["file:./a#b?c", "/home/me/a#b?c"],
  ])("%s is %s", (text, path) => {
    expect(placePath(resolvePlace(text, "/home/me"))).toBe(path);
  });

  it.each(["./recordings", "s3://bucket/x", "file:", "file://server/share"])("refuses %s", (text) => {
    expect(() => resolvePlace(text, "/home/me")).toThrow(/file:/);
  });

  it("shows paths as URLs that lead back", () => {
    const path = "/data/会 议 #1/100%.mp4";
    expect(locationOf(path)).toMatch(/^file:\/\/\/data\/[\x21-\x7E]+$/);
    expect(fileURLToPath(locationOf(path))).toBe(path);
  });

  it.each(["../x", "a/../../x", "/etc/passwd", "", "."])("lets no name out: %j", (name) => {
    expect(() => pathBelow("file:///data/live", name)).toThrow(/does not lie below/);
  });
});

describe("report", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rundown-report-"));
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));
  const place = (name: string): string => pathToFileURL(join(folder, name)).href;

  it("lies in every place, replaces an earlier one, and is read back", async () => {
    await deliverReport("ev", [place("a"), place("b b")], { phase: "live" });
    const locations = await deliverReport("ev", [place("a"), place("b b")], { phase: "done", title: "会议" });
    expect(locations).toEqual([`${place("a")}/ev/report.json`, `${place("b b")}/ev/report.json`]);
    expect(await readFile(join(folder, "b b/ev/report.json"), "utf8")).toBe(
      '{\n  "phase": "done",\n  "title": "会议"\n}\n',
    );
    expect(await readdir(join(folder, "a/ev"))).toEqual(["report.json"]);
    await rm(join(folder, "a"), { recursive: true });
    const found = await readReport([place("a"), place("b b")], "ev");
    expect(found).toEqual({ report: { phase: "done", title: "会议" }, location: `${place("b b")}/ev/report.json` });
    expect(await readReport([place("a")], "ev")).toBeNull();
  });

  it("reaches the places that work before it names the one that does not", async () => {
    await writeFile(join(folder, "bad"), "");
    await expect(deliverReport("ev", [place("bad"), place("good")], {})).rejects.toThrow(
      `delivery cannot be written: ${place("bad")}: `,
    );
    expect((await readReport([place("bad"), place("good")], "ev"))?.report).toEqual({});
  });

  it("says which report is broken", async () => {
    await deliverReport("ev", [place("a")], {});
    await writeFile(join(folder, "a/ev/report.json"), "{");
    await expect(readReport([place("a")], "ev")).rejects.toThrow(/a\/ev\/report\.json is no JSON/);
  });
});
