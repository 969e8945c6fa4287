import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { bundleWorkflows } from "../../src/workers/workflow-bundle.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly workflowBundlePath: string;
  }
}

/** One workflow bundle a test run, made from today's sources. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "rundown-bundle-"));
  const path = join(folder, "workflow-bundle.js");
  writeFileSync(path, await bundleWorkflows());
  project.provide("workflowBundlePath", path);
  return () => rmSync(folder, { recursive: true, force: true });
}
