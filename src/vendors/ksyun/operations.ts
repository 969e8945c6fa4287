import { z } from "zod";
import { defineOperation } from "../kit/operation.ts";
import type { Operation } from "../kit/operation.ts";
import { withRules } from "../kit/rules.ts";
import { startLoopParams, updateLoopParams } from "./loops.ts";
import { startParams, stopParams } from "./redirects.ts";
import { pullParams } from "./pulls.ts";
import {
  app,
  day,
  looseNumber,
  looseText,
  plainReply,
  preset,
  range,
  replyWith,
  smallReply,
  streamId,
  uniqName,
} from "./schemas.ts";
import { templateParams, templateRules } from "./templates.ts";

/** How an operation travels: parameters in the query or as a JSON body. */
export interface Wire {
  readonly as: "query" | "body";
  /** Body parameters whose value is JSON text on the wire. */
  readonly jsonText?: readonly string[];
  /** The answer has a result of its own for each of these parameter's entries. */
  readonly resultsFor?: string;
}

export type KsyunOperation = Operation<z.ZodType, z.ZodType, Wire>;

const common = { documented: true, host: "ket", path: "/" } as const;
const get = { ...common, method: "GET", wire: { as: "query" } satisfies Wire } as const;
const post = { ...common, method: "POST", wire: { as: "body" } satisfies Wire } as const;

const zone = "Times in the answer are YYYY-MM-DD HH:mm:ss, taken as UTC+8; the document does not say.";
const enabling = "The vendor's support has to enable it for the account; else the answer is 1100.";
const list = (shape: z.core.$ZodLooseShape) => z.array(z.looseObject(shape)).nullish();
const streamParams = z.strictObject({ UniqName: uniqName, App: app, StreamID: streamId });
const presetParams = z.strictObject({ UniqName: uniqName, App: app, Preset: preset });

