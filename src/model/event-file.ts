import { z } from "zod";
import { timePattern } from "../domain/time-pattern.ts";
import { durationPattern } from "../domain/duration.ts";
import { serviceIds } from "./service.ts";

/**
 * The event file as a person writes it: durations and times stay text, nothing is filled in. Strict everywhere: a key that
 * is not known is a fault. Rules between keys stand in config/event-rules.ts, because they are reported together with
 * the faults found here; interfaces, section 3.
 */
const durationHint = "write a duration such as 90s, 5m, 2h, 7d or 1h30m";
const timeHint = "write a time such as 2026-12-01T09:00:00, or with its offset 2026-12-01T09:00:00+08:00";
const momentHint = "write start, end or live with + or - and a duration (start-5m), or a time";

/** A duration as text; a plain object of options keeps the JSON Schema free of functions. */
export const duration = z.string({ error: durationHint }).regex(durationPattern, durationHint);
const time = z.string({ error: timeHint }).regex(timePattern, timeHint);
const forever = (hint: string) =>
  z.string({ error: hint }).regex(/^(forever|(?=\d)(\d{1,6}d)?(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?)$/, hint);
const momentPattern =
  /^((start|end|live)([+-](?=\d)(\d{1,6}d)?(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?)?|\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)$/;
const moment = z.string({ error: momentHint }).regex(momentPattern, momentHint);

const idHint = "3 to 48 of a-z, 0-9 and -";
const id = z.string().regex(/^[a-z0-9-]{3,48}$/, idHint);
const partId = z.string().regex(/^[a-z0-9-]{1,48}$/, "1 to 48 of a-z, 0-9 and -");
const name = z.string().min(1).max(200);
const labels = z.record(
  z.string().regex(/^[A-Za-z0-9._-]{1,63}$/, "a label's name is 1 to 63 of letters, digits, dot, underscore and dash"),
  z.string().regex(/^[^\s=]([^\n]{0,126}[^\s])?$/, "a label's value is one line of 1 to 128 characters"),
);

const envRef = z.strictObject({
  env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable"),
});
const fileRef = z.strictObject({ file: z.string().min(1) });
/** A value, `{ env: NAME }` or `{ file: PATH }`. */
export const secret = z.union([z.string().min(1), envRef, fileRef], {
  error: "write a value in quotes, { env: NAME } or { file: PATH }",
});
const params = z.record(z.string(), z.unknown());
const call = z.strictObject({ operation: name, params: params.optional(), account: name.optional() });

const source = z
  .strictObject({
    push: z.strictObject({}).optional(),
    pull: z.strictObject({ url: secret }).optional(),
    loop: z
      .strictObject({
        files: z.array(secret).min(1),
        times: z
          .union([z.int().min(1), z.literal("endless")], { error: "a whole number from 1, or endless" })
          .optional(),
      })
      .optional(),
    mix: z.strictObject({ inputs: z.array(z.unknown()).min(1), layout: z.unknown().optional() }).optional(),
    director: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ minProperties: 1, maxProperties: 1 });

const cue = z.strictObject({
  id: partId,
  at: moment.optional(),
  call,
  until: z
    .strictObject({
      operation: name,
      params: params.optional(),
      path: z.string().min(1),
      equals: z.union([z.string(), z.number(), z.boolean()], { error: "a text, a number, true or false" }),
      within: duration,
    })
    .optional(),
  undo: call.optional(),
  onFailure: z.enum(["alarm", "stop", "ignore"]).optional(),
  notAfter: duration.optional(),
});

const approval = z.strictObject({ by: moment.optional(), else: z.enum(["wait", "go", "skip"]).optional() });
const approve = z.union(
  [
    z.array(z.enum(["start", "cleanup"])).min(1),
    z.strictObject({ start: approval.optional(), cleanup: approval.optional() }),
  ],
  { error: "write a list such as [ start ], or { start: { by: start-15m, else: wait } }" },
);

export const eventFileSchema = z
  .strictObject({
    rundown: z.literal(1).describe("Version of the file format."),
    id: id.describe("Names the event everywhere; used once."),
    title: name.optional(),
    labels: labels.optional(),
    account: z.string().min(1).optional().describe("An account of the configuration."),
    service: z.enum(serviceIds).optional().describe("Enough for plan and rehearse when no account is named."),
    window: z.strictObject({
      start: time.describe("Local time in timeZone, or an instant with offset or Z."),
      end: z
        .string({ error: `${timeHint}, or open` })
        .regex(
          /^(open|\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)$/,
          `${timeHint}, or open`,
        ),
      timeZone: z.string().min(1).optional().describe("IANA name; required when a time has no offset."),
      disambiguation: z.enum(["earlier", "later", "compatible", "reject"]).optional(),
    }),
    source,
    channel: z
      .strictObject({
        name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, underscores and dashes"),
      })
      .optional(),
    addressesBefore: duration.optional(),
    prepareBefore: duration.optional().describe("When everything is armed or made; default 10m."),
    lineUp: duration.optional().describe("A signal is expected this long before start."),
    record: z
      .union(
        [
          z.literal(false),
          z.strictObject({
            format: z.enum(["mp4", "flv", "hls", "m3u8", "aac"]).optional(),
            fileLength: duration.optional(),
            preRoll: duration.optional(),
            postRoll: duration.optional(),
          }),
        ],
        { error: "write false, or { format: mp4 }" },
      )
      .optional(),
    screenshots: z.strictObject({ every: duration.optional() }).optional(),
    transcode: z
      .array(
        z
          .strictObject({ template: name.optional(), create: z.record(z.string(), z.unknown()).optional() })
          .meta({ minProperties: 1, maxProperties: 1 }),
      )
      .optional(),
    relay: z
      .array(z.strictObject({ id: partId, to: secret, from: moment.optional(), until: moment.optional() }))
      .optional(),
    reconnectWindow: duration.optional().describe("Source gone for less is the same broadcast; default 60s."),
    noSignalAfter: duration.optional().describe("No source this long after start; default 5m."),
    onNoSignal: z.enum(["alarm", "stop"]).optional(),
    onLost: z.enum(["alarm", "stop"]).optional(),
    atEnd: z.enum(["leave", "cut"]).optional(),
    missedStart: z.enum(["join", "skip", "fail"]).optional(),
    overrun: z.strictObject({ reserve: duration.optional(), auto: duration.optional() }).optional(),
    maxDuration: duration.optional(),
    files: z
      .strictObject({
        to: z
          .array(
            z
              .string()
              .regex(/^(file:.|store:[A-Za-z0-9._-]+(\/|$)|s3:.)/, "write file:PATH, store:NAME/PREFIX or s3:…"),
          )
          .min(1)
          .optional(),
        when: z.enum(["asRecorded", "atEnd"]).optional(),
        name: z.string().min(1).max(500).optional(),
        minCoverage: z.number().min(0).max(1).optional(),
        waitFor: duration.optional(),
      })
      .optional(),
    keep: z
      .strictObject({
        vendorFiles: forever("write forever, or a duration such as 7d").optional(),
        channel: forever("write forever, or a duration such as 0s").optional(),
      })
      .optional(),
    approve: approve.optional(),
    cues: z.array(cue).optional(),
  })
  .meta({ title: "Rundown event" });

export type EventFile = z.infer<typeof eventFileSchema>;
