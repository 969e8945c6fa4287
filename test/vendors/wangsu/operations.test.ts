import { describe } from "vitest";
import { wangsu } from "../../../src/vendors/wangsu/index.ts";
import { operationSuite } from "../../support/operation-suite.ts";
import { samples } from "./samples.ts";

describe("every operation against the simulator", () => {
  operationSuite({
    service: wangsu,
    samples,
    // A forbid is lifted 5 s after it at the earliest.
    rate: 50,
    credentials: {
      accessKeyId: "bf6b3ba4bd6811e99eb390e2ba00c682",
      accessKeySecret: "1234567890abcdef1234567890abcdef",
    },
  });
});
