import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client, Connection } from "@temporalio/client";
import { defineSearchAttributeKey } from "@temporalio/common";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchAttributes, workflowTypes } from "../../src/model/messages.ts";
import { lockDataFolder, readRunningServer } from "../../src/temporal/data-folder.ts";
import { startEmbeddedServer } from "../../src/temporal/embedded.ts";
import type { EmbeddedServerOptions } from "../../src/temporal/embedded.ts";
import { ensureNamespace, ensureSearchAttributes, spellings } from "../../src/temporal/ensure-namespace.ts";
import { findTemporalServer } from "../../src/temporal/find-server.ts";
import { isAlive, processOf } from "../../src/temporal/process-identity.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let binary = "";
let folder = "";

beforeAll(async () => {
  binary = (await findTemporalServer({ env: process.env, tell: (line) => process.stderr.write(`${line}\n`) })).binary;
  folder = await mkdtemp(join(tmpdir(), "rundown-embedded-"));
}, 300_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the embedded server", () => {
  it("takes workflows with our search attributes at once, and finds them by these", async () => {
    await withServer({ binary, purpose: "rehearsal" }, async (client) => {
      await startSleeping(client, "event/first");
      await until(async () => (await idsWhere(client, `RundownPhase = "scheduled"`)).includes("event/first"));
      expect(await idsWhere(client, `RundownPhase = "live"`)).toEqual([]);
    });
  });

  it("keeps its state in a file, with raised retention, and adds attributes that a file lacks", async () => {
    const dbFile = join(folder, "state.db");
    await withServer({ binary, dbFile, purpose: "lasting", retentionDays: 45 }, async (client) => {
      await startSleeping(client, "event/kept");
      await client.connection.operatorService.removeSearchAttributes({
        namespace: "default",
        searchAttributes: ["RundownOpenResources"],
      });
    });
    await withServer({ binary, dbFile, purpose: "lasting", retentionDays: 60 }, async (client) => {
      expect((await client.workflow.getHandle("event/kept").describe()).status.name).toBe("RUNNING");
      const { config } = await client.connection.workflowService.describeNamespace({ namespace: "default" });
      expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(60 * 86_400);
      await startSleeping(client, "event/next");
      await until(async () => (await idsWhere(client, "RundownOpenResources = 0")).includes("event/next"));
      const { operatorService } = client.connection;
      await operatorService.removeSearchAttributes({ namespace: "default", searchAttributes: ["RundownEvent"] });
      const types = { RundownEvent: 3 };
      await operatorService.addSearchAttributes({ namespace: "default", searchAttributes: types });
    });
    await expect(startEmbeddedServer({ binary, dbFile, purpose: "lasting" })).rejects.toThrow(
      /did not start: Search attribute RundownEvent exists .* with another type/,
    );
  });

  it("makes further namespaces and says when an attribute has another type", async () => {
    await withServer({ binary, purpose: "rehearsal" }, async ({ connection }) => {
      await ensureNamespace(connection, { namespace: "second", retentionDays: 3 });
      const types = { RundownPhase: 3 };
      await connection.operatorService.addSearchAttributes({ namespace: "second", searchAttributes: types });
      await expect(ensureSearchAttributes(connection, "second")).rejects.toThrow(
        /RundownPhase.*another type than Keyword/,
      );
    });
  });

  it("takes the lasting installation's namespace script, and takes it again", async () => {
    const server = await startEmbeddedServer({ binary, purpose: "rehearsal" });
    try {
      const attributes = Object.values(searchAttributes).map(({ name, type }) => `${name}=${spellings[type]}`);
      const env = {
        PATH: `${dirname(binary)}:${process.env["PATH"]}`,
        HOME: folder,
        TEMPORAL_ADDRESS: server.address,
        NAMESPACE: "lasting",
        SEARCH_ATTRIBUTES: attributes.join(" "),
      };
      for (const retention of ["72h", "2160h"]) {
        await promisify(execFile)("/bin/sh", ["deploy/namespace.sh"], {
          cwd: root,
          env: { ...env, RETENTION: retention },
        });
      }
      const connection = await Connection.connect({ address: server.address });
      const { config } = await connection.workflowService.describeNamespace({ namespace: "lasting" });
      expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: "lasting" });
      expect(Object.keys(customAttributes)).toEqual(
        expect.arrayContaining(Object.values(searchAttributes).map(({ name }) => name)),
      );
      await connection.close();
    } finally {
      await server.stop();
    }
  });

  it("is gone when it is stopped", async () => {
    const server = await startEmbeddedServer({ binary, purpose: "rehearsal" });
    expect(isAlive(processOf(server.pid))).toBe(true);
    await server.stop();
    await server.ended;
    expect(isRunning(server.pid)).toBe(false);
  });

  it("ends with a parent that is killed, whose data folder can then be taken over", async () => {
    const data = join(folder, "data");
    const parent = spawn(process.execPath, ["--input-type=module", "-e", holder, data, binary], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const died = new Promise((resolve) => parent.once("close", resolve));
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    const running = await readRunningServer(data);
    if (running === undefined) throw new Error("no running server in the data folder");
    await expect(lockDataFolder(data)).rejects.toThrow(`process ${parent.pid}`);
    expect(isRunning(running.serverPid)).toBe(true);

    parent.kill("SIGKILL");
    await died;
    const lock = await lockDataFolder(data);
    expect(isRunning(running.serverPid)).toBe(false);
    expect(await readRunningServer(data)).toBeUndefined();
    await lock.release();
  });

  it("says in the server's own words why it does not start", async () => {
    const dbFile = join(folder, "no-such-folder", "state.db");
    await expect(startEmbeddedServer({ binary, dbFile, purpose: "lasting" })).rejects.toThrow(
      /did not start: it ended\nThe server said:\n.*no-such-folder/s,
    );
  });
});

/** Runs the built files: a process that can be killed needs code that plain Node loads. */
const holder = `
import { lockDataFolder } from "./dist/temporal/data-folder.js";
import { startEmbeddedServer } from "./dist/temporal/embedded.js";
const [path, binary] = process.argv.slice(1);
const data = await lockDataFolder(path);
const server = await startEmbeddedServer({ binary, dbFile: data.dbFile, purpose: "lasting" });
await data.announce(server);
console.log("ready");
setInterval(() => {}, 1000);
`;

async function withServer(options: EmbeddedServerOptions, use: (client: Client) => Promise<void>): Promise<void> {
  const server = await startEmbeddedServer(options);
  try {
    const connection = await Connection.connect({ address: server.address });
    try {
      await use(new Client({ connection }));
    } finally {
      await connection.close();
    }
  } finally {
    await server.stop();
  }
}

async function startSleeping(client: Client, workflowId: string): Promise<void> {
  await client.workflow.start(workflowTypes.liveEvent, {
    workflowId,
    taskQueue: "nobody",
    startDelay: "1h",
    typedSearchAttributes: [
      { key: defineSearchAttributeKey("RundownPhase", "KEYWORD"), value: "scheduled" },
      { key: defineSearchAttributeKey("RundownStart", "DATETIME"), value: new Date(0) },
      { key: defineSearchAttributeKey("RundownLabels", "KEYWORD_LIST"), value: ["team=comms"] },
      { key: defineSearchAttributeKey("RundownOpenResources", "INT"), value: 0 },
    ],
  });
}

async function idsWhere(client: Client, query: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const execution of client.workflow.list({ query })) ids.push(execution.workflowId);
  return ids;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await holds());) {
    if (Date.now() >= deadline) throw new Error("it did not come about within 20 s");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isRunning(pid: number): boolean {
  return isAlive({ pid, started: null });
}
