import { afterEach, describe, expect, it } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator, SimulatorOptions } from "../../../src/simulator/server.ts";
import { recordOf } from "../../../src/vendors/kit/rules.ts";
import { ksyun } from "../../../src/vendors/ksyun/index.ts";
import { account, credentials } from "./account.ts";

const running: RunningSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

type Call = (
  operation: string,
  params: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** A simulator on a clock of its own and the real client in front of it. */
async function open(options: Partial<SimulatorOptions> = {}): Promise<Call> {
  const clock = scaledClock(Date.now(), Date.UTC(2026, 11, 1, 1), 1);
  const simulator = await startSimulator({
    clock,
    lagMs: 0,
    accounts: [{ service: "ksyun", credentials }],
    ...options,
  });
  running.push(simulator);
  const connection = ksyun.connect(account(simulator.endpoint("ksyun"), 2_000));
  return async (operation, params) => recordOf((await connection.call(operation, params, { clock })).body);
}

const at = { UniqName: "mytest", App: "live" };
const stream = { ...at, StreamID: "s" };
const pull = { ...stream, SrcUrl: "rtmp://a/live/s" };

describe("the client in front of the simulator, which checks signatures by itself", () => {
  it("carries any stream name there and back", async () => {
    const call = await open();
    for (const StreamID of ["a b", "a+b", "a%20b", "*~-_.", "/a//b", "&=?#", "轮播", "!'()", '"\\', "\u{1F3A5}"]) {
      await call("startStreamPull", { ...pull, StreamID });
      expect(await call("GetStreamTranList", { ...at, StreamID })).toMatchObject({
        TranList: [{ StreamName: StreamID }],
        ListCount: 1,
      });
    }
  });

  it("reads mixed results of a redirect as a failure that names them", async () => {
    const call = await open();
    const pairs = (count: number): Readonly<Record<string, unknown>> => ({
      uniqname: "mytest",
      app: "live",
      src: Array.from({ length: count }, (_, index) => `rtmp://a/live/${index}`),
      durl: Array.from({ length: count }, (_, index) => `rtmp://b/live/${index}`),
    });
    for (let done = 0; done < 9; done += 1) await call("startRedirect", pairs(20));
    await call("startRedirect", pairs(19));
    await expect(call("startRedirect", pairs(3))).rejects.toMatchObject({
      kind: "unknown-outcome",
      code: "1300",
      message: expect.stringMatching(/src\[1\], src\[2\]: errno 1300; running: src\[0\] as [0-9a-f]{32}$/),
    });
  });

  it("tells absence, repeats and features that are off apart", async () => {
    const call = await open({
      faults: [{ service: "ksyun", operation: "listLoops", fault: { kind: "error", code: 1100 } }],
    });
    await expect(call("stopStreamPull", stream)).rejects.toMatchObject({ kind: "not-found", code: "1200" });
    await expect(call("stopRedirect", { reqid: "x" })).rejects.toMatchObject({ kind: "not-found", code: "1301" });
    const template = { ...at, Preset: "mypreset", Output: [{ format: { output_format: 258 } }] };
    await call("createPreset", template);
    await expect(call("createPreset", template)).rejects.toMatchObject({ kind: "already-exists", code: "1201" });
    await expect(call("listLoops", at)).rejects.toMatchObject({ kind: "denied", code: "1100" });
  });

  it("takes a lost answer for unknown, and finds what was made", async () => {
    const call = await open({
      faults: [{ service: "ksyun", operation: "startStreamPull", times: 1, fault: { kind: "lost-answer" } }],
    });
    await expect(call("startStreamPull", pull)).rejects.toMatchObject({ kind: "unknown-outcome" });
    expect(await call("listStreamTranscodes", stream)).toMatchObject({ ListCount: 1 });
  });

  it("is throttled by the vendor's code", async () => {
    const call = await open({ rateLimit: { perMinute: 1 } });
    await call("listLoops", at);
    await expect(call("listLoops", at)).rejects.toMatchObject({
      kind: "throttled",
      code: "LimitExceeded",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("is denied with another secret", async () => {
    const call = await open({
      accounts: [{ service: "ksyun", credentials: { ...credentials, secretAccessKey: "another" } }],
    });
    await expect(call("listLoops", at)).rejects.toMatchObject({ kind: "denied", code: "SignatureDoesNotMatch" });
  });
});
