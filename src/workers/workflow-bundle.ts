import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode } from "@temporalio/worker";
import type { WorkerOptions } from "@temporalio/worker";

/** Where the build puts the bundle: beside the built JavaScript. */
export const builtBundlePath = fileURLToPath(new URL("workflows.bundle.js", import.meta.url));

/** Bundles the workflow code that stands beside this file (TypeScript in tests, JavaScript when built). */
export async function bundleWorkflows(): Promise<string> {
  const entry = ["../workflows/index.ts", "../workflows/index.js"]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (entry === undefined) throw new Error("the workflow code is missing; run: npm run build");
  const silent = { trace: none, debug: none, info: none, warn: none, error: none, log: none };
  const { code } = await bundleWorkflowCode({ workflowsPath: entry, logger: silent });
  return code;
}

/** The bundle made by the build, or one made now. */
export async function workflowBundle(): Promise<NonNullable<WorkerOptions["workflowBundle"]>> {
  if (existsSync(builtBundlePath)) return { codePath: builtBundlePath };
  return { code: await bundleWorkflows() };
}

function none(): void {}
