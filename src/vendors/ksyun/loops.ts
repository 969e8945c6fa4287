import { z } from "zod";
import { withRules } from "../kit/rules.ts";
import { app, preset, range, streamId, uniqName, unixSeconds, webUrl } from "./schemas.ts";

const files = z
  .array(
    z.strictObject({
      Path: webUrl.describe("KS3 intranet address of the file; signed for long enough when the bucket is private"),
      Index: z.int().min(0, "must be at least 0").describe("Place in the order of play"),
    }),
  )
  .min(1, "must hold 1 to 100 files")
  .max(100, "must hold 1 to 100 files");

const durationHour = range(1, 480);

/** Body of StartLoop. */
export const startLoopParams = withRules(
  z.strictObject({
    UniqName: uniqName,
    App: app,
    Preset: preset,
    StreamID: streamId,
    SrcInfo: files.describe("Files to play"),
    PubDomain: z.string().min(1, "must not be empty").describe("Push domain that the loop is published to"),
    TaskStartTime: unixSeconds
      .optional()
      .describe("Start in UNIX seconds, more than a minute ahead; left out: at once"),
    TaskStopTime: unixSeconds.optional().describe("End in UNIX seconds"),
    LoopTimes: z.int().min(1, "must be at least 1").optional().describe("How often all files are played"),
    DurationHour: durationHour.optional().describe("Hours to play; the table of the document lacks it"),
  }),
  (params, fault) => {
    const { TaskStartTime: start, TaskStopTime: stop } = params;
    if (typeof start === "number" && typeof stop === "number" && stop - start <= 30) {
      fault("TaskStopTime", "must be more than 30 seconds after TaskStartTime");
    }
  },
);

/** Body of UpdateLoop. */
export const updateLoopParams = withRules(
  z.strictObject({
    UniqName: uniqName,
    App: app,
    StreamID: streamId,
    SrcInfo: files.optional().describe("All files from now on"),
    DurationHour: durationHour.optional().describe("Hours to play, 20 days at most"),
  }),
  (params, fault) => {
    if (params["SrcInfo"] === undefined && params["DurationHour"] === undefined) {
      fault("SrcInfo", "is missing: give SrcInfo, DurationHour or both");
    }
  },
);
