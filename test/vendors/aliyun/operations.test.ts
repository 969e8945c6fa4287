import { aliyun } from "../../../src/vendors/aliyun/index.ts";
import { operationSuite } from "../../support/operation-suite.ts";
import { samples } from "./samples.ts";
import { credentials, domain } from "./samples/shared.ts";

operationSuite({ service: aliyun, samples, credentials, defaults: { domain }, rate: 200 });
