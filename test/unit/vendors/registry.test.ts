import { describe, expect, it } from "vitest";
import { serviceIds } from "../../../src/model/service.ts";
import { loadService, serviceFacts } from "../../../src/vendors/registry.ts";

describe("registry", () => {
  it("knows all six services as plain JSON", () => {
    expect(Object.keys(serviceFacts).sort()).toEqual([...serviceIds].sort());
    expect(JSON.parse(JSON.stringify(serviceFacts))).toEqual(serviceFacts);
    for (const id of serviceIds) expect(serviceFacts[id].id).toBe(id);
  });

  it("loads every service, its table by id", async () => {
    for (const id of serviceIds) {
      const service = await loadService(id);
      expect(service.facts).toEqual(serviceFacts[id]);
      for (const [name, operation] of Object.entries(service.operations)) expect(operation.id).toBe(name);
    }
  });

  it("declares the kinds that a connection has", async () => {
    const service = await loadService("tencent-livecode");
    const connection = service.connect({
      name: "t",
      credentials: service.parseCredentials({ appid: 1252500000, key: "k" }),
      endpoint: null,
      timeoutMs: 1_000,
      defaults: {},
    });
    expect(Object.keys(connection.kinds)).toEqual(Object.keys(service.facts.kinds));
    for (const [name, kind] of Object.entries(connection.kinds)) expect(kind.facts).toEqual(service.facts.kinds[name]);
  });

  it("reports every fault of credentials with its path", async () => {
    const service = await loadService("tencent-livecode");
    expect(() => service.parseCredentials({ appid: "abc", key: "", more: 1 })).toThrow(
      expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ path: ["key"] })]) }),
    );
    expect(service.parseCredentials({ appid: 1252500000, key: "k", bizid: 8888 })).toEqual({
      appid: "1252500000",
      key: "k",
      bizid: "8888",
    });
  });
});
