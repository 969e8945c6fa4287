import { ordered, paged } from "../call.ts";
import type { Call, Handler } from "../call.ts";
import { uuid } from "../ids.ts";
import { objectName, recorded } from "../recorders.ts";
import type { Recorded } from "../recorders.ts";
import { Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import type { Version } from "../shelf.ts";
import type { Place } from "../streams.ts";
import { dayMs, iso, window } from "../times.ts";
import type { RecordIndex } from "../world.ts";
import { placeIn } from "./streams.ts";

const longestMs = 4 * dayMs;

/** What was recorded, and index files over it (11.5 to 11.8). */
export const recordContentHandlers: Readonly<Record<string, Handler>> = {
  DescribeLiveStreamRecordContent(call) {
    const found = within(call, call.seenMs);
    return {
      RecordContentInfoList: {
        RecordContentInfo: found.map(({ file, config, object }) => ({
          OssEndpoint: config.value.endpoint,
          OssBucket: config.value.bucket,
          OssObjectPrefix: object,
          StartTime: iso(file.fromMs),
          EndTime: iso(file.toMs),
          Duration: (file.toMs - file.fromMs) / 1000,
        })),
      },
    };
  },

  CreateLiveStreamRecordIndexFiles(call) {
    const { args, world, nowMs, context } = call;
    const place = placeIn(call);
    const found = within(call, nowMs).filter(({ format }) => format.type === "m3u8");
    const [first, last] = [found[0], found.at(-1)];
    if (first === undefined || last === undefined) {
      throw new Refusal(404, "InvalidStream.NotFound", "Nothing was recorded in the period.");
    }
    const [fromMs, untilMs] = [first.file.fromMs, last.file.toMs];
    const id = uuid(context.seed, "index", world.next());
    world.indexes.put(
      id,
      {
        ...place,
        id,
        bucket: args.text("OssBucket"),
        endpoint: args.text("OssEndpoint"),
        object: objectName(args.text("OssObject"), place, { fromMs, toMs: untilMs }, 0),
        fromMs,
        untilMs,
        files: found.map(({ file }) => file.id),
      },
      nowMs,
    );
    const made = world.indexes.at(id, nowMs);
    return made === undefined ? {} : { RecordInfo: describe(call, made) };
  },

  DescribeLiveStreamRecordIndexFile(call) {
    const place = placeIn(call);
    const found = call.world.indexes.at(call.args.text("RecordId"), call.seenMs);
    if (found === undefined || !same(found.value, place)) {
      throw new Refusal(404, "InvalidRecord.NotFound", "Record index file does not exist.");
    }
    return { RecordIndexInfo: describe(call, found) };
  },

  DescribeLiveStreamRecordIndexFiles(call) {
    const { args, world, seenMs } = call;
    const place = placeIn(call);
    const { fromMs, untilMs } = window(args.moment("StartTime"), args.moment("EndTime"), longestMs);
    const found = world.indexes
      .list(seenMs)
      .filter(({ value }) => same(value, place) && value.untilMs > fromMs && value.fromMs < untilMs);
    const { items, order } = ordered(call, found, "asc");
    const { page, numbers } = paged(call, items, 10);
    return {
      RecordIndexInfoList: { RecordIndexInfo: page.map((one) => describe(call, one)) },
      Order: order,
      ...numbers,
    };
  },
};

function same(a: Place, b: Place): boolean {
  return a.domain === b.domain && a.app === b.app && a.stream === b.stream;
}

/** The files of the named stream that touch the named window. */
function within(call: Call, atMs: number): readonly Recorded[] {
  const place = placeIn(call);
  const { fromMs, untilMs } = window(call.args.moment("StartTime"), call.args.moment("EndTime"), longestMs);
  return recorded(call.world, call.context, atMs)
    .filter((one) => same(one.place, place) && one.file.toMs > fromMs && one.file.fromMs < untilMs)
    .toSorted((a, b) => a.file.fromMs - b.file.fromMs);
}

function describe({ context }: Call, { value, createdMs }: Version<RecordIndex>): Fields {
  return {
    RecordId: value.id,
    RecordUrl: `${context.filesUrl()}/${value.bucket}/${value.object}`,
    DomainName: value.domain,
    AppName: value.app,
    StreamName: value.stream,
    OssBucket: value.bucket,
    OssEndpoint: value.endpoint,
    OssObject: value.object,
    StartTime: iso(value.fromMs),
    EndTime: iso(value.untilMs),
    Duration: (value.untilMs - value.fromMs) / 1000,
    Height: 720,
    Width: 1280,
    CreateTime: iso(createdMs),
  };
}
