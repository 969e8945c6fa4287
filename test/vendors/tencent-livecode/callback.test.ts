import { describe, expect, it } from "vitest";
import type { CallbackVerdict } from "../../../src/vendors/port.ts";
import { tencentLivecode } from "../../../src/vendors/tencent-livecode/index.ts";
import { sign } from "../../../src/vendors/tencent-livecode/sign.ts";

const key = "5d41402abc4b2a76b9719d911017c592";
const nowMs = 1_496_221_000_000;
const nowSeconds = nowMs / 1000;

function receive(body: string, credentials: Readonly<Record<string, string>> = {}): CallbackVerdict {
  const verdict = tencentLivecode.callback?.({
    body,
    headers: {},
    query: {},
    account: {
      name: "t",
      credentials: { appid: "1", key, ...credentials },
      endpoint: null,
      timeoutMs: 1,
      defaults: {},
    },
    nowMs,
  });
  if (verdict === undefined) throw new Error("no callback reader");
  return verdict;
}

function message(
  fields: Readonly<Record<string, unknown>>,
  t: number | string = nowSeconds + 600,
  signingKey = key,
): string {
  return JSON.stringify({ t, sign: sign(signingKey, t), stream_id: "a", channel_id: "a", ...fields });
}

describe("callbacks", () => {
  it.each([
    [
      { event_type: 1, sequence: "59117958918719118", event_time: nowSeconds },
      "pushed",
      "a:1:59117958918719118",
      nowMs,
    ],
    [{ event_type: 0, sequence: "59", event_time: nowSeconds, errcode: 1 }, "interrupted", "a:0:59", nowMs],
    [
      { event_type: 100, file_id: "9031868222958931071", end_time: nowSeconds - 5 },
      "file",
      "a:100:9031868222958931071",
      nowMs - 5_000,
    ],
    [{ event_type: 200, pic_url: "/2016/a.jpg", create_time: nowSeconds }, "screenshot", "a:200:/2016/a.jpg", nowMs],
    [{ event_type: 331 }, "other", `a:331:t${nowSeconds + 600}`, null],
  ] as const)("%j", (fields, kind, dedupeKey, atMs) => {
    expect(receive(message(fields))).toEqual({
      ok: true,
      notices: [{ kind, stream: "a", dedupeKey, atMs }],
      reply: { status: 200, body: '{"code":0}' },
    });
  });

  it("takes t as text and an upper-case sign, and keeps ids that are numbers", () => {
    const t = String(nowSeconds + 600);
    const body = `{"t":"${t}","sign":"${sign(key, t).toUpperCase()}","event_type":1,"channel_id":"b","sequence":18446744073709551615}`;
    expect(receive(body)).toMatchObject({
      ok: true,
      notices: [{ stream: "b", dedupeKey: "b:1:18446744073709551615" }],
    });
  });

  it("uses the callback key where the account has one", () => {
    const body = message({ event_type: 1 }, nowSeconds + 600, "other-key");
    expect(receive(body).ok).toBe(false);
    expect(receive(body, { callbackKey: "other-key" }).ok).toBe(true);
  });

  it("refuses forged, altered and stale ones with an answer that is not code 0", () => {
    const forged = JSON.stringify({ t: nowSeconds + 600, sign: "0".repeat(32), event_type: 1 });
    const short = JSON.stringify({ t: nowSeconds + 600, sign: "", event_type: 1 });
    const moved = message({ event_type: 1, t: nowSeconds + 900 });
    const stale = message({ event_type: 1 }, nowSeconds - 61);
    for (const body of [forged, short, moved, stale]) {
      expect(receive(body)).toMatchObject({ ok: false, reply: { status: 403, body: '{"code":1}' } });
    }
    expect(receive(message({ event_type: 1 }, nowSeconds - 59)).ok).toBe(true);
  });

  it("refuses what is no notification", () => {
    for (const body of ["", "[]", "{}", '{"t":1}', "event_type=1", '{"t":{},"sign":"x","event_type":1}']) {
      expect(receive(body)).toMatchObject({ ok: false, reply: { status: 400 } });
    }
  });

  it("never tells the key", () => {
    expect(JSON.stringify(receive(message({ event_type: 1 }, nowSeconds, "x")))).not.toContain(key);
  });
});
