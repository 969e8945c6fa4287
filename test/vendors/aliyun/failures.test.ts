import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kindOfCode } from "../../../src/vendors/aliyun/failures.ts";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import { localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo, context } from "./account.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer((_seen, response) => response.end());
});
afterAll(() => server.close());

function answers(status: number, body: string, type = "application/json"): void {
  server.answer = (_seen, response) => {
    response.writeHead(status, { "content-type": type });
    response.end(body);
  };
}

const error = (code: string, message = "because"): string =>
  JSON.stringify({ Code: code, HostId: "live.aliyuncs.com", Message: message, RequestId: "R-1" });

async function failureOf(operation: string, params: Readonly<Record<string, unknown>>): Promise<VendorFailure> {
  const reason: unknown = await connectTo(server.url)
    .call(operation, params, context)
    .then(
      () => new Error("it succeeded"),
      (thrown: unknown) => thrown,
    );
  if (!(reason instanceof VendorFailure)) throw reason;
  return reason;
}

const read = (): Promise<VendorFailure> => failureOf("describeLiveUserDomains", {});
const change = (): Promise<VendorFailure> => failureOf("stopLiveDomain", { DomainName: "d" });

describe("codes", () => {
  it.each([
    ["Throttling", "throttled"],
    ["Throttling.User", "throttled"],
    ["ServiceBusy", "unavailable"],
    ["CreateCaster.Timeout", "unknown-outcome"],
    ["TaskAlreadyStarted", "already-exists"],
    ["ConfigAlreadyExists", "already-exists"],
    ["InvalidRoom.AlreadyExists", "already-exists"],
    ["DomainAlreadyExist", "already-exists"],
    ["InvalidConfig.NotFound", "not-found"],
    ["InvalidCaster.NotFound", "not-found"],
    ["InvalidDomain.NotFound", "not-found"],
    ["InvalidConfiguration.NotFound", "wrong-state"],
    ["IncorrectCasterStatus", "wrong-state"],
    ["InvalidDomain.Offline", "wrong-state"],
    ["IllegalOperation", "denied"],
    ["SignatureDoesNotMatch", "denied"],
    ["InvalidAccessKeyId.NotFound", "denied"],
    ["Forbidden.RAM", "denied"],
    ["CasterTemplateUnavailable", "invalid-request"],
    ["MissingParameter", "invalid-request"],
    ["InvalidParameter.Malformed", "invalid-request"],
    ["SSLPub.MissingParameter", "invalid-request"],
    ["DomainType.Malformed", "invalid-request"],
    ["InternalError", null],
    ["SomethingNew", null],
  ] as const)("%s is %s", (code, kind) => {
    expect(kindOfCode(code)).toBe(kind);
  });
});

describe("answers", () => {
  it("with a code are failures with the vendor's words and request id", async () => {
    answers(404, error("InvalidCaster.NotFound", "Caster is not found."));
    const failure = await read();
    expect(failure.toInfo()).toMatchObject({
      kind: "not-found",
      code: "InvalidCaster.NotFound",
      message: "Caster is not found.",
      requestId: "R-1",
      service: "aliyun",
      operation: "describeLiveUserDomains",
    });
  });

  it("of throttling are throttled although the status is 503", async () => {
    answers(503, error("Throttling"));
    expect((await change()).kind).toBe("throttled");
  });

  it("of an internal error leave a change open and a read to be repeated", async () => {
    answers(500, error("InternalError"));
    expect((await change()).kind).toBe("unknown-outcome");
    expect((await read()).kind).toBe("unavailable");
  });

  it("with a code that is not known are read by their status", async () => {
    answers(403, error("SomethingNew"));
    expect((await change()).kind).toBe("denied");
    answers(400, error("SomethingNew"));
    expect((await change()).kind).toBe("invalid-request");
  });

  it("with retCode other than 0 are failures though the status is 200", async () => {
    answers(200, JSON.stringify({ requestId: "R-2", retCode: 7, description: "still looping" }));
    const failure = await failureOf("deleteCasterEpisodeGroup", { ProgramId: "p" });
    expect(failure).toMatchObject({ kind: "wrong-state", code: "7", message: "still looping", requestId: "R-2" });
  });

  it.each(["RequestId", "RequestID", "requestId"])("have their request id as %s", async (name) => {
    answers(200, JSON.stringify({ [name]: "R-3" }));
    const reply = await connectTo(server.url).call("stopLiveDomain", { DomainName: "d" }, context);
    expect(reply.requestId).toBe("R-3");
  });

  it.each([
    ["an empty body", "", "application/json"],
    ["a page of a proxy", "<html><body>502</body></html>", "text/html"],
    ["a cut body", '{"RequestId":"R', "application/json"],
    ["a list", "[]", "application/json"],
  ])("with %s leave a change open and a read malformed", async (_name, body, type) => {
    answers(200, body, type);
    expect((await change()).kind).toBe("unknown-outcome");
    expect((await read()).kind).toBe("malformed-reply");
  });

  it("of a create without the new id leave its outcome open", async () => {
    answers(200, JSON.stringify({ RequestId: "R-4" }));
    const failure = await failureOf("createCaster", { NormType: 1, ChargeType: "PostPaid" });
    expect(failure).toMatchObject({ kind: "unknown-outcome", requestId: "R-4" });
    expect(failure.message).toContain("CasterId");
  });

  it("keep the digits of numbers beyond 2^53", async () => {
    answers(200, '{"RequestId":"R-5","TotalUserNumber":9007199254740993}');
    const reply = await connectTo(server.url).call("describeLiveStreamOnlineUserNum", { DomainName: "d" }, context);
    expect(reply.body).toMatchObject({ TotalUserNumber: "9007199254740993" });
  });

  it("never carry the secret", async () => {
    answers(400, error("SignatureDoesNotMatch", "key testsecret Signature=abc&x"));
    const failure = await change();
    expect(failure.message).not.toContain("testsecret");
    expect(failure.message).not.toContain("abc");
  });
});

describe("names", () => {
  it("are taken as the catalogue's id and as the vendor's action", async () => {
    answers(200, '{"RequestId":"R-6"}');
    server.seen.length = 0;
    await connectTo(server.url).call("StopLiveDomain", { DomainName: "d" }, context);
    expect(server.seen[0]?.query.get("Action")).toBe("StopLiveDomain");
    expect(server.seen[0]?.host).toBe("live.aliyuncs.com");
  });

  it("that do not exist are refused", async () => {
    expect((await failureOf("SetEverything", {})).kind).toBe("invalid-request");
  });

  it("events cannot be watched yet, and that is said", async () => {
    await expect(connectTo(server.url).observe(["hall"], context)).rejects.toThrow(
      "events on aliyun are not built yet",
    );
  });
});
