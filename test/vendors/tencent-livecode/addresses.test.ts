import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { connectTo } from "./account.ts";

const until = Date.UTC(2017, 5, 1, 7, 10, 17);
const query = { stream: "townhall", validUntilMs: until };

describe("addresses", () => {
  it("signs the push address until the time asked for", () => {
    const connection = connectTo("http://127.0.0.1:1", { credentials: { pushKey: "push-key", bizid: "2519" } });
    // 592FBDD9 is the document's own example of txTime.
    const secret = createHash("md5").update("push-keytownhall592FBDD9").digest("hex");
    expect(connection.addresses?.(query)).toEqual({
      push: {
        server: "rtmp://2519.livepush.myqcloud.com/live/",
        key: `townhall?bizid=2519&txSecret=${secret}&txTime=592FBDD9`,
        secret: true,
        expiresMs: until,
      },
      play: [
        { protocol: "rtmp", url: "rtmp://2519.liveplay.myqcloud.com/live/townhall" },
        { protocol: "flv", url: "http://2519.liveplay.myqcloud.com/live/townhall.flv" },
        { protocol: "hls", url: "http://2519.liveplay.myqcloud.com/live/townhall.m3u8" },
      ],
    });
  });

  it("takes the account's domains and app; without a key nothing is secret", () => {
    const defaults = { domain: "push.example.com", playDomain: "play.example.com", app: "stage" };
    const addresses = connectTo("http://127.0.0.1:1", { defaults }).addresses?.(query);
    expect(addresses?.push).toEqual({
      server: "rtmp://push.example.com/stage/",
      key: "townhall",
      secret: false,
      expiresMs: null,
    });
    expect(addresses?.play.map((each) => each.url)[2]).toBe("http://play.example.com/stage/townhall.m3u8");
  });

  it("rounds the expiry up to a whole second", () => {
    const connection = connectTo("http://127.0.0.1:1", { credentials: { pushKey: "k", bizid: "1" } });
    expect(connection.addresses?.({ ...query, validUntilMs: until + 1 }).push?.expiresMs).toBe(until + 1000);
  });

  it("has none without a domain or bizid", () => {
    expect(connectTo("http://127.0.0.1:1").addresses?.(query)).toEqual({ push: null, play: [] });
  });
});
