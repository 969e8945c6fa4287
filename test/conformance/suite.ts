import { describe } from "vitest";
import type { Member } from "./bench.ts";
import { addressPromises } from "./groups/addresses.ts";
import { callbackPromises } from "./groups/callbacks.ts";
import { failurePromises } from "./groups/failures.ts";
import { filePromises } from "./groups/files.ts";
import { resourcePromises } from "./groups/resources.ts";
import { watchPromises } from "./groups/watching.ts";

/**
 * Holds a service against the promises of src/vendors/port.ts, over real HTTP against its simulator. Groups and single
 * tests are switched by what the service declares; an ability that is declared and missing, or there and not declared,
 * fails.
 */
export function conformanceOf(member: Member): void {
  describe(`${member.service.facts.id} keeps the port's promises`, () => {
    failurePromises(member);
    for (const kind of Object.values(member.service.facts.kinds)) resourcePromises(member, kind);
    watchPromises(member);
    filePromises(member);
    addressPromises(member);
    callbackPromises(member);
  });
}
