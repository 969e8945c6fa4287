import { VendorFailure } from "../kit/failure.ts";
import type { ServiceConnection } from "../port.ts";
import { wangsuFacts } from "./facts.ts";

/** Nothing is watched yet: there are no resource kinds of this service. */
export const observe: ServiceConnection["observe"] = async () => {
  throw new VendorFailure({
    kind: "invalid-request",
    service: wangsuFacts.id,
    operation: "observe",
    message: "events on wangsu are not built yet; single operations work: rundown call",
  });
};
