import { tencentLivecode } from "../../src/vendors/tencent-livecode/index.ts";
import { conformanceOf } from "./suite.ts";

const credentials = {
  appid: "1252500000",
  key: "5d41402abc4b2a76b9719d911017c592",
  callbackKey: "callback-key-of-the-bench",
  pushKey: "push-key-of-the-bench",
  bizid: "8888",
};

conformanceOf({
  service: tencentLivecode,
  credentials,
  wrongCredentials: { ...credentials, key: "another-key-0123456789" },
  secretFields: ["key", "callbackKey", "pushKey"],
  defaults: {},
  specOf: {
    recording: (stream, fromMs, untilMs) => ({ stream, fromMs, untilMs, format: "mp4" }),
  },
});
