import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Alarm } from "../../src/model/alarm.ts";
import type { EventSpec } from "../../src/model/event-spec.ts";
import { tencentLivecode } from "../../src/vendors/tencent-livecode/index.ts";
import { startWorkers } from "../../src/workers/start-workers.ts";
import type { RunningWorkers } from "../../src/workers/start-workers.ts";
import { credentials, openStage, until } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { minute, spec, start } from "../support/rows.ts";

const window = { ...spec().window, endMs: start + 20 * minute };
let stage: Stage;
let wrongKey: RunningWorkers;

beforeAll(async () => {
  stage = await openStage({ rate: 100, fromMs: start - 9 * minute });
});

afterAll(async () => {
  await wrongKey?.stop();
  await stage.close();
});

/** Begins an event; its source pushes over the whole window unless it is told not to. */
async function begin(part: Partial<EventSpec> & { readonly id: string }, pushes = true): Promise<void> {
  const input = stage.event({ stream: part.id, window, ...part });
  if (pushes)
    stage.simulator.addEncoder({
      service: "tencent-livecode",
      stream: input.spec.stream,
      fromMs: input.spec.window.startMs - minute,
      untilMs: input.spec.window.endMs + 10_000,
      drops: [{ fromMs: start + 2 * minute, untilMs: start + 5 * minute }],
    });
  // The row of the stage is the account main's; an event's rows are its account's.
  const rows = input.rows.map((row) => ({ ...row, account: input.spec.account }));
  await stage.begin({ ...input, rows });
}

function result(id: string): Promise<unknown> {
  return stage.client.workflow.getHandle(`event/${id}`).result();
}

async function alarm(id: string, kind: Alarm["kind"]): Promise<Alarm> {
  return until(`${id} has the alarm ${kind}`, async () =>
    (await stage.state(id)).alarms.find((candidate) => candidate.kind === kind),
  );
}

describe("days on which not all goes well", () => {
  it("each event tells what is wrong, goes on where it can, and ends", async () => {
    const ended = await Promise.allSettled([vendorAway(), keyRefused(), placeBlocked()]);
    const failures = ended.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("\n"));
  });
});

/** The service does not answer from the 8th to the 13th minute of the broadcast. */
async function vendorAway(): Promise<void> {
  stage.simulator.addFaults([{ when: silent, fault: { kind: "refuse" } }]);
  await stage.worker();
  await begin({ id: "away" });
  const told = await alarm("away", "no-observation");
  expect(told.message).toContain("rundown show away");
  expect((await stage.state("away")).phase).toBe("live");
  expect(await result("away")).toMatchObject({ phase: "done" });
  const state = await stage.state("away");
  expect(state.alarms.find(({ kind }) => kind === "no-observation")?.clearedAtMs).not.toBeNull();
  expect(state.log.some(({ what }) => what.startsWith("interrupted") && what.includes("unknown"))).toBe(false);
  expect(state.coverage).toMatchObject({ gaps: [{ cause: "no-signal" }] });
  expect(state.files.map((file) => file.state)).toEqual(["delivered", "delivered"]);
}

const silent = { from: new Date(start + 8 * minute).toISOString(), until: new Date(start + 13 * minute).toISOString() };

/** An account whose key is not the vendor's: told before the start, with what to do. */
async function keyRefused(): Promise<void> {
  wrongKey = await startWorkers({
    address: stage.server.address,
    namespace: "default",
    accounts: {
      names: ["other"],
      get: () => ({
        service: "tencent-livecode",
        access: {
          name: "other",
          credentials: tencentLivecode.parseCredentials({ ...credentials, key: "not-the-key-of-the-vendor" }),
          endpoint: stage.simulator.endpoint("tencent-livecode"),
          timeoutMs: 10_000,
          defaults: {},
        },
        perMinute: 120,
      }),
    },
    log: pino({ level: "silent" }),
    workflows: false,
    bundlePath: inject("workflowBundlePath"),
  });
  await begin({ id: "refused", account: "other", files: { ...stage.event().spec.files, waitForMs: minute } });
  const told = await alarm("refused", "not-armed");
  expect(told).toMatchObject({ severity: "critical" });
  expect(told.atMs).toBeLessThan(start);
  expect(told.message).toMatch(/denied.*check the credentials of account other in the configuration/);
  expect(told.message).not.toContain("not-the-key-of-the-vendor");
  expect(await result("refused")).toMatchObject({ phase: "done" });
  const state = await stage.state("refused");
  expect(state.rows).toMatchObject([{ state: "closed", openedAtMs: null }]);
  // Nothing was seen and nothing recorded: that is a loss, not a source that did not push.
  expect(state.needsAttention).toEqual(expect.arrayContaining(["not-armed", "coverage"]));
  expect(state.coverage).toMatchObject({
    coveredSeconds: 0,
    signalSeconds: 1_200,
    gaps: [{ fromMs: start, toMs: window.endMs, cause: "unknown" }],
  });
}

/** A place that cannot be written when the first file comes, and can be later. */
async function placeBlocked(): Promise<void> {
  const blocked = join(stage.folder, "disk");
  await writeFile(blocked, "a file where a folder should be");
  await begin({ id: "blocked", files: { ...stage.event().spec.files, to: [pathToFileURL(blocked).href] } });
  const told = await alarm("blocked", "delivery-failed");
  expect(told).toMatchObject({ severity: "critical", clearedAtMs: null });
  expect(told.message).toContain(pathToFileURL(blocked).href);
  await rm(blocked);
  await mkdir(blocked);
  expect(await result("blocked")).toMatchObject({ phase: "done" });
  const state = await stage.state("blocked");
  expect(state.alarms.find(({ kind }) => kind === "delivery-failed")?.clearedAtMs).not.toBeNull();
  expect(state.needsAttention).toEqual([]);
  expect(state.files.map((file) => file.state)).toEqual(["delivered", "delivered"]);
}
