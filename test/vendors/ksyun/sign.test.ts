import { describe, expect, it } from "vitest";
import { amzDate, sign } from "../../../src/vendors/ksyun/sign.ts";
import { credentials } from "./account.ts";

// signing_test_vectors of the catalogue.
const host = "ket.cn-beijing-6.api.ksyun.com";
const input = { ...credentials, host, path: "/", accept: "application/json", region: "cn-beijing-6" };
const credential = (day: string): string => `AKLT6UU6Vp_9SxWW5RAW6UHtdQ%2F${day}%2Fcn-beijing-6%2Fket%2Faws4_request`;

describe("sign", () => {
  it("makes the vector get-preset-list in every step", () => {
    const signed = sign({
      ...input,
      method: "GET",
      query: [
        ["Action", "GetPresetList"],
        ["Version", "2017-01-01"],
        ["UniqName", "mytest"],
      ],
      body: "",
      nowMs: Date.UTC(2017, 4, 17, 13, 13, 55),
    });
    const canonicalQuery = `Action=GetPresetList&UniqName=mytest&Version=2017-01-01&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential("20170517")}&X-Amz-Date=20170517T131355Z&X-Amz-SignedHeaders=accept%3Bhost`;
    expect(signed.canonicalQuery).toBe(canonicalQuery);
    expect(signed.canonicalRequest).toBe(
      `GET\n/\n${canonicalQuery}\naccept:application/json\nhost:${host}\n\naccept;host\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    );
    expect(signed.stringToSign).toBe(
      "AWS4-HMAC-SHA256\n20170517T131355Z\n20170517/cn-beijing-6/ket/aws4_request\ne45e86b60275046cd92d19dba54fe46036ddd49f7e76d8d93ec6df55bbae1d4c",
    );
    expect(signed.signature).toBe("4e3b61cf263db1ab178f8797c79750112fd5353b382a76df2f530f0e1e89e988");
    expect(signed.query.endsWith(`&X-Amz-Signature=${signed.signature}`)).toBe(true);
  });

  it("makes the vector post-stop-loop: the body takes part by its hash", () => {
    const signed = sign({
      ...input,
      method: "POST",
      query: [
        ["Action", "StopLoop"],
        ["Version", "2017-01-01"],
      ],
      body: '{"UniqName":"mytest","App":"live","StreamID":"myteststreamid"}',
      nowMs: Date.UTC(2017, 4, 18, 9, 37, 50),
    });
    expect(signed.canonicalRequest).toMatch(/\nb8291884580f1427ee7219a6f2c656a2f3a70569599558b9bbb60a5a8f0a47bf$/);
    expect(signed.signature).toBe("34008117c88bdbdd501742aa10f6b59b256164569c00552d003267f6cdd65a17");
  });

  it("makes the vector get-encoding: blank, slash, plus, tilde, Chinese", () => {
    const signed = sign({
      ...input,
      method: "GET",
      query: [
        ["Action", "GetStreamTranList"],
        ["Version", "2017-01-01"],
        ["UniqName", "mytest"],
        ["App", "live"],
        ["StreamID", "a b/c+d~轮播"],
      ],
      body: "",
      nowMs: Date.UTC(2017, 4, 18, 7, 44, 13),
    });
    expect(signed.canonicalQuery).toContain("&StreamID=a%20b%2Fc%2Bd~%E8%BD%AE%E6%92%AD&");
    expect(signed.signature).toBe("6e96a0f3cab3b0f4d8258ae485aa3b0390571d90ca17a42b39d90c7f42f8cb4d");
  });

  it("sorts by encoded name and value, capitals first, and trims header values", () => {
    const signed = sign({
      ...input,
      accept: "  application/json   x ",
      method: "GET",
      query: [
        ["b", "2"],
        ["a", "~"],
        ["B", "1"],
        ["a", "!"],
      ],
      body: "",
      nowMs: 0,
    });
    expect(signed.canonicalQuery).toMatch(/^B=1&X-Amz-.*&a=%21&a=~&b=2$/);
    expect(signed.canonicalRequest).toContain("\naccept:application/json x\n");
  });

  it("writes times in UTC without fractions", () => {
    expect(amzDate(Date.parse("2026-12-31T23:59:59.999Z"))).toBe("20261231T235959Z");
  });
});
