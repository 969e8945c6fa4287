import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectClient, connectWorker, findAddressGiven, resolveAddress } from "../../../src/temporal/connect.ts";
import type { TemporalTarget } from "../../../src/temporal/connect.ts";
import { lockDataFolder } from "../../../src/temporal/data-folder.ts";
import { NoTemporalError } from "../../../src/temporal/errors.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rundown-connect-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("where the Temporal server is", () => {
  it("is said by the environment, else a profile, else the configuration, else the running up", async () => {
    const dataFolder = join(folder, "data");
    const profiles = join(folder, "temporal.toml");
    await writeFile(profiles, `[profile.studio]\naddress = "studio:7233"\nnamespace = "tv"\napi_key = "secret"\n`);
    const none = { TEMPORAL_CONFIG_FILE: join(folder, "none.toml") };
    const profile = { TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: "studio" };
    const configured = { address: "configured:7233", namespace: "ours" };
    const up = await lockDataFolder(dataFolder);
    await up.announce({ address: "127.0.0.1:7999", namespace: "default", pid: process.pid });

    expect(await resolveAddress({ env: { ...profile, TEMPORAL_ADDRESS: "env:1" }, configured, dataFolder })).toEqual({
      address: "env:1",
      namespace: "tv",
      from: "environment or profile",
      access: { apiKey: "secret", tls: true },
    });
    expect((await resolveAddress({ env: profile, configured, dataFolder })).address).toBe("studio:7233");
    expect(await resolveAddress({ env: none, configured, dataFolder })).toEqual({
      ...configured,
      from: "configuration",
      access: {},
    });
    expect(await resolveAddress({ env: none, dataFolder })).toMatchObject({
      address: "127.0.0.1:7999",
      from: "running up",
    });
    expect(await findAddressGiven({ env: none, dataFolder })).toBeUndefined();

    await up.release();
    await expect(resolveAddress({ env: none, dataFolder })).rejects.toThrow(NoTemporalError);
    await expect(resolveAddress({ env: none, dataFolder })).rejects.toThrow("rundown up");
  });

  it("refuses a profile file that cannot be read, by its own words", async () => {
    const profiles = join(folder, "temporal.toml");
    await writeFile(profiles, "[profile.default\n");
    const sources = { env: { TEMPORAL_CONFIG_FILE: profiles }, dataFolder: folder };
    await expect(resolveAddress(sources)).rejects.toThrow(/^The Temporal profile cannot be used: /);
  });
});

describe("connecting", () => {
  const target = (address: string): TemporalTarget => ({
    address,
    namespace: "default",
    from: "configuration",
    access: {},
  });

  it("names address and source when nothing listens", async () => {
    const address = await withListener((listening) => Promise.resolve(listening));
    const began = Date.now();
    for (const connect of [connectClient, connectWorker]) {
      await expect(connect(target(address))).rejects.toThrow(NoTemporalError);
      await expect(connect(target(address))).rejects.toThrow(`does not answer at ${address} (from configuration)`);
    }
    expect(Date.now() - began).toBeLessThan(4_000);
  });

  it("gives up within its bound when something listens and never answers", async () => {
    await withListener(async (address) => {
      const began = Date.now();
      const both = [connectClient(target(address)), connectWorker(target(address))];
      const outcomes = await Promise.allSettled<unknown>(both);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect(Date.now() - began).toBeLessThan(12_000);
    });
  });
});

/** A port where connections are taken and nothing is ever said; closed afterwards. */
async function withListener<T>(use: (address: string) => Promise<T>): Promise<T> {
  const sockets = new Set<{ destroy(): unknown }>();
  const server: Server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  try {
    return await use(`127.0.0.1:${bound.port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
