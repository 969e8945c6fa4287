import { z } from "zod";
import { recordOf, withRules } from "../kit/rules.ts";
import type { ReportFault } from "../kit/rules.ts";
import { code, mixId, text } from "./schemas.ts";

// Parameters of the mixing interface: the content of `interface.para` (section "Cloud Mixed Streaming").

/** Number of inputs, canvas included, of each picture template (2.2). */
const templateInputs: Readonly<Record<number, number>> = {
  10: 2,
  20: 2,
  30: 2,
  40: 2,
  310: 3,
  390: 3,
  391: 3,
  410: 4,
  510: 5,
  590: 5,
  610: 6,
};
const canvasTemplates = [390, 391, 590];
const canvas = 3;
const audio = 4;

/** Pixels 0 to 3000, or a fraction 0.01 to 0.99 of the primary picture. */
const measure = z
  .number()
  .min(0, "must be 0 to 3000 pixels or 0.01 to 0.99")
  .max(3000, "must be 0 to 3000 pixels or 0.01 to 0.99")
  .refine((value) => value === 0 || value >= 1 || (value >= 0.01 && value <= 0.99), {
    message: "must be 0 to 3000 pixels or 0.01 to 0.99",
  });
const pixels = z.int().min(0, "must be 0 to 3000").max(3000, "must be 0 to 3000");

const input = z.strictObject({
  input_stream_id: text.describe("Name of the input stream."),
  layout_params: z.strictObject({
    image_layer: z
      .int()
      .min(1, "must be 1 to 8")
      .max(8, "must be 1 to 8")
      .describe("1 is the background, higher ones lie above it."),
    input_type: z.literal([0, 3, 4, 5]).optional().describe("0 sound and picture, 3 canvas, 4 sound, 5 picture."),
    image_width: measure.optional().describe("Width, in pixels or as a fraction."),
    image_height: measure.optional().describe("Height, in pixels or as a fraction."),
    location_x: measure.optional().describe("From the left of the background, in pixels or as a fraction."),
    location_y: measure.optional().describe("From the top of the background, in pixels or as a fraction."),
    color: z
      .string()
      .regex(/^0x[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$/, "must be written 0xRRGGBB")
      .optional()
      .describe("Colour of a canvas."),
  }),
  crop_params: z
    .strictObject({
      crop_width: pixels.optional().describe("Width of the part that is used."),
      crop_height: pixels.optional().describe("Height of the part that is used."),
      crop_x: pixels.optional().describe("Its distance from the left."),
      crop_y: pixels.optional().describe("Its distance from the top."),
    })
    .optional(),
});

export const startMixParams = withRules(
  z.strictObject({
    mix_stream_session_id: mixId.describe("Your name for the mixing session; it drives one output."),
    output_stream_id: mixId.describe("Name of the output stream."),
    output_stream_type: z
      .literal([0, 1])
      .optional()
      .describe("0: the output is one of the inputs (default); 1: it is a new one."),
    mix_stream_template_id: z
      .literal([0, 10, 20, 30, 40, 310, 390, 391, 410, 510, 590, 610])
      .optional()
      .describe("Ready-made arrangement; 0 (default) for none."),
    input_stream_list: z
      .array(input)
      .min(2, "needs at least 2 inputs")
      .max(8, "takes at most 8 inputs")
      .describe("Up to 6 pictures, or up to 8 sounds."),
  }),
  (params, fault) => {
    const inputs = inputsOf(params["input_stream_list"]);
    if (inputs === null) return;
    judgeLayers(inputs, fault);
    judgeOutput(params, inputs, fault);
    judgeTemplate(params["mix_stream_template_id"], inputs, fault);
  },
);

export const cancelMixParams = z.strictObject({
  mix_stream_session_id: mixId.describe("Your name for the mixing session; it drives one output."),
  output_stream_id: mixId.describe("Name of the output stream."),
  input_stream_list: z
    .array(
      z.strictObject({
        input_stream_id: text,
        layout_params: z.strictObject({ image_layer: z.literal(1) }),
      }),
    )
    .length(1, "takes exactly one input")
    .describe("The one stream that stays."),
});

export const mixReply = z.looseObject({
  code,
  message: z.string().optional(),
  timestamp: z.union([z.number(), z.string()]).optional(),
});

interface Input {
  readonly id: unknown;
  readonly layer: unknown;
  readonly type: unknown;
}

function inputsOf(list: unknown): readonly Input[] | null {
  if (!Array.isArray(list)) return null;
  return list.map((entry: unknown) => {
    const { input_stream_id: id, layout_params: raw } = recordOf(entry);
    const layout = recordOf(raw);
    return { id, layer: layout["image_layer"], type: layout["input_type"] };
  });
}

/** 2.1: 2 to 6 pictures on layers 1 to 6, or up to 8 sounds on layers 1 to 8; layer 1 is the background. */
function judgeLayers(inputs: readonly Input[], fault: ReportFault): void {
  const layers = inputs.map((entry) => entry.layer);
  if (new Set(layers).size !== layers.length) fault("input_stream_list", "every input needs an image_layer of its own");
  if (!layers.includes(1)) fault("input_stream_list", "one input must have image_layer 1, the primary picture");
  const pictures = inputs.filter((entry) => entry.type !== audio);
  if (pictures.length > 6) fault("input_stream_list", "takes at most 6 inputs with a picture");
  if (pictures.some((entry) => typeof entry.layer === "number" && entry.layer > 6)) {
    fault("input_stream_list", "image_layer 7 and 8 are for audio inputs only");
  }
}

function judgeOutput(params: Readonly<Record<string, unknown>>, inputs: readonly Input[], fault: ReportFault): void {
  const isInput = inputs.some((entry) => entry.id === params["output_stream_id"]);
  const type = params["output_stream_type"] ?? 0;
  if (type === 0 && !isInput) fault("output_stream_id", "must be one of the inputs when output_stream_type is 0");
  if (type === 1 && isInput) fault("output_stream_id", "must be none of the inputs when output_stream_type is 1");
}

function judgeTemplate(template: unknown, inputs: readonly Input[], fault: ReportFault): void {
  if (typeof template !== "number") return;
  const needed = templateInputs[template];
  if (needed !== undefined && needed !== inputs.length) {
    fault("mix_stream_template_id", `template ${template} is for ${needed} inputs, there are ${inputs.length}`);
  }
  const hasCanvas = inputs.some((entry) => entry.layer === 1 && entry.type === canvas);
  if (canvasTemplates.includes(template) && !hasCanvas) {
    fault("mix_stream_template_id", `template ${template} needs a canvas (input_type 3) as image_layer 1`);
  }
}
