import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { RefusedAddress, addressGuard, isPublicAddress } from "../../../src/activities/fetch/address-guard.ts";

describe("isPublicAddress", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.255",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "not an address",
  ])("refuses %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.169.0.1", "2400:3200::1", "2606:4700::1111"])(
    "takes %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("addressGuard.check", () => {
  const outside = addressGuard(null);
  const simulated = addressGuard("http://127.0.0.1:4010/tencent-livecode");

  it.each([
    ["ftp://files.example.com/a.mp4", /only http and https/],
    ["file:///etc/passwd", /only http and https/],
    ["http://user:pw@files.example.com/a.mp4", /credentials/],
    ["http://127.0.0.1/a", /private/],
    ["http://0x7f.1/a", /private/],
    ["http://2130706433/a", /private/],
    ["http://127.0.0.1./a", /private/],
    ["http://[::1]/a", /private/],
    ["http://[::ffff:10.0.0.1]/a", /private/],
    ["http://169.254.169.254/latest/meta-data", /private/],
  ])("refuses %s", (url, why) => {
    expect(() => outside.check(new URL(url))).toThrow(why);
  });

  it("takes public addresses, and the endpoint's own host", () => {
    outside.check(new URL("https://1252500000.vod.myqcloud.com/a.f0.mp4?sign=x"));
    simulated.check(new URL("http://127.0.0.1:4011/a.mp4"));
    expect(() => simulated.check(new URL("http://127.0.0.2/a.mp4"))).toThrow(RefusedAddress);
  });

  it("never shows a query or credentials", () => {
    try {
      outside.check(new URL("http://user:secret@127.0.0.1/a.mp4?sign=hidden"));
      expect.unreachable();
    } catch (error) {
      expect(String(error)).toContain("127.0.0.1/a.mp4");
      expect(String(error)).not.toMatch(/secret|hidden/);
    }
  });
});

describe("addressGuard.lookup", () => {
  const ask = async (endpoint: string | null, host: string, answer: readonly string[]): Promise<readonly string[]> => {
    const found = answer.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 }));
    const guard = addressGuard(endpoint, async () => found);
    return new Promise((resolve, reject) => {
      guard.lookup(host, { all: true }, (error, addresses) => {
        if (error !== null) reject(error);
        else resolve(Array.isArray(addresses) ? addresses.map(({ address }) => address) : [addresses]);
      });
    });
  };

  it("refuses a public name that leads home", async () => {
    await expect(ask(null, "evil.example.com", ["10.0.0.5"])).rejects.toThrow(
      /evil\.example\.com is refused: it is a private address/,
    );
  });

  it("connects only to the public ones of several addresses", async () => {
    await expect(ask(null, "half.example.com", ["127.0.0.1", "8.8.8.8"])).resolves.toEqual(["8.8.8.8"]);
  });

  it("lets the endpoint's host be private, by name and by address", async () => {
    await expect(ask("http://sim.local:4010/x", "sim.local", ["192.168.7.7"])).resolves.toEqual(["192.168.7.7"]);
    await expect(ask("http://127.0.0.1:4010", "localhost", ["::1", "127.0.0.1"])).resolves.toEqual(["127.0.0.1"]);
  });
});
