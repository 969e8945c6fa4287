import { z } from "zod";
import { tryParseJson } from "../kit/json.ts";
import { app, preset, range, sourceUrl, streamId, uniqName } from "./schemas.ts";

const extParam = z.strictObject({
  preset: z
    .union([preset, z.literal("")])
    .optional()
    .describe("Template that the source is transcoded with"),
  timeout: z.int().optional().describe("Undocumented; only in an example"),
  interval: range(1, 20).optional().describe("Seconds between two tries, 6 when left out"),
  retrytimes: range(1, 100).optional().describe("How often an unreachable source is tried again"),
});

/** JSON text that somebody made already; its content is held to the same rules, and sent as it stands. */
const extParamText = z.string().superRefine((text, context) => {
  const checked = extParam.safeParse(tryParseJson(text));
  if (checked.success) return;
  const faults = checked.error.issues.map((issue) => [...issue.path, issue.message].join(" "));
  context.addIssue({
    code: "custom",
    message: `must be JSON text of an object with its parameters: ${faults.join(", ")}`,
  });
});

/** Body of StartStreamPull. */
export const pullParams = z.strictObject({
  UniqName: uniqName,
  App: app,
  StreamID: streamId,
  SrcUrl: sourceUrl.describe("Address of the source: rtmp, http-flv or hls"),
  Vdoid: z.string().optional().describe("Tells pushes of the same stream apart; part of the names of recorded files"),
  Params: z.string().optional().describe("Query for the push to the origin, e.g. preset=mypreset"),
  DstUrl: z.string().optional().describe("Undocumented; only in an example, an rtmp address"),
  ExtParam: z
    .union([extParam, extParamText], { error: "must be an object, or its JSON text" })
    .optional()
    .describe("How an unreachable source is tried again"),
});
