import { describe, expect, it } from "vitest";
import { operationTable } from "../../../src/vendors/aliyun/operations.ts";
import { encode } from "../../../src/vendors/aliyun/encode.ts";
import { createClient } from "../../../src/vendors/aliyun/client.ts";
import { sign, stringToSign, timestamp } from "../../../src/vendors/aliyun/sign.ts";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import { recordOf } from "../../../src/vendors/kit/rules.ts";
import { validateParams } from "../../../src/vendors/kit/validate.ts";
import { account, connectTo, context } from "./account.ts";
import { credentials } from "./samples/shared.ts";

/** The request of an operation with the time and nonce of the vectors. */
function encoded(
  id: string,
  params: Readonly<Record<string, unknown>>,
  more: { readonly securityToken?: string } = {},
) {
  const operation = operationTable[id];
  if (operation === undefined) throw new Error(`no operation ${id}`);
  return encode({
    operation,
    params: recordOf(validateParams("aliyun", operation, params)),
    credentials: { ...credentials, ...more },
    defaults: { domain: "play.example.com" },
    nowMs: Date.parse("2026-12-01T12:00:00.900Z"),
    validMs: 60_000,
    nonce: { uuid: "fixed-nonce", int: 1 },
  });
}

function query(id: string, params: Readonly<Record<string, unknown>>): URLSearchParams {
  return new URL(encoded(id, params).path, "http://live.aliyuncs.com").searchParams;
}

describe("the signature", () => {
  // Section 3.5; transport.auth_example of the catalogue.
  const published = {
    Format: "XML",
    SignatureMethod: "HMAC-SHA1",
    Action: "DescribeLiveSnapshotConfig",
    AccessKeyId: "testid",
    RegionId: "cn-shanghai",
    ServiceCode: "live",
    DomainName: "test.com",
    AppName: "test",
    SignatureNonce: "c2fe8fbb-2977-4414-8d39-348d02419c1c",
    Version: "2016-11-01",
    SignatureVersion: "1.0",
    Timestamp: "2017-06-14T09:51:14Z",
  };

  it("is the one the document prints", () => {
    expect(sign("testsecret", "GET", Object.entries(published))).toBe("3I5a3myPjp8FXWT4rvxX5pKb/aw=");
  });

  it("is made over the text the document means, pairs joined by an encoded &", () => {
    expect(stringToSign("GET", Object.entries(published))).toBe(
      "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeLiveSnapshotConfig%26AppName%3Dtest%26DomainName%3Dtest.com%26Format%3DXML%26RegionId%3Dcn-shanghai%26ServiceCode%3Dlive%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Dc2fe8fbb-2977-4414-8d39-348d02419c1c%26SignatureVersion%3D1.0%26Timestamp%3D2017-06-14T09%253A51%253A14Z%26Version%3D2016-11-01",
    );
  });

  it("covers the method", () => {
    expect(sign("testsecret", "POST", Object.entries(published))).not.toBe("3I5a3myPjp8FXWT4rvxX5pKb/aw=");
  });

  const slots = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"].map((slot) => `RV${slot}`);
  // Made once with the vendor's own client, @alicloud/pop-core 1.8.0, with the same time and nonce.
  it.each([
    [
      "sendRoomNotification",
      { AppId: "app", RoomId: "room", Data: "你好 a+b*c~d/e!'()=&%" },
      "juhuGJDA7cVJ/18QaW8i0AUoh/s=",
    ],
    [
      "forbidPushStream",
      { AppId: "app", RoomId: "room", UserData: "-_.~", EndTime: "" },
      "3+cnaSSq/GyoBNMH3JFP7bHbz+Q=",
    ],
  ] as const)("of %s is that of the vendor's own client", (id, params, expected) => {
    expect(query(id, params).get("Signature")).toBe(expected);
  });

  it("of numbered lists of more than nine entries is that of the vendor's own client", () => {
    const operation = operationTable["addCasterLayout"];
    if (operation === undefined) throw new Error("no operation");
    // Lists of unequal length are refused by the table; here only their numbering matters.
    const request = encode({
      operation,
      params: {
        CasterId: "c",
        VideoLayer: [{ FillMode: "fit", PositionNormalized: [0, 0.3] }, { HeightNormalized: 1 }],
        AudioLayer: [{ VolumeRate: 0.5, ValidChannel: "all" }],
        BlendList: slots,
        MixList: ["RV01"],
      },
      credentials,
      defaults: {},
      nowMs: Date.parse("2026-12-01T12:00:00Z"),
      validMs: 60_000,
      nonce: { uuid: "fixed-nonce", int: 1 },
    });
    expect(new URL(request.path, "http://x").searchParams.get("Signature")).toBe("wo61lUZW/2N3wKy6QWUhAsMwFMI=");
  });

  it("covers the security token of temporary credentials", () => {
    const { path } = encoded("describeLiveUserDomains", {}, { securityToken: "a token/+=" });
    const found = new URL(path, "http://x").searchParams;
    expect(found.get("SecurityToken")).toBe("a token/+=");
    expect(found.get("Signature")).toBe("mmroKCaua/8fGhHrq/JU9ABjbqc=");
  });

  it("has times of whole seconds", () => {
    expect(timestamp(Date.parse("2026-12-01T12:00:00.999Z"))).toBe("2026-12-01T12:00:00Z");
  });
});

