import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import type { CallContext, ResourceKind } from "../../../src/vendors/port.ts";
import { json, localServer } from "../../unit/vendors/kit/local-server.ts";
import type { LocalServer } from "../../unit/vendors/kit/local-server.ts";
import { connectTo } from "./account.ts";

const hour = 3_600_000;
const nine = Date.UTC(2026, 11, 1, 1);
let server: LocalServer;
let recording: ResourceKind;
beforeAll(async () => {
  server = await localServer(json(""));
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
  server.answer = json('{"ret":0,"message":"","output":{"task_id":12345678901234567890}}');
  recording = kindAt(5_000);
});

function kindAt(timeoutMs: number): ResourceKind {
  const kind = connectTo(server.url, { timeoutMs }).kinds["recording"];
  if (kind === undefined) throw new Error("no kind recording");
  return kind;
}

/** A clock that reads `eventMs` now. */
function at(eventMs: number): CallContext {
  return { clock: scaledClock(Date.now(), eventMs, 1) };
}

const spec = { stream: "townhall", fromMs: nine, untilMs: nine + hour, format: "mp4" };

describe("recording", () => {
  it("declares what the engine relies on", () => {
    const { limits, findable, parallel, proof, arms, change } = recording.facts;
    expect({ findable, parallel, proof, arms, change }).toEqual({
      findable: "no",
      parallel: true,
      proof: "answer",
      arms: true,
      change: "append",
    });
    expect(limits.unknownPauseMs).toBeGreaterThan(3_000);
    expect(limits.longestMs).toBeLessThanOrEqual(2 * hour);
    expect(Object.keys(recording).sort()).toEqual(["close", "create", "facts"]);
  });

  it("is armed ahead as a scheduled task in China Standard Time", async () => {
    const created = await recording.create("key", spec, at(nine - hour));
    expect(created).toEqual({
      ref: { stream: "townhall", taskId: "12345678901234567890" },
      vendorId: "12345678901234567890",
    });
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toMatchObject({
      interface: "Live_Tape_Start",
      "Param.s.channel_id": "townhall",
      "Param.s.start_time": "2026-12-01 09:00:00",
      "Param.s.end_time": "2026-12-01 10:00:00",
      "Param.n.task_sub_type": "0",
      "Param.s.file_format": "mp4",
      "Param.s.record_type": "video",
    });
  });

  it("starts from the next second when its start has passed, and never ends early", async () => {
    await recording.create("key", { ...spec, untilMs: nine + hour + 1 }, at(nine + 90_400));
    expect(server.seen[0]?.query.get("Param.s.start_time")).toMatch(/^2026-12-01 09:01:3[1-4]$/);
    expect(server.seen[0]?.query.get("Param.s.end_time")).toBe("2026-12-01 10:00:01");
  });

  it("records aac as sound alone", async () => {
    await recording.create("key", { ...spec, format: "aac" }, at(nine));
    expect(server.seen[0]?.query.get("Param.s.record_type")).toBe("audio");
  });

  it("sends nothing when its end has passed", async () => {
    await expect(recording.create("key", spec, at(nine + hour))).rejects.toMatchObject({ kind: "wrong-state" });
    await expect(recording.create("key", spec, at(nine + hour - 1))).rejects.toMatchObject({ kind: "wrong-state" });
    expect(server.seen).toEqual([]);
  });

  it("waits for more than 3 s before it calls a create lost, whatever the account's time-out", async () => {
    server.answer = (_seen, response) => {
      setTimeout(() => response.end('{"ret":0,"output":{"task_id":1}}'), 300);
    };
    await expect(kindAt(50).create("key", spec, at(nine))).resolves.toMatchObject({ vendorId: "1" });
  });

  it("a lost answer is an unknown outcome", async () => {
    server.answer = (_seen, response) => void response.socket?.resetAndDestroy();
    await expect(recording.create("key", spec, at(nine))).rejects.toMatchObject({ kind: "unknown-outcome" });
  });

  it("a refusal is not", async () => {
    server.answer = json('{"ret":20300,"message":"bad"}');
    await expect(recording.create("key", spec, at(nine))).rejects.toMatchObject({
      kind: "invalid-request",
      code: "20300",
      message: "bad",
    });
  });

  it("is closed by its id, all digits of it; twice is fine", async () => {
    const ref = { stream: "townhall", taskId: "12345678901234567890" };
    server.answer = json('{"ret":0,"message":""}');
    expect(await recording.close(ref, at(nine))).toBe("closed");
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toMatchObject({
      interface: "Live_Tape_Stop",
      "Param.s.task_id": "12345678901234567890",
      "Param.n.task_sub_type": "0",
    });
    server.answer = json('{"ret":20327,"message":"The recording task does not exist"}');
    expect(await recording.close(ref, at(nine))).toBe("gone");
    server.answer = json("", 503);
    await expect(recording.close(ref, at(nine))).rejects.toMatchObject({ kind: "unknown-outcome" });
  });

  it("refuses a foreign reference", async () => {
    await expect(recording.close({ id: 1 }, at(nine))).rejects.toThrow(/taskId/);
    await expect(recording.create("key", { ...spec, format: "avi" }, at(nine))).rejects.toThrow(/format/);
    expect(server.seen).toEqual([]);
  });
});
