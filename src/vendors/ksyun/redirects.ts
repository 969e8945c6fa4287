import { z } from "zod";
import { withRules } from "../kit/rules.ts";
import { app, int64, rtmpUrl, sourceUrl, uniqName, webUrl } from "./schemas.ts";

const gravities = [
  "TOP_LEFT",
  "TOP_CENTER",
  "TOP_RIGHT",
  "CENTER_LEFT",
  "CENTER",
  "CENTER_RIGHT",
  "BOTTOM_LEFT",
  "BOTTOM_CENTER",
  "BOTTOM_RIGHT",
] as const;

const offsetRule = "must be px from -4096 to 4096, or a fraction between -1 and 1 with h or w behind it";

/** Pixels, or a fraction of the picture; with `h` or `w` it is text. */
const offset = z.union([z.number().refine(isOffset, offsetRule), z.string().refine(isOffsetText, offsetRule)], {
  error: offsetRule,
});

const logo = z.strictObject({
  wm_image: webUrl.describe("Address of the picture"),
  wm_image_back: webUrl.optional().describe("Spare picture, used when the first cannot be fetched"),
  wm_gravity: z.enum(gravities).describe("Where the picture stands"),
  wm_width: z.int().optional().describe("Width of the picture"),
  wm_height: z.int().optional().describe("Height of the picture"),
  wm_dx: offset.optional().describe("Horizontal offset: px, or a fraction, of the width unless h stands behind it"),
  wm_dy: offset.optional().describe("Vertical offset: px, or a fraction, of the height unless w stands behind it"),
});

const fops = z.strictObject({
  bitrate: z
    .string()
    .regex(/^\d+(?:\.\d+)?[kKmM]$/, "must be written like 2000k or 2M")
    .optional()
    .describe("Video bit rate, e.g. 2000k"),
  res: z
    .string()
    .regex(/^\d+[x×]\d+$/, "must be written {width}x{height}")
    .transform((size) => size.replace("×", "x"))
    .optional()
    .describe("Size of the picture, {width}x{height}"),
  fps: z
    .string()
    .regex(/^(?:[1-9]|[1-5]\d|60)$/, 'must be "1" to "60"')
    .optional()
    .describe("Frames a second, as text"),
  vcodec: z.string().min(1, "must not be empty").optional().describe("264, 265, copy, COPY, H264, H265 (or h264)"),
  acodec: z.enum(["aac", "copy"]).optional().describe("Audio codec"),
});

const transParams = z.strictObject({
  trans: z.literal([0, 1]).optional().describe("1 transcodes, 0 does not"),
  logos: z.array(logo).optional().describe("Watermarks"),
  fops: fops.optional().describe("Parameters of the transcoding"),
  ext_param: z.string().optional().describe("Undocumented; only in an example"),
});

const leastSeconds = 600;

/** Body of RedirectStart. */
export const startParams = withRules(
  z.strictObject({
    uniqname: uniqName,
    app,
    src: z
      .array(sourceUrl)
      .min(1, "must hold 1 to 20 addresses")
      .max(20, "must hold 1 to 20 addresses")
      .describe("Addresses that are pulled: rtmp, http-flv or hls"),
    durl: z
      .array(rtmpUrl)
      .min(1, "must hold 1 to 20 addresses")
      .max(20, "must hold 1 to 20 addresses")
      .describe("rtmp addresses that are pushed to, one for each of src"),
    trans_params: z.array(transParams).optional().describe("How each of src is transcoded, in the same order"),
    task_start_time: int64.optional().describe("Start in UNIX seconds; 0 or past: at once"),
    task_stop_time: int64.optional().describe("End in UNIX seconds; 0 or past: none"),
    type: z.int().optional().describe("Undocumented; only in an example"),
    start_index: z.int().optional().describe("Undocumented; only in an example"),
  }),
  (params, fault) => {
    const { src, durl, trans_params: trans } = params;
    if (!Array.isArray(src)) return timesApart(params, fault);
    if (Array.isArray(durl) && durl.length !== src.length) {
      fault("durl", `must be as long as src (${src.length}), and has ${durl.length}`);
    }
    if (Array.isArray(trans) && trans.length > src.length) {
      fault("trans_params", `must not be longer than src (${src.length}), and has ${trans.length}`);
    }
    timesApart(params, fault);
  },
);

/** Body of RedirectStop: by pair, or by id. */
export const stopParams = withRules(
  z.strictObject({
    uniqname: uniqName.optional(),
    app: app.optional(),
    src: sourceUrl.optional().describe("Address that the task pulls, as it was given"),
    durl: rtmpUrl.optional().describe("Address that the task pushes to, as it was given"),
    reqid: z.string().min(1, "must not be empty").optional().describe("Id of the task; stands alone"),
  }),
  (params, fault) => {
    const pair = ["uniqname", "app", "src", "durl"];
    if (params["reqid"] !== undefined) {
      for (const name of pair) if (params[name] !== undefined) fault(name, "is not given beside reqid");
      return;
    }
    if (pair.every((name) => params[name] === undefined)) {
      fault("reqid", "is missing: give reqid, or uniqname, app, src and durl");
      return;
    }
    for (const name of pair) if (params[name] === undefined) fault(name, "is missing");
  },
);

function timesApart(params: Readonly<Record<string, unknown>>, fault: (param: string, message: string) => void): void {
  const start = secondsOf(params["task_start_time"]);
  const stop = secondsOf(params["task_stop_time"]);
  if (start !== null && stop !== null && stop - start <= leastSeconds) {
    fault("task_stop_time", "must be more than 10 minutes after task_start_time");
  }
}

/** null where no time is meant. */
function secondsOf(value: unknown): number | null {
  const seconds = typeof value === "string" || typeof value === "number" ? Number(value) : 0;
  return seconds > 0 ? seconds : null;
}

function isOffset(value: number): boolean {
  return Number.isInteger(value) ? Math.abs(value) <= 4096 : Math.abs(value) < 1;
}

function isOffsetText(text: string): boolean {
  if (/^-?\d+$/.test(text)) return Math.abs(Number(text)) <= 4096;
  return /^-?(?:0|0?\.\d+)[hw]?$/.test(text);
}
