import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { realClock } from "../../src/domain/clock.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import type { RunningSimulator } from "../../src/simulator/server.ts";
import { parseExact, parseJson } from "../../src/vendors/kit/json.ts";
import { recordOf } from "../../src/vendors/kit/rules.ts";
import { runCli } from "./run-cli.ts";
import type { Ended } from "./run-cli.ts";

/** Planted: none of these may be seen anywhere. */
export const planted = "5d41402abc4b2a76b9719d911017c592";

/** A simulator in this process and a folder with a configuration for it. */
export interface CallSetting {
  readonly simulator: RunningSimulator;
  readonly folder: string;
  /** Runs the built CLI there. */
  rundown(...args: readonly string[]): Promise<Ended>;
  /** `call … --json`: the exit code and the one JSON value. */
  call(...args: readonly string[]): Promise<Called>;
  /** How many requests the simulator has had. */
  sent(): number;
  close(): Promise<void>;
}

export interface Called extends Ended {
  readonly value: Readonly<Record<string, unknown>>;
  readonly failure: Readonly<Record<string, unknown>>;
  /** The reply's text, every digit as printed. */
  readonly exact: Readonly<Record<string, unknown>>;
}

export async function openSetting(): Promise<CallSetting> {
  const simulator = await startSimulator({
    clock: realClock,
    lagMs: 0,
    accounts: [{ service: "tencent-livecode", credentials: { appid: "1252500000", key: planted } }],
  });
  const folder = mkdtempSync(join(tmpdir(), "rundown-call-"));
  const account = {
    service: "tencent-livecode",
    credentials: { appid: "1252500000", key: { env: "PLANTED_KEY" } },
    endpoint: simulator.endpoint("tencent-livecode"),
    timeout: "2s",
  };
  const accounts = { live: account, nowhere: { ...account, endpoint: "http://127.0.0.1:9/tencent-livecode" } };
  writeFileSync(join(folder, "rundown.yaml"), JSON.stringify({ rundown: 1, accounts }));
  const rundown = async (...args: readonly string[]): Promise<Ended> => {
    const ran = await runCli(args, { cwd: folder, env: { PLANTED_KEY: planted } });
    expect(ran.stdout + ran.stderr).not.toContain(planted);
    return ran;
  };
  return {
    simulator,
    folder,
    rundown,
    call: async (...args) => {
      const ran = await rundown("call", ...args, "--json");
      expect(ran.stdout.trim().split("\n"), ran.stderr).toHaveLength(1);
      const value = recordOf(parseJson(ran.stdout));
      return { ...ran, value, failure: recordOf(value["failure"]), exact: recordOf(parseExact(ran.stdout)) };
    },
    sent: () => Object.values(simulator.snapshot().calls).reduce((sum, count) => sum + count, 0),
    close: async () => {
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
