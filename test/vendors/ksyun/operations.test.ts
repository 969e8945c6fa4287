import { describe } from "vitest";
import { ksyun } from "../../../src/vendors/ksyun/index.ts";
import { operationSuite } from "../../support/operation-suite.ts";
import { credentials } from "./account.ts";
import { samples } from "./samples.ts";

describe("every operation against the simulator", () => {
  operationSuite({ service: ksyun, samples, credentials });
});
