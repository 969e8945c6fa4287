import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readFaultFile } from "../../../src/cli/rehearse/fault-file.ts";
import { readEvents } from "../../../src/config/events.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { planEvent } from "../../../src/domain/plan.ts";
import { serviceIds } from "../../../src/model/service.ts";
import { contextFor } from "../../support/plan.ts";

const folder = fileURLToPath(new URL("../../../examples", import.meta.url));
const events = readdirSync(folder).filter((name) => !/^(rundown|faults)\b/.test(name));

test.each(events)("%s can be planned as it is", (name) => {
  for (const { event } of readEvents([`${folder}/${name}`])) {
    const plan = planEvent(event, contextFor());
    expect(plan.refusals).toEqual([]);
    expect(plan.rows.length).toBeGreaterThan(0);
  }
});

test("rundown.yaml has an account for every service, and no secret", () => {
  const config = loadConfig({ file: `${folder}/rundown.yaml` });
  expect(new Set(Object.values(config.accounts).map((account) => account.service))).toEqual(new Set(serviceIds));
});

test("faults.yaml is a fault file", () => {
  const { encoders, faults } = readFaultFile(`${folder}/faults.yaml`);
  expect(encoders).toHaveLength(1);
  expect(faults.map((rule) => rule.fault.kind)).toEqual(["lost-answer", "cut-after-bytes"]);
});

test("every example names its schema in the first line", () => {
  for (const name of readdirSync(folder)) {
    const [first = ""] = readFileSync(`${folder}/${name}`, "utf8").split("\n");
    expect(first, name).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/schemas\/(event|rundown|faults)\.schema\.json$/,
    );
  }
});
