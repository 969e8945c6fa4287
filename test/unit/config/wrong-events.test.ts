import { describe, expect, test } from "vitest";
import { parseEvents } from "../../../src/config/events.ts";
import { formatFault } from "../../../src/config/fault.ts";

/** Lines of a right event; a case replaces or adds lines, so that places can be counted. */
const right = [
  "rundown: 1", // 1
  "id: town-hall", // 2
  "service: tencent-livecode", // 3
  "window:", // 4
  "  start: 2026-12-01T09:00:00", // 5
  "  end: 2026-12-01T10:30:00", // 6
  "  timeZone: Asia/Shanghai", // 7
  "source: { push: {} }", // 8
];

/** `edits`: line number → new text ("" removes the line's content); `more` follows as line 9 and on. */
function event(edits: Readonly<Record<number, string>>, more = ""): string {
  return [...right.map((line, i) => edits[i + 1] ?? line), ...(more === "" ? [] : more.split("\n"))].join("\n");
}

type Case = readonly [what: string, text: string, line: number, column: number, message: RegExp];

const cases: readonly Case[] = [
  ["an unknown key", event({}, "preparBefore: 10m"), 9, 1, /preparBefore: unknown key; did you mean prepareBefore\?/],
  ["an unknown key far from all", event({}, "colour: red"), 9, 1, /unknown key; known here: rundown, id/],
  ["an unknown key inside", event({ 7: "  timezone: Asia/Shanghai" }), 7, 3, /did you mean timeZone\?/],
  [
    "an unknown key in flow style",
    event({}, "record: { fromat: mp4 }"),
    9,
    11,
    /record\.fromat: .*did you mean format\?/,
  ],
  ["a missing id", event({ 2: "" }), 1, 1, /id is missing/],
  ["a missing start", event({ 5: "  # nothing" }), 4, 1, /window: start is missing/],
  [
    "an empty window",
    event({ 4: "window:", 5: "", 6: "", 7: "" }),
    4,
    1,
    /window: expected a group of keys, got nothing/,
  ],
  ["a missing version", event({ 1: "# none" }), 2, 1, /rundown is missing: expected 1/],
  ["another version", event({ 1: "rundown: 2" }), 1, 10, /rundown: expected 1/],
  ["a bad id", event({ 2: "id: Town Hall" }), 2, 5, /id: 3 to 48 of a-z, 0-9 and -/],
  ["a short id", event({ 2: "id: ab" }), 2, 5, /3 to 48/],
  ["a number as id", event({ 2: "id: 2026" }), 2, 5, /id: expected text, got a number; put it in quotes/],
  ["an unknown service", event({ 3: "service: tencent-livecod" }), 3, 10, /did you mean tencent-livecode\?/],
  ["neither account nor service", event({ 3: "" }), 1, 1, /account is missing/],
  ["both account and service", event({}, "account: main"), 3, 1, /account or service, not both/],
  ["an end before the start", event({ 6: "  end: 2026-12-01T08:30:00" }), 6, 8, /end must be after the start/],
  ["a day that is not", event({ 5: "  start: 2026-02-30T09:00:00" }), 5, 10, /not a day of the calendar/],
  ["a time without a zone", event({ 7: "" }), 5, 10, /has no offset: add window\.timeZone/],
  ["a zone that is not", event({ 7: "  timeZone: Asia/Shanghei" }), 7, 13, /not an IANA time zone/],
  ["an offset as zone", event({ 7: '  timeZone: "+08:00"' }), 7, 13, /not an IANA time zone/],
  ["a time as people say it", event({ 5: "  start: tomorrow 9am" }), 5, 10, /write a time such as/],
  [
    "a time that a clock change skips",
    event({ 5: "  start: 2026-03-29T02:30:00", 7: "  timeZone: Europe/Berlin" }),
    5,
    10,
    /does not exist in Europe\/Berlin.*2026-03-29T01:30:00\+01:00 or 2026-03-29T03:30:00\+02:00/,
  ],
  [
    "a time that a clock change repeats",
    event({ 5: "  start: 2026-10-25T02:30:00", 7: "  timeZone: Europe/Berlin" }),
    5,
    10,
    /happens twice.*2026-10-25T02:30:00\+02:00 or 2026-10-25T02:30:00\+01:00/,
  ],
  [
    "an unknown disambiguation",
    event({}, "lineUp: 5m").replace("timeZone: A", "disambiguation: latr\n  timeZone: A"),
    7,
    19,
    /did you mean later\?/,
  ],
  ["a duration without a unit", event({}, "prepareBefore: 10"), 9, 16, /write a duration such as 90s.*got a number/],
  ["a duration with a fraction", event({}, "lineUp: 1.5h"), 9, 9, /write a duration/],
  ["a duration in wrong order", event({}, "lineUp: 30m1h"), 9, 9, /write a duration/],
  ["an empty duration", event({}, 'lineUp: ""'), 9, 9, /write a duration/],
  ["a line-up of days", event({}, "lineUp: 2d"), 9, 9, /at most 24h/],
  ["a coverage above one", event({}, "files: { minCoverage: 98 }"), 9, 23, /expected at most 1/],
  ["an unknown placeholder", event({}, 'files: { name: "{id}/{day}.{ext}" }'), 9, 16, /\{day\} is not known/],
  ["a name that leaves its place", event({}, 'files: { name: "../{id}.{ext}" }'), 9, 16, /\.\. are not allowed/],
  ["a place without a scheme", event({}, "files: { to: [ ./recordings ] }"), 9, 16, /write file:PATH/],
  ["two sources", event({ 8: "source: { push: {}, loop: { files: [ a ] } }" }), 8, 1, /exactly one of push, pull/],
  ["no source", event({ 8: "source: {}" }), 8, 1, /exactly one of push, pull/],
  ["an unknown choice", event({}, "atEnd: kut"), 9, 8, /expected one of leave, cut; did you mean cut\?/],
  ["record: true", event({}, "record: true"), 9, 9, /write false, or \{ format: mp4 \}/],
  ["a label that is a number", event({}, "labels: { year: 2026 }"), 9, 17, /expected text, got a number/],
  ["a label's name with blanks", event({}, 'labels: { "a b": c }'), 9, 11, /a label's name is/],
  [
    "a relay key in clear",
    event({}, "relay: [ { id: a, to: rtmp://live.example.com/app/KEY123 } ]"),
    9,
    23,
    /key in clear/,
  ],
  [
    "a pull address with a token",
    event({ 8: "source: { pull: { url: https://a.example/x.flv?token=abc } }" }),
    8,
    24,
    /key in clear/,
  ],
  [
    "a cue before live",
    event({}, "cues: [ { id: a, at: live-5m, call: { operation: x } } ]"),
    9,
    22,
    /live is not known/,
  ],
  [
    "a cue at a strange time",
    event({}, "cues: [ { id: a, at: begin, call: { operation: x } } ]"),
    9,
    22,
    /write start, end or live/,
  ],
  ["a cue without a call", event({}, "cues:\n  - id: opener"), 10, 5, /cues\[0\]: call is missing/],
  [
    "two cues of one id",
    event({}, "cues:\n  - { id: a, call: { operation: x } }\n  - { id: a, call: { operation: x } }"),
    11,
    11,
    /a stands twice/,
  ],
  [
    "an overrun beyond the reserve",
    event({}, "overrun: { reserve: 10m, auto: 20m }"),
    9,
    32,
    /longer than overrun\.reserve/,
  ],
  ["approval of an unknown step", event({}, "approve: [ begin ]"), 9, 12, /expected one of start, cleanup/],
  ["a key twice", event({}, "id: other"), 9, 1, /stands twice/],
  ["a tab as indent", event({ 5: "\tstart: 2026-12-01T09:00:00" }), 5, 1, /tab/],
  ["an open bracket", event({}, "labels: { team: comms"), 9, 22, /bracket that is not closed/],
  ["a list as a file", "- rundown: 1\n- id: x", 1, 1, /expected a group of keys, got a list/],
  ["a text as a file", "hello", 1, 1, /expected a group of keys, got text/],
  ["only a remark", "# nothing here", 1, 1, /holds no event/],
  ["a tag", event({ 2: "id: !secret abc" }), 2, 5, /tags are not used/],
];

describe("wrong event files", () => {
  test.each(cases)("%s", (_what, text, line, column, message) => {
    const { faults, events } = parseEvents("event.yaml", text);
    expect(events).toEqual([]);
    const shown = faults.map(formatFault);
    const place = new RegExp(`^event\\.yaml:${line}:${column} `);
    expect(
      shown.filter((fault) => place.test(fault) && message.test(fault)),
      shown.join("\n"),
    ).toHaveLength(1);
  });

  test("one wrong thing is one fault", () => {
    const noisy = cases.filter(([, text]) => parseEvents("event.yaml", text).faults.length > 2).map(([what]) => what);
    expect(noisy).toEqual([]);
  });
});

test("all faults of a file come at once, in the order of the file", () => {
  const text = event({ 2: "id: X", 6: "  end: 2026-12-01T08:00:00" }, "lineUp: 5\natEnd: never\ncolour: red");
  const { faults } = parseEvents("event.yaml", text);
  expect(faults.map((fault) => fault.line)).toEqual([2, 6, 9, 10, 11]);
});

test("several documents: faults in each, and an id used twice names the first place", () => {
  const { faults, events } = parseEvents(
    "two.yaml",
    `${event({})}\n---\n${event({})}\n---\n${event({ 2: "id: third-one" }, "lineUp: x")}`,
  );
  expect(faults.map(formatFault)).toEqual([
    "two.yaml:11:5 id: town-hall is already used at two.yaml:2:5; an id is used once",
    expect.stringMatching(/^two\.yaml:27:9 lineUp: write a duration/),
  ]);
  expect(events.map((loaded) => loaded.event.id)).toEqual(["town-hall", "town-hall"]);
});

test("JSON is taken, with places", () => {
  const json = JSON.stringify({ rundown: 1, id: "a-b-c", service: "ksyun", source: { push: {} }, windw: {} }, null, 2);
  const { faults } = parseEvents("event.json", json);
  expect(faults.map(formatFault)).toEqual([
    "event.json:1:1 window is missing",
    "event.json:8:3 windw: unknown key; did you mean window?",
  ]);
});

test("addresses by reference, or in clear when that is allowed", () => {
  const byEnv = event({}, "relay: [ { id: a, to: { env: PARTNER_A } } ]");
  expect(parseEvents("e", byEnv).faults).toEqual([]);
  const inClear = event({}, "relay: [ { id: a, to: rtmp://live.example.com/app/KEY123 } ]");
  expect(parseEvents("e", inClear).faults).toHaveLength(1);
  expect(parseEvents("e", inClear, { allowInlineSecrets: true }).faults).toEqual([]);
});

test("a fault never repeats a value: it may be a key", () => {
  const text = event({}, "relay: [ { id: a, to: rtmp://live.example.com/app/KEY123, frm: start } ]");
  expect(parseEvents("e", text).faults.map(formatFault).join("\n")).not.toContain("KEY123");
});

test("the example of the whole format is well-formed", () => {
  const text = event(
    {},
    `channel: { name: townhall }
addressesBefore: 24h
lineUp: 30m
record: { format: mp4, fileLength: 30m, preRoll: 0s, postRoll: 0s }
screenshots: { every: 10s }
transcode: [ { template: hd } ]
relay: [ { id: partner-a, to: { env: PARTNER_A }, from: start, until: end } ]
overrun: { reserve: 60m, auto: 0s }
maxDuration: 12h
files: { to: [ "file:./recordings" ], when: asRecorded, name: "{id}/{date}_{from}-{to}_{path}.{ext}", minCoverage: 0.98, waitFor: 15m }
keep: { vendorFiles: forever, channel: 0s }
approve: { start: { by: start-15m, else: wait }, cleanup: {} }
cues:
  - id: opener
    at: start-5m
    call: { operation: startCaster, params: { CasterId: "x" } }
    until: { operation: describeCasters, params: {}, path: "CasterList.Caster[0].Status", equals: "1", within: 2m }
    undo: { operation: stopCaster, params: { CasterId: "x" } }
    onFailure: alarm
    notAfter: 2m`,
  );
  expect(parseEvents("event.yaml", text).faults.map(formatFault)).toEqual([]);
});

describe("hostile files are refused, not followed", () => {
  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefgh"
      .split("")
      .map((name, i) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefg"[i]}`).join(",")}]`),
  ];
  test.each([
    ["aliases that grow without bound", bomb.join("\n"), /too many aliases/],
    ["brackets that are never closed", "[".repeat(200_000), /^nested too deeply$/],
    [
      "brackets nested without end",
      event({}, `labels: ${"[".repeat(20_000)}${"]".repeat(20_000)}`),
      /^nested too deeply$/,
    ],
    ["lists nested without end", "- ".repeat(20_000), /^nested too deeply$/],
    [
      "ever deeper lines",
      Array.from({ length: 1_500 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      /^nested too deeply$/,
    ],
    [
      "lines as deep as is allowed",
      Array.from({ length: 399 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      /unknown key/,
    ],
    ["a prototype key", event({}, "__proto__: { id: x }"), /unknown key/],
    ["a list that holds itself", "&a [ *a ]", /got a list/],
  ])("%s", (_what, text, message) => {
    const { events, faults } = parseEvents("event.yaml", text);
    expect(events).toEqual([]);
    expect(faults.map((fault) => fault.message).join("\n")).toMatch(message);
  });
});
