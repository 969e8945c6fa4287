import { tencentChannel } from "../../../src/vendors/tencent-channel/index.ts";
import { operationSuite } from "../../support/operation-suite.ts";
import { samples } from "./samples.ts";

operationSuite({
  service: tencentChannel,
  samples,
  credentials: { secretId: "test-secret-id", secretKey: "test-secret-key" },
});
