import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDataFolder, readRunningServer } from "../../../src/temporal/data-folder.ts";
import { DataFolderInUse } from "../../../src/temporal/errors.ts";
import { isAlive, processOf } from "../../../src/temporal/process-identity.ts";

let path = "";
let sleeper: ChildProcess;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "rundown-data-"));
  sleeper = spawn("sleep", ["600"], { stdio: "ignore" });
  await new Promise((resolve) => sleeper.once("spawn", resolve));
});
afterEach(async () => {
  await endSleeper();
  await rm(path, { recursive: true, force: true });
});

async function endSleeper(): Promise<void> {
  if (sleeper.exitCode !== null || sleeper.signalCode !== null) return;
  const ended = new Promise((resolve) => sleeper.once("exit", resolve));
  sleeper.kill("SIGKILL");
  await ended;
}

const sleeperPid = (): number => sleeper.pid ?? -1;
const lockOf = (number: number, content: unknown): Promise<void> =>
  writeFile(join(path, `up.${number}.lock`), JSON.stringify(content));

describe("the data folder's lock", () => {
  it("lets one hold it, names the holder to others, and can be taken after release", async () => {
    const first = await lockDataFolder(path);
    await expect(lockDataFolder(path)).rejects.toThrow(DataFolderInUse);
    await expect(lockDataFolder(path)).rejects.toThrow(`process ${process.pid}`);
    await first.release();
    await (await lockDataFolder(path)).release();
  });

  it("lets exactly one of many have it, each time", async () => {
    for (let round = 0; round < 10; round += 1) {
      const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(path)));
      const held = attempts.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      expect(held).toHaveLength(1);
      await held[0]?.release();
    }
    expect((await readdir(path)).filter((name) => name.endsWith(".lock"))).toHaveLength(1);
  });

  it("takes over from a process that is gone, also when its number lives on in another", async () => {
    await lockOf(4, { ...processOf(sleeperPid()), released: false });
    await expect(lockDataFolder(path)).rejects.toThrow(`process ${sleeperPid()}`);
    await lockOf(4, { pid: sleeperPid(), started: "an earlier life", released: false });
    await (await lockDataFolder(path)).release();
    await lockOf(9, { ...processOf(sleeperPid()), released: false });
    await endSleeper();
    await (await lockDataFolder(path)).release();
    expect(await readdir(path)).toEqual(["up.10.lock"]);
  });

  it("is the holder's alone to read", async () => {
    const lock = await lockDataFolder(join(path, "new"));
    expect((await stat(lock.path)).mode & 0o077).toBe(0);
    await lock.release();
  });
});

describe("server.json", () => {
  it("tells others where the server is, while both processes live", async () => {
    const folder = await lockDataFolder(path);
    expect(await readRunningServer(path)).toBeUndefined();
    await folder.announce({ address: "127.0.0.1:7000", namespace: "default", pid: sleeperPid() });
    expect(await readRunningServer(path)).toEqual({
      address: "127.0.0.1:7000",
      namespace: "default",
      pid: process.pid,
      serverPid: sleeperPid(),
    });
    await endSleeper();
    expect(await readRunningServer(path)).toBeUndefined();
    await folder.release();
    expect(await readdir(path)).toEqual(["up.1.lock"]);
  });

  it("is nothing when it is damaged", async () => {
    await writeFile(join(path, "server.json"), '{"address":');
    expect(await readRunningServer(path)).toBeUndefined();
  });

  it("makes the next holder wait until the former server has ended", async () => {
    const content = {
      address: "a:1",
      namespace: "default",
      up: { pid: 1, started: "gone" },
      server: processOf(sleeperPid()),
    };
    await writeFile(join(path, "server.json"), JSON.stringify(content));
    let locked = false;
    const locking = lockDataFolder(path).then((folder) => {
      locked = true;
      return folder;
    });
    while (!(await readdir(path)).includes("up.1.lock")) await new Promise((resolve) => setImmediate(resolve));
    expect(locked).toBe(false);
    await endSleeper();
    await (await locking).release();
  });
});

describe("a process", () => {
  it("is alive until it ends, and is not another with its number", async () => {
    const identity = processOf(sleeperPid());
    expect(isAlive(identity)).toBe(true);
    expect(isAlive({ ...identity, started: "another time" })).toBe(identity.started === null);
    await endSleeper();
    expect(isAlive(identity)).toBe(false);
    expect(isAlive({ pid: 0, started: null })).toBe(false);
  });
});
