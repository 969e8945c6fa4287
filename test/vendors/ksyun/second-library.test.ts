import * as fc from "fast-check";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator } from "../../../src/simulator/server.ts";
import { amzDate, sign } from "../../../src/vendors/ksyun/sign.ts";
import { credentials } from "./account.ts";
import { secondSigner } from "./second-signer.ts";

const host = "ket.cn-beijing-6.api.ksyun.com";
const second = await secondSigner();
const text = fc.string({ unit: "grapheme", maxLength: 40 });

function signBySecond(input: Parameters<NonNullable<typeof second>>[0]): Promise<URL> {
  if (second === null) throw new Error("not installed");
  return second(input);
}

describe.skipIf(second === null)("a SigV4 library of others", () => {
  let simulator: RunningSimulator;
  beforeAll(async () => {
    simulator = await startSimulator({ clock: realClock, lagMs: 0, accounts: [{ service: "ksyun", credentials }] });
  });
  afterAll(() => simulator.stop());

  it("makes the signatures that we make, whatever the parameters and bodies", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,8}$/), text, { maxKeys: 6 }),
        fc.option(text.filter((body) => body !== "")),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        async (own, body, seconds) => {
          const query = Object.entries({ ...own, Version: "2017-01-01" });
          const method = body === null ? "GET" : "POST";
          const nowMs = seconds * 1000;
          const ours = sign({
            ...credentials,
            method,
            host,
            path: "/",
            query,
            accept: "application/json",
            body: body ?? "",
            region: "cn-beijing-6",
            nowMs,
          });
          const theirs = await signBySecond({
            ...credentials,
            method,
            url: `https://${host}/?${new URLSearchParams(query).toString()}`,
            ...(body === null ? {} : { body }),
            datetime: amzDate(nowMs),
          });
          expect(ours.signature).toBe(theirs.searchParams.get("X-Amz-Signature"));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("drives the simulator: a template, a pull, its list and its end", async () => {
    const call = async (action: string, params: Readonly<Record<string, string>>, body?: unknown): Promise<unknown> => {
      const query = new URLSearchParams({ Action: action, Version: "2017-01-01", ...params });
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const url = await signBySecond({
        ...credentials,
        method: sent === undefined ? "GET" : "POST",
        url: `https://${host}/?${query.toString()}`,
        ...(sent === undefined ? {} : { body: sent }),
        datetime: amzDate(Date.now()),
      });
      const answer = await request(`${simulator.endpoint("ksyun")}/${url.search}`, {
        method: sent === undefined ? "GET" : "POST",
        headers: { host, accept: "application/json" },
        ...(sent === undefined ? {} : { body: sent }),
      });
      return answer.body.json();
    };
    const at = { UniqName: "mytest", App: "live" };
    const stream = { ...at, StreamID: "a b/c+d~轮播*" };
    const ok = { ErrNum: 0, ErrMsg: "success" };
    const template = { ...at, Preset: "mypreset", Output: [{ format: { output_format: 258 } }] };
    expect(await call("Preset", {}, template)).toEqual(ok);
    expect(await call("GetPresetList", at)).toMatchObject({ PresetList: [{ Preset: "mypreset", FmtNum: "1" }], ...ok });
    expect(
      await call("StartStreamPull", {}, { ...stream, SrcUrl: "rtmp://a/b/c", Params: "preset=mypreset" }),
    ).toMatchObject(ok);
    expect(await call("GetStreamTranList", stream)).toMatchObject({
      TranList: [{ OutputFormat: "258", TranStatus: 20, StreamName: stream.StreamID }],
      ListCount: 1,
      ...ok,
    });
    expect(await call("StopStreamPull", {}, stream)).toEqual(ok);
    expect(await call("GetStreamTranList", stream)).toMatchObject({ ErrNum: 1200 });
    expect(await call("DelPreset", { ...at, Preset: "mypreset" })).toEqual(ok);
  });

  it("is refused with another secret", async () => {
    const query = new URLSearchParams({ Action: "GetPresetList", Version: "2017-01-01", UniqName: "mytest" });
    const url = await signBySecond({
      ...credentials,
      secretAccessKey: "another",
      method: "GET",
      url: `https://${host}/?${query.toString()}`,
      datetime: amzDate(Date.now()),
    });
    const answer = await request(`${simulator.endpoint("ksyun")}/${url.search}`, {
      headers: { host, accept: "application/json" },
    });
    expect(answer.statusCode).toBe(403);
    expect(await answer.body.json()).toMatchObject({ Error: { Code: "SignatureDoesNotMatch" } });
  });
});
