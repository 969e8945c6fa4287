import { tencentLivecode } from "../../../src/vendors/tencent-livecode/index.ts";
import { operationSuite } from "../../support/operation-suite.ts";
import { samples } from "./samples.ts";

operationSuite({
  service: tencentLivecode,
  samples,
  credentials: { appid: "1252500000", key: "5d41402abc4b2a76b9719d911017c592" },
});
