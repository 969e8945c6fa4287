import { z } from "zod";
import { eventAt } from "../../../domain/clock.ts";
import type { Json } from "../../../model/json.ts";
import { formatChinaTime } from "../../kit/china-time.ts";
import { VendorFailure } from "../../kit/failure.ts";
import type { CallContext, Created, ResourceKind } from "../../port.ts";
import type { Client } from "../client.ts";
import { recordingFacts } from "../facts.ts";
import { operations } from "../operations.ts";

/** What a recording task needs: from and until in event milliseconds; aac records the sound alone. */
export const recordingSpec = z.strictObject({
  stream: z.string().min(1),
  fromMs: z.number(),
  untilMs: z.number(),
  format: z.enum(["flv", "hls", "mp4", "aac"]),
});

type RecordingSpec = z.infer<typeof recordingSpec>;

const recordingRef = z.looseObject({ stream: z.string(), taskId: z.string() });

/** Rule tape-timeout: the time-out of the create call must be longer than 3 s, in wall time. */
const shortestCreateTimeoutMs = 3_500;

/**
 * A scheduled recording task. The id stands in the answer of the create call only and tasks cannot be listed, so there
 * is no `find` and no `read`; the answer of the stop call proves that it is gone.
 */
export function recordingKind(client: Client): ResourceKind {
  return {
    facts: recordingFacts,
    create: (_key, spec, context) => create(client, spec, context),
    close: (ref, context) => close(client, ref, context),
  };
}

async function create(client: Client, spec: Json, context: CallContext): Promise<Created> {
  const wanted = recordingSpec.parse(spec);
  const { stream, untilMs } = wanted;
  const nowMs = eventAt(context.clock, Date.now());
  if (wholeSecond(untilMs) <= wholeSecond(nowMs)) {
    throw new VendorFailure({
      kind: "wrong-state",
      service: "tencent-livecode",
      operation: operations.startRecordingTask.id,
      message: `the recording of ${stream} was to end at ${new Date(untilMs).toISOString()}, which has passed; nothing was sent`,
    });
  }
  const { reply } = await client.run(
    operations.startRecordingTask,
    recordingParams(wanted, nowMs),
    context,
    Math.max(client.account.timeoutMs, shortestCreateTimeoutMs),
  );
  const taskId = reply.output?.task_id ?? "";
  return { ref: { stream, taskId }, vendorId: taskId };
}

/** Parameters of Live_Tape_Start. A start that has passed by `nowMs` means: from now on. */
export function recordingParams(spec: RecordingSpec, nowMs: number) {
  const { stream, fromMs, untilMs, format } = spec;
  return {
    channel_id: stream,
    start_time: formatChinaTime(wholeSecond(Math.max(fromMs, nowMs))),
    end_time: formatChinaTime(wholeSecond(untilMs)),
    task_sub_type: 0,
    file_format: format,
    record_type: format === "aac" ? "audio" : "video",
  } as const;
}

async function close(client: Client, ref: Json, context: CallContext): Promise<"closed" | "gone"> {
  const { stream, taskId } = recordingRef.parse(ref);
  try {
    const params = { channel_id: stream, task_id: taskId, task_sub_type: 0 as const };
    await client.run(operations.stopRecordingTask, params, context);
    return "closed";
  } catch (error) {
    if (error instanceof VendorFailure && error.kind === "not-found") return "gone";
    throw error;
  }
}

/** The vendor's times are whole seconds. */
function wholeSecond(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}
