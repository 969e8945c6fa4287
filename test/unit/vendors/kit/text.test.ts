import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chinaDayStart, formatChinaTime, parseChinaTime } from "../../../../src/vendors/kit/china-time.ts";
import { encodeQuery, percentEncode } from "../../../../src/vendors/kit/encode.ts";
import { scrub, VendorFailure, vendorText } from "../../../../src/vendors/kit/failure.ts";
import { parseJson, tryParseJson } from "../../../../src/vendors/kit/json.ts";

describe("percentEncode", () => {
  it.each([
    ["a b", "a%20b"],
    ["a+b", "a%2Bb"],
    ["a*b", "a%2Ab"],
    ["~-._", "~-._"],
    ["/:", "%2F%3A"],
    ["!'()", "%21%27%28%29"],
    ["中文", "%E4%B8%AD%E6%96%87"],
    ["", ""],
    ["2017-05-20 10:00:00", "2017-05-20%2010%3A00%3A00"],
  ])("writes %j as %j", (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded);
  });

  it("is undone by URLSearchParams", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme" }))),
        (pairs) => {
          expect([...new URLSearchParams(encodeQuery(pairs))]).toEqual(pairs);
        },
      ),
    );
  });
});

describe("parseJson", () => {
  it("keeps every digit of big integers and leaves other numbers numbers", () => {
    expect(
      parseJson('{"id":18446744073709551615,"small":9007199254740991,"neg":-9223372036854775808,"f":1.5,"e":1e3}'),
    ).toEqual({
      id: "18446744073709551615",
      small: 9007199254740991,
      neg: "-9223372036854775808",
      f: 1.5,
      e: 1000,
    });
  });

  it("gives undefined for what is no JSON", () => {
    for (const text of ["", "<html>", '{"ret":0', "appid is invalid"]) expect(tryParseJson(text)).toBeUndefined();
  });
});

describe("China Standard Time", () => {
  it("is eight hours ahead of UTC", () => {
    expect(formatChinaTime(Date.UTC(2026, 11, 1, 1, 0, 0))).toBe("2026-12-01 09:00:00");
    expect(formatChinaTime(Date.UTC(2026, 11, 31, 16, 0, 0, 999))).toBe("2027-01-01 00:00:00");
    expect(chinaDayStart(Date.UTC(2026, 11, 1, 15, 59))).toBe(Date.UTC(2026, 10, 30, 16));
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(parseChinaTime(formatChinaTime(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });

  it.each(["2026-02-30 10:00:00", "2026-13-01 10:00:00", "2026-01-01T10:00:00", "2026-01-01 25:00:00", ""])(
    "refuses %j",
    (text) => {
      expect(parseChinaTime(text)).toBeNull();
    },
  );
});

describe("VendorFailure", () => {
  it("crosses process borders as plain JSON", () => {
    const failure = new VendorFailure({
      kind: "throttled",
      service: "s",
      operation: "o",
      message: "slow",
      retryAfterMs: 5,
    });
    expect(JSON.parse(JSON.stringify(failure.toInfo()))).toEqual({
      kind: "throttled",
      service: "s",
      operation: "o",
      code: null,
      message: "slow",
      requestId: null,
      retryAfterMs: 5,
    });
    expect(failure.retryable).toBe(true);
  });

  it("cuts vendor text and takes secrets out of it", () => {
    expect(vendorText(`x${"y".repeat(1000)}`, []).length).toBe(300);
    expect(vendorText("bad key  TOPSECRET\n here", ["TOPSECRET"])).toBe("bad key *** here");
    expect(scrub("GET /a?t=1&sign=abc123&x=2", [])).toBe("GET /a?t=1&sign=***&x=2");
  });
});
