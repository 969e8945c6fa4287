import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { serviceIds } from "../../src/model/service.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadService } from "../../src/vendors/registry.ts";
import { recordOf } from "../../src/vendors/kit/rules.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rundown-vendors-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const vendors = (...args: readonly string[]): ReturnType<typeof runCli> =>
  runCli(["vendors", ...args], { cwd: folder });

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

describe("vendors --json", () => {
  it("has every operation and callback of every service, with JSON Schemas", async () => {
    const { code, stdout: out } = await vendors("--json");
    expect(code).toBe(0);
    const services = listOf(recordOf(JSON.parse(out))["services"]);
    expect(services.map(({ id }) => id)).toEqual(serviceIds);
    for (const value of services) {
      const id = serviceIds.find((one) => one === value["id"]) ?? "tencent-livecode";
      const service = await loadService(id);
      expect(Object.keys(value)).toEqual(["id", "title", "document", "capabilities", "operations", "callbacks"]);
      const operations = listOf(value["operations"]);
      expect(operations.map((operation) => operation["id"])).toEqual(Object.keys(service.operations));
      for (const operation of operations) {
        const known = service.operations[String(operation["id"])];
        expect(operation).toMatchObject({ wireName: known?.wireName, effect: known?.effect, summary: known?.summary });
        expect(operation["documented"]).toBe(known?.documented === true ? undefined : false);
        expect(operation["params"]).toMatchObject({ $schema: expect.any(String) });
        expect(operation["reply"]).toMatchObject({ $schema: expect.any(String) });
      }
      expect(listOf(value["callbacks"]).map((callback) => callback["id"])).toEqual(
        service.callbacks.map(({ id }) => id),
      );
    }
  });

  it("has ranges and lists of one service", async () => {
    const { stdout: out } = await vendors("tencent-livecode", "--json");
    const [service, ...more] = listOf(recordOf(JSON.parse(out))["services"]);
    expect(more).toEqual([]);
    const start = listOf(service?.["operations"]).find(({ id }) => id === "startRecordingTask");
    expect(start?.["params"]).toMatchObject({
      type: "object",
      additionalProperties: false,
      required: ["channel_id", "start_time", "end_time", "task_sub_type"],
      properties: { task_sub_type: { enum: [0, 1] }, file_format: { enum: ["flv", "hls", "mp4", "aac"] } },
    });
    const queue = listOf(service?.["operations"]).find(({ id }) => id === "getQueueMessages");
    expect(queue).toMatchObject({ documented: false });
  });
});

describe("vendors for people", () => {
  it("one table a service", async () => {
    const { code, stdout: out } = await vendors();
    expect(code).toBe(0);
    for (const id of serviceIds) {
      expect(out).toContain(`${id}: `);
      for (const operation of Object.keys((await loadService(id)).operations)) expect(out).toContain(`  ${operation} `);
    }
  });

  it("parameters and rules of one service", async () => {
    const { stdout: out } = await vendors("tencent-livecode");
    expect(out).toMatch(/startRecordingTask \(Live_Tape_Start\), create/);
    expect(out).toMatch(/channel_id \* +text/);
    expect(out).toMatch(/page_size +integer +10 to 100/);
    expect(out).toMatch(/- A repeat within 3 s may make a second task/);
    expect(out).toMatch(/getQueueMessages .*cannot be called/);
  });

  it("an unknown service is refused with the nearest", async () => {
    const { code, stderr: err } = await vendors("tencent-livecod");
    expect(code).toBe(2);
    expect(err).toContain("Did you mean tencent-livecode?");
  });
});

describe("docs/vendors", () => {
  it("every operation has its section, and its line in the index by task", async () => {
    const page = (name: string): string =>
      readFileSync(new URL(`../../docs/vendors/${name}.md`, import.meta.url), "utf8");
    const overview = page("README");
    for (const id of serviceIds) {
      for (const { id: operation } of Object.values((await loadService(id)).operations)) {
        expect(page(id)).toContain(`\n### ${operation}\n`);
        expect(page(id)).toContain(`[${operation}](#${operation.toLowerCase()})`);
        expect(overview).toContain(`[${operation}](${id}.md#${operation.toLowerCase()})`);
      }
    }
  });
});
