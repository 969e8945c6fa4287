import { describe, expect, it } from "vitest";
import type { CallbackVerdict } from "../../../src/vendors/port.ts";
import { wangsu } from "../../../src/vendors/wangsu/index.ts";
import { access } from "./account.ts";

function receive(body: string, query: Readonly<Record<string, string>> = {}): CallbackVerdict {
  const verdict = wangsu.callback?.({ body, headers: {}, query, account: access(null), nowMs: 0 });
  if (verdict === undefined) throw new Error("no callback reader");
  return verdict;
}

const state = {
  channelName: "频道名",
  pushDomain: "push.example.com",
  channelType: "live",
  pushId: "p",
  pullId: "c1",
  channelState: "1",
  timestamp: "1514169005733",
};
// 2.24.8: URL-safe base64 of JSON.
const documents = Buffer.from(
  JSON.stringify({
    taskId: "d1",
    transNo: "n",
    timestamp: 1_514_169_005_733,
    status: 2,
    items: [
      { fileName: "中文?>", fetchUrl: "u1", md5: "", documentId: "x", pullStatus: 2, documentStatus: 3 },
      { fileName: "b", fetchUrl: "u2", md5: "", documentId: "", pullStatus: 3, documentStatus: null },
    ],
  }),
).toString("base64url");

describe("callbacks", () => {
  it("channelStateChanged: a GET, told once by channel, state and time", () => {
    expect(receive("", state)).toEqual({
      ok: true,
      notices: [{ kind: "pushed", stream: "c1", dedupeKey: "c1:1:1514169005733", atMs: 1_514_169_005_733 }],
      reply: { status: 200, body: '{"success":"1"}' },
    });
    expect(receive("", { ...state, channelState: "2" })).toMatchObject({ notices: [{ kind: "interrupted" }] });
  });

  it.each([
    // The sample of 2.18.5 has a blank behind the id, and fileKey instead of videoId.
    [
      '{"code":200,"data":{"fileList":[{"fileKey":"f"}],"transNo":"N01","taskId":"209ed41e ","status":3},"message":"操作成功"}',
      "file",
      null,
      "record:209ed41e:3",
    ],
    ['{"code":200,"data":{"fileList":[],"transNo":"N01","taskId":"t","status":1}}', "other", null, "record:t:1"],
    [
      '{"eventCode":"wcsDirectRecordCallback","eventId":"3f18","data":"{\\"videoId\\":\\"v\\",\\"pullId\\":\\"c9\\"}"}',
      "file",
      "c9",
      "vod:3f18",
    ],
    ['{"taskId":"f3","pullId":"c1","status":3,"startTime":1576050276,"endTime":null}', "other", "c1", "forward:f3:3"],
    [documents, "other", null, 'documents:d1:2:[["x",2,3],["u2",3,null]]'],
  ] as const)("%s", (body, kind, stream, dedupeKey) => {
    const verdict = receive(body);
    expect(verdict).toMatchObject({ ok: true, notices: [{ kind, stream, dedupeKey }], reply: { status: 200 } });
  });

  it("documents say when", () => {
    expect(receive(documents)).toMatchObject({ notices: [{ atMs: 1_514_169_005_733 }] });
  });

  it("refuses what is none of them; the state's answer asks for another delivery", () => {
    for (const body of [
      "",
      "[]",
      "{}",
      "null",
      "taskId=1",
      "AAAA",
      '{"data":{"taskId":1}}',
      '{"taskId":"a","pullId":"b"}',
    ]) {
      expect(receive(body)).toMatchObject({ ok: false, reply: { status: 400 } });
    }
    for (const query of [{ pullId: "" }, { pullId: "a", channelState: "3" }, { pullId: "a", channelState: "x" }]) {
      expect(receive("", query)).toMatchObject({ ok: false, reply: { body: '{"success":"0"}' } });
    }
  });

  it("has every callback of the document", () => {
    expect(wangsu.callbacks.map((callback) => callback.id)).toHaveLength(6);
  });
});
