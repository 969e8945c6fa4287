import { VendorFailure } from "../kit/failure.ts";
import type { ServiceConnection } from "../port.ts";

/** The state of many streams: needed by events on this service, which are not built yet, so it refuses. */
export const observe: ServiceConnection["observe"] = () =>
  Promise.reject(
    new VendorFailure({
      kind: "invalid-request",
      service: "aliyun",
      operation: "observe",
      message: "events on aliyun are not built yet",
    }),
  );
