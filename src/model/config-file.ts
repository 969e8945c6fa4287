import { z } from "zod";
import { duration, secret } from "./event-file.ts";
import type { ServiceId } from "./service.ts";

/** The configuration file, `rundown.yaml`, as a person writes it; interfaces, section 2. Strict everywhere. */
const text = z.string().min(1);
const url = text.regex(/^https?:\/\/[^\s/]/, "write an address such as https://hooks.example.com");
const hostPort = (hint: string) => text.regex(/^(\[[0-9A-Fa-f:]+\]|[^\s:/]+):\d{1,5}$/, hint);
const appid = z.union([z.string().regex(/^\d+$/, "digits, in quotes"), secretRef()], {
  error: 'write the number in quotes ("1252500000"), { env: NAME } or { file: PATH }',
});

function secretRef() {
  const [, env, file] = secret.options;
  return z.union([env, file]);
}

const baseDefaults = { domain: text.optional(), playDomain: text.optional(), app: text.optional() };

function account<const S extends ServiceId, C extends z.ZodType, D extends z.ZodType>(
  service: S,
  credentials: C,
  defaults: D,
) {
  return z.strictObject({
    service: z.literal(service),
    credentials,
    endpoint: url.optional().describe("Where to connect instead of the vendor's host; its path is put in front."),
    timeout: duration.optional().describe("For one request; default 30s."),
    rateLimit: z.strictObject({ perMinute: z.int().min(1).max(100_000) }).optional(),
    watch: duration.optional().describe("Interval of the list polls on air."),
    defaults: defaults.optional(),
  });
}

const accessKey = { accessKeyId: secret, accessKeySecret: secret };
const plainDefaults = z.strictObject(baseDefaults);

const accountSchema = z.discriminatedUnion(
  "service",
  [
    account("wangsu", z.strictObject(accessKey), plainDefaults),
    account(
      "aliyun",
      z.strictObject({ ...accessKey, securityToken: secret.optional() }),
      z.strictObject({
        ...baseDefaults,
        pushDomain: text.optional(),
        ossBucket: text.optional(),
        ossEndpoint: text.optional(),
        filesUrl: url.optional(),
        recordOnDemand: z.boolean().optional(),
      }),
    ),
    account(
      "ksyun",
      z.strictObject({ accessKeyId: secret, secretAccessKey: secret, region: secret.optional() }),
      z.strictObject({ ...baseDefaults, uniqName: text.optional() }),
    ),
    account(
      "tencent-livecode",
      z.strictObject({
        appid,
        key: secret,
        callbackKey: secret.optional(),
        pushKey: secret.optional(),
        bizid: secret.optional(),
      }),
      plainDefaults,
    ),
    account("tencent-channel", z.strictObject({ secretId: secret, secretKey: secret }), plainDefaults),
    account("tencent-queue", z.strictObject({ appid, key: secret }), plainDefaults),
  ],
  { error: "service is one of wangsu, aliyun, ksyun, tencent-livecode, tencent-channel, tencent-queue" },
);

const notifySchema = z.strictObject({
  to: z.enum(["dingtalk", "wecom", "feishu", "slack", "webhook", "cloudevents", "command"]),
  url: secret.optional(),
  secret: secret.optional(),
  command: z.union([text, z.array(text).min(1)], { error: "a command line, or a list of its words" }).optional(),
  on: z
    .array(z.enum(["critical", "warning", "info", "approval"]))
    .min(1)
    .optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

export const configFileSchema = z
  .strictObject({
    rundown: z.literal(1).describe("Version of the file format."),
    temporal: z
      .strictObject({
        address: hostPort("write host:port, e.g. localhost:7233").optional(),
        namespace: text.optional(),
      })
      .optional()
      .describe("The standard TEMPORAL_* environment variables and profiles win."),
    accounts: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, "an account's name is 1 to 63 letters, digits, . _ and -"),
        accountSchema,
      )
      .optional(),
    deliver: z
      .array(text.regex(/^(file:.|store:[A-Za-z0-9._-]+(\/|$)|s3:.)/, "write file:PATH, store:NAME/PREFIX or s3:…"))
      .min(1)
      .optional()
      .describe("Where files and reports go when an event does not say otherwise; default file:./recordings."),
    stores: z
      .record(
        z.string().regex(/^[A-Za-z0-9._-]{1,63}$/, "a store's name is 1 to 63 letters, digits, . _ and -"),
        z.strictObject({
          type: z.literal("s3"),
          endpoint: url.optional(),
          region: text.optional(),
          bucket: text,
          credentials: z.record(z.string(), secret).optional(),
        }),
      )
      .optional(),
    webhooks: z
      .strictObject({ listen: hostPort("write host:port, e.g. 127.0.0.1:4020").optional(), publicUrl: url.optional() })
      .optional(),
    notify: z.array(notifySchema).optional(),
    heartbeat: z.strictObject({ url: secret, every: duration.optional() }).optional(),
  })
  .meta({ title: "Rundown configuration" });

export type ConfigFile = z.infer<typeof configFileSchema>;
export type AccountFile = z.infer<typeof accountSchema>;
export type SecretValue = z.infer<typeof secret>;

/**
 * Services whose own document gives only plain http, so that an endpoint may be plain too (tencent-livecode and
 * tencent-queue: "Operation API", every host printed with http).
 */
export const plainHttpServices: readonly ServiceId[] = ["tencent-livecode", "tencent-queue"];
