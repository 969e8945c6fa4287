import { z } from "zod";
import type { ReportFault } from "../kit/rules.ts";
import { recordOf, withRules } from "../kit/rules.ts";
import { app, preset, range, uniqName } from "./schemas.ts";

const format = z.strictObject({
  output_format: z.int().describe("Key of the profile table, e.g. 258 for 360P in h264; 271 and 287 keep the size"),
  width: range(0, 3000).optional().describe("Width in px"),
  height: range(0, 3000).optional().describe("Height in px"),
  abr: range(20_000, 320_000).optional().describe("Audio bit rate in bit/s; the profile's own when left out"),
  vbr: range(100_000, 10_000_000).optional().describe("Video bit rate in bit/s; the profile's own when left out"),
  fr: range(1, 30).optional().describe("Frames a second; the profile's own when left out"),
  gop: z.int().optional().describe("Seconds between key frames, 5 when left out"),
  suffix: z
    .string()
    .regex(/^_[A-Za-z0-9_]*$/, "must be letters, digits and underscores, an underscore first")
    .optional()
    .describe("What is appended to the stream's name for this output"),
  format_index: range(0, 99)
    .optional()
    .describe("Tells outputs with the same output_format apart, two digits in the name"),
  remuxflag: z
    .literal([0, 1, 2, 3])
    .optional()
    .describe("0 transcode both, 1 copy the audio, 2 copy the video, 3 copy both"),
  exstream: z.literal([0, 1, 2]).optional().describe("0 keep both, 1 only video, 2 only audio"),
  logo_switch: z.literal([0, 1]).optional().describe("1 puts the watermarks of Video.LOGO on"),
});

const output = z.strictObject({
  format: format.describe("Parameters of this output stream"),
  switch: z
    .strictObject({
      sn: z.int().optional().describe("Undocumented; only in an example"),
      sm: z.int().optional().describe("Undocumented; only in an example"),
    })
    .optional()
    .describe("Undocumented; only in an example"),
});

const logo = z.strictObject({
  pic: z
    .string()
    .regex(/^\/[^/]+\/.+$/, "must be written /bucket/object")
    .describe("Publicly readable KS3 object of the same region, /bucket/object"),
  optimal_w: z.int().optional().describe("Width of the picture"),
  optimal_h: z.int().optional().describe("Height of the picture"),
  offsetX: z.int().optional().describe("From the left edge, 10 when left out"),
  offsetY: z.int().optional().describe("From the top edge, 10 when left out"),
});

const video = z.strictObject({
  LOGO: z.array(logo).min(1, "must hold at least one picture").describe("Watermarks"),
  orientationAdapt: z.int().optional().describe("Undocumented; only in an example"),
});

/** Body of Preset and UpdatePreset (section "template structure"). */
export const templateParams = withRules(
  z.strictObject({
    UniqName: uniqName,
    App: app,
    Preset: preset,
    Description: z.string().optional().describe("Text for people"),
    Output: z.array(output).min(1, "must hold at least one output").describe("One entry an output stream"),
    Video: video.optional().describe("Settings for all outputs"),
  }),
  (params, fault) => {
    const outputs = Array.isArray(params["Output"]) ? params["Output"] : [];
    const formats = outputs.map((each) => recordOf(recordOf(each)["format"]));
    namesDiffer(formats, fault);
    if (formats.some((each) => each["logo_switch"] === 1) && params["Video"] === undefined) {
      fault("Video", "is missing: logo_switch 1 needs Video.LOGO");
    }
  },
);

export const templateRules = [
  "Outputs of one template must make different stream names: give each a suffix, or a format_index where output_format repeats.",
  "For transcoding on pull the suffix must be `_` and the template's name, and only the first output counts.",
  "logo_switch 1 needs Video.LOGO.",
  "Nothing is scaled up: size, rates and frames never exceed the source's.",
] as const;

/** The name of an output is the stream's with its suffix, else `_` with output_format and the two-digit index. */
function namesDiffer(formats: readonly Readonly<Record<string, unknown>>[], fault: ReportFault): void {
  const seen = new Map<string, number>();
  formats.forEach((each, at) => {
    const { suffix, output_format: code, format_index: index } = each;
    const digits = typeof index === "number" ? String(index).padStart(2, "0") : "";
    const ending = typeof suffix === "string" ? suffix : typeof code === "number" ? `_${code}${digits}` : null;
    if (ending === null) return;
    const before = seen.get(ending);
    if (before === undefined) seen.set(ending, at);
    else fault("Output", `entries ${before} and ${at} make the same stream name, {stream}${ending}`);
  });
}