/** All entries of the catalogue, by id. */
export const operations = {
  createPreset: defineOperation({
    ...post,
    id: "createPreset",
    wireName: "Preset",
    effect: "create",
    summary: "Create a transcoding template",
    section: "Create template interface, TOC p.12",
    params: templateParams,
    reply: plainReply,
    rules: ["A name that exists is refused with 1201.", ...templateRules],
  }),
  updatePreset: defineOperation({
    ...post,
    id: "updatePreset",
    wireName: "UpdatePreset",
    effect: "update",
    summary: "Change a transcoding template",
    section: "Update template interface, TOC p.13",
    params: templateParams,
    reply: plainReply,
    rules: ["Give the whole template; whether what is left out stays is not said.", ...templateRules],
  }),
  deletePreset: defineOperation({
    ...get,
    id: "deletePreset",
    wireName: "DelPreset",
    effect: "delete",
    summary: "Delete a transcoding template",
    section: "Delete template interface, TOC p.15",
    params: presetParams,
    reply: plainReply,
    rules: ["It changes something although it is a GET.", "What happens to tasks that use the template is not said."],
  }),
  listPresets: defineOperation({
    ...get,
    id: "listPresets",
    wireName: "GetPresetList",
    effect: "read",
    summary: "List the transcoding templates of an application",
    section: "Query template list interface, TOC p.16",
    params: z.strictObject({ UniqName: uniqName, App: app }),
    reply: replyWith({ PresetList: list({ Preset: looseText }) }),
    rules: ["An application without templates is answered with 1200.", "There are no pages.", zone],
  }),
  getPreset: defineOperation({
    ...get,
    id: "getPreset",
    wireName: "GetPresetDetail",
    effect: "read",
    summary: "Show one transcoding template",
    section: "Query template detail interface, TOC p.18",
    params: presetParams,
    reply: replyWith({ PresetDetail: z.looseObject({}).nullish() }),
    rules: ["A template that does not exist is answered with 1200.", zone],
  }),
  listStreamTranscodes: defineOperation({
    ...get,
    id: "listStreamTranscodes",
    wireName: "GetStreamTranList",
    effect: "read",
    summary: "List the transcoding and pull tasks of one stream",
    section: "Query task list interface, TOC p.19",
    params: streamParams,
    reply: replyWith({ TranList: list({ TaskID: looseText }), ListCount: looseNumber.nullish() }),
    rules: [
      "A stream without tasks is answered with 1200.",
      "Transcoding on pull runs only while somebody watches, so that nothing listed is no fault by itself.",
      zone,
    ],
  }),
  startStreamPull: defineOperation({
    ...post,
    id: "startStreamPull",
    wireName: "StartStreamPull",
    effect: "create",
    summary: "Pull a stream from outside and publish it",
    section: "Start external pull interface, TOC p.21",
    params: pullParams,
    reply: replyWith({ TaskID: looseText.nullish() }),
    wire: { as: "body", jsonText: ["ExtParam"] } satisfies Wire,
    rules: [
      "A second call for the same stream makes a second task; look with listStreamTranscodes first.",
      "While the source cannot be reached it is tried again for 5 minutes at most.",
      "A source that has stopped is tried again after 60 s, every 5 s; after 20 minutes the vendor deletes the task.",
      "The live origin has to be enabled for the account.",
    ],
  }),
  stopStreamPull: defineOperation({
    ...post,
    id: "stopStreamPull",
    wireName: "StopStreamPull",
    effect: "control",
    summary: "Stop pulling a stream from outside",
    section: "Stop external pull interface, TOC p.22",
    params: streamParams,
    reply: plainReply,
    rules: ["It ends the pull at once; a task that the vendor has deleted is answered with 1200 or 1301."],
  }),
  startLoop: defineOperation({
    ...post,
    id: "startLoop",
    wireName: "StartLoop",
    effect: "create",
    summary: "Play files in a loop as a live stream",
    section: "Start loop transcode interface, TOC p.24",
    params: startLoopParams,
    reply: replyWith({ List: list({ TaskID: looseText, Format: looseNumber.nullish() }) }),
    rules: [
      "One task for each output of the template is made.",
      "TaskStartTime must be more than a minute ahead; left out, it starts at once.",
      "Without TaskStopTime the document says a year, and 20 days at most: give an end, and prolong it with updateLoop.",
      "TaskStopTime wins over LoopTimes.",
      "Files are mp4, flv, m3u8 or mpegs, all with sound and picture and alike, at KS3 intranet addresses; others make the loop fail.",
      enabling,
    ],
  }),
  stopLoop: defineOperation({
    ...post,
    id: "stopLoop",
    wireName: "StopLoop",
    effect: "control",
    summary: "Stop a loop, also one that has not begun",
    section: "Stop loop transcode interface, TOC p.26",
    params: streamParams,
    reply: plainReply,
    rules: ["It ends all loops of the stream's name."],
  }),
  updateLoop: defineOperation({
    ...post,
    id: "updateLoop",
    wireName: "UpdateLoop",
    effect: "update",
    summary: "Change the files or the length of a running loop",
    section: "Update loop interface, TOC p.27",
    params: updateLoopParams,
    reply: plainReply,
    rules: [
      "At least one of SrcInfo and DurationHour is needed.",
      "A loop that has not begun cannot be changed: stop it and start another.",
      "Whether DurationHour counts from now or is added is not said; look before sending it again.",
    ],
  }),
  listLoops: defineOperation({
    ...get,
    id: "listLoops",
    wireName: "GetLoopList",
    effect: "read",
    summary: "List the loops of an application or of one stream",
    section: "Query loop list interface, TOC p.28",
    params: z.strictObject({ UniqName: uniqName, App: app, StreamID: streamId.optional() }),
    reply: replyWith({
      Total: looseNumber,
      List: list({ TaskID: looseText, StreamID: looseText.nullish() }),
    }),
    rules: ["Being listed is the only sign of life: there is no state, no end and no page.", zone, enabling],
  }),
  startRedirect: defineOperation({
    ...post,
    id: "startRedirect",
    wireName: "RedirectStart",
    effect: "create",
    summary: "Pull live streams and push each to another address",
    section: "Start pull-to-push (redirect) interface, TOC p.30",
    params: startParams,
    reply: smallReply.extend({ reqlist: list({ reqid: looseText, errno: looseNumber.nullish() }) }),
    wire: { as: "body", resultsFor: "src" } satisfies Wire,
    rules: [
      "src[i] is pushed to durl[i] with trans_params[i]; 20 pairs at most.",
      "task_start_time must be at least 10 minutes ahead; 0, empty or past starts at once.",
      "task_stop_time must be more than 10 minutes after the start; 0, empty or past means no end.",
      "A start that fails is tried again every 5 s without end: stop it when it is not wanted.",
      "When only some pairs start, the answer is a failure that names the others and the ids of those that run.",
      enabling,
    ],
  }),
  stopRedirect: defineOperation({
    ...post,
    id: "stopRedirect",
    wireName: "RedirectStop",
    effect: "control",
    summary: "Stop one redirect, by its id or its pair of addresses",
    section: "Stop pull-to-push (redirect) interface, TOC p.32",
    params: stopParams,
    reply: smallReply,
    rules: ["Give reqid alone, or uniqname, app, src and durl as at the start.", enabling],
  }),
  listTasks: defineOperation({
    ...get,
    id: "listTasks",
    wireName: "GetTaskList",
    effect: "read",
    summary: "List redirects or loops by their day of creation",
    section: "Query pull-to-push interface, TOC p.34",
    params: withRules(
      z.strictObject({
        UniqName: uniqName,
        App: app.optional(),
        TaskType: z.enum(["6", "7", "8"]).describe("6 redirects, 7 loops of live streams, 8 loops of files"),
        StartDate: day.describe("First day of creation, YYYY-MM-DD"),
        EndDate: day.describe("Last day of creation, YYYY-MM-DD"),
        Marker: z.int().min(0, "must be at least 0").optional().describe("Tasks to skip, 0 when left out"),
        Limit: range(1, 50).optional().describe("Tasks in one answer, 50 when left out"),
      }),
      ({ StartDate: from, EndDate: until }, fault) => {
        if (typeof from === "string" && typeof until === "string" && until < from) {
          fault("EndDate", "must not be before StartDate");
        }
      },
    ),
    reply: replyWith({
      Total: looseNumber,
      TaskInfo: list({ TaskID: looseText, TranStatus: looseText.nullish() }),
    }),
    paging: {
      style: "offset",
      pageParam: "Marker",
      sizeParam: "Limit",
      firstPage: 0,
      maxSize: 50,
      items: "TaskInfo",
      total: "Total",
    },
    rules: [
      "TranStatus: 1 runs, 0 ended well, 2 ended badly (task_error_msg says why).",
      "The earliest comes first.",
      "Days are taken as UTC+8.",
      zone,
    ],
  }),
};

/** The same table for those who look entries up by name. */
export const operationTable: Readonly<Record<string, KsyunOperation>> = operations;
