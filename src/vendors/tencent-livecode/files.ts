import { z } from "zod";
import { eventAt } from "../../domain/clock.ts";
import type { VendorFile } from "../../model/files.ts";
import { chinaDayStart, formatChinaTime, parseChinaTime } from "../kit/china-time.ts";
import type { CallContext, FileQuery } from "../port.ts";
import type { Client } from "./client.ts";
import type { Credentials } from "./config.ts";
import { operations } from "./operations.ts";

const dayMs = 86_400_000;
/** Starts and ends are not exact to the second (I-frames), and which of them the vendor filters by is not said. */
const toleranceMs = 60_000;
const pageSize = 100;
/** 100 000 pieces of one stream in one day; more means that the vendor pages without end. */
const pagesAtMost = 1_000;

const fileRef = z.looseObject({ url: z.string() });

/**
 * Recorded files of one stream that overlap a span, oldest first (section "Query Recording File"). The vendor takes spans
 * within one day only, so a longer one is asked for day by day, all pages of each.
 */
export async function listFiles(
  client: Client,
  query: FileQuery,
  context: CallContext,
): Promise<readonly VendorFile[]> {
  const nowMs = eventAt(context.clock, Date.now());
  const from = query.fromMs - toleranceMs;
  const until = Math.min(query.untilMs, nowMs) + toleranceMs;
  const files = new Map<string, VendorFile>();
  for (const span of splitByDay(from, until)) {
    for (const file of await listSpan(client, query.stream, span, context)) files.set(file.id, file);
  }
  return [...files.values()]
    .filter((file) => file.toMs > query.fromMs && file.fromMs < query.untilMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Where a listed file is fetched. Throws for a reference that is not of this service. */
export function fileUrl(file: VendorFile): string {
  return fileRef.parse(file.ref).url;
}

/** Pieces of a span that each lie within one UTC+8 day, whole seconds, under 24 hours. */
export function splitByDay(
  fromMs: number,
  untilMs: number,
): readonly { readonly fromMs: number; readonly untilMs: number }[] {
  const spans: { fromMs: number; untilMs: number }[] = [];
  let start = Math.floor(fromMs / 1000) * 1000;
  const end = Math.ceil(untilMs / 1000) * 1000;
  while (start <= end) {
    const nextDay = chinaDayStart(start) + dayMs;
    spans.push({ fromMs: start, untilMs: Math.min(end, nextDay - 1000) });
    start = nextDay;
  }
  return spans;
}

async function listSpan(
  client: Client,
  stream: string,
  span: { readonly fromMs: number; readonly untilMs: number },
  context: CallContext,
): Promise<readonly VendorFile[]> {
  const files: VendorFile[] = [];
  let listed = 0;
  for (let page = 1; page <= pagesAtMost; page += 1) {
    const { reply } = await client.run(
      operations.getRecordingFileList,
      {
        channel_id: stream,
        page_no: page,
        page_size: pageSize,
        sort_type: "asc",
        start_time: formatChinaTime(span.fromMs),
        end_time: formatChinaTime(span.untilMs),
      },
      context,
    );
    const entries = reply.output?.file_list ?? [];
    listed += entries.length;
    for (const entry of entries) {
      const file = readEntry(entry, client.credentials);
      if (file !== null) files.push(file);
    }
    const total = reply.output?.all_count;
    if (entries.length === 0 || (total === undefined ? entries.length < pageSize : listed >= total)) break;
  }
  return files;
}

interface Entry {
  readonly vid?: string | null | undefined;
  readonly start_time: string;
  readonly end_time: string;
  readonly file_id?: string | null | undefined;
  readonly record_file_url?: string | null | undefined;
}

/** null while the vendor has no address or no times for it yet; a later list has them. */
function readEntry(entry: Entry, credentials: Credentials): VendorFile | null {
  const fromMs = parseChinaTime(entry.start_time);
  const toMs = parseChinaTime(entry.end_time);
  const vid = present(entry.vid);
  const fileId = present(entry.file_id);
  const url = present(entry.record_file_url) ?? (vid === null ? null : composedUrl(vid, credentials));
  if (url === null || fromMs === null || toMs === null) return null;
  return { id: fileId ?? vid ?? url, fromMs, toMs, ext: extensionOf(url), ref: { url, vid, fileId } };
}

/** `http://(VODbizid).vod.myqcloud.com/(vid).f0.flv`; the vid itself begins with the VOD bizid in the examples. */
function composedUrl(vid: string, credentials: Credentials): string | null {
  const bizid = /^(\d+)_/.exec(vid)?.[1] ?? credentials.bizid;
  return bizid === undefined ? null : `http://${bizid}.vod.myqcloud.com/${encodeURIComponent(vid)}.f0.flv`;
}

function extensionOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return /\.([A-Za-z0-9]{1,5})$/.exec(path)?.[1]?.toLowerCase() ?? "flv";
}

function present(value: string | null | undefined): string | null {
  return value === undefined || value === null || value === "" ? null : value;
}
