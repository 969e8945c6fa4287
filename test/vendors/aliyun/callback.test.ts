import { describe, expect, it } from "vitest";
import { readCallback } from "../../../src/vendors/aliyun/callback.ts";
import type { AccountAccess, CallbackVerdict } from "../../../src/vendors/port.ts";
import { account } from "./account.ts";

const nowMs = Date.parse("2026-12-01T12:00:00Z");

function read(query: Readonly<Record<string, string>>, body = "", more: Partial<AccountAccess> = {}): CallbackVerdict {
  return readCallback({ body, headers: {}, query, account: account(null, more), nowMs });
}

/** `http://1.1.1.1?action=publish&…` of 7.4. */
const published = {
  action: "publish",
  app: "xc.cdnpe.com",
  appname: "hello",
  id: "world",
  ip: "42.120.74.183",
  node: "cdnvideocenter010207116011.cm3",
};

describe("callbacks", () => {
  it("of a push that starts, as the document prints it", () => {
    expect(read(published)).toEqual({
      ok: true,
      notices: [
        {
          kind: "pushed",
          stream: "world",
          dedupeKey: `streamStatus:xc.cdnpe.com:hello:world:publish:${nowMs / 10_000}`,
          atMs: null,
        },
      ],
      reply: { status: 200, body: "" },
    });
  });

  it("of a push that ends, with its time", () => {
    expect(read({ ...published, action: "publish_done", time: "1796126400" })).toMatchObject({
      ok: true,
      notices: [{ kind: "interrupted", stream: "world", atMs: 1_796_126_400_000 }],
    });
  });

  it("that ask whether to record are answered with the account's setting, default no", () => {
    const question = {
      app: "seq_all",
      domain: "qt01.alivecdn.com",
      stream: "ondemand8",
      vbitrate: "2000",
      codec: "h264",
    };
    expect(read(question)).toMatchObject({
      ok: true,
      notices: [{ kind: "pushed", stream: "ondemand8" }],
      reply: { status: 200, body: '{"ApiVersion":"1.0","NeedRecord":false}' },
    });
    expect(read(question, "", { defaults: { recordOnDemand: true } })).toMatchObject({
      reply: { body: '{"ApiVersion":"1.0","NeedRecord":true}' },
    });
  });

  it("of a recorded file, as the document prints it", () => {
    const uri = "mp4flvtest_flv/callback_test/0_2017-03-08-23:09:46_2017-03-08-23:10:40.flv";
    const body = JSON.stringify({
      domain: "qt01.alivecdn.com",
      app: "mp4flvtest_flv",
      stream: "callback_test",
      uri,
      duration: 69.403,
      start_time: 1_488_985_786,
      stop_time: 1_488_985_840,
    });
    expect(read({}, body)).toEqual({
      ok: true,
      notices: [
        {
          kind: "file",
          stream: "callback_test",
          dedupeKey: `recordFile:qt01.alivecdn.com:${uri}`,
          atMs: 1_488_985_840_000,
        },
      ],
      reply: { status: 200, body: "" },
    });
  });

  it.each(["record_started", "record_paused", "record_resumed"])("of a recording that is %s", (event) => {
    const body = JSON.stringify({ domain: "gs_domain", app: "gs_app", stream: "gs_stream", event });
    expect(read({}, body)).toMatchObject({ ok: true, notices: [{ kind: "other", stream: "gs_stream", atMs: null }] });
  });

  it("repeated within seconds are one, others are not", () => {
    const key = (verdict: CallbackVerdict): string | undefined =>
      verdict.ok ? verdict.notices[0]?.dedupeKey : undefined;
    expect(key(read(published))).toBe(key(read(published)));
    expect(key(read(published))).not.toBe(key(read({ ...published, action: "publish_done" })));
    expect(key(read(published))).not.toBe(key(read({ ...published, id: "other" })));
  });

  it.each([
    ["nothing", {}, ""],
    ["an unknown action", { ...published, action: "explode" }, ""],
    ["no stream", { action: "publish", app: "a", appname: "b" }, ""],
    ["no JSON", {}, "<xml/>"],
    ["an event nobody described", {}, '{"domain":"d","app":"a","stream":"s","event":"record_failed"}'],
  ])("with %s are refused", (_name, query, body) => {
    expect(read(query, body)).toMatchObject({ ok: false, reply: { status: 400 } });
  });
});