describe("values on the wire", () => {
  it("percent-encodes what RFC 3986 does not leave alone, and blanks as %20", () => {
    const { path } = encoded("sendRoomNotification", { AppId: "a", RoomId: "r", Data: "a b+c*d~e/f中!'()" });
    expect(path).toContain("Data=a%20b%2Bc%2Ad~e%2Ff%E4%B8%AD%21%27%28%29&");
  });

  it("sends empty text, which is not the same as nothing", () => {
    const { path } = encoded("forbidPushStream", { AppId: "a", RoomId: "r", UserData: "x", EndTime: "" });
    expect(path).toContain("EndTime=&");
    expect(encoded("setCasterConfig", { CasterId: "c", DomainName: "" }).path).toContain("DomainName=&");
    expect(encoded("setCasterConfig", { CasterId: "c" }).path).not.toContain("DomainName");
  });

  it("numbers lists and groups from 1", () => {
    const found = query("addLiveAppRecordConfig", {
      AppName: "live",
      DomainName: "d",
      OssBucket: "b",
      OssEndpoint: "e",
      RecordFormat: [{ Format: "mp4" }, { Format: "flv", CycleDuration: 60 }],
    });
    expect(found.get("RecordFormat.1.Format")).toBe("mp4");
    expect(found.get("RecordFormat.2.Format")).toBe("flv");
    expect(found.get("RecordFormat.2.CycleDuration")).toBe("60");
    expect(found.has("RecordFormat")).toBe(false);
  });

  it("joins comma lists, takes them joined, and writes booleans as words", () => {
    expect(query("describeLiveDomainBpsData", { DomainName: ["a.com", "b.com"] }).get("DomainName")).toBe(
      "a.com,b.com",
    );
    expect(query("describeLiveDomainBpsData", { DomainName: "a.com,b.com" }).get("DomainName")).toBe("a.com,b.com");
    const notify = { DomainName: "d", NotifyUrl: "http://x/", NeedStatusNotify: false };
    expect(query("addLiveRecordNotifyConfig", notify).get("NeedStatusNotify")).toBe("false");
  });

  it("writes objects as JSON text and leaves ready-made text as it is", () => {
    const made = query("addCasterComponent", {
      CasterId: "c",
      LocationId: "RC01",
      ComponentType: "image",
      ImageLayerContent: { MaterialId: "图 1" },
    });
    expect(made.get("ImageLayerContent")).toBe('{"MaterialId":"图 1"}');
    const ready = '{ "materialId" : "1" }';
    expect(query("setCasterConfig", { CasterId: "c", RecordConfig: ready }).get("RecordConfig")).toBe(ready);
  });

  it("keeps the digits of 64-bit numbers", () => {
    const params = { DomainName: "d", PageNumber: "9223372036854775807" };
    expect(query("describeLiveDomainLog", params).get("PageNumber")).toBe("9223372036854775807");
  });

  it("asks for JSON and the version of the document, at the vendor's own host by https", () => {
    const request = encoded("describeLiveUserDomains", {});
    expect(request.origin).toBe("https://live.aliyuncs.com");
    const found = query("describeLiveUserDomains", {});
    expect(found.get("Format")).toBe("JSON");
    expect(found.get("Version")).toBe("2016-11-01");
  });

  it("puts the parameters of the one POST in the query", () => {
    const request = encoded("addCasterEpisodeGroupContent", { Content: '{"DomainName":"d"}' });
    expect(request.method).toBe("POST");
    expect(request.body).toBeNull();
    expect(request.path).toContain("Content=%7B%22DomainName%22%3A%22d%22%7D");
  });
});

