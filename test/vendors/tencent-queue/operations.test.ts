import { tencentQueue } from "../../../src/vendors/tencent-queue/index.ts";
import { operationSuite } from "../../support/operation-suite.ts";
import { samples } from "./samples.ts";

operationSuite({
  service: tencentQueue,
  samples,
  credentials: { appid: "1252500000", key: "5d41402abc4b2a76b9719d911017c592" },
});
