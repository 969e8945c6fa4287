import { z } from "zod";
import type { Push } from "../../encoders.ts";
import { randomBetween } from "../../random.ts";
import type { Callback, CallbackManner, ServiceContext } from "../../simulated-service.ts";
import { md5Sign } from "../tencent-kit/signature.ts";
import { vidOf } from "./file-list.ts";

const validSeconds = 600;
const answerSchema = z.object({ code: z.literal(0) });

/** Event Message Notification: t lies 10 minutes ahead, `{ "code": 0 }` is wanted, 3 repeats 60 s apart. */
export function callbackManner(context: ServiceContext): CallbackManner {
  const account = context.credentials[0] ?? {};
  const bizid = account["bizid"] ?? "8888";
  const message = (
    name: string,
    stream: string,
    key: "real" | "forged",
    fields: Readonly<Record<string, unknown>>,
  ): Callback => {
    const secret = key === "real" ? (account["callbackKey"] ?? account["key"] ?? "") : "forged";
    const t = Math.floor(context.clock.now() / 1000) + validSeconds;
    const head = { t, sign: md5Sign(secret, t), stream_id: stream, channel_id: stream };
    return {
      name,
      stream,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...head, ...fields }),
    };
  };
  const pushFields = (push: Push, type: 0 | 1, atMs: number): Readonly<Record<string, unknown>> => ({
    event_type: type,
    appname: "live",
    app: `${bizid}.livepush.myqcloud.com`,
    event_time: Math.floor(atMs / 1000),
    sequence: push.sequence,
    node: `198.51.100.${randomBetween(1, 254, context.seed, "server", push.stream)}`,
    user_ip: `203.0.113.${randomBetween(1, 254, context.seed, "client", push.stream)}`,
    stream_param: "",
  });
  return {
    repeats: 3,
    pauseMs: 60_000,
    accepted: (status, body) => status === 200 && accepts(body),
    pushed: (push, key) => message("streamPushed", push.stream, key, pushFields(push, 1, push.fromMs)),
    interrupted: (push, key) =>
      message("streamInterrupted", push.stream, key, {
        ...pushFields(push, 0, push.untilMs),
        errcode: 1,
        errmsg: "recv rtmp deleteStream",
        push_duration: String(push.untilMs - push.fromMs),
      }),
    fileReady: (file, url, key) =>
      message("recordingFileGenerated", file.stream, key, {
        event_type: 100,
        appid: Number(account["appid"]),
        video_id: vidOf(context.seed, file),
        video_url: url,
        file_size: file.bytes,
        start_time: Math.round(file.fromMs / 1000),
        end_time: Math.round(file.toMs / 1000),
        file_id: file.id,
        file_format: file.format,
        vod2Flag: 1,
        record_file_id: file.id,
        duration: Math.round((file.toMs - file.fromMs) / 1000),
        stream_param: "",
      }),
  };
}

function accepts(body: string): boolean {
  try {
    return answerSchema.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}