describe("each attempt", () => {
  const client = createClient(account(null));
  const nonceOf = (): string | null =>
    new URL(client.prepare("describeLiveUserDomains", {}, context).path, "http://x").searchParams.get("SignatureNonce");

  it("has a nonce and so a signature of its own", () => {
    expect(new Set([nonceOf(), nonceOf(), nonceOf()]).size).toBe(3);
  });

  it("makes a ClientToken when none is given, and keeps a given one", () => {
    const given = { NormType: 1, ChargeType: "PostPaid" };
    const made = query("createCaster", given).get("ClientToken");
    expect(made).toBe("rundown-fixed-nonce");
    expect(query("createCaster", { ...given, ClientToken: "mine" }).get("ClientToken")).toBe("mine");
    expect(query("describeCasters", {}).has("ClientToken")).toBe(false);
  });
});

describe("the time-shift query", () => {
  const params = { app: "live", stream: "hall", format: "ts", lhs_start_unix_s_0: 1, lhs_end_unix_s_0: "2" };

  it("goes to the domain without key or signature", () => {
    const request = encoded("queryTimeshiftTimeline", { ...params, domain: "other.example.com" });
    expect(request.origin).toBe("http://other.example.com");
    expect(request.path).toBe(
      "/openapi/timeline/query?app=live&stream=hall&format=ts&lhs_start_unix_s_0=1&lhs_end_unix_s_0=2&domain=other.example.com",
    );
  });

  it("goes to the account's domain when none is given", () => {
    const request = encoded("queryTimeshiftTimeline", params);
    expect(request.origin).toBe("http://play.example.com");
    expect(request.path).not.toContain("domain");
  });

  it("is refused without any domain, and for a domain that is no host name", () => {
    const client = createClient(account(null));
    for (const more of [{}, { domain: "evil.example.com/x?" }, { domain: "a@b" }]) {
      const prepare = (): unknown => client.prepare("queryTimeshiftTimeline", { ...params, ...more }, context);
      expect(prepare).toThrow(VendorFailure);
      expect(prepare).toThrow(/^domain: /);
    }
  });
});

describe("dry runs", () => {
  const connection = connectTo("http://127.0.0.1:9/aliyun");

  it("show the request with what is secret hidden", () => {
    const shown = connection.prepare(
      "setLiveDomainCertificate",
      { DomainName: "d.com", SSLProtocol: "on", SSLPub: "public", SSLPri: "private" },
      context,
    );
    expect(shown.url).toContain("http://127.0.0.1:9/aliyun/?Action=SetLiveDomainCertificate&DomainName=d.com");
    expect(shown.headers["host"]).toBe("live.aliyuncs.com");
    expect(shown.url).toContain("SSLPri=***");
    expect(shown.url).toContain("&Signature=***");
    expect(shown.url).toContain("SSLPub=public");
  });

  it("hide the keys of URL authentication, given as a list or as text", () => {
    const functions = [
      {
        functionName: "aliauth",
        functionArgs: [
          { argName: "auth_type", argValue: "type_a" },
          { argName: "auth_key1", argValue: "open-sesame" },
        ],
      },
    ];
    for (const given of [functions, JSON.stringify(functions)]) {
      const { url } = connection.prepare(
        "batchSetLiveDomainConfigs",
        { DomainNames: "d.com", Functions: given },
        context,
      );
      expect(url).not.toContain("sesame");
      expect(url).toContain("type_a");
    }
  });
});
