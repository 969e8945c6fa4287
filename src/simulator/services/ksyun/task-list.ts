import { randomHex } from "../../random.ts";
import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { loopEnd, settingAt } from "./loop-book.ts";
import { redirectEnd } from "./redirect-book.ts";
import { ok, Refusal } from "./reply.ts";
import { dayStart, vendorTime } from "./times.ts";

interface Row {
  readonly id: string;
  readonly uniqName: string;
  readonly app: string;
  readonly preset: string;
  readonly format: string;
  readonly src: string;
  readonly dst: string;
  readonly createdMs: number;
  readonly endMs: number;
}

const dayMs = 86_400_000;
const most = 50;
/** What the document shows for redirects, for which the fields mean nothing. */
const redirectPreset = "presetredirect";
const redirectFormat = "18447";

/** GetTaskList: by day of creation in UTC+8, the earliest first, ended ones too. Nobody can make tasks of type 7. */
export function listTasks(call: Call): SimReply {
  const { params, asOfMs } = call;
  const uniqName = params.uniqName();
  const app = params.has("App") ? params.app() : null;
  const type = params.text("TaskType");
  if (!["6", "7", "8"].includes(type)) throw new Refusal(1001, "TaskType");
  const from = params.text("StartDate");
  const until = params.text("EndDate");
  const fromMs = dayStart(from);
  const untilMs = dayStart(until);
  if (fromMs === null || untilMs === null || untilMs < fromMs) throw new Refusal(1001, "StartDate, EndDate");
  const marker = params.maybeInt("Marker", 0, 1e9) ?? 0;
  const limit = params.maybeInt("Limit", 1, most) ?? most;
  const rows = rowsOf(call, type)
    .filter((row) => row.uniqName === uniqName && (app === null || row.app === app) && row.createdMs <= asOfMs)
    .filter((row) => row.createdMs >= fromMs && row.createdMs < untilMs + dayMs)
    .toSorted((a, b) => a.createdMs - b.createdMs);
  const page = rows.slice(marker, marker + limit);
  return ok("large", {
    StartDate: from,
    EndDate: until,
    Marker: marker,
    Total: rows.length,
    TaskInfo: page.map((row) => ({
      TaskID: row.id,
      UniqName: row.uniqName,
      App: row.app,
      Preset: row.preset,
      Format: row.format,
      StreamID: randomHex(32, call.context.seed, "stream", row.id),
      SrcAddr: row.src,
      DstAddr: row.dst,
      MsgType: "beijing",
      QuotaType: type,
      UseQuota: "1.0",
      TranStatus: row.endMs <= asOfMs ? "0" : "1",
      task_error_msg: "success",
      CreateTime: vendorTime(row.createdMs),
    })),
    Count: page.length,
  });
}

function rowsOf(call: Call, type: string): readonly Row[] {
  if (type === "6") {
    return call.redirects.all().map((one) => ({
      ...one,
      preset: redirectPreset,
      format: redirectFormat,
      dst: one.durl,
      endMs: redirectEnd(one),
    }));
  }
  if (type === "7") return [];
  return call.loops.all().flatMap((loop) =>
    loop.tasks.map((task) => ({
      id: task.id,
      uniqName: loop.uniqName,
      app: loop.app,
      preset: loop.preset,
      format: String(task.format),
      src: settingAt(loop, call.asOfMs).files[0] ?? "",
      dst: `rtmp://${loop.pubDomain}/${loop.app}/${loop.stream}`,
      createdMs: loop.createdMs,
      endMs: loopEnd(loop, call.asOfMs),
    })),
  );
}
