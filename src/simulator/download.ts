import type { CallDesk } from "./answer-call.ts";
import { sleep } from "./event-clock.ts";
import { fileBytes, fileTypes } from "./file-content.ts";
import { durationMs } from "./moment.ts";
import type { RecordedFile } from "./recordings.ts";
import type { ServiceHost } from "./service-host.ts";
import { htmlPage, resetConnection, sendCut } from "./wire.ts";
import type { WireContext } from "./wire.ts";

const stepBytes = 1 << 16;

/** What is served under an address: bytes by position, so that any range can be made. */
interface Body {
  readonly length: number;
  readonly type: string;
  readonly etag: string;
  readonly read: (from: number, until: number) => Uint8Array<ArrayBuffer>;
}

/** Serves recorded files with HEAD, Range, If-Range and ETag. */
export function downloader(
  hosts: readonly ServiceHost[],
  desk: CallDesk,
  seed: number,
): (context: WireContext) => Promise<Response> {
  return async (context) => {
    const host = hosts.find((candidate) => candidate.id === context.req.param("service"));
    const { file, body } = host === undefined ? nothing : findBody(host, nameOf(context), seed);
    const service = host?.id ?? "unknown";
    const stream = file?.stream ?? null;
    const fault = desk.faults.strike({ target: "download", service, names: ["download"], stream });
    const note = (status: number | null, error: string | null): void =>
      desk.log.add({
        atMs: desk.clock.now(),
        wallMs: Date.now(),
        service,
        operation: "download",
        wireName: context.req.method,
        stream,
        status,
        error,
        fault: fault?.kind ?? null,
      });

    if (fault?.kind === "refuse" || fault?.kind === "lost-answer") {
      note(null, fault.kind);
      return resetConnection(context);
    }
    if (fault?.kind === "http" || fault?.kind === "html-error") {
      const status = fault.status ?? 502;
      note(status, fault.kind);
      return new Response(htmlPage(status), { status, headers: { "content-type": "text/html" } });
    }
    if (fault?.kind === "hang") {
      await sleep(fault.wallMs ?? desk.clock.toWall(durationMs(fault.ms ?? 0) ?? 0), desk.stopped);
    }
    if (body === null) {
      note(404, "not found");
      return new Response("not found", { status: 404 });
    }
    const answer = rangeOf(context, body);
    note(answer.status, answer.status === 416 ? "range" : null);
    const { status, from, until, headers } = answer;
    if (status === 416 || status === 304) return new Response(null, { status, headers });
    if (context.req.method === "HEAD") return new Response(null, { status, headers });
    if (fault?.kind === "cut-after-bytes") {
      return sendCut(context, status, headers, body.read(from, Math.min(until, from + fault.bytes)));
    }
    return new Response(streamed(body, from, until), { status, headers });
  };
}

const nothing = { file: undefined, body: null };

/** What follows the service in the path; an object's name may have slashes and anything else. */
function nameOf(context: WireContext): string {
  const name = new URL(context.req.url).pathname.split("/").slice(3).join("/");
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}

/** A file by its id, else what the service itself serves under that name. */
function findBody(
  host: ServiceHost,
  name: string,
  seed: number,
): { readonly file: RecordedFile | undefined; readonly body: Body | null } {
  const [, id = "", extension = ""] = /^(\d+)\.(\w+)$/.exec(name) ?? [];
  const file = host.file(id);
  if (file !== undefined) return { file, body: bodyOf(host, file, extension, seed) };
  const object = host.instance.object?.(name) ?? null;
  if (object === null) return nothing;
  if ("text" in object) return { file: undefined, body: textBody(object.text, `"${object.id}"`) };
  const own = name.endsWith(".m3u8") ? "m3u8" : fileTypes[object.file.format].extension;
  return { file: object.file, body: bodyOf(host, object.file, own, seed) };
}

function textBody(content: string, etag: string): Body {
  const text = Buffer.from(content);
  const read = (from: number, until: number) => Uint8Array.from(text.subarray(from, until));
  return { length: text.length, type: "application/vnd.apple.mpegurl", etag, read };
}

function bodyOf(host: ServiceHost, file: RecordedFile, extension: string, seed: number): Body | null {
  const etag = `"${file.id}-${file.bytes.toString(16)}${extension === "m3u8" ? "-index" : ""}"`;
  if (file.format === "hls" && extension === "m3u8") {
    return textBody(indexOf(host, file), etag);
  }
  const kind = fileTypes[file.format];
  if (extension !== kind.extension) return null;
  const read = (from: number, until: number) => Uint8Array.from(fileBytes(seed, file, from, until));
  return { length: file.bytes, type: kind.type, etag, read };
}

/** The index of an hls recording: its one slice by its absolute address. */
function indexOf(host: ServiceHost, file: RecordedFile): string {
  const seconds = (file.toMs - file.fromMs) / 1000;
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:3",
    `#EXT-X-TARGETDURATION:${Math.ceil(seconds)}`,
    `#EXTINF:${seconds.toFixed(3)},`,
    host.fileAddress(file.id, fileTypes.hls.extension),
    "#EXT-X-ENDLIST",
    "",
  ].join("\n");
}

interface RangeAnswer {
  readonly status: 200 | 206 | 304 | 416;
  readonly from: number;
  readonly until: number;
  readonly headers: Record<string, string>;
}

function rangeOf(context: WireContext, body: Body): RangeAnswer {
  const headers = { etag: body.etag, "accept-ranges": "bytes" };
  if (context.req.header("if-none-match") === body.etag) return { status: 304, from: 0, until: 0, headers };
  const whole: RangeAnswer = {
    status: 200,
    from: 0,
    until: body.length,
    headers: { ...headers, "content-type": body.type, "content-length": String(body.length) },
  };
  const condition = context.req.header("if-range");
  if (condition !== undefined && condition !== body.etag) return whole;
  const match = /^bytes=(\d*)-(\d*)$/.exec(context.req.header("range") ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return whole;
  const last = match[2] === "" ? body.length - 1 : Number(match[2]);
  const from = match[1] === "" ? Math.max(0, body.length - last) : Number(match[1]);
  const until = match[1] === "" ? body.length : Math.min(last + 1, body.length);
  if (from >= until) {
    return { status: 416, from, until, headers: { ...headers, "content-range": `bytes */${body.length}` } };
  }
  return {
    status: 206,
    from,
    until,
    headers: {
      ...headers,
      "content-type": body.type,
      "content-length": String(until - from),
      "content-range": `bytes ${from}-${until - 1}/${body.length}`,
    },
  };
}

function streamed(body: Body, from: number, until: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = from;
  return new ReadableStream({
    pull(controller) {
      if (at >= until) {
        controller.close();
        return;
      }
      const next = Math.min(at + stepBytes, until);
      controller.enqueue(body.read(at, next));
      at = next;
    },
  });
}
