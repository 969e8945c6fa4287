import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

/** Files that live through minutes of real time. Begun first, they cost nothing beside the others. */
const longest = ["killed-up", "up", "killed-worker", "rehearse", "happy"];

/** Without a cache of earlier runs the order would be that of file sizes, which says nothing of how long they take. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank(file: TestSpecification): number {
  const at = longest.findIndex((name) => file.moduleId.endsWith(`/${name}.test.ts`));
  return at === -1 ? longest.length : at;
}
