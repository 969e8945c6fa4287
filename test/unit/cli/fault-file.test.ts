import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UserError } from "../../../src/cli/errors.ts";
import { encodersOf, readFaultFile } from "../../../src/cli/rehearse/fault-file.ts";
import { endMs, spec, startMs } from "./fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "fault-file-"));

function write(text: string): string {
  const path = join(folder, "faults.yaml");
  writeFileSync(path, text);
  return path;
}

test("without a word of encoders each event is pushed from before its start until after its end", () => {
  expect(encodersOf(spec, null)).toEqual([
    { stream: "townhall", fromMs: startMs - 300_000, untilMs: endMs + 30_000, drops: [] },
  ]);
  expect(encodersOf({ ...spec, lineUpMs: null }, null)[0]?.fromMs).toBe(startMs - 60_000);
});

test("encoders are written relative to the window, or as instants", () => {
  const text = `
encoders:
  - { event: town-hall, from: start-10m, until: end, drops: [ { at: start+30m, for: 3m } ] }
  - { event: other }
  - { from: "2026-12-01T09:00:00+08:00", reconnect: false }
faults:
  - { operation: startRecordingTask, times: 1, fault: { kind: lost-answer } }
`;
  const file = readFaultFile(write(text));
  expect(file.faults).toHaveLength(1);
  expect(encodersOf(spec, file.encoders)).toEqual([
    {
      stream: "townhall",
      fromMs: startMs - 600_000,
      untilMs: endMs,
      drops: [{ fromMs: startMs + 1_800_000, untilMs: startMs + 1_980_000 }],
    },
    { stream: "townhall", fromMs: startMs, untilMs: endMs + 30_000, drops: [], reconnect: false },
  ]);
});

test("an empty list means that nobody pushes", () => {
  expect(encodersOf(spec, readFaultFile(write("encoders: []\n")).encoders)).toEqual([]);
});

test.each([
  ["an unknown key", "encodrs: []\n", /:1:1 /],
  ["a moment", "encoders:\n  - from: begin-5m\n", /:2:11 .*start-10m/],
  ["a length", "encoders:\n  - drops: [ { at: start, for: long } ]\n", /:2:32 .*90s/],
  ["a kind of fault", "faults:\n  - fault: { kind: fire }\n", /:2:/],
  ["broken YAML", "encoders: [\n", /:\d+:\d+ /],
])("%s is told with its place", (_name, text, place) => {
  const path = write(text);
  expect(() => readFaultFile(path)).toThrow(UserError);
  try {
    readFaultFile(path);
  } catch (error) {
    expect(error instanceof UserError ? error.faults.join("\n") : "").toMatch(place);
  }
});

test.each([
  ["# only a comment\n", /faults\.yaml:1:1 holds neither faults nor encoders/],
  ['"text"\n', /faults\.yaml:1:1 expected a group of keys, got text/],
  ["encodrs: []\n", /faults\.yaml:1:1 .*encodrs.*encoders/],
  ["faults:\n  - { fault: { kind: explode } }\n", /faults\.yaml:2:\d+ faults\[0\]\.fault/],
])("a wrong fault file is told with its place: %j", (text, message) => {
  let told = "";
  try {
    readFaultFile(write(text));
  } catch (error) {
    told = error instanceof UserError ? error.faults.join("\n") : String(error);
  }
  expect(told).toMatch(message);
  expect(told).not.toMatch(/Invalid input/);
});
