import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { searchAttributes } from "../../src/model/messages.ts";
import { spellings } from "../../src/temporal/ensure-namespace.ts";

const condition = z.enum(["service_healthy", "service_completed_successfully"]);
const service = z.object({
  image: z.string(),
  restart: z.string(),
  depends_on: z.record(z.string(), z.object({ condition })).default({}),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()), retries: z.number() }).optional(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
});
const compose = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()),
});

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const { services, volumes } = compose.parse(parse(read("docker-compose.yml")));

function of(name: string): z.infer<typeof service> {
  const found = services[name];
  if (found === undefined) throw new Error(`no service ${name} in docker-compose.yml`);
  return found;
}

describe("docker-compose.yml", () => {
  it("pins images that belong together", () => {
    expect(Object.fromEntries(Object.entries(services).map(([name, { image }]) => [name, image]))).toEqual({
      postgresql: "postgres:16",
      "temporal-schema": "temporalio/admin-tools:1.32.0",
      temporal: "temporalio/server:1.32.0",
      "temporal-namespace": "temporalio/admin-tools:1.32.0",
      "temporal-ui": "temporalio/ui:2.54.1",
      worker: `rundown:${z.object({ version: z.string() }).parse(JSON.parse(read("package.json"))).version}`,
    });
  });

  it("starts each part when what it needs is ready", () => {
    const chain = Object.entries(services).map(([name, { depends_on: needs }]) => [
      name,
      Object.entries(needs).map(([needed, each]) => `${needed} ${each.condition}`),
    ]);
    expect(Object.fromEntries(chain)).toEqual({
      postgresql: [],
      "temporal-schema": ["postgresql service_healthy"],
      temporal: ["temporal-schema service_completed_successfully"],
      "temporal-namespace": ["temporal service_healthy"],
      "temporal-ui": ["temporal-namespace service_completed_successfully"],
      worker: ["temporal-namespace service_completed_successfully"],
    });
  });

  it("has a health check behind each condition, and one-shot services that end", () => {
    for (const needs of Object.values(services).map((each) => Object.entries(each.depends_on))) {
      for (const [needed, each] of needs) {
        if (each.condition === "service_healthy") expect(of(needed).healthcheck, needed).toBeDefined();
        else expect(of(needed).restart, needed).toBe("on-failure:5");
      }
    }
  });

  it("gives the server what it needs, the same on both sides", () => {
    const { environment } = of("temporal");
    expect(environment).toMatchObject({
      DB: "postgres12",
      POSTGRES_SEEDS: "postgresql",
      BIND_ON_IP: "0.0.0.0",
      NUM_HISTORY_SHARDS: "512",
    });
    const password = of("postgresql").environment["POSTGRES_PASSWORD"];
    expect(password).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/);
    expect(environment["POSTGRES_PWD"]).toBe(password);
    expect(of("temporal-schema").environment["SQL_PASSWORD"]).toBe(password);
    expect(environment["POSTGRES_USER"]).toBe(of("postgresql").environment["POSTGRES_USER"]);
    const mounted = of("temporal").volumes.map((volume) => volume.split(":")[1]);
    expect(mounted).toContain(environment["DYNAMIC_CONFIG_FILE_PATH"]);
    for (const database of [environment["DBNAME"], environment["VISIBILITY_DBNAME"]]) {
      expect(read("deploy/schema.sh")).toMatch(new RegExp(`^apply ${database} `, "m"));
    }
  });

  it("registers the search attributes of the model, in one namespace for all", () => {
    const { SEARCH_ATTRIBUTES: listed = "", NAMESPACE: namespace } = of("temporal-namespace").environment;
    const wanted = Object.values(searchAttributes).map(({ name, type }) => `${name}=${spellings[type]}`);
    expect(listed.split(/\s+/).toSorted()).toEqual(wanted.toSorted());
    expect(of("worker").environment["TEMPORAL_NAMESPACE"]).toBe(namespace);
    expect(of("temporal-ui").environment["TEMPORAL_DEFAULT_NAMESPACE"]).toBe(namespace);
  });

  it("lets a worker finish, and asks it where it listens", () => {
    const worker = of("worker");
    expect(Number.parseInt(worker.stop_grace_period ?? "", 10)).toBeGreaterThan(30);
    expect(worker.healthcheck?.test.join(" ")).toContain(`http://${worker.command.at(-1)}/healthz`);
  });

  it("keeps what lasts in named volumes and offers ports to this machine only", () => {
    expect(Object.keys(volumes).toSorted()).toEqual(["postgresql", "recordings"]);
    for (const [name, { volumes: used, ports }] of Object.entries(services)) {
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
      for (const source of used.map((volume) => volume.split(":")[0] ?? "")) {
        // rundown.yaml is the user's own.
        if (source.startsWith("./deploy/")) expect(existsSync(new URL(source, root)), source).toBe(true);
        else expect([...Object.keys(volumes), "./rundown.yaml"]).toContain(source);
      }
    }
  });

  it("has scripts that the shell can read", () => {
    for (const script of ["deploy/schema.sh", "deploy/namespace.sh"]) {
      execFileSync("/bin/sh", ["-n", fileURLToPath(new URL(script, root))]);
    }
  });
});

describe("deploy/Dockerfile", () => {
  const lines = read("deploy/Dockerfile").split("\n");

  it("builds on glibc in stages and runs as nobody special", () => {
    const bases = lines.filter((line) => line.startsWith("FROM ")).map((line) => line.split(" ")[1] ?? "");
    expect(bases).toHaveLength(2);
    for (const base of bases) expect(base).toMatch(/^node:(20|22|24)-bookworm-slim$/);
    expect(lines.findLast((line) => line.startsWith("USER "))).toBe("USER node");
  });

  it("copies only what the build context lets in", () => {
    const ignored = read("deploy/Dockerfile.dockerignore").split("\n");
    const allowed = ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
    const copied = lines
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(" ").slice(1, -1));
    for (const path of copied) {
      expect(existsSync(new URL(path, root)), path).toBe(true);
      expect(
        allowed.some((each) => each === path || (each === "tsconfig*.json" && path.startsWith("tsconfig"))),
        path,
      ).toBe(true);
    }
  });
});
