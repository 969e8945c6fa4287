import { z } from "zod";
import { randomHex } from "../../random.ts";
import type { DueCallback } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { transNoOf } from "./records.ts";
import { Refusal } from "./refusal.ts";

const documentSchema = z.object({
  fileName: z.string().min(1),
  fileType: z.enum(["pdf", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "png", "jpg", "jpeg", "gif"]),
  fetchUrl: z.string().min(1),
  md5: z.string().max(32).default(""),
});

type Document = z.output<typeof documentSchema>;

interface DocumentTask {
  readonly id: string;
  readonly owner: string;
  readonly transNo: string;
  readonly documents: readonly Document[];
  readonly createdMs: number;
  readonly notifyUrl: string | undefined;
  readonly separate: boolean;
}

/** How long fetching and converting one document takes, one after the other. */
const fetchMs = 2000;
const convertMs = 3000;

/** Document tasks. Documents are not really fetched: an address that no one can reach fails, all others succeed. */
export class DocumentBook {
  readonly #seed: number;
  readonly #tasks: DocumentTask[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  create(task: Omit<DocumentTask, "id">): DocumentTask {
    const made = { ...task, id: randomHex(32, this.#seed, "documents", this.#tasks.length) };
    this.#tasks.push(made);
    return made;
  }

  of(owner: string): readonly DocumentTask[] {
    return this.#tasks.filter((task) => task.owner === owner);
  }

  /** State of a task as 2.25 answers it. */
  describe(task: DocumentTask, atMs: number) {
    const items = task.documents.map((document, index) => this.#item(task, document, index, atMs));
    return {
      items,
      status: atMs >= doneMs(task, task.documents.length - 1) ? 2 : 1,
      taskId: task.id,
      timestamp: atMs,
      transNo: task.transNo,
    };
  }

  /** Notices within the span: one for the task, or one a document with separate = 1. */
  due(sinceMs: number, untilMs: number): readonly DueCallback[] {
    return this.#tasks.flatMap((task) => {
      const { notifyUrl } = task;
      if (notifyUrl === undefined) return [];
      const moments = task.separate
        ? task.documents.map((_, index) => index)
        : task.documents.slice(-1).map(() => task.documents.length - 1);
      return moments.flatMap((index) => {
        const atMs = doneMs(task, index);
        if (atMs <= sinceMs || atMs > untilMs) return [];
        const state = this.describe(task, atMs);
        const items = task.separate ? state.items.slice(index, index + 1) : state.items;
        const body = Buffer.from(JSON.stringify({ ...state, items })).toString("base64url");
        const message = {
          name: "documentPullFinished",
          stream: task.id,
          headers: { "content-type": "text/plain; charset=utf-8" },
          body,
          url: notifyUrl,
        };
        return [{ id: `documents/${task.id}/${index}`, atMs, make: () => message }];
      });
    });
  }

  #item(task: DocumentTask, document: Document, index: number, atMs: number) {
    const fetched = task.createdMs + fetchMs + index * (fetchMs + convertMs);
    const failed = !/^https?:\/\/[^\s/]+/.test(document.fetchUrl);
    const pullStatus = atMs < fetched ? 1 : failed ? 3 : 2;
    const converted = atMs >= fetched + convertMs ? 3 : 2;
    return {
      documentId: pullStatus === 2 ? randomHex(32, this.#seed, "document", task.id, index) : "",
      documentStatus: pullStatus === 2 ? converted : pullStatus === 1 ? 1 : null,
      fetchUrl: document.fetchUrl,
      fileName: document.fileName,
      md5: document.md5,
      pullStatus,
    };
  }
}

/** pullDocuments (2.24). */
export function pullDocuments(call: Call): unknown {
  const { form, nowMs, world } = call;
  const owner = call.account.accessKeyId;
  const transNo = transNoOf(call) ?? "";
  const documents = documentsOf(form.text("fileList", 1552));
  const separate = form.flag("separate", false, 1555);
  const notifyUrl = urlOf(form.maybe("notifyUrl"));
  if (transNo !== "" && world.documents.of(owner).some((task) => task.transNo === transNo)) {
    throw new Refusal(1630, "TRANSNO exists already");
  }
  const task = world.documents.create({ owner, transNo, documents, createdMs: nowMs, notifyUrl, separate });
  return { transNo, taskId: task.id };
}

/** queryPullDocuments (2.25). */
export function queryPullDocuments(call: Call): unknown {
  const { form, asOfMs, world } = call;
  const tasks = world.documents.of(call.account.accessKeyId).filter((task) => task.createdMs <= asOfMs);
  const taskId = form.maybe("taskId");
  const transNo = transNoOf(call);
  if (taskId === undefined && transNo === undefined) throw new Refusal(1004, "taskId or transNo is missing");
  const found = tasks.find((task) => (taskId === undefined ? task.transNo === transNo : task.id === taskId));
  if (found === undefined) {
    throw taskId === undefined
      ? new Refusal(1603, "TRANSNO does not exist")
      : new Refusal(1012, "taskId is wrong: there is no such task");
  }
  return world.documents.describe(found, asOfMs);
}

function doneMs(task: DocumentTask, index: number): number {
  return task.createdMs + (index + 1) * (fetchMs + convertMs);
}

function documentsOf(encoded: string): readonly Document[] {
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
  } catch {
    throw new Refusal(1553, "fileList is malformed");
  }
  const parsed = z.array(documentSchema).min(1).safeParse(given);
  if (!parsed.success) throw new Refusal(1553, "fileList is malformed");
  if (parsed.data.length > 50) throw new Refusal(1557, "at most 50 URLs may be pulled");
  return parsed.data;
}

function urlOf(encoded: string | undefined): string | undefined {
  if (encoded === undefined) return undefined;
  const url = Buffer.from(encoded, "base64url").toString("utf8");
  if (!/^https?:\/\/\S+$/.test(url)) throw new Refusal(1554, "notifyUrl is malformed");
  return url;
}
