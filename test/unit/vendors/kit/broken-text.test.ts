import { expect, it } from "vitest";
import { operations } from "../../../../src/vendors/tencent-livecode/operations.ts";
import { validateParams } from "../../../../src/vendors/kit/validate.ts";

it("refuses half a character wherever it stands, with the other faults, and takes whole ones", () => {
  const check = (params: unknown): unknown => validateParams("tencent-livecode", operations.setChannelStatus, params);
  expect(() => check({ channel_id: "a\ud800b", status: 7 })).toThrow(
    expect.objectContaining({
      kind: "invalid-request",
      faults: [
        expect.objectContaining({ param: "status" }),
        { param: "channel_id", message: "holds half a character (a lone surrogate)" },
      ],
    }),
  );
  expect(check({ channel_id: "直播😀", status: 1 })).toEqual({ channel_id: "直播😀", status: 1 });
});
