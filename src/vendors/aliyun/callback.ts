import { z } from "zod";
import { tryParseJson } from "../kit/json.ts";
import type { AccountAccess, CallbackFacts, CallbackInput, CallbackVerdict, Notice } from "../port.ts";

/** Sections 7.4, 11.13, 11.14, and those that are named without what they carry. */
export const callbacks: readonly CallbackFacts[] = [
  { id: "streamStatus", summary: "a push started or ended (7.4)", documented: true },
  { id: "recordOnDemand", summary: "asks whether a stream that arrives shall be recorded (11.13)", documented: true },
  { id: "recordFile", summary: "a recorded file was written (11.14)", documented: true },
  { id: "recordStatus", summary: "recording started, paused or resumed (11.14)", documented: true },
  { id: "moderation", summary: "forbidden content was found (13.2)", documented: false },
  { id: "caster", summary: "something happened to a caster (17.36)", documented: false },
  { id: "episodeGroup", summary: "something happened to an episode group (17.7, 17.8)", documented: false },
];

const text = z.string().min(1);

const streamStatus = z.looseObject({
  action: z.enum(["publish", "publish_done"]),
  app: text,
  appname: text,
  id: text,
  time: z.string().regex(/^\d+$/).optional(),
});

const recordOnDemand = z.looseObject({ domain: text, app: text, stream: text });

const recordFile = z.looseObject({
  domain: text,
  app: text,
  stream: text,
  uri: text,
  stop_time: z.number().optional(),
});

const recordStatus = z.looseObject({
  domain: text,
  app: text,
  stream: text,
  event: z.enum(["record_started", "record_paused", "record_resumed"]),
});

/**
 * Reads a callback. None of them is signed: whoever knows the address can send one, so the address has a secret part and
 * what it says is a hint at most. Questions about recording are answered with the account's `recordOnDemand`.
 */
export function readCallback(input: CallbackInput): CallbackVerdict {
  const notice = input.body.trim() === "" ? fromQuery(input) : fromBody(input);
  if (notice === null) {
    const why = "this is no callback that the document of aliyun describes";
    return { ok: false, why, reply: { status: 400, body: "" } };
  }
  return { ok: true, notices: [notice.notice], reply: { status: 200, body: notice.reply } };
}

interface Read {
  readonly notice: Notice;
  readonly reply: string;
}

function fromQuery(input: CallbackInput): Read | null {
  const status = streamStatus.safeParse(input.query);
  if (status.success) {
    const { action, app, appname, id, time } = status.data;
    const notice: Notice = {
      kind: action === "publish" ? "pushed" : "interrupted",
      stream: id,
      dedupeKey: ["streamStatus", app, appname, id, action, time ?? momentOf(input.nowMs)].join(":"),
      atMs: time === undefined ? null : Number(time) * 1000,
    };
    return { notice, reply: "" };
  }
  const question = recordOnDemand.safeParse(input.query);
  if (!question.success || input.query["action"] !== undefined) return null;
  const { domain, app, stream } = question.data;
  const notice: Notice = {
    kind: "pushed",
    stream,
    dedupeKey: ["recordOnDemand", domain, app, stream, momentOf(input.nowMs)].join(":"),
    atMs: null,
  };
  return { notice, reply: onDemandAnswer(input.account) };
}

function fromBody(input: CallbackInput): Read | null {
  const body = tryParseJson(input.body);
  const status = recordStatus.safeParse(body);
  if (status.success) {
    const { domain, app, stream, event } = status.data;
    const dedupeKey = ["recordStatus", domain, app, stream, event, momentOf(input.nowMs)].join(":");
    return { notice: { kind: "other", stream, dedupeKey, atMs: null }, reply: "" };
  }
  const file = recordFile.safeParse(body);
  if (!file.success) return null;
  const { domain, stream, uri, stop_time: stopped } = file.data;
  const atMs = stopped === undefined ? null : stopped * 1000;
  return { notice: { kind: "file", stream, dedupeKey: ["recordFile", domain, uri].join(":"), atMs }, reply: "" };
}

/** 11.13: at most 2048 bytes; the stored formats and lengths stay in force. */
function onDemandAnswer(account: AccountAccess): string {
  return JSON.stringify({ ApiVersion: "1.0", NeedRecord: account.defaults["recordOnDemand"] === true });
}

/** Some callbacks carry no time. Repeats come a second apart and five at most (7.4), so those of ten seconds are taken for one. */
function momentOf(nowMs: number): string {
  return String(Math.floor(nowMs / 10_000));
}
