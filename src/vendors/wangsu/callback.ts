import { z } from "zod";
import { tryParseJson } from "../kit/json.ts";
import { recordOf } from "../kit/rules.ts";
import type { CallbackFacts, CallbackInput, CallbackVerdict, Notice } from "../port.ts";
import { fromBase64 } from "./encoded.ts";
import { looseNumber, looseText } from "./schemas.ts";

/** Sections 2.17.5, 2.18.5, 2.24.8, 2.29, 2.30.3. */
export const callbacks: readonly CallbackFacts[] = [
  { id: "channelStateChanged", summary: "a push of a channel started or ended", documented: true },
  { id: "recordTaskStarted", summary: "a recording task has started", documented: true },
  { id: "recordTaskFinished", summary: "a recording task is over and its files are there", documented: true },
  { id: "documentPullFinished", summary: "documents were fetched and converted, or failed", documented: true },
  { id: "liveToVodRecorded", summary: "a file of recording while pushing is there", documented: true },
  { id: "forwardTaskStatus", summary: "a relay changed its state", documented: true },
];

const channelState = z.looseObject({
  pullId: z.string().min(1),
  channelState: looseNumber,
  timestamp: looseNumber.optional(),
});

const recordTask = z.looseObject({
  // The document's sample has a blank behind the id.
  data: z.looseObject({ taskId: looseText.transform((value) => value.trim()), status: looseNumber }),
});

const liveToVod = z.looseObject({ eventCode: z.string(), eventId: looseText, data: z.unknown() });

const documents = z.looseObject({
  taskId: looseText,
  timestamp: looseNumber.optional(),
  status: looseNumber,
  items: z.array(
    z.looseObject({
      fetchUrl: z.string().nullish(),
      documentId: looseText.nullish(),
      pullStatus: looseNumber.nullish(),
      documentStatus: looseNumber.nullish(),
    }),
  ),
});

const forwardTask = z.looseObject({ taskId: looseText, pullId: z.string(), status: looseNumber });

/**
 * Reads a callback. None of them is signed: the receiver's address carries a secret segment, and what they say is a hint.
 * The stream of a notice is the channel's pullId, where the callback names the channel.
 */
export function readCallback(input: CallbackInput): CallbackVerdict {
  if (input.query["channelState"] !== undefined || input.query["pullId"] !== undefined) {
    const parsed = channelState.safeParse(input.query);
    // The vendor sends it again for anything but success "1".
    if (!parsed.success || (parsed.data.channelState !== 1 && parsed.data.channelState !== 2)) {
      return refused('{"success":"0"}');
    }
    return { ok: true, notices: [stateNotice(parsed.data)], reply: { status: 200, body: '{"success":"1"}' } };
  }
  const notice = bodyNotice(input.body);
  if (notice === null) return refused('{"code":400,"message":"no callback of this service"}');
  return { ok: true, notices: [notice], reply: { status: 200, body: '{"code":200}' } };
}

function bodyNotice(body: string): Notice | null {
  const plain = tryParseJson(body);
  const encoded = fromBase64(body.trim());
  const value = plain !== undefined || encoded === null ? plain : tryParseJson(encoded);
  return (
    read(recordTask, value, (task) => {
      const { taskId, status } = task.data;
      return {
        kind: status === 2 || status === 3 ? "file" : "other",
        stream: null,
        dedupeKey: `record:${taskId}:${status}`,
        atMs: null,
      };
    }) ??
    read(liveToVod, value, (event) => {
      const data = recordOf(typeof event.data === "string" ? tryParseJson(event.data) : event.data);
      const stream = typeof data["pullId"] === "string" ? data["pullId"] : null;
      return { kind: "file", stream, dedupeKey: `vod:${event.eventId}`, atMs: null };
    }) ??
    read(documents, value, (task) => {
      const states = task.items.map((item) => [
        item.documentId === undefined || item.documentId === null || item.documentId === ""
          ? item.fetchUrl
          : item.documentId,
        item.pullStatus,
        item.documentStatus,
      ]);
      const dedupeKey = `documents:${task.taskId}:${task.status}:${JSON.stringify(states)}`;
      return { kind: "other", stream: null, dedupeKey, atMs: task.timestamp ?? null };
    }) ??
    read(forwardTask, value, (task) => ({
      kind: "other",
      stream: task.pullId,
      dedupeKey: `forward:${task.taskId}:${task.status}`,
      atMs: null,
    }))
  );
}

function stateNotice(data: z.output<typeof channelState>): Notice {
  return {
    kind: data.channelState === 1 ? "pushed" : "interrupted",
    stream: data.pullId,
    dedupeKey: `${data.pullId}:${data.channelState}:${data.timestamp ?? ""}`,
    atMs: data.timestamp ?? null,
  };
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  notice: (data: z.output<Schema>) => Notice,
): Notice | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? notice(parsed.data) : null;
}

function refused(body: string): CallbackVerdict {
  return { ok: false, why: "it is no callback of this service", reply: { status: 400, body } };
}
