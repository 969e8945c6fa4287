import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { tryParseJson } from "../kit/json.ts";
import type { CallbackFacts, CallbackInput, CallbackVerdict, Notice } from "../port.ts";
import { credentialsSchema } from "./config.ts";
import { looseNumber, looseText } from "../tencent-kit/schemas.ts";
import { sign } from "./sign.ts";

/** Section "Event Message Notification". */
export const callbacks: readonly CallbackFacts[] = [
  { id: "streamInterrupted", summary: "event 0: a push was interrupted", documented: true },
  { id: "streamPushed", summary: "event 1: a push started", documented: true },
  { id: "recordingFileGenerated", summary: "event 100: a new recording file exists", documented: true },
  { id: "screenshotGenerated", summary: "event 200: a new screenshot exists", documented: true },
];

/** Clocks of two machines; the vendor gives a notification ten minutes. */
const skewMs = 60_000;

const message = z.looseObject({
  t: looseNumber,
  sign: z.string(),
  event_type: looseNumber,
  stream_id: looseText.optional(),
  channel_id: looseText.optional(),
  event_time: looseNumber.optional(),
  sequence: looseText.optional(),
  file_id: looseText.optional(),
  video_id: looseText.optional(),
  end_time: looseNumber.optional(),
  pic_url: looseText.optional(),
  pic_full_url: looseText.optional(),
  create_time: looseNumber.optional(),
});

/**
 * Verifies sign = md5(key + t) and that t is not past, then reads the notification. The signature does not cover the body,
 * so what it says is a hint at most. Anything but `{"code":0}` makes the vendor send it again.
 */
export function readCallback(input: CallbackInput): CallbackVerdict {
  const credentials = credentialsSchema.parse(input.account.credentials);
  const parsed = message.safeParse(tryParseJson(input.body));
  if (!parsed.success) return refused(400, "the body is no notification of this service");
  const { t, sign: given } = parsed.data;
  if (!sameText(given.toLowerCase(), sign(credentials.callbackKey ?? credentials.key, String(t)))) {
    return refused(403, "the signature is wrong: it was made with another key, or by somebody else");
  }
  if (t * 1000 + skewMs < input.nowMs) {
    const late = Math.round((input.nowMs - t * 1000) / 1000);
    return refused(403, `the notification expired ${late} s ago`);
  }
  return { ok: true, notices: [notice(parsed.data)], reply: { status: 200, body: '{"code":0}' } };
}

function notice(data: z.output<typeof message>): Notice {
  const stream = data.stream_id ?? data.channel_id ?? null;
  const known = kindOf(data);
  return {
    kind: known.kind,
    stream,
    dedupeKey: [stream ?? "", data.event_type, known.id ?? `t${data.t}`].join(":"),
    atMs: known.seconds === undefined ? null : known.seconds * 1000,
  };
}

function kindOf(data: z.output<typeof message>): {
  readonly kind: Notice["kind"];
  readonly id: string | undefined;
  readonly seconds: number | undefined;
} {
  const push = { id: data.sequence ?? text(data.event_time), seconds: data.event_time };
  if (data.event_type === 0) return { kind: "interrupted", ...push };
  if (data.event_type === 1) return { kind: "pushed", ...push };
  if (data.event_type === 100) return { kind: "file", id: data.file_id ?? data.video_id, seconds: data.end_time };
  if (data.event_type === 200) {
    return { kind: "screenshot", id: data.pic_url ?? data.pic_full_url, seconds: data.create_time };
  }
  return { kind: "other", ...push };
}

function refused(status: number, why: string): CallbackVerdict {
  return { ok: false, why, reply: { status, body: '{"code":1}' } };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
