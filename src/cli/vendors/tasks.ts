import type { Effect } from "../../model/service.ts";
import type { AnyOperation } from "../../vendors/kit/operation.ts";

/** A thing that people want to do something with, and the other words it goes by. */
export interface Topic {
  readonly name: string;
  readonly words: string;
  readonly pattern: RegExp;
  /** Too common in summaries to say anything there. */
  readonly inNameOnly?: boolean;
}

/** Words of operation ids (split at capitals) and of their summaries, in any order of importance. */
const topics: readonly Topic[] = [
  {
    name: "channel or stream",
    words: "live state, push and play addresses, lists",
    pattern:
      /\bchannels?\b(?! mode)|\bstreams? (status|list|state)|live stat(e|us)|online list|publish list|\bplay code\b|anti leech/,
    inNameOnly: true,
  },
  {
    name: "ban",
    words: "forbid, cut, interrupt, disable, kick, block, resume",
    pattern:
      /\b(forbid|forbade|resume|rebroadcast|disconnect|interrupt|ban(s|ned)?\b|block|kickout|allow push|disable)/,
  },
  { name: "recording", words: "record, tape, files, VOD", pattern: /\b(record(?!s\b)|tape|vod\b)/ },
  {
    name: "relay",
    words: "forward, redirect, restream, push to another address",
    pattern: /\b(relay|forward|redirect)/,
  },
  { name: "pull", words: "source pull, ingest from an address", pattern: /\bpull(s|ing)?\b(?! doc)(?! to push)/ },
  { name: "loop", words: "files played as a live stream, episode groups", pattern: /\b(loop|episode)/ },
  { name: "transcode", words: "templates, presets, bit rates, SEI", pattern: /\b(transcod|preset|sei\b)/ },
  { name: "mix", words: "several pictures in one, layouts", pattern: /\b(mix|layout)/ },
  { name: "director console", words: "caster, scenes, programmes, components", pattern: /\b(caster|scene)/ },
  { name: "screenshot", words: "snapshot, shot", pattern: /\b(screenshot|snapshot|shot)/ },
  { name: "moderation", words: "content detection", pattern: /\b(detect|porn|moderation)/ },
  { name: "callback", words: "notification, notify URL", pattern: /\b(notify|callback|notification)/ },
  {
    name: "domain",
    words: "certificates, functions of a domain",
    pattern: /\b(domains?|certificate)\b/,
    inNameOnly: true,
  },
  { name: "room", words: "interactive live, messages, users", pattern: /\brooms?\b/ },
  {
    name: "statistics",
    words: "viewers, bandwidth, traffic, bit rate, frame rate, logs, billing",
    pattern:
      /\b(statistics?|bps|traffic|bandwidth|online (user )?num|user num|viewers?|bit ?rate data|frame rate|http code|\w+ data|log)\b/,
  },
  { name: "time shift", words: "replay of the past", pattern: /\btime ?shift/ },
  { name: "queue", words: "messages", pattern: /\bqueue/ },
  { name: "document", words: "white board", pattern: /\bdocuments?\b/ },
];

const other: Topic = { name: "other", words: "", pattern: /^/ };

/** First words of operation ids, by what a person would say. */
const verbs: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    create: ["create", "add", "copy", "send"],
    start: ["start", "open"],
    stop: ["stop", "end", "cancel", "disconnect", "forbid"],
    allow: ["resume", "rebroadcast", "allow"],
    change: ["update", "edit", "modify", "set", "manage"],
    delete: ["delete", "remove"],
    "look up": ["describe", "get", "list", "query", "read"],
  }).flatMap(([verb, words]) => words.map((word) => [word, verb])),
);

const byEffect: Readonly<Record<Effect, string>> = {
  create: "create",
  update: "change",
  delete: "delete",
  control: "start or stop",
  read: "look up",
};

const order = ["start", "create", "start or stop", "stop", "allow", "change", "delete", "take", "look up"];

export interface TaskRow {
  readonly topic: Topic;
  readonly verb: string;
  readonly operation: AnyOperation;
}

/** What people want to do, by topic and verb: an operation stands under every topic that its name or summary speaks of. */
export function tasksOf(operations: readonly AnyOperation[]): readonly TaskRow[] {
  const rows = operations.flatMap((operation) => {
    const name = `${split(operation.id)}. ${split(operation.wireName)}`;
    const words = `${name}. ${operation.summary.toLowerCase()}`;
    const found = topics.filter(({ pattern, inNameOnly }) => pattern.test(inNameOnly === true ? name : words));
    return (found.length === 0 ? [other] : found).map((topic) => ({ topic, verb: verbOf(operation), operation }));
  });
  const place = ({ name }: Topic): number =>
    name === other.name ? topics.length : topics.findIndex((one) => one.name === name);
  return rows.sort((a, b) => place(a.topic) - place(b.topic) || order.indexOf(a.verb) - order.indexOf(b.verb));
}

function verbOf({ id, effect }: AnyOperation): string {
  if (effect === "read") return byEffect.read;
  const first =
    split(id)
      .replace(/^batch /, "")
      .split(" ")[0] ?? "";
  const verb = verbs[first] ?? byEffect[effect];
  // Reading that takes away what it reads.
  if (verb === byEffect.read) return "take";
  return effect === "control" && verb === byEffect.update ? byEffect.control : verb;
}

function split(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[^A-Za-z0-9]+/g, " ")
    .toLowerCase();
}
