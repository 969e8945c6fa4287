import { writeFileSync } from "node:fs";
import { builtBundlePath, bundleWorkflows } from "./workflow-bundle.ts";

writeFileSync(builtBundlePath, await bundleWorkflows());
