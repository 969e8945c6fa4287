import { describe, expect, test } from "vitest";
import { formatFault } from "../../../src/config/fault.ts";
import { parseConfig } from "../../../src/config/load.ts";

const account = (lines: string): string => `rundown: 1\naccounts:\n  main:\n${lines.replaceAll(/^/gm, "    ")}`;
const livecode = 'service: tencent-livecode\ncredentials: { appid: "1252500000", key: { env: K } }';
const ksyun = "service: ksyun\ncredentials: { accessKeyId: a, secretAccessKey: { file: k } }";

type Case = readonly [what: string, text: string, line: number, column: number, message: RegExp];

const cases: readonly Case[] = [
  ["an unknown section", "rundown: 1\naccount: {}", 2, 1, /account: unknown key; did you mean accounts\?/],
  ["no version", "deliver: [ file:./x ]", 1, 1, /rundown is missing/],
  ["a service that is not", account("service: tencent\ncredentials: {}"), 4, 14, /service is one of wangsu, aliyun/],
  ["no service", account("credentials: {}"), 3, 3, /accounts\.main: service is missing: service is one of/],
  ["no credentials", account("service: wangsu"), 3, 3, /accounts\.main: credentials is missing/],
  [
    "a credential of another service",
    account('service: tencent-livecode\ncredentials: { appid: "1", secretKey: { env: K } }'),
    5,
    32,
    /secretKey: unknown key/,
  ],
  [
    "a missing credential",
    account('service: tencent-livecode\ncredentials: { appid: "1" }'),
    5,
    5,
    /credentials: key is missing/,
  ],
  [
    "a credential as a number",
    account("service: tencent-livecode\ncredentials: { appid: 1252500000, key: { env: K } }"),
    5,
    27,
    /write the number in quotes/,
  ],
  [
    "a secret in a wrong form",
    account('service: tencent-livecode\ncredentials: { appid: "1", key: { enf: K } }'),
    5,
    37,
    /write a value in quotes, \{ env: NAME \} or \{ file: PATH \}/,
  ],
  [
    "a variable's name with a dollar",
    account('service: tencent-livecode\ncredentials: { appid: "1", key: { env: $K } }'),
    5,
    44,
    /key\.env: the name of an environment variable/,
  ],
  [
    "plain http to a far host",
    account(`${ksyun}\nendpoint: http://ksyun.example.com`),
    6,
    15,
    /plain http is accepted for loopback/,
  ],
  [
    "an endpoint with a password",
    account(`${ksyun}\nendpoint: https://u:p@ksyun.example.com`),
    6,
    15,
    /scheme, host, port and path only/,
  ],
  ["an endpoint without a scheme", account(`${ksyun}\nendpoint: localhost:4010`), 6, 15, /write an address such as/],
  ["a rate of nothing", account(`${livecode}\nrateLimit: { perMinute: 0 }`), 6, 29, /expected at least 1/],
  ["a time-out of nothing", account(`${livecode}\ntimeout: 0s`), 6, 14, /longer than 0s/],
  ["a default of another service", account(`${livecode}\ndefaults: { ossBucket: b }`), 6, 17, /ossBucket: unknown key/],
  ["an account's name with blanks", 'rundown: 1\naccounts:\n  "my account": {}', 3, 3, /an account's name is/],
  ["a store that is not there", "rundown: 1\ndeliver: [ store:cold/x ]", 2, 12, /there is no store cold/],
  ["a port too high", 'rundown: 1\nwebhooks: { listen: "127.0.0.1:70000" }', 2, 21, /at most 65535/],
  ["an address without a port", "rundown: 1\ntemporal: { address: localhost }", 2, 22, /write host:port/],
  ["a notification without an address", "rundown: 1\nnotify:\n  - { to: slack }", 3, 5, /url is missing for slack/],
  ["an unknown messenger", "rundown: 1\nnotify:\n  - { to: slak, url: x }", 3, 11, /did you mean slack\?/],
  ["an empty deliver", "rundown: 1\ndeliver: []", 2, 10, /list must not be empty/],
  ["two documents", "rundown: 1\n---\nrundown: 1", 3, 1, /one document/],
];

describe("wrong configurations", () => {
  test.each(cases)("%s", (_what, text, line, column, message) => {
    const { config, faults } = parseConfig("rundown.yaml", text);
    expect(config).toBeNull();
    const shown = faults.map(formatFault);
    const place = new RegExp(`^rundown\\.yaml:${line}:${column} `);
    expect(
      shown.filter((fault) => place.test(fault) && message.test(fault)),
      shown.join("\n"),
    ).toHaveLength(1);
  });
});

test("endpoints on loopback may be plain, and anywhere where the vendor's document gives nothing else", () => {
  for (const host of ["127.0.0.1:4010/ksyun", "localhost:4010", "[::1]:4010"]) {
    expect(parseConfig("c", account(`${ksyun}\nendpoint: http://${host}`)).faults).toEqual([]);
  }
  expect(parseConfig("c", account(`${livecode}\nendpoint: http://proxy.example.com`)).faults).toEqual([]);
});

test("the example of the whole format is well-formed", () => {
  const text = `rundown: 1
temporal: { address: localhost:7233, namespace: default }
accounts:
  tencent-main:
    service: tencent-livecode
    credentials: { appid: "1252500000", key: { env: TENCENT_KEY } }
    endpoint: http://127.0.0.1:4010/tencent-livecode
    timeout: 30s
    rateLimit: { perMinute: 120 }
    watch: 10s
    defaults: { domain: live.example.com, app: live }
deliver: [ "file:./recordings" ]
stores: { cold: { type: s3, endpoint: "https://s3.example.com", region: r, bucket: b, credentials: { accessKeyId: { env: A } } } }
webhooks: { listen: "127.0.0.1:4020", publicUrl: "https://hooks.example.com" }
notify:
  - { to: dingtalk, url: { env: DT_URL }, secret: { env: DT_SECRET }, on: [critical, approval], labels: { team: sports } }
heartbeat: { url: { env: HB_URL }, every: 1m }`;
  expect(parseConfig("rundown.yaml", text).faults.map(formatFault)).toEqual([]);
});

test("faults never show a value", () => {
  const text = account(
    'service: tencent-livecode\ncredentials: { appid: "x", key: 12345678, pushKey: { value: hush } }',
  );
  const shown = parseConfig("rundown.yaml", text).faults.map(formatFault).join("\n");
  expect(shown).not.toMatch(/12345678|hush/);
});
